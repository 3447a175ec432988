"""How far to trust a statement: logistic regression of right or wrong on its evidence, and how well that holds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

_PULL = 1.0  # towards nought, so that few articles cannot make a weight large
_ROUNDS = 50
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of like confidence: what was promised, what was kept."""

    low: float
    high: float
    count: int
    promised: float
    kept: float


def fit(evidence: Numbers, right: Numbers) -> Numbers:
    """The weights of the evidence, by Newton's method."""
    weights = np.zeros(evidence.shape[1])
    pull = _PULL * np.eye(len(weights))
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(evidence @ weights, -30, 30)))
        slope = evidence.T @ (right - chance) - pull @ weights
        bend = (evidence * (chance * (1 - chance))[:, None]).T @ evidence + pull
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def cross_fit(evidence: Numbers, right: Numbers, article: npt.NDArray[np.int64], folds: int = 10) -> Numbers:
    """The confidence of each statement by weights that were fitted on other articles."""
    chance = np.zeros(len(right))
    for fold in range(folds):
        own = article % folds == fold
        weights = fit(evidence[~own], right[~own])
        chance[own] = 1 / (1 + np.exp(-np.clip(evidence[own] @ weights, -30, 30)))
    return chance


def reliability(chance: Numbers, right: Numbers) -> list[Bin]:
    """The statements in bins of equal width."""
    number = np.minimum((chance * BINS).astype(int), BINS - 1)
    return [
        Bin(i / BINS, (i + 1) / BINS, int(own.sum()), float(chance[own].mean()), float(right[own].mean()))
        for i in range(BINS)
        if (own := number == i).any()
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance of promised and kept, weighted by count."""
    return sum(b.count * abs(b.promised - b.kept) for b in bins) / max(1, sum(b.count for b in bins))
