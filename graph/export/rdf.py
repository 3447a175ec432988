"""Turtle and TriG, and which quads an export holds: not the ontology, nor the store's book-keeping (`hus:licenses`)."""

from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile

from pyoxigraph import Literal, Quad, RdfFormat, Triple, serialize

from graph.export.network import Filters
from graph.rdf.identifiers import article_graph, shared_graph
from graph.rdf.vocabulary import HUS, PREFIXES
from graph.store.base import Iri, Store

_PIECE = 64 * 1024
_IN_MEMORY = 16 * 1024 * 1024


def write_turtle(store: Store, filters: Filters) -> Iterator[bytes]:
    """All triples, or those of an article, in one graph."""
    triples = (Triple(q.subject, q.predicate, q.object) for q in selected_quads(store, filters))
    return _serialized(triples, RdfFormat.TURTLE)


def write_trig(store: Store, filters: Filters) -> Iterator[bytes]:
    """All quads, or those of an article, in their named graphs."""
    return _serialized(selected_quads(store, filters), RdfFormat.TRIG)


def to_turtle(triples: Iterable[Triple]) -> bytes:
    """Triples as Turtle, sorted."""
    return serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def selected_quads(store: Store, filters: Filters) -> Iterator[Quad]:
    """The quads to export, graph by graph."""
    unwanted = shared_graph("ontology", store.base)
    if filters.article is None:
        return (q for q in store.quads() if q.graph_name != unwanted and q.predicate != HUS.licenses)
    return _quads_of(store, filters.article)


def _quads_of(store: Store, article_id: str) -> Iterator[Quad]:
    """An article's graph, the entities that it speaks of, and the edges that it licenses."""
    own = list(store.quads(Iri(article_graph(article_id, store.base).value)))
    named = {quad.object for quad in own}
    licensed = {
        quad.object.value for quad in own if quad.predicate == HUS.licenses and isinstance(quad.object, Literal)
    }
    for quad in store.quads(Iri(shared_graph("edges", store.base).value)):
        if str(Triple(quad.subject, quad.predicate, quad.object)) in licensed:
            yield quad
    for quad in store.quads(Iri(shared_graph("entities", store.base).value)):
        if quad.subject in named:
            yield quad
    yield from (quad for quad in own if quad.predicate != HUS.licenses)


def _serialized(triples: Iterable[Triple] | Iterable[Quad], rdf_format: RdfFormat) -> Iterator[bytes]:
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as buffer:
        serialize(triples, buffer, rdf_format, prefixes=PREFIXES)
        buffer.seek(0)
        while piece := buffer.read(_PIECE):
            yield piece
