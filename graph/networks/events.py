"""Events: who is for or against what in which article on which day, a row for each statement and act, uncounted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.networks.options import Duplicates

Numbers = NDArray[np.int64]
UNDATED = 0  # no day has this ordinal


@dataclass(frozen=True, slots=True)
class Event:
    """A side taken: the value of its level is 1 for, 0 against, or a number of a hand coder's scale."""

    actor: str
    target: str
    level: int
    day: date | None  # of publication or, where that is unknown, on which it was said
    article: str
    statement: str  # the IRI of the statement or fact that shows it
    sentences: tuple[str, ...] = ()
    confidence: float | None = None
    place: int = 0  # where in the article it stands, in code points


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels that sides have, ascending, and what each adds to a weight of for less against."""

    levels: tuple[int, ...] = (0, 1)
    signs: tuple[int, ...] = (-1, 1)

    @classmethod
    def of_integers(cls, values: Iterable[int]) -> "Scale":
        """The scale of a coder's whole numbers, as DNA takes it: the values that occur, each worth itself."""
        levels = tuple(sorted(set(values)))
        return cls(levels, levels)


@dataclass(frozen=True, slots=True)
class Events:
    """Events as columns of one length; `actor` and `target` are places in the lists of names, sorted.

    `level` is a place in the scale, `day` a proleptic Gregorian ordinal (`UNDATED` where unknown), `article` a place
    among the articles. The rows stand in the order of their days, articles and statements.
    """

    rows: tuple[Event, ...]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    scale: Scale
    actor: Numbers
    target: Numbers
    level: Numbers
    day: Numbers
    article: Numbers

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, places: Numbers) -> Self:
        """The rows at these places; the lists of names stay whole."""
        columns = {name: getattr(self, name)[places] for name in ("actor", "target", "level", "day", "article")}
        return replace(self, rows=tuple(self.rows[place] for place in places.tolist()), **columns)

    def between(self, first: int, last: int) -> Self:
        """The rows of the days from one ordinal to another, both included; undated rows are in none."""
        return self.take(np.flatnonzero((self.day >= first) & (self.day <= last) & (self.day != UNDATED)))

    def once(self, duplicates: Duplicates, *, signed: bool = True) -> Self:
        """The first of those rows that say the same within an article, day, …; if signed, their sides must be the same.

        What has no day counts once an article.
        """
        if duplicates is Duplicates.ALL or not len(self):
            return self
        level = self.level if signed else np.zeros_like(self.level)
        keys = np.stack([self.actor, self.target, level, self._period(duplicates)])
        _, first = np.unique(keys, axis=1, return_index=True)
        return self.take(np.sort(first))

    def _period(self, duplicates: Duplicates) -> Numbers:
        if duplicates is Duplicates.RANGE:
            return np.zeros_like(self.day)
        if duplicates is Duplicates.ARTICLE:
            return self.article
        periods = _PERIODS[duplicates](self.day)
        return np.where(self.day == UNDATED, -1 - self.article, periods)


def to_events(found: Iterable[Event], scale: Scale | None = None) -> Events:
    """The events as columns, in an order of their own."""
    rows = tuple(sorted(found, key=_order))
    scale = scale or Scale()
    actors, targets = (tuple(sorted(set(names))) for names in ([r.actor for r in rows], [r.target for r in rows]))
    return Events(
        rows,
        actors,
        targets,
        scale,
        _places([row.actor for row in rows], actors),
        _places([row.target for row in rows], targets),
        _places([row.level for row in rows], scale.levels),
        np.array([row.day.toordinal() if row.day else UNDATED for row in rows], dtype=np.int64),
        _places([row.article for row in rows], sorted({row.article for row in rows})),
    )


def _order(row: Event) -> tuple[date, str, int, str, str, str, int]:
    return row.day or date.max, row.article, row.place, row.statement, row.actor, row.target, row.level


def _places(values: Sequence[object], names: Sequence[object]) -> Numbers:
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[value] for value in values], dtype=np.int64)


def _days(ordinals: Numbers) -> NDArray[np.datetime64]:
    return (ordinals - date(1970, 1, 1).toordinal()).astype("datetime64[D]")


# Ordinal 1 is a Monday.
_PERIODS: Mapping[Duplicates, Callable[[Numbers], Numbers]] = {
    Duplicates.DAY: lambda ordinals: ordinals,
    Duplicates.WEEK: lambda ordinals: (ordinals - 1) // 7,
    Duplicates.MONTH: lambda ordinals: _days(ordinals).astype("datetime64[M]").astype(np.int64) + 100_000,
    Duplicates.YEAR: lambda ordinals: _days(ordinals).astype("datetime64[Y]").astype(np.int64) + 10_000,
}
