"""How well a network finds the sides of held-out statements, on the statements as people marked them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from graph.nlp.statements.windows import WINDOW
from graph.training.batches import to_batch
from graph.training.data import to_samples
from graph.training.labels import SIDES
from graph.training.lessons import Lessons
from graph.training.network import StatementNetwork, pick
from graph.training.stance import IGNORED, StanceExample
from graph.training.stance import to_batch as to_stances

_FOR = np.array([stance == "supports" for stance, _ in SIDES])
_PLAIN = np.array([strength == "explicit" for _, strength in SIDES])
_WANTED = 0.8  # precision at which the recall of plain sides is told


@dataclass(frozen=True, slots=True)
class Sides:
    """At the chance with the best F1; and recall of explicit sides where precision is .8."""

    precision: float
    recall: float
    f1: float
    chance: float
    explicit_recall: float

    def __str__(self) -> str:
        return (
            f"sides P {100 * self.precision:.1f} R {100 * self.recall:.1f} F1 {100 * self.f1:.1f} from chance "
            f"{self.chance:.2f}; explicit recall at precision {_WANTED}: {100 * self.explicit_recall:.1f}"
        )


@torch.no_grad()
def judge_sides(network: StatementNetwork, lessons: Lessons) -> Sides:
    """Return the scores of the network on the lessons' statements."""
    judged = list(_chances(network, lessons))
    total = sum(len(example.sides) for example, _ in judged)
    plain = sum(int(_PLAIN[side]) for example, _ in judged for side in example.sides)
    best, explicit = Sides(0, 0, 0, 1, 0), 0.0
    for chance in np.arange(0.05, 0.96, 0.025):
        right, wrong, found, found_plain = np.sum([_count(e, c, float(chance)) for e, c in judged], axis=0)
        precision, recall = right / max(right + wrong, 1), found / max(total, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        if f1 > best.f1:
            best = Sides(precision, recall, f1, float(chance), 0)
        if precision >= _WANTED:
            explicit = max(explicit, found_plain / max(plain, 1))
    return Sides(best.precision, best.recall, best.f1, best.chance, explicit)


def _chances(network: StatementNetwork, lessons: Lessons) -> Iterator[tuple[StanceExample, npt.NDArray[np.float32]]]:
    assert network.stance is not None
    for example in lessons.examples:
        for sample in to_samples(example, lessons.table, (lessons.marks.opening, lessons.marks.closing), WINDOW):
            batch = to_batch([sample])
            states = pick(network(batch.pieces, batch.rows, batch.mask)[2], batch.firsts)
            numbers = {token: number for number, token in enumerate(sample.window.tokens)}
            for stance in lessons.stances[example.id]:
                held = [int(t) in numbers for t in stance.tokens]
                if 2 * sum(held) < len(held):
                    continue
                own = to_stances([(0, stance)], [numbers])
                if own is not None and all(held):
                    scores = network.stance(states[0][own.tokens], own.codes)
                    yield stance, scores[0].softmax(dim=1).numpy()
                else:
                    yield stance, np.eye(1 + len(SIDES), dtype=np.float32)[np.zeros(len(stance.tokens), np.int64)]


def _count(example: StanceExample, chances: npt.NDArray[np.float32], least: float) -> tuple[int, int, int, int]:
    """Words found right and wrong, targets found, plain ones among them."""
    for_it, against = chances[:, 1:][:, _FOR].sum(axis=1), chances[:, 1:][:, ~_FOR].sum(axis=1)
    found = np.maximum(for_it, against) >= least
    right = wrong = 0
    targets = set()
    for word in np.flatnonzero(found):
        owner = int(example.within[word])
        if owner and _FOR[example.sides[owner - 1]] == (for_it[word] > against[word]):
            right += 1
            targets.add(owner)
        elif owner or example.answers[word] != IGNORED:
            wrong += 1
    return right, wrong, len(targets), sum(int(_PLAIN[example.sides[owner - 1]]) for owner in targets)
