"""Names that everybody knows, found in a text by their letters, with the kind of thing that they name.

They come from the tables of parties in `seeds` and from the lists of `known_names.toml`. A name of ordinary words
("Law and Justice", "Unity") counts only in a text that speaks of its country.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from graph.model import EntityType
from graph.nlp.lexicons import listed, load_lexicon

_TYPES = {
    "bodies": EntityType.ORGANIZATION,
    "media": EntityType.ORGANIZATION,
    "organizations": EntityType.ORGANIZATION,
    "armed": EntityType.ORGANIZATION,
    "policies": EntityType.POLICY,
    "agreements": EntityType.AGREEMENT,
    "events": EntityType.EVENT,
    "places": EntityType.PLACE,
}
_WORD = re.compile(r"[^\W_]+")
_LEANING = re.compile(r"\b(?:anti|ex|non|post|pre|pro)-$", re.IGNORECASE)
_PARTY = frozenset({"party", "partido", "parti", "partij", "partei"})
_QUOTES = str.maketrans("’‘ʼ", "'''")
_SHORT = 5  # letters of a name that is not looked for in capitals
_LONGEST = 4  # words of a country's name


@dataclass(frozen=True, slots=True)
class Known:
    """A name and what it names."""

    name: str
    type: EntityType
    countries: frozenset[str] = frozenset()  # ISO codes
    bound: bool = False  # True: it names that only in a text about one of the countries


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a text a known name stands: code points, end exclusive."""

    start: int
    end: int
    known: Known


def find_known_names(text: str) -> list[Place]:
    """Return the known names of the text in their order, none overlapping another, the longest of those that do."""
    plain = text.translate(_QUOTES)
    places = list(_places(plain))
    if not any(place.known.bound for place in places):
        return places
    lands = countries_of(plain).union(*(place.known.countries for place in places if not place.known.bound))
    return [place for place in places if not place.known.bound or _is_there(plain, place, lands)]


def _places(text: str) -> Iterator[Place]:
    names = _by_first_word()
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end:
            continue
        for known in names.get(word.group(), ()):
            if _stands_at(text, word.start(), known.name):
                end = word.start() + len(known.name)
                yield Place(word.start(), end, known)
                break


def _is_there(text: str, place: Place, lands: frozenset[str]) -> bool:
    """Whether a name of ordinary words is one: in its country, and not "the Ministry of Law and Justice"."""
    return not lands.isdisjoint(place.known.countries) and not text.endswith("of ", 0, place.start)


def _stands_at(text: str, start: int, name: str) -> bool:
    """Whether the name stands there, as words of its own."""
    end = start + len(name)
    if not text.startswith(name, start):
        return False
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if before == "-" and _LEANING.search(text, max(0, start - 6), start):
        return True
    return not (before.isalnum() or after.isalnum() or before in ("-", "@", "#", "_", "/") or after == "_")


def countries_of(text: str) -> frozenset[str]:
    """Return the ISO codes of the countries whose names, people or seats of government the text has."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    known = _lands()
    found: set[str] = set()
    for place, (start, _) in enumerate(words):
        if text[start].isupper():
            for _, end in words[place : place + _LONGEST]:
                found |= known.get(text[start:end], frozenset())
    return frozenset(found)


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, tuple[Known, ...]]:
    """Return the names by their first word, longest first."""
    known: dict[str, Known] = {}
    for one in (*_listed(), *_curated(), *_others()):
        known.setdefault(one.name, one)
    grouped: dict[str, list[Known]] = {}
    for one in known.values():
        first = _WORD.search(one.name)
        if first and not first.start():
            grouped.setdefault(first.group(), []).append(one)
    return {first: tuple(sorted(ones, key=lambda one: (-len(one.name), one.name))) for first, ones in grouped.items()}


def _listed() -> Iterator[Known]:
    for key, kind in _TYPES.items():
        for name in load_lexicon("known_names")[key]:
            yield Known(name, kind)
            if len(name) > _SHORT and " " not in name and key in ("bodies", "media"):
                yield Known(name.upper(), kind)


def _curated() -> Iterator[Known]:
    """Yield the parties whose names were put together by hand; of those with ordinary names only in their country."""
    countries: dict[str, set[str]] = {}
    for row in read_table("party_names"):
        for name in (row["party"], *row["names"].split("|")):
            if name:
                countries.setdefault(name, set()).add(row["country"])
    for name, lands in countries.items():
        bound = name in listed("known_names", "ordinary") or (len(name) <= 3 and name.isupper())
        yield Known(name, EntityType.PARTY, frozenset(lands), bound)


def _others() -> Iterator[Known]:
    """Yield the other parties of the world; each only in a text about its country, unless it says that it is one."""
    places = frozenset(_lands())
    for row in read_table("parties"):
        for name in (row["name"], *row["aliases"].split("|")):
            words = name.translate(_QUOTES).split()
            if len(words) > 1 and name not in places and words[0][0].isupper() and words[-1][0].isupper():
                says = any(word.lower() in _PARTY for word in words)
                yield Known(" ".join(words), EntityType.PARTY, frozenset(row["countries"].split("|")), not says)


@lru_cache(maxsize=1)
def _lands() -> dict[str, frozenset[str]]:
    """Return countries by the words for them, their people and their seats of government."""
    found: dict[str, set[str]] = {}
    for code, names in _words_for_lands():
        for name in names:
            found.setdefault(name.removeprefix("the "), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items() if name}


def _words_for_lands() -> Iterator[tuple[str, Iterable[str]]]:
    for row in read_table("countries"):
        yield row["iso2"], (row["name"], row["capital"])
    for row in read_table("country_names"):
        yield row["country"], (row["label"], *row["names"].split("|"))
    for row in read_table("demonyms"):
        words = row["words"].split("|")
        yield row["country"], (*words, *(f"{word}s" for word in words))
    for row in read_table("metonyms"):
        yield row["country"], row["names"].split("|")


def read_table(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of seeds by column."""
    with (files("seeds") / "entities" / f"{table}.csv").open("r", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
