"""What weights are divided by: DNA's normalisations, and the cosine of vectors that DNA's "cosine" is not.

With n the number of an actor's statements, x the counts of an actor by target and level:

- average: (n1 + n2) / 2
- jaccard: m10 + m01 + m11; m10 and m01 count what only the one or the other says, m11 sums x1 · x2 over what both say
- activity-product: n1 · n2, which DNA calls cosine
- cosine: |x1| · |x2|, the lengths of the vectors: the congruence divided by it is between 0 and 1
- activity and prominence, of two-mode networks: all statements of the actor, or on the target
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.networks.events import Numbers
from graph.networks.options import Counting, Normalisation, Options

Reals = NDArray[np.float64]


def pair_divisors(apart: Any, rows: Numbers, columns: Numbers, normalisation: Normalisation) -> Reals:
    """What the weight of each pair is divided by; `apart` are counts, sparse (nodes × what they are counted on)."""
    if normalisation is Normalisation.NONE or not len(rows):
        return np.ones(len(rows))
    totals: Reals = np.asarray(apart.sum(axis=1), dtype=float).ravel()
    one, other = totals[rows], totals[columns]
    if normalisation is Normalisation.AVERAGE:
        return (one + other) / 2
    if normalisation is Normalisation.ACTIVITY_PRODUCT:
        return one * other
    if normalisation is Normalisation.COSINE:
        lengths: Reals = np.sqrt(np.asarray(apart.multiply(apart).sum(axis=1), dtype=float).ravel())
        return lengths[rows] * lengths[columns]
    said = apart.astype(bool).astype(float)
    common = (apart @ said.T).tocsr()  # how much of the one's is on what the other speaks on
    both = (apart @ apart.T).tocsr()
    alone = one - _at(common, rows, columns) + other - _at(common, columns, rows)
    return alone + _at(both, rows, columns)


def two_mode_divisors(
    options: Options, rows: Numbers, columns: Numbers, number: Reals, shape: tuple[int, int]
) -> Reals:
    """What the weight of each edge from actor to target is divided by; `number` is how many statements it has.

    Of codes (`combine`), DNA counts those that are there.
    """
    if options.normalisation is Normalisation.NONE or not len(rows):
        return np.ones(len(rows))
    counted: Reals = np.ones(len(rows)) if options.counting is Counting.COMBINE else number
    ends, size = (rows, shape[0]) if options.normalisation is Normalisation.ACTIVITY else (columns, shape[1])
    sums: Reals = np.bincount(ends, weights=counted, minlength=size).astype(np.float64)
    return sums[ends]


def _at(matrix: Any, rows: Numbers, columns: Numbers) -> Reals:
    values: Reals = np.asarray(matrix[rows, columns], dtype=float).ravel()
    return values
