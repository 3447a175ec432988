"""Facts of core relations against people's lists of whole articles: the scorer's report, then precision by pattern.

What is scored is what ships: the annotations as `hustings extract` prints them, dated by the articles' names.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from graph.annotation import to_json
from graph.linking import link, load_gazetteer
from graph.model import FactScope
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate
from graph.text import read_article
from tests.benchmarks.inputs import write_lines

_SCORER = Path(__file__).resolve().parents[2] / ".." / "shared" / "bench" / "relations" / "score_relations.py"
LEAST = 0.75  # a pattern below is mended or off
_FEW = 4  # judged facts, below which a share says little

Rows = dict[str, list[dict[str, Any]]]


def report(data: Path) -> str:
    """The scorer's report with open triples, and a line for each relation and pattern of what a store holds."""
    gold = _gold(data)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        annotated = {scope: _annotate(data, gold, scope) for scope in (FactScope.ALL, FactScope.CORE)}
        write_lines(out, annotated[FactScope.ALL])
        scored = subprocess.run(
            [sys.executable, str(_SCORER), str(data), str(out)], capture_output=True, text=True, check=True
        ).stdout
    core = annotated[FactScope.CORE]
    return "\n".join([scored, _ends(core), *_by_pattern(core, gold, _load_scorer())])


def _gold(data: Path) -> Rows:
    found: Rows = defaultdict(list)
    with data.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            found[row["article"]].append(row)
    return found


def _annotate(data: Path, gold: Rows, scope: FactScope) -> list[dict[str, Any]]:
    texts = data.resolve().parents[1] / "polnear" / data.stem / "text"
    nlp, gazetteer = load_nlp(), load_gazetteer()
    articles = [read_article(texts / f"{name}.txt") for name in sorted(gold)]
    return [to_json(link(annotate(nlp, article, facts=scope), gazetteer)) for article in articles]


def _load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_relations", _SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _ends(annotated: list[dict[str, Any]]) -> str:
    """How many facts of a store have an entity or a value at both ends."""
    facts = [fact for one in annotated for fact in one["facts"]]
    both = sum(all(_is_known(fact[end]) for end in ("subject", "object")) for fact in facts)
    return f"stored by default {len(facts)}, with an entity or a value at both ends {both / max(len(facts), 1):.2f}"


def _is_known(end: dict[str, Any]) -> bool:
    return bool(end["entity"] or end["quantity"]) or end["literal"] is not None


def _by_pattern(annotated: list[dict[str, Any]], gold: Rows, scorer: ModuleType) -> list[str]:
    """Relation, pattern, facts, judged right, precision; marked where enough of them are judged and too few right."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in annotated:
        rows, entities = gold[one["id"]], {entity["id"]: entity for entity in one["entities"]}
        for fact in one["facts"]:
            relation = scorer.relation_of(fact)
            if relation is None:
                continue
            hits = [row for row in rows if row["relation"] == relation and scorer.states(fact, row, entities)]
            judged = "right" if any(row["sure"] for row in hits) else "unsure" if hits else "wrong"
            counts[relation, fact["by"], judged] += 1
    lines = ["relation         pattern                 judged  right"]
    for relation, pattern in sorted({key[:2] for key in counts}):
        right, wrong = counts[relation, pattern, "right"], counts[relation, pattern, "wrong"]
        share = right / max(right + wrong, 1)
        mark = "  below" if right + wrong >= _FEW and share < LEAST else ""
        lines.append(f"{relation:16} {pattern:24} {right + wrong:5}  {share:5.2f}{mark}")
    return lines
