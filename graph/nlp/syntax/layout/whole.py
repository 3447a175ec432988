"""Paragraphs that are a part of their own: a headline, a byline, a caption; and the credits of pictures."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.model import CharSpan
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.layout.parts import SENTENCE_END, Part, PartKind

_HEADLINE = 25  # words
_OPENING = 30  # characters
_BYLINE = 14  # words
_CREDIT = re.compile(r"\([^()\n]{0,80}\)")
_SENTENCE_END = re.compile(SENTENCE_END)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = 3  # letters: shorter words of a headline need no capital
_VERBS = re.compile(r"\b(?:said|says|is|was|are|were|will|has|have|had)\b")


def find_whole(text: str, paragraph: CharSpan, *, may_be_headline: bool) -> Part | None:
    """Return the paragraph as a part, where it is one and no running text."""
    opening = text[paragraph.start : min(paragraph.end, paragraph.start + _OPENING)].lower()
    if opening.startswith(_openings("bylines")) and _is_byline(text[paragraph.start : paragraph.end]):
        return Part(PartKind.BYLINE, paragraph)
    if opening.startswith(_openings("captions")):
        return Part(PartKind.CAPTION, paragraph)
    if may_be_headline and _is_headline(text[paragraph.start : paragraph.end]):
        return Part(PartKind.HEADLINE, paragraph)
    return None


def find_credits(text: str, paragraph: CharSpan) -> Iterator[Part]:
    """Yield the credits of pictures in brackets: "(Photo by Ana Brito/Getty Images)"."""
    owners = load_lexicon("layout")["credits"]
    for found in _CREDIT.finditer(text, paragraph.start, paragraph.end):
        if any(owner in found[0] for owner in owners):
            yield Part(PartKind.CAPTION, CharSpan(*found.span()))


def _is_headline(words: str) -> bool:
    """Whether a paragraph is short and has capitals as headlines do, or ends as no sentence does."""
    found = _WORD.findall(words)
    if not 1 < len(found) <= _HEADLINE or "\n" in words.strip():
        return False
    capitals = all(word[0].isupper() or len(word) <= _SMALL for word in found if "’" not in word[:1])
    return capitals or not (_SENTENCE_END.search(words) or words.endswith((":", ",")))


@lru_cache(maxsize=2)
def _openings(kind: str) -> tuple[str, ...]:
    return tuple(load_lexicon("layout")[kind])


def _is_byline(words: str) -> bool:
    """Whether a paragraph names its author and says nothing else: "By Ana Brito, political editor"."""
    if len(words.split()) > _BYLINE or _VERBS.search(words):
        return False
    opening = max((one for one in _openings("bylines") if words.lower().startswith(one + " ")), key=len, default=words)
    name = words[len(opening) :].split()[:2]
    return len(name) == 2 and all(word[0].isupper() for word in name)
