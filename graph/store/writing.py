"""Write to the graph of a store, a transaction at a time."""

from pyoxigraph import Quad

import ontology
from graph.rdf.identifiers import shared_graph
from graph.store.engine import Engine
from graph.store.merging import Change


def write_ontology(engine: Engine, base: str) -> None:
    """Bring the ontology's graph to this version of the ontology."""
    graph = shared_graph("ontology", base)
    new = {Quad(t.subject, t.predicate, t.object, graph) for t in ontology.triples()}
    old = set(engine.quads_for_pattern(None, None, None, graph))
    write_change(engine, Change(frozenset(old - new), frozenset(new - old)))


def write_change(engine: Engine, change: Change, further: str = "") -> None:
    """Change the graph in one transaction."""
    if change.removed or further:
        engine.update(change.to_update() + further)
    elif change.added:
        engine.extend(change.added)
