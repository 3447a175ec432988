"""What the stance head is worth on lines that it did not learn from, and from which chance on it shall decide."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from string import Template

import numpy as np
from spacy.language import Language

from graph.nlp.parser import parse
from graph.nlp.stance.model import Guess, StanceModel, load_stance_folder
from graph.nlp.statements.encoder import Encoder
from graph.training.directed import Line, purge, read_lines, to_spans
from graph.training.scoring import Score
from graph.training.stance import find_threshold, write_thresholds

# Wanted of the labels, of which a second reading confirms about half. Where two readings agree on a line, five in six
# decisions from the first on are right (LOG.md of the benchmarks).
PRECISION, SURE = 0.52, 0.75
_ANSWERS = {(True, "supports"): 1, (False, "supports"): 2, (True, "opposes"): 3, (False, "opposes"): 4}


def judge_stance(nlp: Language, train: Path, held_out: Path, encoder: Encoder, learned_from: int, folder: Path) -> None:
    """Set the thresholds of the folder's stance head by the held-out lines, and write its card."""
    lines = purge(read_lines(held_out), read_lines(train))
    model = load_stance_folder(folder, encoder)
    guesses = _guess(nlp, lines, model)
    labels = np.array([line.label for line in lines])
    chances = np.array([_row(guess) for guess in guesses], np.float32).reshape(-1, 5)
    threshold = find_threshold(chances, labels, PRECISION)
    sure = max(threshold, find_threshold(chances, labels, SURE))
    write_thresholds(folder, threshold, sure)
    answers = np.where(1 - chances[:, 0] >= threshold, chances[:, 1:].argmax(1) + 1, 0)
    hits = int(((answers == labels) & (labels > 0)).sum())
    score = Score(hits, int((answers > 0).sum()), int((labels > 0).sum()))
    _write_card(folder / "stance.md", replace(model, threshold=threshold, sure=sure), learned_from, len(lines), score)


def _guess(nlp: Language, lines: Sequence[Line], model: StanceModel) -> list[Guess | None]:
    spans = [to_spans(parse(nlp, line.text), line.places) for line in lines]
    return [model.guess(*pair) if pair is not None else None for pair in spans]


def _row(guess: Guess | None) -> list[float]:
    """The answer guessed, with the chance that there is a stance at all."""
    row = [1.0, 0.0, 0.0, 0.0, 0.0]
    if guess is not None:
        row[0] = 1 - guess.any_side
        row[_ANSWERS[guess.first_to_second, guess.stance.value]] = guess.chance
    return row


def _write_card(path: Path, model: StanceModel, lines: int, held: int, score: Score) -> None:
    template = Template((files("graph.training") / "stance_card.md").read_text(encoding="utf-8"))
    text = template.substitute(
        name=model.name,
        lines=lines,
        held=held,
        precision=f"{100 * score.precision:.1f}",
        recall=f"{100 * score.recall:.1f}",
        f1=f"{100 * score.f1:.1f}",
        wanted=f"{100 * PRECISION:.0f}",
        threshold=model.threshold,
        sure=model.sure,
    )
    path.write_text(text, encoding="utf-8")
