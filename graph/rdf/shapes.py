"""SHACL: whether triples have the shape that `ontology/shapes.ttl` asks for. The one place where rdflib is needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Quad, RdfFormat, Triple, serialize
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node

import ontology


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a rule."""

    node: str
    path: str  # the property; empty: the node as a whole
    message: str


def find_violations(quads: Iterable[Quad]) -> list[Violation]:
    """What the shapes find wrong with the quads taken as one graph, sorted."""
    graph = to_graph(quads)
    # No inference and no meta-check: both read the whole graph again, and the shapes have their own test.
    conforms, report, _ = validate(graph, shacl_graph=load_shapes(), inplace=True, meta_shacl=False)
    if conforms or not isinstance(report, Graph):
        return []
    return sorted({_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)})


def to_graph(quads: Iterable[Quad]) -> Graph:
    """The quads as one rdflib graph."""
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


@cache
def load_shapes() -> Graph:
    """The shapes."""
    return Graph().parse(data=ontology.read("shapes.ttl"), format="turtle")


def _violation(report: Graph, result: Node) -> Violation:
    node, path, message = (report.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.resultMessage))
    return Violation(str(node), str(path or ""), " ".join(str(message).split()))
