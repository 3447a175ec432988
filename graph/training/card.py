"""The model card: what the weights are, what they were made from, what they can and cannot do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from graph.training.calibrate import Bin, calibration_error
from graph.training.scoring import Score


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
            bins="\n".join(
                f"| {b.low:.1f}–{b.high:.1f} | {b.count} | {b.promised:.2f} | {b.kept:.2f} |" for b in results.bins
            ),
        ),
        encoding="utf-8",
    )


def _row(label: str, score: Score) -> str:
    return f"| {label} | {100 * score.precision:.1f} | {100 * score.recall:.1f} | {100 * score.f1:.1f} |"
