"""What an article says of somebody, held against what the gazetteer says of one who bears the name."""

from collections.abc import Iterator
from math import log10

from graph.linking.candidates import How, parties_said
from graph.linking.context import Context, home
from graph.linking.evidence import Evidence, weigh
from graph.linking.gazetteer import Gazetteer
from graph.linking.offices import OfficeMatch, Tenure, match_office, roles_said, tenure
from graph.linking.profile import Profile
from graph.linking.records import Office, Person

_RARE, _COMMON = 0.03, 0.3  # expected namesakes among as many people as the gazetteer has
_RAREST = 1e-4  # likewise: below it, no name tells more
_USUAL = 0.8  # the negative logarithm of what tells nothing
_ACTIVE = 12  # years around an office in which the news speak of its holder
_MOST = 3  # mentions that show a gender

Observation = tuple[str, float, str]  # name, how often or how much, and words for it


def weigh_person(
    person: Person, how: How, profile: Profile, context: Context, gazetteer: Gazetteer, *, alone: bool
) -> list[Evidence] | None:
    """Return the evidence for a person; None for one who was not born."""
    if context.published and person.born > context.published:
        return None
    observed = [
        *_observe_name(person, how, gazetteer, alone=alone),
        *observe(person, profile, context, gazetteer, alone=alone),
    ]
    return [weigh("person", name, reason, times) for name, times, reason in observed]


def _observe_name(person: Person, how: How, gazetteer: Gazetteer, *, alone: bool) -> Iterator[Observation]:
    """What the name alone tells: how full it is, and how many others may bear it."""
    yield how.value, 1.0, how.value
    if how in (How.SURNAME, How.OFFICE, How.PERHAPS):
        return
    expected = gazetteer.namesakes(person)
    told = "common name" if expected >= _COMMON else "rare name" if expected <= _RARE else ""
    yield "rarity", -log10(max(expected, _RAREST)) - _USUAL, told
    if not alone:
        yield "namesakes", 1.0, ""


def observe(
    person: Person, profile: Profile, context: Context, gazetteer: Gazetteer, *, alone: bool
) -> Iterator[Observation]:
    """What the article tells beside the name. The weights of these are learned."""
    yield from _offices(person, profile, context, gazetteer)
    yield from _party(person, profile, context)
    yield from _country(person, context, gazetteer)
    yield from _gender(person, profile)
    yield from _times(person, context, gazetteer, alone=alone)


def _offices(person: Person, profile: Profile, context: Context, gazetteer: Gazetteer) -> Iterator[Observation]:
    roles = roles_said(profile.described)
    match = match_office(person, roles, context.published, gazetteer)
    if match:
        yield _name_of(match), 1.0, _tell(match, context)
        return
    beside = roles_said(profile.beside)
    if any(role.nobody and not role.also for role in beside):
        yield "another trade", 1.0, "called by another trade"
    elif any(role.nobody for role in roles):
        yield "perhaps another trade", 1.0, "perhaps called by another trade"
    if any(not role.nobody and not role.common for role in beside):
        yield "another office", 1.0, "not known in the office that is named"


def _name_of(match: OfficeMatch) -> str:
    kind = "former office" if match.former else "office"
    return f"{kind} {match.when.value}{' vague' if match.vague else ''}"


def _tell(match: OfficeMatch, context: Context) -> str:
    title = match.office.position.title
    words = {
        Tenure.HELD: f"{title} on {context.published}",
        Tenure.PAST: f"{title} before {context.published}",
        Tenure.UNKNOWN: f"{title} since {match.office.start or 'before'}, known until {match.office.as_of}",
        Tenure.UNDATED: title,
        Tenure.FUTURE: title,
    }
    return words[match.when]


def _party(person: Person, profile: Profile, context: Context) -> Iterator[Observation]:
    said = parties_said(profile, context)
    if said and person.parties:
        agrees = bool(said & set(person.parties))
        yield ("party", 1.0, "party agrees") if agrees else ("another party", 1.0, "another party")


def _country(person: Person, context: Context, gazetteer: Gazetteer) -> Iterator[Observation]:
    countries = home(person.countries, gazetteer)
    if not countries or not context.countries:
        return
    if context.has(countries):
        yield "country", 1.0, "country of the article"
    elif context.dominant():
        yield "other countries", 1.0, "article about other countries"


def _gender(person: Person, profile: Profile) -> Iterator[Observation]:
    """By the majority of pronouns and forms of address: a single pronoun may be tied to the wrong person."""
    if not person.gender or not profile.genders:
        return
    balance = sum(1 if gender == person.gender else -1 for gender in profile.genders)
    if balance > 0:
        yield "gender", 1.0, ""
    elif balance < 0:
        yield "other gender", min(-balance, _MOST), "mostly spoken of as of the other gender"


def _times(person: Person, context: Context, gazetteer: Gazetteer, *, alone: bool) -> Iterator[Observation]:
    offices = gazetteer.offices_of(person)
    if context.published is None or not offices:
        return
    if all(tenure(office, context.published) is Tenure.FUTURE for office in offices):
        if not alone:
            yield "to come", 1.0, "in no office yet, unlike namesakes"
    elif not any(_is_near(office, int(context.published[:4])) for office in offices):
        yield "long ago", 1.0, "in office at another time"


def _is_near(office: Office, year: int) -> bool:
    first, last = office.start[:4] or office.end[:4], office.end[:4] or office.as_of[:4]
    return not first or int(first) - _ACTIVE <= year <= int(last or first) + _ACTIVE
