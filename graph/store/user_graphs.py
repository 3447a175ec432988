"""Users' graphs as the Graph Store Protocol changes them: replaced, added to, removed, each in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from graph.errors import InvalidGraph, ProtectedGraph
from graph.rdf.identifiers import is_protected
from graph.store.engine import Engine

# What may come in; `multipart/form-data` brings several of them.
GRAPH_TYPES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "text/n3": RdfFormat.N3,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class GraphChange:
    """What is to become of a graph: its documents, media type and text, replace it or are added to it.

    `graph` is its IRI, None for the default graph; `documents` None means that the graph goes.
    """

    graph: str | None
    documents: tuple[tuple[str, bytes], ...] | None
    replace: bool = False


def change_graph(engine: Engine, base: str, change: GraphChange) -> bool:
    """Change a graph; True if it was there before. Raises InvalidGraph, ProtectedGraph."""
    target = _target(change.graph, base)
    there = isinstance(target, DefaultGraph) or engine.holds_graph(target)
    if change.documents is None:
        if there:
            engine.update(f"DROP SILENT {_name(target)}")
        return there
    triples = _read(change.documents, change.graph)
    parts = [f"DROP SILENT {_name(target)}"] if change.replace else []
    parts += [f"CREATE SILENT {_name(target)}"] if isinstance(target, NamedNode) else []
    engine.update(";\n".join([*parts, _insertion(triples, target)]))
    return there


def _target(graph: str | None, base: str) -> NamedNode | DefaultGraph:
    if graph is None:
        return DefaultGraph()
    if is_protected(graph, base):
        raise ProtectedGraph(
            f"<{graph}> holds what building wrote, which nothing else changes; write to a graph of your own"
        )
    try:
        return NamedNode(graph)
    except ValueError as error:
        raise InvalidGraph(f"{graph[:100]!r} is no absolute IRI, which the name of a graph must be") from error


def _name(target: NamedNode | DefaultGraph) -> str:
    return f"GRAPH {target}" if isinstance(target, NamedNode) else "DEFAULT"


def _insertion(triples: Iterable[Triple], target: NamedNode | DefaultGraph) -> str:
    data = "".join(f"{triple} .\n" for triple in triples)
    return (
        f"INSERT DATA {{ GRAPH {target} {{ {data} }} }}"
        if isinstance(target, NamedNode)
        else f"INSERT DATA {{ {data} }}"
    )


def _read(documents: Sequence[tuple[str, bytes]], graph: str | None) -> list[Triple]:
    triples: list[Triple] = []
    for media_type, data in documents:
        try:
            quads = parse(data, format=GRAPH_TYPES[media_type], base_iri=graph, rename_blank_nodes=True)
            triples += map(_triple, quads)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise InvalidGraph(f"the RDF cannot be read: {' '.join(str(error).split())[:200]}") from error
    return triples


def _triple(quad: Quad) -> Triple:
    if not isinstance(quad.graph_name, DefaultGraph):
        raise InvalidGraph(f"the RDF has the graph {quad.graph_name}; send triples, the address says of which graph")
    return quad.triple
