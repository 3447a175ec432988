"""RDF, and which quads an export holds: not the ontology, users' graphs, nor book-keeping (`hus:licenses`)."""

from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile

from pyoxigraph import Literal, Quad, RdfFormat, Triple, serialize

from graph.export.network import Filters
from graph.rdf.identifiers import article_graph, is_reserved, shared_graph
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


def to_rdf(triples: Iterable[Triple], media_type: str) -> bytes:
    """Triples in the form of a media type, sorted; ValueError where it is none of RDF."""
    rdf_format = RdfFormat.from_media_type(media_type)
    if rdf_format is None:
        raise ValueError(f"no RDF format {media_type}")
    return serialize(sorted(triples, key=str), format=rdf_format, prefixes=PREFIXES) or b""


def selected_quads(store: Store, filters: Filters) -> Iterator[Quad]:
    """The quads to export, graph by graph."""
    unwanted = shared_graph("ontology", store.base).value
    if filters.article is None:
        graphs = (graph for graph in store.graphs() if graph != unwanted and is_reserved(graph, store.base))
        return (quad for graph in graphs for quad in store.quads(graph) if quad.predicate != HUS.licenses)
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
