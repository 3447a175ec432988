from collections import Counter

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse
from rdflib import URIRef
from rdflib.namespace import RDF, SH

import ontology
from graph.rdf.identifiers import DEFAULT_BASE
from graph.rdf.triples import to_quads
from graph.rdf.vocabulary import CLASSES, CONCEPTS, CORE, HUS, PREFIXES, PROPERTIES
from tests.factory import make_annotation
from tests.shacl import load_shapes, to_graph

TERMS = ontology.terms()


def test_python_and_turtle_name_the_same_terms():
    assert {term.name for term in TERMS} == HUS.names


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (CLASSES, {"class"}),
        (PROPERTIES, {"property"}),
        (CORE, {"relation"}),
        (CONCEPTS, {"concept", "scheme"}),
    ],
)
def test_python_and_turtle_agree_on_what_a_term_is(names, kinds):
    assert {term.name for term in TERMS if term.kind in kinds} == set(names.split())


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_has_one_label_one_comment_and_one_example(term):
    node = NamedNode(ontology.NAMESPACE + term.name)
    said = Counter(t.predicate.value.rpartition("#")[2] for t in ontology.triples() if t.subject == node)

    assert (said["label"], said["comment"], said["example"]) == (1, 1, 1)
    assert term.comment.endswith((".", "”"))


def test_labels_are_not_used_twice_in_a_kind():
    assert [found for found, times in Counter((t.kind, t.label) for t in TERMS).items() if times > 1] == []


def test_the_ontology_has_no_blank_nodes():
    assert not [t for t in ontology.triples() if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]


def test_every_prefix_stands_for_the_same_in_python_and_in_the_context():
    assert {iri: ontology.SHORT[iri] for iri in PREFIXES.values()} == {iri: p for p, iri in PREFIXES.items()}


def test_the_context_is_the_one_made_from_the_ontology():
    assert ontology.read("context.jsonld") == ontology.context_text()


def test_the_readme_has_the_table_made_from_the_ontology():
    assert ontology.read("README.md") == ontology.readme_text()
    assert all(f"| `{term.name}` |" in ontology.table() for term in TERMS if term.kind != "scheme")


def test_the_context_compacts_and_expands_to_the_same_triples():
    graph = to_graph(to_quads(make_annotation(), DEFAULT_BASE))
    compact = graph.serialize(format="json-ld", context=ontology.context()["@context"])
    expanded = {Triple(q.subject, q.predicate, q.object) for q in parse(compact.encode(), format=RdfFormat.JSON_LD)}

    assert '"kind": "Direct"' in compact
    assert expanded == {quad.triple for quad in to_quads(make_annotation(), DEFAULT_BASE)}


def test_the_shapes_name_only_terms_that_exist():
    used = {str(term) for triple in load_shapes() for term in triple if str(term).startswith(ontology.NAMESPACE)}

    assert {term.removeprefix(ontology.NAMESPACE) for term in used} <= HUS.names


def test_every_class_of_the_data_has_a_shape():
    shapes = load_shapes()
    shaped = {str(node).removeprefix(ontology.NAMESPACE) for node in shapes.objects(None, SH.targetClass)}

    assert set(CLASSES.split()) - shaped == {"Entity"}
    assert (URIRef("https://w3id.org/hustings/shapes#Statement"), RDF.type, SH.NodeShape) in load_shapes()
