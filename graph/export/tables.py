"""A network as two flat tables that every format can carry: no None, no lists, no characters that XML forbids."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx

Network = nx.MultiDiGraph  # nodes are IRIs
AnyNetwork = nx.MultiGraph  # MultiDiGraph is one too; where it is not, edges have no direction
Flat = str | int | float | bool
SEPARATOR = " ; "

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute that some rows have; kind is one of string, long, double, boolean."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in a network."""

    id: str
    label: str
    values: Mapping[str, Flat]


@dataclass(frozen=True, slots=True)
class Edge:
    """What relates two entities; the id is unique in the network."""

    id: str
    source: str
    target: str
    values: Mapping[str, Flat]


@dataclass(frozen=True, slots=True)
class Tables:
    """All nodes and edges in a fixed order, with the columns that they use."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    node_columns: tuple[Column, ...]
    edge_columns: tuple[Column, ...]
    directed: bool = True


def to_tables(network: "AnyNetwork[str]") -> Tables:
    """The network's nodes and edges, sorted, their attributes made flat and of one kind a column."""
    names, directed = {node: clean(node) for node in network}, network.is_directed()
    raw_nodes = sorted((names[node], flatten(values)) for node, values in network.nodes(data=True))
    raw_edges = sorted(
        (
            (*_in_order(names[s], names[t], directed), clean(str(key)), flatten(v))
            for s, t, key, v in network.edges(keys=True, data=True)
        ),
        key=lambda edge: edge[:3],
    )
    node_columns = columns_of(values for _, values in raw_nodes)
    edge_columns = columns_of(values for *_, values in raw_edges)
    return Tables(
        tuple(Node(i, str(v.get("label", i)), coerce(v, node_columns)) for i, v in raw_nodes),
        tuple(Edge(f"e{n}", s, t, coerce(v, edge_columns)) for n, (s, t, _, v) in enumerate(raw_edges)),
        node_columns,
        edge_columns,
        directed,
    )


def _in_order(one: str, other: str, directed: bool) -> tuple[str, str]:
    return (one, other) if directed or one <= other else (other, one)


def flatten(values: Mapping[Any, Any]) -> dict[str, Flat]:
    """The values that say something, as text, number or truth value, by clean names in order."""
    flat = ((clean(str(name)), to_flat(value)) for name, value in values.items())
    return {name: value for name, value in sorted(flat, key=lambda pair: pair[0]) if value is not None}


def to_flat(value: object) -> Flat | None:
    """The value as something that every format can carry; None where it says nothing."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        value = sorted(map(str, value))
    if isinstance(value, list | tuple):
        parts = [str(flat) for item in value if (flat := to_flat(item)) is not None]
        return SEPARATOR.join(parts) if parts else None
    return clean(str(value))


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold, escaped or not."""
    return _FORBIDDEN.sub("", text)


def columns_of(rows: Iterable[Mapping[str, Flat]]) -> tuple[Column, ...]:
    """The columns that the rows use, sorted by name; a column of mixed kinds becomes text."""
    kinds: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(_kind(value))
    return tuple(Column(name, _common(kinds[name])) for name in sorted(kinds))


def coerce(row: Mapping[str, Flat], columns: Iterable[Column]) -> dict[str, Flat]:
    """The row with each value in its column's kind."""
    converters: Mapping[str, Callable[[Flat], Flat]] = {
        "string": as_text,
        "double": float,
        "long": int,
        "boolean": bool,
    }
    return {column.name: converters[column.kind](row[column.name]) for column in columns if column.name in row}


def as_text(value: Flat) -> str:
    """The value as XML Schema writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _kind(value: Flat) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long" if abs(value) < 2**63 else "string"
    return "double" if isinstance(value, float) else "string"


def _common(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "double" if kinds == {"long", "double"} else "string"
