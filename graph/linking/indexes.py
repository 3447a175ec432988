"""Indexes of the gazetteer: what stands under each name, in the order of the tables."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from graph.linking.names import fold
from graph.linking.records import Body, Party, Place

R = TypeVar("R", Place, Party, Body)


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the values that a cell holds."""
    return tuple(cell.split("|")) if cell else ()


def group(pairs: Iterable[tuple[list[str], str]]) -> dict[str, tuple[str, ...]]:
    """Return the values of each key, each once, in the order given."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for keys, value in pairs:
        for key in keys:
            found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}


def ids_by_name(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Return the ids of what bears each name, names as `fold` leaves them."""
    return group(([fold(name) for name in names], qid) for qid, names in named)


def records_by_name(named: Iterable[tuple[R, tuple[str, ...]]]) -> dict[str, tuple[R, ...]]:
    """Return what bears each name, names as `fold` leaves them."""
    found: dict[str, dict[str, R]] = defaultdict(dict)
    for record, names in named:
        for name in names:
            found[fold(name)][record.qid] = record
    return {name: tuple(records.values()) for name, records in found.items()}
