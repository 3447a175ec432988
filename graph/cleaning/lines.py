"""Line ends inside a paragraph: those that only fit the text to a page's width are no more than a blank.

A text is wrapped where the first word of each next line would have stretched the line over the width that the longest
one shows. There a full line goes on in the next, whatever ends it, and a short one ends a paragraph. Elsewhere a line
goes on unless most line ends of its block follow a sentence, or the lines are those of a list or a heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.cleaning.hyphens import is_hanging, keeps_hyphen, words_within_lines
from graph.cleaning.offsets import Edit

_SINGLE = re.compile(r"[^\n]\n[^\n]")
_BLANK = "\n\n"
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_OPENING = re.compile(r"[\"“„«]")
_MARKER = re.compile(
    r"[•·▪◦‣*–—-]\s|\(?\d{1,2}[.)]\s|\w[.)]\s|(?:[A-Z][\w.’'-]*[ ]?){1,5}(?:\([^()]{1,40}\) ?)*:(?:\s|$)"
)
_PARTED = re.compile(r"([^\W_][\w.’']*)[-\u2010]$")
_FIRST_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_LEAST = 0.6  # share of a block's line ends that must follow sentences, or its lines are those of a page's width
_FILLED = 0.8  # share of line ends inside paragraphs at which the next word would not have fitted, in wrapped text
_INSIDE = 0.4  # share of line ends that are inside paragraphs, in wrapped text
_PARTS_WORDS = 0.025  # share of line ends with a hyphen, below which only compounds were parted there
_MANY = 30  # line ends to tell that from
_WIDTHS = range(30, 121)  # characters of a line of wrapped text
_ENOUGH = 4  # line ends to tell from
_HEADING = 4  # words
_SMALL = 3  # letters: shorter words of a heading need no capital


@dataclass(frozen=True, slots=True)
class _LineEnd:
    """A line end inside a block, with the lines before and after it."""

    place: int
    line: str
    following: str

    @property
    def ends_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.line)) or bool(_OPENING.match(self.following))

    def is_filled(self, width: int) -> bool:
        """Whether the first word of the next line would have stretched this one over the width."""
        space = 0 if _PARTED.search(self.line) else 1
        return len(self.line) + space + len(self.following.partition(" ")[0]) > width or space == 0


def find_line_edits(text: str) -> Iterator[Edit]:
    """Yield what joins the lines of each paragraph of a text in which white space is blanks and line ends."""
    if not _SINGLE.search(text):
        return
    blocks = list(_blocks(text))
    ends = [end for block in blocks for end in block]
    width, parting = _width(ends), _parts_words(ends)
    seen: frozenset[str] | None = None
    for block in blocks:
        kept = _kept(block, width)
        for index, end in enumerate(block):
            if index in kept:
                if kept[index] != "\n":
                    yield end.place, end.place + 1, kept[index]
                continue
            if seen is None:
                seen = words_within_lines(text)
            yield _joining(end, seen, parting=parting)


def _blocks(text: str) -> Iterator[list[_LineEnd]]:
    """The line ends of each block of lines, for those that have any."""
    start = 0
    for block in text.split(_BLANK):
        inner = block.strip("\n")
        if "\n" in inner:
            place = start + len(block) - len(block.lstrip("\n")) - 1
            lines = inner.split("\n")
            ends = []
            for line, following in pairwise(lines):
                place += len(line) + 1
                ends.append(_LineEnd(place, line, following))
            yield ends
        start += len(block) + len(_BLANK)


def _width(ends: Sequence[_LineEnd]) -> int | None:
    """The width that a text was wrapped to; None: it was not, or not by a rule."""
    ends = [end for end in ends if not (_is_heading(end.line) and _is_heading(end.following))]
    width = max((len(end.line) for end in ends), default=0)
    if width not in _WIDTHS:
        return None
    filled = [end.is_filled(width) for end in ends]
    inside = sum(full or not end.ends_sentence for full, end in zip(filled, ends, strict=True))
    enough = inside >= max(_ENOUGH, _INSIDE * len(ends))
    return width if enough and sum(filled) >= _FILLED * inside else None


def _kept(block: Sequence[_LineEnd], width: int | None) -> dict[int, str]:
    """The line ends, by number, that end more than a line, and what stands for each."""
    if width is not None:
        return {i: put for i, end in enumerate(block) if (put := _in_wrapped(end, width)) is not None}
    if sum(end.ends_sentence for end in block) >= _LEAST * len(block):
        return {i: "\n" for i, end in enumerate(block) if end.ends_sentence or not _goes_on(end)}
    return {i: "\n" for i, end in enumerate(block) if _is_listed(end) or (i == 0 and _is_headline(end))}


def _in_wrapped(end: _LineEnd, width: int) -> str | None:
    if end.is_filled(width):
        return None
    if end.ends_sentence:
        return _BLANK
    return None if _goes_on(end) else "\n"


def _goes_on(end: _LineEnd) -> bool:
    """Whether the sentence plainly goes on in the next line."""
    return end.following[:1].islower() or end.line.endswith(",") or bool(_PARTED.search(end.line))


def _is_listed(end: _LineEnd) -> bool:
    if _MARKER.match(end.following):
        return True
    return not _goes_on(end) and _is_heading(end.line) and _is_heading(end.following)


def _is_headline(end: _LineEnd) -> bool:
    return _is_heading(end.line) and len(_WORD.findall(end.line)) >= _HEADING and not _goes_on(end)


def _is_heading(line: str) -> bool:
    """Whether a line has capitals as names and headings do, and no end of a sentence."""
    if _SENTENCE_END.search(line) or line.endswith(",") or len(line) > _WIDTHS.stop:
        return False
    return all(not word[0].islower() or len(word) <= _SMALL for word in _WORD.findall(line))


def _parts_words(ends: Sequence[_LineEnd]) -> bool:
    """Whether hyphens were put in to fill lines; where they are few, lines only end at those that stood there."""
    parted = sum(bool(_PARTED.search(end.line)) for end in ends)
    return len(ends) < _MANY or parted >= _PARTS_WORDS * len(ends)


def _joining(end: _LineEnd, seen: frozenset[str], *, parting: bool) -> Edit:
    parted, second = _PARTED.search(end.line), _FIRST_WORD.match(end.following)
    if parted is None or second is None or is_hanging(second[0]):
        return end.place, end.place + 1, " "
    if keeps_hyphen(parted[1], second[0], seen, parting=parting):
        return end.place, end.place + 1, ""
    return end.place - 1, end.place + 1, ""
