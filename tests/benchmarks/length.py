"""CPU seconds to annotate an article, the same ten times over, and a hundred times: linear or not."""

import time
from pathlib import Path

from graph.build import make_annotator
from graph.model import Article
from graph.nlp.parser import DEFAULT_MODEL
from tests.benchmarks.inputs import read_texts

COPIES = (1, 10, 100)


def report(data: Path) -> str:
    """A line for each length: characters, CPU seconds, CPU seconds for a thousand characters."""
    text = next(iter(read_texts(data))).text
    annotate = make_annotator(DEFAULT_MODEL)
    annotate(Article("warm", text))
    lines = []
    for copies in COPIES:
        article = Article("long", "\n\n".join([text] * copies))
        start = time.process_time()
        annotate(article)
        spent = time.process_time() - start
        size = len(article.text)
        lines.append(f"{copies:4} x {size:8} characters {spent:8.2f} s {1000 * spent / size:8.3f} s a thousand")
    return "\n".join(lines)
