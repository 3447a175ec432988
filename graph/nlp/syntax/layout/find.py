"""Find the parts of an article's layout."""

import re

from graph.nlp.syntax.layout.datelines import find_dateline
from graph.nlp.syntax.layout.labels import find_labels
from graph.nlp.syntax.layout.parts import Part, PartKind
from graph.nlp.syntax.layout.whole import find_credits, find_whole
from graph.nlp.syntax.paragraphs import find_paragraphs

_FIRST = 5  # paragraphs that the report's place may stand before, where it is written like any name
_LEAD = 2  # paragraphs: the first one may be a headline
_BLANK = re.compile(r"\s*")
_OPENINGS = frozenset({PartKind.DATELINE, PartKind.LABEL})


def find_parts(text: str) -> list[Part]:
    """Return the parts of the layout in text order; a text without any gives an empty list."""
    paragraphs = find_paragraphs(text)
    labels = {part.span.start: part for part in find_labels(text, paragraphs)}
    found: list[Part] = []
    for number, paragraph in enumerate(paragraphs):
        whole = find_whole(text, paragraph, may_be_headline=number == 0 and len(paragraphs) > 1)
        if whole is not None and whole.kind is not PartKind.HEADLINE:
            found.append(whole)
            continue
        label = labels.get(paragraph.start)
        lone = label is not None and len(labels) == 1 and number < _LEAD
        opening = find_dateline(text, paragraph, first=number < _FIRST, lone=lone) or label
        found += [part for part in (opening or whole, *find_credits(text, paragraph)) if part is not None]
    return found


def find_starts(text: str) -> frozenset[int]:
    """Return the offsets at which a sentence begins behind a dateline or a label."""
    ends = (part.span.end for part in find_parts(text) if part.kind in _OPENINGS)
    return frozenset(found.end() for end in ends if (found := _BLANK.match(text, end)))
