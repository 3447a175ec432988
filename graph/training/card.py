"""The model card: what the weights are, what they were made from, what they can and cannot do."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from graph.nlp.stance.weighing import EVIDENCE
from graph.training.calibrate import Bin, calibration_error
from graph.training.scoring import Score
from graph.training.sides import Weighed


@dataclass(frozen=True, slots=True)
class Results:
    """What the card tells of a training."""

    rules: Score
    model: Score
    both: Score
    spans: Mapping[str, Score]
    bins: Sequence[Bin]
    seconds: float
    articles: int
    size: int


def write_card(path: Path, name: str, settings: Mapping[str, object], results: Results, start: str | None) -> None:
    """Write the card; `start`: the hash of the weights that training went on from."""
    scores = {"rules": results.rules, "model": results.model, "both": results.both}
    template = Template((files("graph.training") / "model_card.md").read_text(encoding="utf-8"))
    path.write_text(
        template.substitute(
            name=name,
            megabytes=f"{results.size / 1e6:.1f}",
            articles=results.articles,
            origin=f"weights of an earlier training (sha256 {start[:12]}…)" if start else "MiniLM",
            minutes=f"{results.seconds / 60:.0f}",
            settings="\n".join(f"| {key.replace('_', ' ')} | {value} |" for key, value in settings.items()),
            scores="\n".join(_row(label, score) for label, score in scores.items()),
            spans=", ".join(f"{role} {100 * score.f1:.1f}" for role, score in results.spans.items()),
            error=f"{calibration_error(results.bins):.3f}",
            bins="\n".join(map(_bin, results.bins)),
        ),
        encoding="utf-8",
    )


def _row(label: str, score: Score) -> str:
    return f"| {label} | {100 * score.precision:.1f} | {100 * score.recall:.1f} | {100 * score.f1:.1f} |"


def write_stance_card(folder: Path, weighed: Weighed, statements: int, articles: int) -> None:
    """Write the card of the stance head, whose settings lie in the folder."""
    settings = json.loads((folder / "stance.json").read_text(encoding="utf-8"))
    template = Template((files("graph.training") / "stance_card.md").read_text(encoding="utf-8"))
    weights = zip(EVIDENCE, weighed.weights, strict=True)
    text = template.substitute(
        name=settings["name"],
        megabytes=f"{(folder / 'stance.onnx').stat().st_size / 1e6:.1f}",
        statements=statements,
        articles=articles,
        weights="\n".join(f"| {name.replace('_', ' ')} | {weight} |" for name, weight in weights),
        error=f"{calibration_error(weighed.bins):.3f}",
        bins="\n".join(_bin(one) for one in weighed.bins),
    )
    (folder / "stance.md").write_text(text, encoding="utf-8")


def _bin(one: Bin) -> str:
    return f"| {one.low:.1f}–{one.high:.1f} | {one.count} | {one.promised:.2f} | {one.kept:.2f} |"
