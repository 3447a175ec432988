"""Paragraphs: what lies between blank lines."""

import re

from graph.model import CharSpan

_NEWLINE = r"(?:\r\n|\n|\r(?!\n))"
PARAGRAPH_BREAK = re.compile(rf"{_NEWLINE}[^\S\n\r]*{_NEWLINE}|[\u2028\u2029\f]")


def find_paragraphs(text: str) -> list[CharSpan]:
    """The pieces of the text between blank lines, without white space around them."""
    found, start = [], 0
    for end, following in [*((m.start(), m.end()) for m in PARAGRAPH_BREAK.finditer(text)), (len(text), len(text))]:
        piece = text[start:end]
        inner = piece.strip()
        if inner:
            first = start + piece.index(inner[0])
            found.append(CharSpan(first, first + len(inner)))
        start = following
    return found
