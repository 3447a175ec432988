"""What must change in a store when one article comes, comes again or goes: worked out by index lookups alone.

The cost grows with the article and with the number of names of its entities, never with the size of the store.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.rdf.identifiers import shared_graph
from graph.rdf.sharing import (
    from_licence,
    is_contested,
    other_classes,
    other_label,
    resolve,
    to_licence,
    to_shared_quad,
)
from graph.rdf.vocabulary import HUS, LABELS
from graph.store.engine import Engine


@dataclass(frozen=True, slots=True)
class Change:
    """Quads to take out and to put in, at once."""

    removed: frozenset[Quad]
    added: frozenset[Quad]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    def to_update(self) -> str:
        """Return the change as one SPARQL update; every term is written by the engine's own serialiser."""
        return f"DELETE DATA {{\n{_data(self.removed)}}};\nINSERT DATA {{\n{_data(self.added)}}}"


def plan_change(engine: Engine, graph: NamedNode, quads: Iterable[Quad], base: str) -> Change:
    """Return what makes `quads` the whole of an article's own graph and brings the shared graphs into line."""
    old, new = set(engine.quads_for_pattern(None, None, None, graph)), set(quads)
    return plan_shared(engine, Change(frozenset(old - new), frozenset(new - old)), base)


def plan_shared(engine: Engine, change: Change, base: str) -> Change:
    """Return a change of articles' own graphs, with what brings the shared graphs into line."""
    gone, come = _licences(change.removed), _licences(change.added)
    removed, added = _Merging(engine, change.removed, come, base).shared_change(gone ^ come)
    return Change(change.removed | removed, change.added | added)


@dataclass(frozen=True, slots=True)
class _Merging:
    engine: Engine
    removed: frozenset[Quad]  # from the articles' own graphs
    licences: set[str]  # that come with what is added to them
    base: str

    def shared_change(self, touched: Iterable[str]) -> tuple[frozenset[Quad], frozenset[Quad]]:
        """Return the quads of the shared graphs to take out and to put in, where these licences have come or gone."""
        triples = [from_licence(text) for text in touched]
        self.engine.prefetch([(None, HUS.licenses, to_licence(triple)) for triple in triples])
        plain = {triple for triple in triples if not is_contested(triple)}
        kept = {triple for triple in plain if self._is_licensed(triple)}
        before, after = self._weigh([triple for triple in triples if is_contested(triple)])
        removed, added = (plain - kept) | (before - after), kept | (after - before)
        return frozenset(map(self._quad, removed)), frozenset(map(self._quad, added))

    def _weigh(self, contested: Iterable[Triple]) -> tuple[set[Triple], set[Triple]]:
        """Classes and labels of the subjects concerned: as they stand, and as they should."""
        touched = list(contested)
        self.engine.prefetch([(triple.subject, None, None) for triple in touched])
        before = {triple for subject in {t.subject for t in touched} for triple in self._standing(subject)}
        options = {option for triple in (*touched, *before) for option in _options(triple)}
        self.engine.prefetch([(None, HUS.licenses, to_licence(option)) for option in options])
        return before, resolve(option for option in options if self._is_licensed(option))

    def _standing(self, subject: NamedNode | BlankNode | Triple) -> list[Triple]:
        quads = self.engine.quads_for_pattern(subject, None, None, shared_graph("entities", self.base))
        return [quad.triple for quad in quads if is_contested(quad.triple)]

    def _is_licensed(self, triple: Triple) -> bool:
        licence = to_licence(triple)
        if licence.value in self.licences:
            return True
        found = self.engine.quads_for_pattern(None, HUS.licenses, licence)
        return any(quad not in self.removed for quad in found)

    def _quad(self, triple: Triple) -> Quad:
        return to_shared_quad(triple, self.base)


def _options(triple: Triple) -> list[Triple]:
    return other_label(triple) if triple.predicate in LABELS else other_classes(triple)


def _licences(quads: Iterable[Quad]) -> set[str]:
    return {q.object.value for q in quads if q.predicate == HUS.licenses and isinstance(q.object, Literal)}


def _data(quads: Iterable[Quad]) -> str:
    by_graph: dict[object, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(f"{quad.triple} .\n")
    return "".join(f"GRAPH {graph} {{\n{''.join(triples)}}}\n" for graph, triples in by_graph.items())
