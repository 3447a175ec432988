"""The sums of discourse networks over sparse matrices, as Discourse Network Analyzer has them.

`X[i, j, k]` is the number of actor i's statements on target j with level k. Counts are not made binary: what counts
twice is decided by the duplicates that were left out before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, kron, triu

from graph.networks.events import Events, Numbers
from graph.networks.normalising import pair_divisors, two_mode_divisors
from graph.networks.options import Counting, Ends, Kind, Options

Reals = NDArray[np.float64]
Sparse = Any  # csr_array; scipy has no types


@dataclass(frozen=True, slots=True)
class Weights:
    """Edges as columns of one length: ends (places in the lists of names), weights, and what these were made of."""

    rows: Numbers
    columns: Numbers
    weight: Reals
    parts: Mapping[str, Reals]

    def only(self, kept: NDArray[np.bool_]) -> "Weights":
        """The edges for which this holds."""
        parts = {name: values[kept] for name, values in self.parts.items()}
        return Weights(self.rows[kept], self.columns[kept], self.weight[kept], parts)


def count(events: Events, options: Options) -> Weights:
    """The edges of a network of stances that weigh enough; the events have no duplicates any more.

    An edge whose sides outweigh each other stays, with weight 0; of congruence and conflict, none of weight 0 is left.
    """
    found = _two_mode(events, options) if options.kind is Kind.ACTOR_TARGET else _one_mode(events, options)
    return found.only(_is_kept(found, options))


def pairs_at_most(events: Events, options: Options) -> int:
    """What the edges of a network cannot be more than; cheap, for whoever must not be surprised."""
    if options.kind is Kind.ACTOR_TARGET:
        return len(events)
    common = events.target if options.ends is Ends.ACTORS else events.actor
    each = np.bincount(common).astype(object)  # Python's integers do not overflow
    return int((each * (each - 1)).sum() // 2)


def _is_kept(found: Weights, options: Options) -> NDArray[np.bool_]:
    kept: NDArray[np.bool_] = np.abs(found.weight) >= options.min_weight
    if options.kind in (Kind.CONGRUENCE, Kind.CONFLICT):
        kept &= found.weight != 0
    return kept


def level_counts(events: Events) -> list[Sparse]:
    """X as a sparse matrix (actors × targets) for each level of the scale."""
    shape = (len(events.actors), len(events.targets))
    return [
        csr_array((np.ones(len(at)), (events.actor[at], events.target[at])), shape=shape)
        for at in (np.flatnonzero(events.level == number) for number in range(len(events.scale.levels)))
    ]


def _two_mode(events: Events, options: Options) -> Weights:
    levels = level_counts(events)
    total = _total(levels)
    rows, columns = (axis.astype(np.int64) for axis in total.nonzero())
    each = [_at(level, rows, columns) for level in levels]
    both = np.sum(each, axis=0)
    weight = _COUNTED[options.counting](each, events.scale.signs)
    divisors = two_mode_divisors(options, rows, columns, both, total.shape)
    parts = {"statements": both}
    if events.scale.levels == (0, 1):
        against, favour = each
        parts |= {"for": favour, "against": against, "share_for": favour / both, "share_against": against / both}
    return Weights(rows, columns, weight / divisors, parts)


def _combined(each: list[Reals], _: Any) -> Reals:
    """The lexical rank of which levels occur: of (against, for), 1 for, 2 against, 3 both."""
    return _summed([(one > 0).astype(float) for one in each], [2**place for place in reversed(range(len(each)))])


def _summed(each: list[Reals], factors: Any) -> Reals:
    summed: Reals = np.sum([factor * one for factor, one in zip(factors, each, strict=True)], axis=0, dtype=float)
    return summed


_COUNTED: Mapping[Counting, Callable[[list[Reals], Any], Reals]] = {
    Counting.SUBTRACT: _summed,
    Counting.COMBINE: _combined,
    Counting.TOTAL: lambda each, _: _summed(each, [1] * len(each)),
}


def _one_mode(events: Events, options: Options) -> Weights:
    """Of every two that have a target in common; for targets, an actor."""
    levels = level_counts(events)
    if options.ends is Ends.TARGETS:
        levels = [level.T.tocsr() for level in levels]
    total = _total(levels)
    together = triu(total @ total.T, k=1, format="csr")
    rows, columns = (axis.astype(np.int64) for axis in together.nonzero())
    shared = _at(together, rows, columns)
    apart = total if options.kind is Kind.SHARED else hstack(levels, format="csr")
    nearness = _nearness(events.scale.levels)
    congruence = _at(_similar(apart, nearness, total.shape[1]), rows, columns) if options.signed else shared
    parts = {"congruence": congruence, "conflict": shared - congruence} if options.signed else {}
    weight = {
        Kind.CONGRUENCE: congruence,
        Kind.CONFLICT: shared - congruence,
        Kind.SUBTRACT: 2 * congruence - shared,
        Kind.SHARED: shared,
    }[options.kind]
    return Weights(rows, columns, weight / pair_divisors(apart, rows, columns, options.normalisation), parts)


def _total(levels: list[Sparse]) -> Sparse:
    return reduce(add, levels)


def _similar(apart: Sparse, nearness: Reals, targets: int) -> Sparse:
    """The sum over targets and pairs of levels of the product of counts, times how near the levels are."""
    if np.array_equal(nearness, np.eye(len(nearness))):
        return (apart @ apart.T).tocsr()
    return (apart @ kron(csr_array(nearness), csr_array(np.eye(targets)), format="csr") @ apart.T).tocsr()


def _nearness(levels: tuple[int, ...]) -> Reals:
    """1 for levels that are the same, 0 for those at the ends of the scale: an array (levels × levels)."""
    values = np.array(levels, dtype=float)
    spread = values[-1] - values[0] if len(values) > 1 else 1.0
    nearness: Reals = 1.0 - np.abs(values[:, None] - values[None, :]) / spread
    return nearness


def _at(matrix: Sparse, rows: Numbers, columns: Numbers) -> Reals:
    """The values of a sparse matrix at these places."""
    if not len(rows):
        return np.zeros(0)
    values: Reals = np.asarray(matrix[rows, columns], dtype=float).ravel()
    return values
