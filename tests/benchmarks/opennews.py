"""Statements and stances of whole articles of many countries, as `hustings extract` prints them, each with its date."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from graph.annotation import to_json
from graph.linking import link, load_gazetteer
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate
from graph.text import read_article
from tests.benchmarks.inputs import write_lines


def predict(data: Path, out: Path) -> None:
    """Write the annotation of every article of a folder of texts; the dates stand in `meta*.jsonl` beside it."""
    nlp, gazetteer, dates = load_nlp(), load_gazetteer(), read_dates(data.parent)
    articles = (replace(read_article(path), published=dates.get(path.stem)) for path in sorted(data.glob("*.txt")))
    write_lines(out, (to_json(link(annotate(nlp, article), gazetteer)) for article in articles))


def read_dates(folder: Path) -> dict[str, date]:
    """When each article was published."""
    found = {}
    for path in sorted(folder.glob("meta*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            found[row["id"]] = date.fromisoformat(row["published"][:10])
    return found
