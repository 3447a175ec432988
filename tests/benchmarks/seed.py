"""The whole pipeline on the seed article, as `hustings extract` prints it."""

from pathlib import Path

from graph.annotation import to_json
from graph.linking import link, load_gazetteer
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate
from graph.text import read_article
from tests.benchmarks.inputs import write_lines


def predict(data: Path, out: Path) -> None:
    """Write the annotation of one article file."""
    annotation = link(annotate(load_nlp(), read_article(data)), load_gazetteer())
    write_lines(out, [to_json(annotation)])
