"""Tokens to the characters that they cover, tidied the way PolNeAR's guidelines ask."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from graph.model import CharSpan
from graph.nlp.syntax.tree import Span, Tree, Word

_EDGE_PUNCTUATION = frozenset({",", ".", ";", ":", "-", "--", "—", "–", "…", "!", "?", ")", "("})
QUOTE_MARKS = frozenset("\"“”„«»'‘’‹›") | {"``", "''"}


def char_span(span: Span) -> CharSpan:
    """Return the characters of a token span."""
    return CharSpan(span.start_char, span.end_char)


def token_span(doc: Tree, span: CharSpan) -> Span:
    """Return the tokens that share a character with the span."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    assert found is not None, "spans are cut from the article that the Tree holds"
    return found


def tidy(doc: Tree, indices: Iterable[int]) -> tuple[CharSpan, ...]:
    """Return the characters of these tokens in contiguous pieces, without white space or loose marks at their ends."""
    pieces: list[CharSpan] = []
    for run in _runs(doc, sorted(indices)):
        first, last = run[0], run[-1]
        while first <= last and _is_loose(doc[first]):
            first += 1
        while last >= first and _is_loose(doc[last]):
            last -= 1
        if first <= last:
            pieces.append(CharSpan(doc[first].idx, doc[last].idx + len(doc[last])))
    return tuple(pieces)


def _runs(doc: Tree, indices: list[int]) -> list[list[int]]:
    """Runs of indices with nothing but white space between them."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and all(doc[i].is_space for i in range(runs[-1][-1] + 1, index)):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _is_loose(token: Word) -> bool:
    return token.is_space or token.text in _EDGE_PUNCTUATION


def merge(spans: Iterable[CharSpan], text: str) -> tuple[CharSpan, ...]:
    """Return the spans sorted, and joined where they touch, overlap or have only white space between them."""
    merged: list[CharSpan] = []
    for span in sorted(spans):
        if merged and (span.start <= merged[-1].end or not text[merged[-1].end : span.start].strip()):
            merged[-1] = CharSpan(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


T = TypeVar("T")
_BUCKET = 256  # characters


class SpanIndex(Generic[T]):
    """Values by the characters they stand for: found at a span in a time that does not grow with the text."""

    def __init__(self, pairs: Iterable[tuple[CharSpan, T]] = ()) -> None:
        self._buckets: dict[int, list[tuple[CharSpan, T]]] = defaultdict(list)
        for span, value in pairs:
            self.add(span, value)

    def add(self, span: CharSpan, value: T) -> None:
        """Note that a value stands for these characters."""
        for bucket in _buckets_of(span):
            self._buckets[bucket].append((span, value))

    def holding(self, span: CharSpan) -> Iterator[T]:
        """Yield the values whose characters contain the span, in the order in which they were given."""
        return (value for outer, value in self._buckets.get(span.start // _BUCKET, ()) if outer.contains(span))

    def near(self, span: CharSpan) -> Iterator[T]:
        """Yield the values that may share a character with the span, some twice; those that do are among them."""
        return (value for bucket in _buckets_of(span) for _, value in self._buckets.get(bucket, ()))


def _buckets_of(span: CharSpan) -> range:
    return range(span.start // _BUCKET, (span.end - 1) // _BUCKET + 1)
