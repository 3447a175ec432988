"""What the gazetteer holds: people, offices, parties, places, bodies."""

from dataclasses import dataclass

Region = tuple[str, str | None]  # a country's ISO code, and the id of its province or state where it is one


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who held an office."""

    qid: str
    name: str
    aliases: tuple[str, ...]
    gender: str  # "m", "f", or "" where the source does not say
    born: str
    died: str
    countries: tuple[str, ...]  # ISO codes; ids of Scotland, Wales and the like
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """An office, whoever holds it."""

    id: str
    title: str
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Office:
    """A position held from start to end. Without end: still held when the source was taken, `as_of`."""

    position: Position
    start: str
    end: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Party:
    """A political party."""

    qid: str
    name: str
    acronyms: tuple[str, ...]
    aliases: tuple[str, ...]
    countries: tuple[str, ...]
    founded: str
    dissolved: str


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a province or state, or a city."""

    qid: str
    name: str
    kind: str  # "country", "subdivision" or "city"
    country: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    admin1: str = ""  # of a city: the name of its province or state
    capital: str = ""
    population: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """A department, agency, parliament or international organisation; or a law or agreement, which is read alike."""

    qid: str
    name: str
    acronyms: tuple[str, ...]
    aliases: tuple[str, ...]
    country: str
    international: bool
    legislature: bool = False  # its short name is that of others elsewhere: the country of the article tells which


Record = Person | Party | Place | Body


def merge_places(first: Place, second: Place) -> Place:
    """Return one place of two rows: the first, with what only the second knows."""
    names = tuple(dict.fromkeys((*first.aliases, second.name, *second.aliases)))
    return Place(
        first.qid,
        first.name,
        first.kind if first.kind == "country" else second.kind,
        first.country,
        tuple(name for name in names if name != first.name),
        first.abbreviations,
        second.admin1,
        second.capital or first.capital,
        second.population,
    )
