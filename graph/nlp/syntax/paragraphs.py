"""Paragraphs: what lies between blank lines, or between line ends where every paragraph is one line."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.model import CharSpan

_NEWLINE = r"(?:\r\n|\n|\r(?!\n))"
_BLANK = re.compile(rf"{_NEWLINE}[^\S\n\r]*{_NEWLINE}|[\u2028\u2029\f]")
_LINE_END = re.compile(_NEWLINE)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*\s*$")
_OPENING = re.compile(r"\s*[\"“„«]")
_TAIL = 20  # characters that the end of a sentence is sought in
_LEAST = 0.6  # share of a block's line ends that must end paragraphs, or its lines are those of a page's width


def find_paragraphs(text: str) -> list[CharSpan]:
    """Return the paragraphs of the text, without white space around them.

    Blank lines part paragraphs. Within a block of lines the line ends do so where most of them come after the end of a
    sentence or before an opening quotation mark; else the lines were broken to fit a width.
    """
    return [span for block in _between(text, _BLANK, 0, len(text)) for span in _paragraphs_of(text, block)]


def _between(text: str, border: re.Pattern[str], start: int, end: int) -> Iterator[CharSpan]:
    """Yield what lies between the borders, stripped; nothing for pieces of white space."""
    for found in [*border.finditer(text, start, end), None]:
        stop = found.start() if found is not None else end
        piece = text[start:stop]
        inner = piece.strip()
        if inner:
            first = start + piece.index(inner[0])
            yield CharSpan(first, first + len(inner))
        start = found.end() if found is not None else end


def _paragraphs_of(text: str, block: CharSpan) -> Sequence[CharSpan]:
    lines = list(_between(text, _LINE_END, block.start, block.end))
    ends = [_ends_paragraph(text, line, following) for line, following in pairwise(lines)]
    return lines if ends and sum(ends) >= _LEAST * len(ends) else [block]


def _ends_paragraph(text: str, line: CharSpan, following: CharSpan) -> bool:
    tail = text[max(line.start, line.end - _TAIL) : line.end]
    return bool(_SENTENCE_END.search(tail)) or bool(_OPENING.match(text, following.start))
