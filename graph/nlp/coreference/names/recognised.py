"""The names in what the entity recogniser marks: cut where it took too much in, left out where it is no name."""

from collections.abc import Iterator

from graph.nlp.coreference.names.laws import is_bare_law
from graph.nlp.coreference.names.name_types import DETERMINERS, SUFFIXES, TYPES, class_word, type_of
from graph.nlp.coreference.names.speaking_names import Piece, is_shouted
from graph.nlp.coreference.names.titles import is_office, is_title
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Span, Tree, Word

_LEANINGS = listed("names", "leanings")
_BETWEEN = frozenset({",", ";", "&", "and"})
_QUOTES = frozenset("\"“”‘’'„«»`") | {"``", "''"}


def apart(ent: Span) -> Iterator[Span]:
    """What the recogniser marked, two people in one mark apart: "Ana, Rui"."""
    start = ent.start
    for token in ent if ent.label_ == "PERSON" else ():
        follows = ent.doc[token.i + 1] if token.i + 1 < ent.end else None
        if token.lower_ in _BETWEEN and follows is not None and follows.lower_.rstrip(".") not in SUFFIXES:
            yield Span(ent.doc, start, token.i, ent.label_)
            start = token.i + 1
    yield Span(ent.doc, start, ent.end, ent.label_)


def repair(ent: Span) -> Iterator[Piece]:
    """The name in what the recogniser marked; nothing where that is no name."""
    if ent.label_ not in TYPES:
        return
    doc, start, end = ent.doc, ent.start, ent.end
    end = next((t.i for t in ent if t.is_space), end)
    if ent.label_ in ("PERSON", "GPE") and not _is_republic(doc.span(start, end)):
        end = next((t.i for t in doc[start:end] if t.tag_ == "POS"), end)
    while start < end and (doc[start].lower_ in DETERMINERS or doc[start].is_punct):
        start += 1
    if is_bare_law(doc.span(start, end)):
        return
    if end - start > 3 and doc[start].lower_ in _LEANINGS and doc[start + 1].text == "-":
        start += 3  # "pro-Lisbon Forward Party"
    if ent.label_ == "PERSON":
        while start < end and (is_title(doc[start]) or doc[start].is_lower) and not _is_particle(doc[start]):
            start += 1
    while end > start and _is_tail(doc[end - 1], ent.label_):
        end -= 1
    while _goes_on(doc, end, ent):
        end += 1
    label = "ORG" if start < end and class_word(doc, start) else ent.label_
    if start < end and _is_name(doc.span(start, end), label):
        yield start, end, type_of(doc.span(start, end), label)


def _goes_on(doc: Tree, end: int, ent: Span) -> bool:
    """Whether the recogniser cut a person's name short: "Miguel Angel" of "Miguel Angel Duarte"."""
    if ent.label_ != "PERSON" or end >= len(doc) or end == ent.start:
        return False
    after = doc[end]
    joined = doc[end - 1].dep_ == "compound" and doc[end - 1].head.i >= end
    return joined and after.tag_ == "NNP" and not after.ent_type_ and after.is_title and not is_title(after)


def _is_republic(span: Span) -> bool:
    """Whether a possessive stands inside the name of a country: "People's Republic"."""
    return span[-1].tag_ != "POS" and "republic" in span.text.lower()


def _is_tail(token: Word, label: str) -> bool:
    """Whether the last word that the recogniser took into a name is none of its words: "Silva questions"."""
    if token.tag_ == "POS" or token.is_punct or token.text in _QUOTES:
        return True
    return label == "PERSON" and token.is_lower and token.pos_ in ("VERB", "AUX", "NOUN", "ADV", "ADP")


def _is_particle(token: Word) -> bool:
    return token.is_lower and token.text in load_lexicon("titles")["particles"]


def _is_name(span: Span, label: str) -> bool:
    """Whether these words can name one thing: no adjectives of nations, no shouted headings, no office alone."""
    if not any(t.text[0].isupper() for t in span) or (len(span) == 1 and is_office(span[0])):
        return False
    last = span[-1]
    if label == "NORP":
        return last.tag_ in ("NNPS", "NNS", "NNP") and last.dep_ not in ("amod", "compound", "nmod") and last.i > 0
    return not (len(span) == 1 and last.is_upper and len(span.text) > 4 and is_shouted(span.sent))
