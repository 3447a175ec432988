"""Stances of whole articles against readers' labels: the annotations, as `hustings extract` prints them."""

import json
from pathlib import Path

from graph.annotation import to_json
from graph.linking import link, load_gazetteer
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate
from graph.text import read_article
from tests.benchmarks.inputs import write_lines


def predict(data: Path, out: Path) -> None:
    """Write the annotation of every article that the labels (JSON Lines with `article`) speak of."""
    with data.open(encoding="utf-8") as lines:
        articles = sorted({json.loads(line)["article"] for line in lines})
    nlp, gazetteer = load_nlp(), load_gazetteer()
    texts = texts_of(data)
    write_lines(
        out, (to_json(link(annotate(nlp, read_article(texts / f"{name}.txt")), gazetteer)) for name in articles)
    )


def texts_of(data: Path) -> Path:
    """The folder of the articles that a file of labels is about: PolNeAR's part of the same name beside it."""
    return data.parent.parent / "polnear" / data.stem / "text"
