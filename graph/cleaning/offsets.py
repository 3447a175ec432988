"""A text that was rewritten in places, with exact ways between offsets before and after.

Offsets count Unicode code points, ends are exclusive.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.model import CharSpan

Edit = tuple[int, int, str]  # start and end of what is replaced, and what takes its place


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Where one pass over a text replaced something: starts and ends of each place, before and after, sorted."""

    before_starts: Sequence[int]
    before_ends: Sequence[int]
    after_starts: Sequence[int]
    after_ends: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters before the pass that the given ones were made of; they must be one or more."""
        first, last = self._before(start), self._before(end - 1)
        return first[0], last[1]

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters that the pass made of the given ones; start and end are equal where it left none."""
        first, last = self._after(start), self._after(end - 1)
        return first[0], max(first[0], last[1])

    def _before(self, place: int) -> tuple[int, int]:
        return _across(place, self.after_starts, self.after_ends, self.before_starts, self.before_ends)

    def _after(self, place: int) -> tuple[int, int]:
        return _across(place, self.before_starts, self.before_ends, self.after_starts, self.after_ends)


def _across(
    place: int, starts: Sequence[int], ends: Sequence[int], other_starts: Sequence[int], other_ends: Sequence[int]
) -> tuple[int, int]:
    """Return start and end on the other side of the character at a place on this one."""
    index = bisect_right(starts, place) - 1
    if index < 0:
        return place, place + 1
    if place < ends[index]:
        return other_starts[index], other_ends[index]
    moved = place + other_ends[index] - ends[index]
    return moved, moved + 1


def rewrite(text: str, edits: Iterable[Edit]) -> tuple[str, Rewriting | None]:
    """Return the text with the edits made, which are sorted and do not overlap, and where; None: there were none."""
    pieces: list[str] = []
    columns: tuple[list[int], ...] = ([], [], [], [])
    read = written = 0
    for start, end, put in edits:
        pieces += (text[read:start], put)
        written += start - read
        for column, value in zip(columns, (start, end, written, written + len(put)), strict=True):
            column.append(value)
        read, written = end, written + len(put)
    if not pieces:
        return text, None
    return "".join((*pieces, text[read:])), Rewriting(*columns)


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text of an article as a reader sees it, and the way back to the file."""

    text: str
    passes: tuple[Rewriting, ...] = field(default=(), repr=False)  # in the order in which they were made; (): as given

    @property
    def is_file(self) -> bool:
        """True if the file has the same text, so that all offsets are equal."""
        return not self.passes

    def in_file(self, span: CharSpan) -> CharSpan:
        """Return where the characters of a span of the clean text stand in the file."""
        start, end = span.start, span.end
        for one in reversed(self.passes):
            start, end = one.back(start, end)
        return CharSpan(start, end)

    def words(self, span: CharSpan) -> str:
        """Return what a reader sees of a span of the file: "Ana Brito", though a line ends between the two."""
        start, end = span.start, span.end
        for one in self.passes:
            if start == end:
                return ""
            start, end = one.forth(start, end)
        return self.text[start:end]
