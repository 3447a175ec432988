import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.identifiers import shared_graph
from graph.rdf.sharing import from_licence, resolve, to_licence, to_shared_quad
from graph.rdf.vocabulary import HUS, RDF, SKOS

E1 = NamedNode(f"{BASE}entity/Q1")


def label(text, predicate=SKOS.prefLabel):
    return Triple(E1, predicate, Literal(text, language="en"))


def alt(text):
    return label(text, SKOS.altLabel)


@pytest.mark.parametrize(
    ("licensed", "expected"),
    [
        ([label("Ana Brito")], [label("Ana Brito")]),
        ([label("Ana"), label("Ana Brito")], [label("Ana Brito"), alt("Ana")]),
        ([label("ANA BRITO"), label("Ana Brito")], [label("Ana Brito"), alt("ANA BRITO")]),
        ([label("ana brito"), label("Ana Brito")], [label("Ana Brito"), alt("ana brito")]),
        ([label("Ana"), alt("Ana"), alt("Ms Brito")], [label("Ana"), alt("Ms Brito")]),
        (
            [Triple(E1, RDF.type, HUS.Organization), Triple(E1, RDF.type, HUS.Party)],
            [Triple(E1, RDF.type, HUS.Party)],
        ),
        (
            [Triple(E1, RDF.type, RDF.Property), Triple(E1, RDF.type, HUS.OpenRelation)],
            [Triple(E1, RDF.type, RDF.Property), Triple(E1, RDF.type, HUS.OpenRelation)],
        ),
        ([], []),
    ],
)
def test_one_class_and_one_preferred_label_are_kept(licensed, expected):
    assert resolve(licensed) == set(expected)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_a_licence_names_its_triple_whatever_the_text(text):
    triple = label(text)

    assert from_licence(to_licence(triple).value) == triple


@pytest.mark.parametrize(
    ("predicate", "graph"),
    [(SKOS.altLabel, "entities"), (HUS.proposedBy, "entities"), (HUS.opposes, "edges"), (HUS.signed, "edges")],
)
def test_descriptions_stand_among_the_entities_all_else_among_the_edges(predicate, graph):
    assert to_shared_quad(Triple(E1, predicate, E1), BASE).graph_name == shared_graph(graph, BASE)
