"""What in the gazetteer an entity may be, by its names and the kind of thing it is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from graph.linking.context import Context
from graph.linking.gazetteer import Gazetteer
from graph.linking.names import fold, name_words, same_initials
from graph.linking.offices import find_holder, find_possible_holders, match_office, roles_said
from graph.linking.profile import Profile
from graph.linking.records import Body, Party, Person, Place, Record
from graph.model import EntityType

_TOO_MANY = 1000  # people of one name: it tells nobody apart, and weighing them all would take its time


class How(StrEnum):
    """By which of its names a candidate was found."""

    NAME = "name"
    ALIAS = "other name"
    ACRONYM = "acronym"
    IN_COUNTRY = "name after that of its country"
    PARTIAL = "first and last name"
    SURNAME = "last name"
    OFFICE = "office"
    PERHAPS = "office, on that day not sure"


@dataclass(frozen=True, slots=True)
class Found:
    """A record that an entity may be, and by which name."""

    record: Record
    how: How


def find_candidates(profile: Profile, context: Context, gazetteer: Gazetteer) -> list[Found]:
    """Return what the entity may be, of the records that fit its type; each once."""
    kind = profile.entity.type
    if kind is EntityType.PERSON:
        return _persons(profile, context, gazetteer)
    lookups = _LOOKUPS.get(kind, ())
    found: dict[str, Found] = {}
    for name in profile.names:
        for lookup in lookups:
            for record in lookup(gazetteer, name):
                found.setdefault(record.qid, Found(record, _how(record, name)))
        if kind is EntityType.ORGANIZATION and not found:
            found.update((one.record.qid, one) for one in _of_country(name, gazetteer))
    return list(found.values())


def _of_country(name: str, gazetteer: Gazetteer) -> list[Found]:
    """Return what an organisation's name means that begins with or is a country: "US Treasury", "DPRK"."""
    if " " in name or name.isupper():
        countries = [place for place in gazetteer.places_named(name) if place.kind == "country"]
        if countries:
            return [Found(place, How.NAME) for place in countries]
    first, _, rest = name.partition(" ")
    while rest:
        lands = {country for country, part in gazetteer.regions.get(first, ()) if part is None}
        bodies = [body for body in gazetteer.bodies_named(rest) if body.country in lands]
        if len(bodies) == 1:
            return [Found(body, How.IN_COUNTRY) for body in bodies]
        word, _, rest = rest.partition(" ")
        first = f"{first} {word}"
    return []


_LOOKUPS: dict[EntityType, tuple[Callable[[Gazetteer, str], tuple[Record, ...]], ...]] = {
    EntityType.PLACE: (Gazetteer.places_named,),
    EntityType.PARTY: (Gazetteer.parties_named,),
    EntityType.ORGANIZATION: (Gazetteer.bodies_named, Gazetteer.parties_named),
    **dict.fromkeys((EntityType.AGREEMENT, EntityType.POLICY, EntityType.OTHER), (Gazetteer.laws_named,)),
}


def _persons(profile: Profile, context: Context, gazetteer: Gazetteer) -> list[Found]:
    """By the fullest name; by a last name only where an office goes with it; without a name by an office of one."""
    if not profile.names:
        person = find_holder(profile, context, gazetteer)
        if person:
            return [Found(person, How.OFFICE)]
        return [Found(other, How.PERHAPS) for other in find_possible_holders(profile, context, gazetteer)]
    for name in profile.names:
        words = name_words(name)
        if len(words) > 1:
            return _fully_named(name, words, gazetteer)
    return [found for name in profile.names for found in _surnamed(name, profile, context, gazetteer)]


def _fully_named(name: str, words: list[str], gazetteer: Gazetteer) -> list[Found]:
    whole = gazetteer.persons_named(name) or gazetteer.persons_named(" ".join(words))
    if whole:
        return [Found(person, How.NAME) for person in _few(whole)]
    middle = words[1:-1]
    if not middle:
        return []
    how = How.NAME if all(len(word) == 1 for word in middle) else How.PARTIAL
    found = gazetteer.persons_named(f"{words[0]} {words[-1]}")
    if not found and not gazetteer.is_given_name(words[0]):  # "Kingmaker Winston Peters"
        return [Found(person, How.PARTIAL) for person in _few(gazetteer.persons_named(" ".join(words[1:])))]
    return [Found(person, how) for person in found if same_initials(name, (person.name, *person.aliases))]


def _few(people: tuple[Person, ...]) -> tuple[Person, ...]:
    return people if len(people) <= _TOO_MANY else ()


def _surnamed(name: str, profile: Profile, context: Context, gazetteer: Gazetteer) -> list[Found]:
    roles = roles_said(profile.described)
    parties = parties_said(profile, context)
    if not roles:
        return []
    return [
        Found(person, How.SURNAME)
        for person in _few(gazetteer.persons_surnamed(name))
        if match_office(person, roles, context.published, gazetteer) and (not parties or _agrees(person, parties))
    ]


def parties_said(profile: Profile, context: Context) -> set[str]:
    """Ids of the parties to which the words beside a name may belong: those of the countries that it is about."""
    said = (party for description in profile.described for party in description.parties)
    return {party.qid for party in said if not context.countries or context.has(party.countries)}


def _agrees(person: Person, parties: set[str]) -> bool:
    return not person.parties or bool(parties & set(person.parties))


def _how(record: Record, name: str) -> How:
    key = fold(name)
    if fold(record.name) == key:
        return How.NAME
    short = record.abbreviations if isinstance(record, Place) else ()
    if isinstance(record, Party | Body):
        short = record.acronyms
    return How.ACRONYM if key in map(fold, short) else How.ALIAS
