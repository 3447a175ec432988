"""Stance between two spans against directed sentiment: sentence, entity p, entity q, class code.

python -m tests.benchmarks stance score --data PATH          # as shipped: rules and model
python -m tests.benchmarks.stance PATH OUT --by rules        # predictions of the rules, of the model, of both
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from graph.model import Stance
from graph.nlp.parser import load_nlp
from graph.nlp.stance.model import load_stance_model
from graph.nlp.stance.verbs import Decision, decide, decide_by_model
from graph.nlp.syntax.tree import Span, Tree
from graph.training.directed import read_lines, to_spans
from tests.benchmarks.inputs import write_lines

Decide = Callable[[Span, Span], Decision | None]


def predict(data: Path, out: Path, by: str = "both") -> None:
    """Write {"index", "label"} for every line of the file; the class code in it is not read."""
    lines = read_lines(data)
    docs = load_nlp().pipe((line.text for line in lines), batch_size=64)
    decider = DECIDERS[by]
    write_lines(
        out,
        (
            {"index": index, "label": _label(Tree(doc), line.places, decider)}
            for index, (doc, line) in enumerate(zip(docs, lines, strict=True))
        ),
    )


def _by_model(first: Span, second: Span) -> Decision | None:
    model = load_stance_model()
    return decide_by_model(first, second, model) if model is not None else None


DECIDERS: dict[str, Decide] = {
    "rules": decide,
    "learned": _by_model,
    "both": lambda first, second: decide(first, second, load_stance_model()),
}


def _label(tree: Tree, places: Sequence[tuple[int, int]], decider: Decide) -> str:
    spans = to_spans(tree, places)
    decision = decider(*spans) if spans is not None else None
    if decision is None:
        return "neutral"
    sign = "+" if decision.stance is Stance.SUPPORTS else "-"
    return f"p>q:{sign}" if decision.first_to_second else f"q>p:{sign}"


def main() -> None:
    """Predictions of one way to decide, for the scorer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--by", choices=tuple(DECIDERS), default="both")
    given = parser.parse_args()
    predict(given.data, given.out, given.by)


if __name__ == "__main__":
    main()
