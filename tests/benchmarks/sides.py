"""How sure an edge must be: precision and recall of stances by threshold, their precision by rule and by confidence.

What is scored are the edges of the annotations, by the scorer of `stances`; for each row of the tables it sees those
edges alone that the row is about.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from graph.annotation import to_json
from graph.linking import link, load_gazetteer
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate
from graph.text import read_article
from tests.benchmarks.inputs import write_lines
from tests.benchmarks.stances import texts_of

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
_SCORER = Path(__file__).resolve().parents[2] / ".." / "shared" / "bench" / "stance" / "score_statements.py"

Keep = Callable[[dict[str, Any]], bool]


def report(data: Path) -> str:
    """A row for each threshold, for each rule, and for each tenth of confidence with the calibration error."""
    articles = list(_annotate(data))
    edges = [edge for article in articles for edge in article["stances"] if edge["evidence"] == "statement"]
    lines = ["threshold   all: P R F1   explicit: P R F1"]
    for least in THRESHOLDS:
        found = _score(data, articles, lambda edge, least=least: edge["confidence"] >= least)
        lines.append(f"{least:.2f}  {' '.join(found['all'])}   {' '.join(found['explicit'])}")
    lines.append("rule   edges judged, right")
    for rule in sorted({edge["by"].split()[0] for edge in edges}):
        judged, right = _judged(_score(data, articles, lambda edge, rule=rule: edge["by"].split()[0] == rule))
        lines.append(f"{rule:24} {judged:5} {right / max(judged, 1):.2f}")
    error, total = 0.0, 0
    lines.append("confidence   edges judged, promised, right")
    for low in (n / 10 for n in range(10)):
        within = partial(_is_within, low=low)
        own = [edge["confidence"] for edge in edges if within(edge)]
        judged, right = _judged(_score(data, articles, within))
        if judged and own:
            promised = sum(own) / len(own)
            error, total = error + abs(judged * promised - right), total + judged
            lines.append(f"{low:.1f} {judged:5} {promised:.2f} {right / judged:.2f}")
    lines.append(f"calibration error {error / max(total, 1):.3f}")
    return "\n".join(lines)


def _annotate(data: Path) -> Iterator[dict[str, Any]]:
    """The annotations with every side as an edge, however weak."""
    with data.open(encoding="utf-8") as rows:
        names = sorted({json.loads(row)["article"] for row in rows})
    nlp, gazetteer, texts = load_nlp(), load_gazetteer(), texts_of(data)
    for name in names:
        yield to_json(link(annotate(nlp, read_article(texts / f"{name}.txt"), stance_min=0.0), gazetteer))


def _score(data: Path, articles: Sequence[dict[str, Any]], keep: Keep) -> dict[str, list[str]]:
    """The numbers of each line of the scorer, by its first word."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        write_lines(out, (_only(article, keep) for article in articles))
        command = [sys.executable, str(_SCORER), str(data), str(out), "--texts", str(texts_of(data))]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {
        line.split()[0]: re.findall(r"(?<![A-Z])\b\d+\.?\d*", line) for line in printed.splitlines() if line.strip()
    }


def _only(article: dict[str, Any], keep: Keep) -> dict[str, Any]:
    statements = [{**one, "stance": None, "target": None} for one in article["statements"]]
    return {**article, "statements": statements, "stances": [edge for edge in article["stances"] if keep(edge)]}


def _is_within(edge: dict[str, Any], low: float) -> bool:
    """Whether the confidence lies in the tenth that begins there; the last one holds its end."""
    return low <= edge["confidence"] < low + 0.1 or (edge["confidence"] == 1.0 and low >= 0.9)


def _judged(found: dict[str, list[str]]) -> tuple[int, int]:
    """Edges on marked statements that the reader was sure of, and right ones among them."""
    output, right, unsure, _ = (int(float(number)) for number in found["output"][:4])
    return output - unsure, right
