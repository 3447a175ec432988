"""The referee of our SHACL: pySHACL, which the library itself does without since it is slow."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

import ontology

SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


def to_graph(triples: Iterable[Triple | Quad]) -> Graph:
    """The triples as one rdflib graph."""
    plain = (Triple(one.subject, one.predicate, one.object) for one in triples)
    return Graph().parse(data=serialize(plain, format=RdfFormat.N_TRIPLES), format="nt")


def load_shapes() -> Graph:
    """Our shapes."""
    return Graph().parse(data=ontology.read("shapes.ttl"), format="turtle")


def judge(quads: Iterable[Quad], shapes: Graph) -> set[tuple[str, str]]:
    """Which nodes and properties of the quads break the shapes, with the classes of our ontology."""
    classes = [triple for triple in ontology.triples() if triple.predicate == SUBCLASS]
    graph = to_graph([*quads, *classes])
    _, report, _ = validate(graph, shacl_graph=shapes, inplace=True, meta_shacl=False)
    assert isinstance(report, Graph)
    # That a node has not another shape is told by what it breaks of it: a result of its own, here as there.
    nested = set(report.subjects(SH.sourceConstraintComponent, SH.NodeConstraintComponent))
    results = [one for one in report.subjects(RDF.type, SH.ValidationResult) if one not in nested]
    return {(_text(report, one, SH.focusNode), _text(report, one, SH.resultPath)) for one in results}


def _text(report: Graph, result: Node, predicate: URIRef) -> str:
    found = report.value(result, predicate)
    return "" if found is None else str(found)
