"""What the parts of an article's layout are."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model import CharSpan

# A capitalised word of a name; no longer than words are, so that no text makes a pattern slow.
NAME = r"[^\W\d_a-z][\w.'’-]{0,30}"
SENTENCE_END = r"[.!?…][\"'”’)\]]*$"


class PartKind(StrEnum):
    """What a part is."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the layout, in characters of the text, punctuation included."""

    kind: PartKind
    span: CharSpan
    name: CharSpan | None = None  # of a label: who speaks, without party and place
