"""Whole sentences around the words that matter: what a reader is shown as evidence."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from graph.model import CharSpan

_PARAGRAPH = re.compile(r"\S(?:[^\r\n]*\S)?")


def find_passages(spans: Iterable[CharSpan], sentences: Sequence[CharSpan]) -> list[CharSpan]:
    """The sentences that share a character with a span, neighbours joined; a span outside all of them is its own."""
    wanted = sorted(set(spans))
    hit = {span: [i for i in _near(span, sentences) if sentences[i].overlaps(span)] for span in wanted}
    runs = _runs(sorted({i for found in hit.values() for i in found}))
    joined = [CharSpan(sentences[first].start, sentences[last].end) for first, last in runs]
    return sorted({*joined, *(span for span, found in hit.items() if not found)})


def find_paragraphs(text: str) -> list[CharSpan]:
    """The lines of a text that are not blank: what stands for sentences where those are not known."""
    return [CharSpan(*match.span()) for match in _PARAGRAPH.finditer(text)]


def _near(span: CharSpan, sentences: Sequence[CharSpan]) -> range:
    """The numbers of the sentences that may overlap a span: they follow one another in the text."""
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.start)
    return range(max(first - 1, 0), bisect_right(sentences, span.end, key=lambda sentence: sentence.start))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    starts = [n for i, n in enumerate(numbers) if i == 0 or numbers[i - 1] != n - 1]
    ends = [n for i, n in enumerate(numbers) if i == len(numbers) - 1 or numbers[i + 1] != n + 1]
    return zip(starts, ends, strict=True)
