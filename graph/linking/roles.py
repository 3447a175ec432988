"""Offices in words: "Canada's Minister of Immigration", "Quebec Premier", "Minister of Finance of Japan"."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from graph.linking.gazetteer import Gazetteer
from graph.linking.names import bare, fold
from graph.linking.records import Party, Position, Region

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?(?:['’](?!\w))?|,")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_LONGEST = 5  # words of the longest name of a region, party or role


@dataclass(frozen=True, slots=True)
class Role:
    """An office as words give it."""

    name: str
    means: frozenset[str]  # the roles of an office that it may stand for
    department: frozenset[str] = frozenset()  # what the office is for; empty: "Prime Minister"
    explicit: bool = False  # the words say what it is for with "of" or "for"
    countries: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()  # ids of provinces and states
    bare: bool = False
    nobody: bool = False  # another trade
    also: bool = False  # one that people in office have too
    common: bool = False  # an office of many, most of whom the gazetteer does not hold
    former: bool = False
    unheld: bool = False  # nobody is said to hold it now: "the next president", "a president"


@dataclass(frozen=True, slots=True)
class Description:
    """What words next to a name, or in its place, say of who it is."""

    roles: tuple[Role, ...] = ()
    parties: tuple[Party, ...] = ()
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleLexicon:
    """The words for offices, and those around them."""

    roles: dict[tuple[str, ...], dict[str, Any]]  # by the words that write them
    empty: frozenset[str]
    former: frozenset[str]
    unheld: frozenset[str]
    particles: frozenset[str]
    kin: frozenset[str]
    honorifics: frozenset[str]
    same: dict[str, str]
    initials: dict[str, str]
    genders: dict[str, str]  # by word
    place_kinds: dict[str, str]  # by word
    state_words: frozenset[str]  # that follow the name of a province or state


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of words that is read as one."""

    text: str
    role: dict[str, Any] | None = None
    regions: tuple[Region, ...] = ()
    parties: tuple[Party, ...] = ()


@cache
def load_roles() -> RoleLexicon:
    """Return the words for offices."""
    data = tomllib.loads((files("graph.linking") / "roles.toml").read_text(encoding="utf-8"))
    return RoleLexicon(
        {tuple(fold(word).split()): role for role in data["role"] for word in role["words"]},
        frozenset(data["empty"]),
        frozenset(data["former"]),
        frozenset(data["unheld"]),
        frozenset(data["particles"]),
        frozenset(data["kin"]),
        frozenset(data["honorifics"]),
        data["same"],
        data["initials"],
        {word: gender for gender, words in data["pronouns"].items() for word in words},
        {word: kind for kind, words in data["places"].items() for word in words},
        frozenset(data["state_words"]),
    )


def describe(words: str, gazetteer: Gazetteer) -> Description:
    """Return the offices, parties and regions that the words name."""
    pieces = _read(words, gazetteer)
    regions = tuple(dict.fromkeys(region for piece in pieces for region in piece.regions))
    parties = tuple(dict.fromkeys(party for piece in pieces for party in piece.parties))
    starts = [i for i, piece in enumerate(pieces) if piece.role]
    roles = tuple(_to_role(pieces, i, start, starts) for i, start in enumerate(starts))
    return Description(roles, parties, regions)


@lru_cache(maxsize=16384)
def role_of(position: Position, gazetteer: Gazetteer) -> Role | None:
    """Return the role of an office in the gazetteer; None for one that has no word in the lexicon."""
    found = describe(position.title, gazetteer).roles
    if not found:
        return None
    country, part = gazetteer.region_of_id.get(position.jurisdiction, ("", None))
    first = found[0]
    countries = first.countries or frozenset({country} if country else ())
    # Ambassadors of a country are named by the other one; a permanent office knows its own.
    if first.name == "ambassador":
        countries = frozenset({country} if country else ())
    parts = first.parts or frozenset({part} if part else ())
    return Role(first.name, first.means, first.department, first.explicit, countries, parts, first.bare)


def fits(said: Role, office: Role) -> bool:
    """True if an office is one that the words may mean."""
    if said.nobody or office.name not in said.means:
        return False
    if said.parts and office.parts and not said.parts & office.parts:
        return False
    if said.countries and office.countries and not said.countries & office.countries:
        return False
    return office.bare or _same_department(said, office)


def is_vague(said: Role) -> bool:
    """True if the words leave open which department is meant: "Minister"."""
    return not said.bare and not said.department


def is_title_word(word: str, gazetteer: Gazetteer) -> bool:
    """True if the word can stand before a name without being part of it."""
    lexicon = load_roles()
    plain = bare(word)
    folded = fold(plain)
    if folded in lexicon.honorifics or folded in lexicon.former or folded in _role_words():
        return True
    return plain in gazetteer.regions or plain in gazetteer.party_words or plain != word


@cache
def _role_words() -> frozenset[str]:
    return frozenset(word for words in load_roles().roles for word in words) - {"of"}


def _same_department(said: Role, office: Role) -> bool:
    if not office.department:
        return not (said.explicit and said.department)
    shared = len(said.department & office.department)
    return shared * 3 >= len(office.department) and shared > 0


def _to_role(pieces: list[_Piece], order: int, start: int, starts: list[int]) -> Role:
    """Return the role that begins at a piece, with the words around it up to the roles beside it."""
    role = pieces[start].role or {}
    before = pieces[starts[order - 1] + 1 if order else 0 : start]
    after = pieces[start + 1 : starts[order + 1] if order + 1 < len(starts) else len(pieces)]
    following = after[0].text if after else ""
    explicit = following in ("of", "for", "to", "in") or pieces[start].text.endswith((" for", " of"))
    department = _department(after) if explicit else frozenset()
    near = (*before, *after)
    regions = [region for piece in near for region in piece.regions]
    lexicon = load_roles()
    return Role(
        role["name"],
        frozenset(role.get("means", [role["name"]])),
        department or _department(_last_phrase(before)) or (frozenset() if explicit else _department(after)),
        bool(department),
        frozenset(country for country, _ in regions),
        frozenset(part for _, part in regions if part),
        role.get("bare", False),
        role.get("nobody", False),
        role.get("also", False),
        role.get("common", False),
        any(piece.text in lexicon.former for piece in before),
        any(piece.text in lexicon.unheld for piece in before),
    )


def _last_phrase(pieces: list[_Piece]) -> list[_Piece]:
    """Return what stands after the last comma."""
    commas = [i for i, piece in enumerate(pieces) if piece.text == ","]
    return pieces[commas[-1] + 1 :] if commas else pieces


def _department(pieces: list[_Piece]) -> frozenset[str]:
    lexicon = load_roles()
    words = (piece.text for piece in pieces if not piece.regions and not piece.parties and piece.text != ",")
    stems = (word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word for word in words)
    return frozenset(lexicon.same.get(stem, stem) for stem in stems if stem not in lexicon.empty)


def _read(text: str, gazetteer: Gazetteer) -> list[_Piece]:
    """Return the words of the text in order, those that name a role, region or party together."""
    words = [word for word in _WORD.findall(text) if not _ORDINAL.match(word)]
    pieces: list[_Piece] = []
    place = 0
    while place < len(words):
        size, piece = _longest(words, place, gazetteer)
        pieces.append(piece)
        place += size
    return pieces


def _longest(words: list[str], place: int, gazetteer: Gazetteer) -> tuple[int, _Piece]:
    lexicon = load_roles()
    for size in range(min(_LONGEST, len(words) - place), 0, -1):
        part = words[place : place + size]
        raw = bare(" ".join(part))
        folded = " ".join(fold(word) for word in part)
        role = lexicon.roles.get(tuple(folded.split()))
        if role:
            return size, _Piece(folded, role=role)
        plain = raw.rstrip(".") if raw not in gazetteer.regions else raw
        regions = gazetteer.regions.get(plain, ())
        parties = gazetteer.party_words.get(plain, ()) if size < _LONGEST else ()
        if regions or parties:
            return size, _Piece(folded, regions=regions, parties=parties)
    return 1, _Piece("," if words[place] == "," else fold(bare(words[place])))
