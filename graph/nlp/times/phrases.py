"""Expressions of time with the words before them: prepositions, "two days after", the other end of a range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.nlp.lexicons import listed
from graph.nlp.times.patterns import Atom, Groups, load_times

_BEFORE = 44  # characters before a time that are looked at
_ON = frozenset({"weekday", "daily", "date", "iso"})  # days take "on": in "weighed in Tuesday" the "in" is a particle
_RANGE_WORDS = listed("times", "range_words")
_LIST_WORDS = listed("times", "list_words")
_DATED = frozenset({"date", "iso", "numeric", "month"})
_SHARING = frozenset({"month", "date", "season"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Atoms that belong together with the preposition before them."""

    start: int
    end: int
    atoms: tuple[Atom, ...]
    preposition: str = ""
    onward: bool = False  # "from 2010 on"
    offset: Groups | None = None  # "two days after": how far, on which side
    beside: Atom | None = None  # the time with a year that follows in a list: "in March and April 2015"


def find_phrases(text: str, atoms: Sequence[Atom]) -> Iterator[Phrase]:
    """Atoms with their preposition, two of them joined where they are the ends of a range."""
    beside = _sharing_years(text, atoms)
    position = 0
    while position < len(atoms):
        atom = atoms[position]
        following = atoms[position + 1] if position + 1 < len(atoms) else None
        if following and _offset_before(text, following)[0] <= atom.start:
            position += 1  # "two weeks" of "two weeks from Tuesday"
            continue
        start, offset = _offset_before(text, atom)
        name, began = _preposition_before(text, start)
        ranged = following and (_is_range(text, name, atom, following) or _is_run(atom, following, position in beside))
        joined = (atom, following) if following and ranged else (atom,)
        possessive = text[joined[-1].end : joined[-1].end + 2] in {"'s", "’s"}
        if not name or (possessive and not offset) or (name == "in" and atom.kind in _ON):
            began, name = start, ""
        onward = text.startswith((" on ", " on,", " on.", " onward"), joined[-1].end)
        if name in {"after", "before"} and position and text[atoms[position - 1].end : began].isspace():
            began, name = start, ""  # "the Tuesday after May 3"
        yield Phrase(began, joined[-1].end, joined, name, onward, offset, beside.get(position))
        position += len(joined)


def _preposition_before(text: str, end: int) -> tuple[str, int]:
    """Return the preposition before this place in small letters, and where it starts; empty: none."""
    start = max(0, end - _BEFORE)
    before = load_times().preposition.search(text[start:end])
    return (" ".join(before["name"].lower().split()), start + before.start("name")) if before else ("", end)


def _offset_before(text: str, atom: Atom) -> tuple[int, Groups | None]:
    """ "two days after" before the time, and where it starts."""
    start = max(0, atom.start - _BEFORE)
    found = load_times().offset.search(text[start : atom.start])
    if found is None:
        return atom.start, None
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    ago = groups["side"].lower().startswith("ago")
    if ago and atom.kind not in {"weekday", "unit", "month"}:
        return atom.start, None
    return start + found.start(), groups


def _is_range(text: str, preposition: str, first: Atom, last: Atom) -> bool:
    words = text[first.end : last.start].strip().lower()
    if words not in _RANGE_WORDS or "duration" in {first.kind, last.kind}:
        return False
    if words == "and":
        return preposition == "between"
    if words == "or":
        return first.kind == last.kind
    dated = {first.kind, last.kind} <= _DATED and "year" in {*first.groups, *last.groups}
    return words in listed("times", "always_range") or preposition == "from" or dated


def _is_run(first: Atom, last: Atom, listed: bool) -> bool:
    """True if two months or seasons of one year follow each other: "the spring and summer of 1848"."""
    if not listed or "year" not in last.groups or first.kind == "date":
        return False
    words = load_times().words
    if first.kind == "month":
        numbers = [words["months"][atom.groups["month"].lower().rstrip(".")] for atom in (first, last)]
    else:
        numbers = [words["seasons"][atom.groups["season"].lower()][0] // 3 for atom in (first, last)]
    return bool(numbers[1] == numbers[0] + 1)


def _sharing_years(text: str, atoms: Sequence[Atom]) -> dict[int, Atom]:
    """For the places of atoms without a year in a list: the atom at its end that has one."""
    found: dict[int, Atom] = {}
    for position in range(len(atoms) - 2, -1, -1):
        atom, following = atoms[position], atoms[position + 1]
        words = text[atom.end : following.start].strip().lower()
        alike = atom.kind == following.kind and atom.kind in _SHARING and words in _LIST_WORDS
        if alike and "year" not in atom.groups and "which" not in atom.groups:
            dated = following if "year" in following.groups else found.get(position + 1)
            if dated is not None:
                found[position] = dated
    return found
