"""The network of a store: entities as nodes, stances and facts between them as edges, with their evidence.

An edge stands for all statements or facts that say the same; its weight is their number. `earliest` and `latest` are
days that the texts give. `start` and `end`, for timelines, fall back to the days of publication: on those it had been
said at the latest.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import networkx as nx

from graph.export.tables import Network
from graph.model import EntityType
from graph.rdf.identifiers import article_iri
from graph.rdf.vocabulary import ENTITY_CLASS, HUS, WIKIDATA
from graph.store.base import Iri, Row, Store, Value

_TYPES = {node.value: kind for kind, node in ENTITY_CLASS.items()}
_STANCES = {HUS.supports.value: "supports", HUS.opposes.value: "opposes"}
_Key = tuple[str, str, str]  # source, target, relation


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of a store to export: empty means all."""

    article: str | None = None  # its id
    types: Collection[EntityType] = ()  # of the entities: an edge needs both of its ends
    top: int | None = None  # so many edges, the weightiest; entities without one of these are left out


def to_network(store: Store, filters: Filters | None = None) -> "Network[str]":
    """The entities and what relates them."""
    filters = filters or Filters()
    network: Network[str] = nx.MultiDiGraph()
    for entity, values in sorted(_entities(store, filters).items()):
        network.add_node(entity, **values)
    groups = {key: rows for key, rows in _groups(store, filters).items() if key[0] in network and key[1] in network}
    weighed = sorted(groups, key=lambda key: (-len(groups[key]), key))
    for key in sorted(weighed[: filters.top]):
        source, target, relation = key
        network.add_edge(source, target, relation, **_edge(groups[key]))
    if filters.top is not None:
        network.remove_nodes_from([node for node, degree in list(network.degree()) if degree == 0])
    return network


def _select(store: Store, name: str, filters: Filters) -> list[Row]:
    select = partial(store.select, name)
    if filters.article is None:
        return select()
    return select(article=Iri(article_iri(filters.article, store.base).value))


def _entities(store: Store, filters: Filters) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for row in _select(store, "export_entities", filters):
        kind = _TYPES[str(row["type"])]
        if filters.types and kind not in filters.types:
            continue
        known = found.setdefault(str(row["entity"]), {"label": row["label"], "type": kind.value, "mentions": 0})
        known["mentions"] = _int(known["mentions"]) + _int(row["mentions"])
        known["wikidata"] = str(row["wikidata"]).removeprefix(WIKIDATA) if row["wikidata"] else None
    return found


def _groups(store: Store, filters: Filters) -> dict[_Key, dict[str, list[Row]]]:
    """The rows of each edge, by the statement or fact that they come from."""
    groups: dict[_Key, dict[str, list[Row]]] = {}
    for row in _rows(store, filters):
        key = (str(row["source"]), str(row["target"]), str(row["relation"]))
        groups.setdefault(key, {}).setdefault(str(row["made"]), []).append(row)
    return groups


def _rows(store: Store, filters: Filters) -> Iterator[Row]:
    yield from _select(store, "export_stances", filters)
    yield from _select(store, "export_facts", filters)


def _edge(made: dict[str, list[Row]]) -> dict[str, object]:
    """The attributes of an edge; its sentences in the order of the articles' dates, the earliest first."""
    rows = sorted((row for name in made for row in made[name]), key=_place)
    relation = str(rows[0]["relation"])
    earliest, latest = _days(rows, "earliest"), _days(rows, "latest")
    published = _days(rows, "published")
    return {
        "relation": _readable(rows[0]),
        "predicate": relation,
        "stance": _STANCES.get(relation),
        "basis": "statement" if relation in _STANCES and "relationLabel" not in rows[0] else "fact",
        "weight": len(made),
        "statements": sorted(made),
        "articles": sorted({str(row["article"]) for row in rows}),
        "earliest": min(earliest, default=None),
        "latest": max(latest, default=None),
        "start": min(earliest or published, default=None),
        "end": max(latest or published, default=None),
        "sentence": list(dict.fromkeys(str(row["sentence"]) for row in rows)),
    }


def _place(row: Row) -> tuple[str, str, str, int]:
    return str(row["published"] or "9999"), str(row["article"]), str(row["made"]), _int(row["begin"])


def _readable(row: Row) -> str:
    """The relation as people read it: the label of an open one, the name of one of the core."""
    label = row.get("relationLabel")
    return str(label) if label else str(row["relation"]).rpartition("#")[2]


def _days(rows: Iterable[Row], name: str) -> list[Value]:
    return [value for row in rows if (value := row[name]) is not None]


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0
