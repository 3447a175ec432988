"""Measure a layer against annotated data that lies beside the project.

    python -m tests.benchmarks NAME predict --data PATH --out FILE
    python -m tests.benchmarks NAME score --data PATH
    python -m tests.benchmarks speed --data FOLDER
    python -m tests.benchmarks cost --data FOLDER
    python -m tests.benchmarks length --data FOLDER
    python -m tests.benchmarks corpus --data FOLDER
    python -m tests.benchmarks names --data TABLE
    python -m tests.benchmarks identity --data STORE
    python -m tests.benchmarks raw --data STORE
    python -m tests.benchmarks statements --data FOLDER
    python -m tests.benchmarks build --data FOLDER (also build-memory and build-kills)
    python -m tests.benchmarks verify --data FOLDER
    python -m tests.benchmarks filters --data FOLDER
    python -m tests.benchmarks sides --data LABELS
    python -m tests.benchmarks relations --data LABELS
    python -m tests.benchmarks fairness --data STORE
    python -m tests.benchmarks endpoint --data STORE
    python -m tests.benchmarks reconciliation --data STORE

NAME: polnear, coref, gap, linking (a folder of .txt files or JSON Lines with id and text), oie (a TSV of id and
sentence), stance (a file in the directed-sentiment format), stances (readers' labels of statements, JSON Lines),
opennews (a folder of texts with its labels beside it), seed (an article file). `predict` sees texts only; `score`
hands its predictions to the scorers in the folder given by --bench.
"""

import argparse
import importlib
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.stances import texts_of

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
NAMES = ("polnear", "coref", "gap", "linking", "oie", "stance", "stances", "opennews", "seed")
# These print tables of their own: what follows the hyphen is a function of the module, else `report`.
REPORTS = (
    "speed",
    "cost",
    "length",
    "statements",
    "corpus",
    "names",
    "identity",
    "raw",
    "build",
    "build-memory",
    "build-kills",
    "verify",
    "filters",
    "sides",
    "relations",
    "fairness",
    "endpoint",
    "reconciliation",
)


def main() -> int:
    """The command; exit code of the scorer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=(*NAMES, *REPORTS))
    parser.add_argument("action", choices=("predict", "score"), nargs="?", default="score")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--bench", type=Path, default=SHARED / "bench", help="folder of the scorers")
    given, options = parser.parse_known_args()
    if given.name in REPORTS:
        module, _, function = given.name.partition("-")
        print(getattr(importlib.import_module(f"tests.benchmarks.{module}"), function or "report")(given.data))
        return 0
    predict = importlib.import_module(f"tests.benchmarks.{given.name}").predict
    if given.action == "predict":
        if given.out is None:
            parser.error("predict needs --out FILE")
        predict(given.data, given.out)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        out = given.out or Path(folder) / "predictions.jsonl"
        predict(given.data, out)
        return subprocess.call([sys.executable, *_scorer(given.name, given.data, out, given.bench), *options])


def _scorer(name: str, data: Path, out: Path, bench: Path) -> list[str]:
    """The scorer's command line; its gold lies with the data."""
    kit = data.parent
    return {
        "polnear": [str(bench / "polnear/score.py"), str(data), str(out)],
        "coref": [str(bench / "entities/score_coref.py"), str(data), str(out)],
        "linking": [str(bench / "entities/score_linking.py"), str(data), str(out)],
        "gap": [str(bench / "entities/score_gap.py"), str(data if data.is_dir() else kit), str(out)],
        "oie": [str(bench / "oie/score.py"), "benchie", str(out), "--repo", str(kit)],
        "stance": [str(bench / "stance/score.py"), str(data), str(out)],
        "stances": [str(bench / "stance/score_statements.py"), str(data), str(out), "--texts", str(texts_of(data))],
        "opennews": [str(bench / "open_news/score_open.py"), str(_labels_of(data)), str(out), "--texts", str(data)],
        "seed": [str(bench / "seed/score.py"), str(bench.parent / "data/seed_gold/gold.json"), str(out), str(data)],
    }[name]


def _labels_of(texts: Path) -> Path:
    """The labels of a folder of texts: `texts_train` has `train.jsonl`, `texts` has `dev.jsonl`."""
    return texts.parent / f"{texts.name.partition('_')[2] or 'dev'}.jsonl"


if __name__ == "__main__":
    sys.exit(main())
