"""Whether an article's text and the words of its statements are what was stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from graph.cleaning import clean_text
from graph.model import CharSpan
from graph.rdf import terms
from graph.rdf.attributions import GAP
from graph.rdf.vocabulary import HUS, NIF
from graph.verify.problems import Problem

Values = dict[str, dict[NamedNode, str]]  # subject → predicate → value, for properties that have one

_TEXT = frozenset({NIF.isString, HUS.textSha256, NIF.anchorOf, NIF.beginIndex, NIF.endIndex})
_WORDS_AND_SPANS = frozenset(
    {HUS.contentText, HUS.content, HUS.cue, HUS.cueSpan, NIF.beginIndex, NIF.endIndex, NIF.isString}
)


def find_wrong_text(article: str, quads: Iterable[Quad]) -> Iterator[Problem]:
    """Yield where the stored hash or a quote is not that of the text."""
    values: Values = {}
    for quad in quads:
        if quad.predicate in _TEXT and isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            values.setdefault(quad.subject.value, {})[quad.predicate] = quad.object.value
    own = values.get(article, {})
    text = own.get(NIF.isString)
    if text is None:
        yield Problem(article, "has no text")
        return
    if sha256(text.encode()).hexdigest() != own.get(HUS.textSha256):
        yield Problem(article, "its text does not have the hash that was stored")
    for node, said in values.items():
        if NIF.anchorOf in said and said[NIF.anchorOf] != _quoted(text, said):
            yield Problem(node, f"quotes {said[NIF.anchorOf]!r}, the text has {_quoted(text, said)!r}")


def find_wrong_words(quads: Iterable[Quad]) -> Iterator[Problem]:
    """Yield the words of statements that are not what a reader sees of their spans."""
    objects: dict[object, dict[NamedNode, list[object]]] = {}
    for quad in quads:
        if quad.predicate in _WORDS_AND_SPANS:
            objects.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    texts = (terms.plain(text) for said in objects.values() for text in said.get(NIF.isString, ()))
    clean = clean_text(next(texts, ""))
    for node, said in objects.items():
        for words, spans in ((HUS.contentText, HUS.content), (HUS.cue, HUS.cueSpan)):
            pieces = [objects.get(span, {}) for span in said.get(spans, ())]
            shown = GAP.join(clean.words(span) for span in sorted(filter(None, map(_span, pieces))))
            for text in said.get(words, ()):
                if (found := terms.plain(text)) != shown:
                    yield Problem(str(terms.plain(node)), f"has the words {found!r}, its spans have {shown!r}")


def _span(piece: Mapping[NamedNode, Sequence[object]]) -> CharSpan | None:
    begin, end = (terms.plain(next(iter(piece.get(name, ())), "")) for name in (NIF.beginIndex, NIF.endIndex))
    if not begin.isdecimal() or not end.isdecimal() or int(begin) >= int(end):
        return None
    return CharSpan(int(begin), int(end))


def _quoted(text: str, said: dict[NamedNode, str]) -> str | None:
    begin, end = said.get(NIF.beginIndex, ""), said.get(NIF.endIndex, "")
    return text[int(begin) : int(end)] if begin.isdecimal() and end.isdecimal() else None
