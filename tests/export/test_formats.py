"""What a store gives in every format: the network with its evidence, and the triples, read back."""

import json

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from graph.errors import InputError, UnknownIri
from graph.export.formats import FORMATS, export
from graph.export.network import Filters, to_network
from graph.model import EntityType
from graph.rdf.vocabulary import HUS
from graph.store.opening import memory_store
from tests.factory import PLAN, SENTENCES, make_annotation

RDF_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}


@pytest.fixture(scope="module")
def store():
    made = memory_store()
    made.put(make_annotation("a1"))
    made.put(make_annotation("b2", published=None))
    return made


def labelled(network):
    return sorted(
        (network.nodes[s]["label"], v["relation"], network.nodes[t]["label"], v["weight"])
        for s, t, v in network.edges(data=True)
    )


def test_the_network_holds_entities_and_weighed_stances(store):
    network = to_network(store)

    assert labelled(network) == [
        ("Henrik Dahl", "supports", "Coastal Fishing Pact", 2),
        ("Maria Oliveira", "opposes", PLAN, 1),
        ("Maria Oliveira", "opposes", PLAN, 1),
    ]
    assert network.nodes[store.base + "entity/Q777"] == {
        "label": "Henrik Dahl",
        "type": "Person",
        "mentions": 4,
        "wikidata": "Q777",
    }


def test_an_edge_carries_its_evidence(store):
    (edge,) = [v for *_, v in to_network(store, Filters(article="a1")).edges(data=True) if v["stance"] == "opposes"]

    assert (edge["earliest"], edge["latest"], edge["start"]) == ("2024-03-12", "2024-03-12", "2024-03-12")
    assert edge["sentence"] == [SENTENCES[0]]
    assert edge["articles"] == [store.base + "article/a1"]
    assert len(edge["statements"]) == 1


def test_without_any_date_an_edge_has_no_lifetime(store):
    (edge,) = [v for *_, v in to_network(store, Filters(article="b2")).edges(data=True) if v["stance"] == "supports"]

    assert (edge["earliest"], edge["start"], edge["end"]) == (None, None, None)


@pytest.mark.parametrize(
    ("filters", "nodes", "edges"),
    [
        (Filters(), 6, 3),
        (Filters(article="a1"), 5, 2),
        (Filters(types=[EntityType.PERSON]), 2, 0),
        (Filters(types=[EntityType.PERSON, EntityType.AGREEMENT]), 3, 1),
        (Filters(top=1), 2, 1),
        (Filters(top=0), 0, 0),
        (Filters(top=99), 5, 3),
    ],
)
def test_filters_choose_a_part(store, filters, nodes, edges):
    network = to_network(store, filters)

    assert (network.number_of_nodes(), network.number_of_edges()) == (nodes, edges)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_written_the_same_whatever_the_order_of_articles(store, name):
    other = memory_store()
    other.put(make_annotation("b2", published=None))
    other.put(make_annotation("a1"))

    assert b"".join(export(store, name)) == b"".join(export(other, name))


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("filters", [Filters(), Filters(article="a1", top=1)])
def test_an_empty_part_is_written_too(store, name, filters):
    empty = memory_store()
    empty.put(make_annotation("a1"))
    empty.delete("a1")

    assert isinstance(b"".join(export(empty, name)), bytes)
    assert b"".join(export(store, name, filters))


def test_node_link_json_of_a_store_is_read_back(store):
    read = nx.node_link_graph(json.loads(b"".join(export(store, "node-link"))), edges="links")

    assert labelled(read) == labelled(to_network(store))


def published_quads(store):
    ontology = ox.NamedNode(store.base + "graph/ontology")
    return {q for q in store.quads() if q.graph_name != ontology and q.predicate != HUS.licenses}


@pytest.mark.parametrize("name", sorted(RDF_FORMATS))
def test_triples_are_read_back(store, name):
    read = set(ox.parse(b"".join(export(store, name)), format=RDF_FORMATS[name]))

    expected = published_quads(store)
    if name == "turtle":
        expected = {ox.Quad(q.subject, q.predicate, q.object) for q in expected}
    assert read == expected


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own use of what it gives up
def test_rdflib_reads_the_same_from_json_ld(store):
    data = rdflib.Dataset()
    data.parse(data=b"".join(export(store, "jsonld")).decode(), format="json-ld")

    triples = {(str(s), str(p), str(o), str(g)) for s, p, o, g in data.quads()}
    expected = {
        (q.subject.value, q.predicate.value, q.object.value, q.graph_name.value) for q in published_quads(store)
    }
    assert {t[:3] for t in triples} == {t[:3] for t in expected}
    assert {t[3] for t in triples} == {t[3] for t in expected}


@pytest.mark.parametrize("name", sorted(RDF_FORMATS))
def test_an_article_is_exported_with_its_entities_and_edges_alone(store, name):
    read = {q.subject.value for q in ox.parse(b"".join(export(store, name, Filters(article="a1"))), RDF_FORMATS[name])}

    assert not [subject for subject in read if "/b2" in subject]
    assert store.base + "article/a1" in read
    assert store.base + "entity/Q777" in read


def test_an_unknown_format_or_article_is_an_error(store):
    with pytest.raises(InputError, match="graphml"):
        export(store, "docx")
    with pytest.raises(UnknownIri):
        export(store, "csv", Filters(article="nobody"))
