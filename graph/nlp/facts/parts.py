"""The pieces of which facts of the core relations are made."""

from graph.model import CharSpan
from graph.nlp.findings import FoundPart
from graph.nlp.syntax.noun_phrases import to_spans, to_words
from graph.nlp.syntax.tree import Tree, Word


def lemma_of(token: Word) -> str:
    """Return the lemma, also of a title that the tagger takes for part of a name."""
    return token.lower_ if token.pos_ == "PROPN" else token.lemma_.lower()


def is_person(token: Word) -> bool:
    """True if the token belongs to the name of a person."""
    return token.pos_ == "PROPN" and token.ent_type_ == "PERSON"


def part(doc: Tree, words: tuple[int, ...], head: Word, *, literal: bool = False) -> FoundPart:
    """Return subject or object made of these tokens."""
    text = to_words(doc, words)
    return FoundPart(to_spans(doc, words), text, head.i, text if literal else None, "string" if literal else None)


def extent(doc: Tree, words: tuple[int, ...]) -> tuple[CharSpan, ...]:
    """From the first to the last character of the tokens."""
    first, last = doc[min(words)], doc[max(words)]
    return (CharSpan(first.idx, last.idx + len(last.text)),)
