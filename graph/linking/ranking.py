"""How good each candidate is, why, and whether the best one is good enough to be linked."""

from dataclasses import dataclass

from graph.linking.candidates import Found, How, parties_said
from graph.linking.context import Context, home
from graph.linking.gazetteer import Gazetteer
from graph.linking.names import name_words
from graph.linking.offices import OfficeMatch, Tenure, match_office, roles_said, tenure
from graph.linking.profile import Profile
from graph.linking.records import Body, Party, Person, Place
from graph.model import Candidate, EntityType

LINKED = 0.6  # what the best candidate must reach
AHEAD = 0.15  # by how much it must be better than the next
KEPT = 5  # candidates that are kept

_CERTAIN = 0.99
_DOUBTFUL = LINKED - 0.05  # for a person to decide
_NAMES = {
    How.NAME: 0.5,
    How.ALIAS: 0.45,
    How.ACRONYM: 0.3,
    How.IN_COUNTRY: 0.4,
    How.PARTIAL: 0.4,
    How.SURNAME: 0.3,
    How.OFFICE: 0.3,
    How.PERHAPS: 0.1,
}
_TENURES = {Tenure.HELD: 0.4, Tenure.UNDATED: 0.35, Tenure.UNKNOWN: 0.35, Tenure.PAST: 0.2}
_FORMER = {Tenure.HELD: 0.1, Tenure.UNDATED: 0.35, Tenure.UNKNOWN: 0.2, Tenure.PAST: 0.4}
_RARE, _COMMON = 0.03, 0.3  # expected namesakes among as many people as the gazetteer has
_METROPOLIS = 5_000_000  # people in a city that comes to mind before the state around it
_LARGE, _SMALL = 1_000_000, 100_000  # people in a city


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a candidate (or against it), and the words for that."""

    weight: float
    reason: str


def rank(found: list[Found], profile: Profile, context: Context, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the candidates, best first, with score and reason; those that cannot be are left out."""
    scored = [
        _candidate(each, evidence)
        for each in found
        if (evidence := _weigh(each, profile, context, gazetteer, alone=len(found) == 1))
    ]
    return tuple(sorted(scored, key=lambda candidate: (-candidate.score, int(candidate.wikidata[1:]))))


def choose(candidates: tuple[Candidate, ...]) -> Candidate | None:
    """Return the best candidate, if it is good enough and no other one is close."""
    if not candidates or candidates[0].score < LINKED:
        return None
    clear = len(candidates) == 1 or candidates[0].score - candidates[1].score >= AHEAD - 1e-9
    return candidates[0] if clear else None


def is_common(profile: Profile, candidates: tuple[Candidate, ...], gazetteer: Gazetteer) -> bool:
    """True if somebody's full name is no evidence in another article: known people share it, or chance would do."""
    if profile.entity.type is not EntityType.PERSON:
        return False
    full = [words for name in profile.names if len(words := name_words(name)) > 1]
    return len(candidates) > 1 or any(gazetteer.expected(words) >= _COMMON for words in full)


def _candidate(found: Found, evidence: list[Evidence]) -> Candidate:
    most = _DOUBTFUL if found.how is How.PERHAPS else _CERTAIN
    score = min(max(sum(each.weight for each in evidence), 0.0), most)
    reason = "; ".join(each.reason for each in evidence if each.reason)
    return Candidate(found.record.qid, found.record.name, round(score, 2), reason)


def _weigh(found: Found, profile: Profile, context: Context, gazetteer: Gazetteer, *, alone: bool) -> list[Evidence]:
    """Return the evidence for a candidate; none if something excludes it."""
    base = Evidence(_NAMES[found.how], found.how.value)
    record = found.record
    if isinstance(record, Person):
        more = _weigh_person(record, found.how, profile, context, gazetteer, alone=alone)
    elif isinstance(record, Place):
        more = _weigh_place(record, profile, context, gazetteer, alone=alone)
    elif isinstance(record, Party):
        more = _weigh_party(record, context, alone=alone)
    else:
        more = _weigh_body(record, found.how, context, gazetteer, alone=alone)
    return [] if more is None else [base, *more]


def _weigh_person(
    person: Person, how: How, profile: Profile, context: Context, gazetteer: Gazetteer, *, alone: bool
) -> list[Evidence] | None:
    if profile.gender and person.gender and profile.gender != person.gender:
        return None
    if context.published and person.born > context.published:
        return None
    found = [
        _office(person, profile, context, gazetteer),
        _party(person, profile, context),
        _country(person, context, gazetteer),
    ]
    if not alone and _is_to_come(person, context, gazetteer):
        found.append(Evidence(-0.2, "in no office yet, unlike namesakes"))
    if how not in (How.SURNAME, How.OFFICE, How.PERHAPS):
        found.append(_rarity(person, gazetteer))
    return [evidence for evidence in found if evidence]


def _office(person: Person, profile: Profile, context: Context, gazetteer: Gazetteer) -> Evidence | None:
    roles = roles_said(profile.described)
    match = match_office(person, roles, context.published, gazetteer)
    if match:
        weight = (_FORMER if match.former else _TENURES)[match.when] / (2 if match.vague else 1)
        return Evidence(weight, _tell(match, context))
    if any(role.nobody for role in roles):
        return Evidence(-0.3, "called by another trade")
    return None


def _is_to_come(person: Person, context: Context, gazetteer: Gazetteer) -> bool:
    offices = gazetteer.offices_of(person)
    return bool(offices) and all(tenure(office, context.published) is Tenure.FUTURE for office in offices)


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


def _party(person: Person, profile: Profile, context: Context) -> Evidence | None:
    said = parties_said(profile, context)
    if not said or not person.parties:
        return None
    return Evidence(0.2, "party agrees") if said & set(person.parties) else Evidence(-0.15, "another party")


def _country(person: Person, context: Context, gazetteer: Gazetteer) -> Evidence | None:
    countries = home(person.countries, gazetteer)
    if not countries or not context.countries:
        return None
    if context.has(countries):
        return Evidence(0.15, "country of the article")
    return Evidence(-0.2, "article about other countries") if context.dominant() else None


def _rarity(person: Person, gazetteer: Gazetteer) -> Evidence | None:
    expected = gazetteer.namesakes(person)
    if expected >= _COMMON:
        return Evidence(-0.1, "common name")
    return Evidence(0.1, "rare name") if expected <= _RARE else None


def _weigh_place(
    place: Place, profile: Profile, context: Context, gazetteer: Gazetteer, *, alone: bool
) -> list[Evidence] | None:
    found = [_size(place)]
    if alone:
        found.append(Evidence(0.1, "only one of that name"))
    if profile.place_kind:
        agrees = profile.place_kind == place.kind
        found.append(Evidence(0.2 if agrees else -0.3, f"{'called' if agrees else 'not'} a {profile.place_kind}"))
    if profile.is_city and _shares_name_with_metropolis(place, gazetteer):
        found.append(Evidence(0.1 if place.kind == "city" else -0.2, "somebody is in it"))
    if profile.within and place.kind != "country":
        if not any(_lies_in(place, country, part, gazetteer) for country, part in profile.within):
            return None
        found.append(Evidence(0.3, "the region that follows"))
    elif context.has((place.country,)):
        found.append(Evidence(0.15, "country of the article"))
    elif context.dominant():
        found.append(Evidence(0.0 if place.kind == "country" else -0.15, "article about other countries"))
    return found


def _size(place: Place) -> Evidence:
    if place.kind != "city":
        return Evidence(0.2, place.kind)
    if place.population >= _LARGE or place.capital == "country":
        return Evidence(0.15, "large city")
    return Evidence(0.0, "city") if place.population >= _SMALL else Evidence(-0.1, "small town")


def _shares_name_with_metropolis(place: Place, gazetteer: Gazetteer) -> bool:
    """True if a city of millions and the province or state around it bear the place's name."""
    named = gazetteer.places_named(place.name) if place.kind == "subdivision" else (place,)
    return any(
        city.kind == "city" and city.population >= _METROPOLIS and city.admin1 in (place.name, place.admin1)
        for city in named
    )


def _lies_in(place: Place, country: str, part: str | None, gazetteer: Gazetteer) -> bool:
    if place.country != country:
        return False
    if part is None or part == place.qid:
        return True
    if place.kind != "city":  # in a list of provinces the next one follows; Washington, D.C. is no state
        return all(city.qid != part for city in gazetteer.places_named(place.name))
    return not place.admin1 or part in _ids(place.admin1, gazetteer)


def _ids(name: str, gazetteer: Gazetteer) -> set[str]:
    return {place.qid for place in gazetteer.places_named(name)}


def _weigh_party(party: Party, context: Context, *, alone: bool) -> list[Evidence] | None:
    if context.published and party.dissolved and party.dissolved < context.published:
        return None
    if context.has(party.countries):
        share = max(context.countries.get(country, 0.0) for country in party.countries)
        return [Evidence(0.2 + 0.4 * share, "country of the article")]
    if context.dominant():
        return [Evidence(-0.2, "article about other countries")]
    return [Evidence(0.1, "only one of that name")] if alone else []


def _weigh_body(body: Body, how: How, context: Context, gazetteer: Gazetteer, *, alone: bool) -> list[Evidence] | None:
    if body.international:
        return [Evidence(0.4, "known everywhere by that name")]
    if how is How.IN_COUNTRY:
        return [Evidence(0.3, "its country is named")]
    if body.legislature and how is How.ACRONYM:
        agrees = body.country == context.dominant()
        return [Evidence(0.35, "country of the article")] if agrees else []
    tells = any(word in gazetteer.country_words for word in body.name.replace("(", " ").replace(")", " ").split())
    if tells and how is How.NAME:
        return [Evidence(0.25, "a name that tells its country")]
    if body.country == context.dominant():
        return [Evidence(0.3 if alone else 0.2, "country of the article")]
    if context.has((body.country,)):
        return [Evidence(0.15, "country of the article, among others")] if tells else []
    return [] if how is How.NAME else None
