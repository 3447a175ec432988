"""Capitalised words in a row that the recogniser did not mark: "the Carolina Panthers", "Priorities USA Action"."""

from collections.abc import Iterator, Sequence

from graph.model import EntityType
from graph.nlp.coreference.gender import gender_of_name
from graph.nlp.coreference.names.headings import is_heading
from graph.nlp.coreference.names.speaking_names import Piece, is_shouted
from graph.nlp.coreference.names.titles import is_title
from graph.nlp.lexicons import listed
from graph.nlp.syntax.tree import Span, Tree, Word

_ROLES = frozenset({"appos", "attr", "compound", "conj", "dative", "dobj", "nsubj", "nsubjpass", "pobj", "poss"})
_NAMES = frozenset({"NNP", "NNPS"})


def find_runs(doc: Tree, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Two and more such words that no piece holds, as a body or as a person by the given name."""
    taken = {i for start, end, _ in pieces for i in range(start, end)}
    start = 0
    while start < len(doc):
        end = start
        while end < len(doc) and end not in taken and _may_run(doc[end], first=end == start):
            end += 1
        kind = _kind(doc.span(start, end)) if end - start > 1 and _is_phrase(doc, start, end) else None
        if kind is not None:
            yield start, end, kind
        start = max(end, start + 1)


def is_body(doc: Tree, piece: Piece) -> bool:
    """Whether the last word says that it is a body: "Homeland Security Investigations"."""
    return doc[piece[1] - 1].text in listed("known_names", "heads")


def _may_run(token: Word, *, first: bool) -> bool:
    name = token.tag_ in _NAMES and token.text[0].isupper() and not token.ent_type_
    return name and not is_title(token) and (first or not token.is_sent_start)


def _is_phrase(doc: Tree, start: int, end: int) -> bool:
    """Whether the words are a phrase of their own in a sentence that is no heading."""
    sentence = doc.sentence_of(start)
    part = start > 0 and doc[start - 1].text in ("-", "of")
    return doc[end - 1].dep_ in _ROLES and not part and not is_heading(sentence) and not is_shouted(sentence)


def _kind(span: Span) -> EntityType | None:
    """A body, or a person by the given name; None: nobody can tell."""
    led = span.start > 0 and span.doc[span.start - 1].lower_ == "the"
    letters = any(token.is_upper and len(token) > 1 for token in span)
    if led or letters or span[-1].text in listed("known_names", "heads"):
        return EntityType.ORGANIZATION
    return EntityType.PERSON if gender_of_name([span[0].lower_]) else None
