"""Whether a store shows what people decided about its entities and what the resolution makes of them."""

from collections.abc import Iterator

from graph.rdf.curation import curation_quads
from graph.rdf.identifiers import shared_graph
from graph.rdf.resolution import resolution_quads
from graph.store.base import Iri, Store
from graph.verify.problems import Problem


def find_uncurated(store: Store) -> Iterator[Problem]:
    """Decisions whose outcome the store does not show."""
    graph, decisions = Iri(shared_graph("curation", store.base).value), store.decisions()
    held, wanted = set(store.quads(graph)), curation_quads(decisions, store.base)
    for quad in sorted(held ^ wanted, key=str):
        yield Problem(str(quad.subject), f"{'lacks' if quad in wanted else 'has'} {quad.triple} in the curation graph")
    for old in sorted({decision.entity for decision in decisions}):
        for quad in store.quads(Iri(shared_graph("entities", store.base).value), subject=Iri(old)):
            if store.curation().name(old, "") != old:
                yield Problem(old, f"has {quad.triple}, though a decision put another one in its place")


def find_unresolved(store: Store) -> Iterator[Problem]:
    """What the graph of the resolution should not hold, and merges whose outcome the store does not show."""
    graph, held = Iri(shared_graph("resolution", store.base).value), store.resolution()
    for quad in sorted(set(store.quads(graph)) ^ resolution_quads(held, store.base), key=str):
        yield Problem(str(quad.subject), f"has or lacks {quad.triple} in the graph of the resolution")
    names, entities = store.names(), Iri(shared_graph("entities", store.base).value)
    for merge in held.merges:
        if names.resolve(merge.entity) != merge.entity:
            for quad in store.quads(entities, subject=Iri(merge.entity)):
                yield Problem(merge.entity, f"has {quad.triple}, though the resolution put another one in its place")


def find_underived(store: Store) -> Iterator[Problem]:
    """Merges that the articles do not give, or that they give and the store has not; none where a resolution is due."""
    if not store.is_resolved():
        return
    held, wanted = store.resolution(), store.unresolved()
    for entity in sorted({merge.entity for merge in set(held.merges) ^ set(wanted.merges)} | held.apart ^ wanted.apart):
        yield Problem(entity, "is not resolved as its articles give it; resolve with: hustings entities resolve")
