"""What the entities of a store are called after decisions and the resolution, and what extraction called them."""

from collections.abc import Collection
from functools import cache

from pyoxigraph import Quad

from graph.rdf.curation import to_curation
from graph.rdf.identifiers import article_iri, shared_graph
from graph.rdf.renaming import restore
from graph.rdf.resolution import ResolvedNames
from graph.store.base import Iri
from graph.store.curating import read_decisions
from graph.store.engine import Engine
from graph.store.graph_reader import select_rows
from graph.store.index.derivation import Extracted
from graph.store.resolving import read_resolution


def read_names(engine: Engine, base: str) -> ResolvedNames:
    """Return the names that hold; StoreUnreadable where the graph contradicts itself."""
    curation, resolved = (Iri(shared_graph(name, base).value) for name in ("curation", "resolution"))
    decisions = read_decisions(lambda name: select_rows(engine, name, curation))
    resolution = read_resolution(lambda name: select_rows(engine, name, resolved))
    return resolution.names(to_curation(decisions))


def extracted_quads(name: str, quads: Collection[Quad], names: ResolvedNames, base: str) -> Collection[Quad]:
    """Return an article's own quads as extraction gave them."""
    return restore(quads, article_iri(name, base), names) if names else quads


def extraction(engine: Engine, base: str) -> Extracted:
    """Return what gives an article's own quads as extraction gave them; names are read of the graph, once."""
    find = cache(lambda: read_names(engine, base))
    return lambda name, quads: extracted_quads(name, quads, find(), base)
