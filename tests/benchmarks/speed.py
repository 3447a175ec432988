"""Words per CPU second: the whole way from text to quads beside bare spaCy, on the same texts in the same run."""

import time
from collections.abc import Callable
from pathlib import Path

from graph.build import make_annotator
from graph.model import Article
from graph.nlp.parser import DEFAULT_MODEL, load_nlp
from graph.rdf.identifiers import DEFAULT_BASE
from graph.rdf.triples import to_quads
from tests.benchmarks.inputs import read_texts

ROUNDS = 3


def report(data: Path) -> str:
    """A table of words per CPU second, the best of a few rounds in turn, and the ratio of the two."""
    articles = [Article(text.id, text.text, text.published) for text in read_texts(data)]
    words = sum(len(article.text.split()) for article in articles)
    nlp, annotate_article = load_nlp(), make_annotator(DEFAULT_MODEL)

    def bare() -> None:
        for _ in nlp.pipe((article.text for article in articles), batch_size=8):
            pass

    def whole() -> None:
        for article in articles:
            list(to_quads(annotate_article(article), DEFAULT_BASE))

    bare_seconds, whole_seconds = _best(bare, whole)
    return (
        f"words {words}\n"
        f"bare spaCy      {words / bare_seconds:8.0f} words per CPU second\n"
        f"text to quads   {words / whole_seconds:8.0f} words per CPU second\n"
        f"ratio           {bare_seconds / whole_seconds:8.2f}"
    )


def _best(*runs: Callable[[], None]) -> list[float]:
    best = [float("inf")] * len(runs)
    for _ in range(ROUNDS):
        for index, run in enumerate(runs):
            start = time.process_time()
            run()
            best[index] = min(best[index], time.process_time() - start)
    return best
