"""The network of a store: entities as nodes, stances and facts between them as edges, with their evidence.

An edge stands for all statements or facts that say the same; its weight is their number. A stance tells what shows it
(`basis`: statement, act), whether any of that is explicit (`strength`), and how sure the surest is (`confidence`).
`earliest` and `latest` are
days that the texts give. `start` and `end`, for timelines, fall back to the days of publication: on those it had been
said at the latest.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import networkx as nx

from graph.export.tables import Network
from graph.model import EntityType, Evidence
from graph.rdf.identifiers import article_iri
from graph.rdf.vocabulary import HUS
from graph.store.base import Store
from graph.store.index.stances import ANY, SideFilter

_STANCES = {HUS.supports.value: "supports", HUS.opposes.value: "opposes"}
_SHOWS = {Evidence.STATEMENT.value: "statement", Evidence.ACT.value: "fact"}  # what shows a stance
_Key = tuple[str, str, str]  # source, target, relation


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of a store to export: empty means all."""

    article: str | None = None  # its id
    types: Collection[EntityType] = ()  # of the entities: an edge needs both of its ends, a statement one
    top: int | None = None  # so many edges, the weightiest; entities without one of these are left out
    sides: SideFilter = ANY  # of the stances: explicit ones, sure ones, acts


@dataclass(frozen=True, slots=True)
class _Made:
    """A statement or fact that may be read as an edge."""

    iri: str
    article: str
    source: str
    relation: str
    readable: str
    target: str
    basis: str
    published: str | None
    earliest: str | None
    latest: str | None
    sentences: tuple[tuple[int, str], ...]  # where each begins, and its words
    strength: str | None  # of stances
    confidence: float | None


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


def _entities(store: Store, filters: Filters) -> dict[str, dict[str, object]]:
    wanted = {kind.value for kind in filters.types}
    return {
        store.reader.full(row["iri"]): {
            "label": row["label"],
            "type": row["type"],
            "mentions": row["mentions"],
            "wikidata": row["wikidata"],
        }
        for row in store.reader.mentioned(filters.article)
        if not wanted or row["type"] in wanted
    }


def _groups(store: Store, filters: Filters) -> dict[_Key, list[_Made]]:
    """What states each edge."""
    groups: dict[_Key, list[_Made]] = {}
    for made in _made(store, filters):
        groups.setdefault((made.source, made.target, made.relation), []).append(made)
    return groups


def _made(store: Store, filters: Filters) -> Iterator["_Made"]:
    reader = store.reader
    for row in reader.edges(filters.article, filters.sides):
        stance = row["basis"] in _SHOWS
        relation = HUS[row["relation"]].value if stance else reader.full(row["relation"])
        yield _Made(
            iri=reader.made_iri(_SHOWS.get(row["basis"], "fact"), row["article"], row["key"]),
            article=article_iri(row["article"], store.base).value,
            source=reader.full(row["source"]),
            relation=relation,
            readable=row["label"] or relation.rpartition("#")[2],
            target=reader.full(row["target"]),
            basis=row["basis"],
            published=row["published"],
            earliest=row["earliest"],
            latest=row["latest"],
            sentences=tuple((begin, words) for begin, _, words in json.loads(row["sentences"])),
            strength=row["strength"],
            confidence=row["confidence"],
        )


def _edge(made: list["_Made"]) -> dict[str, object]:
    """The attributes of an edge; its sentences in the order of the articles' dates, the earliest first."""
    ordered = sorted(made, key=lambda one: (one.published or "9999", one.article, one.iri))
    first = ordered[0]
    earliest = [one.earliest for one in ordered if one.earliest]
    latest = [one.latest for one in ordered if one.latest]
    strengths = [one.strength for one in ordered if one.strength]  # explicit where one of them is
    published = [one.published for one in ordered if one.published]
    sentences = [words for one in ordered for _, words in sorted(one.sentences)]
    return {
        "relation": first.readable,
        "predicate": first.relation,
        "stance": _STANCES.get(first.relation),
        "basis": sorted({one.basis for one in ordered}),
        "strength": min(strengths, default=None),
        "confidence": max((one.confidence for one in ordered if one.confidence is not None), default=None),
        "weight": len({one.iri for one in ordered}),
        "statements": sorted({one.iri for one in ordered}),
        "articles": sorted({one.article for one in ordered}),
        "earliest": min(earliest, default=None),
        "latest": max(latest, default=None),
        "start": min(earliest or published, default=None),
        "end": max(latest or published, default=None),
        "sentence": list(dict.fromkeys(sentences)),
    }
