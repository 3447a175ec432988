"""Texts cut where their highlighting changes: each segment with the roles that its characters have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.lookup.views import Part, StatementView

_SHOWN = frozenset({"source", "cue", "content", "target", "subject", "predicate", "object", "time", "match"})


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that are shown alike; `numbers` are those of the statements whose content begins here."""

    text: str
    roles: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


def passage_segments(sentence: Part, parts: Iterable[Part]) -> list[Segment]:
    """A sentence with the words of a statement or fact marked in it."""
    return _cut(sentence.text, sentence.start, [part for part in parts if part.role in _SHOWN])


def article_segments(text: str, statements: Iterable[StatementView]) -> list[Segment]:
    """A whole article with the words of all of its statements marked."""
    parts: list[Part] = []
    begins: dict[int, list[int]] = {}
    for statement in statements:
        shown = [part for part in statement.parts if part.role in ("source", "cue", "content")]
        parts += shown
        contents = [part.start for part in shown if part.role == "content"]
        if contents:
            begins.setdefault(min(contents), []).append(statement.ordinal)
    return _cut(text, 0, parts, begins)


def _cut(text: str, start: int, parts: Sequence[Part], begins: dict[int, list[int]] | None = None) -> list[Segment]:
    """The text, whose first character has offset `start`, cut at every border of a part."""
    begins, end = begins or {}, start + len(text)
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for part in parts:
        first, last = max(start, part.start), min(end, part.end)
        if first < last:
            opening.setdefault(first, []).append(part.role)
            closing.setdefault(last, []).append(part.role)
    borders = sorted({start, end, *opening, *closing, *(b for b in begins if start <= b < end)})
    open_roles: list[str] = []
    segments = []
    for first, last in pairwise(borders):
        for role in closing.get(first, ()):
            open_roles.remove(role)
        open_roles += opening.get(first, ())
        roles = tuple(sorted(set(open_roles)))
        segments.append(Segment(text[first - start : last - start], roles, tuple(begins.get(first, ()))))
    return segments
