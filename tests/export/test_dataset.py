"""What rdflib gets is what the store exports."""

import pyoxigraph as ox
from rdflib import URIRef

from graph.export.dataset import to_rdflib
from graph.export.network import Filters
from graph.export.rdf import selected_quads
from graph.store.opening import memory_store
from tests.corpus import make_corpus


def test_a_dataset_has_the_exported_quads_in_their_graphs():
    store = memory_store()
    for one in make_corpus(4):
        store.put(one)
    name = store.articles()[0]

    whole, one = to_rdflib(store), to_rdflib(store, name)

    assert len(whole) == len(list(selected_quads(store, Filters())))
    assert len(one) == len(list(selected_quads(store, Filters(name)))) < len(whole)
    graph = f"{store.base}graph/article/{name}"
    kept = {quad.subject.value for quad in store.quads(graph) if isinstance(quad.subject, ox.NamedNode)}
    assert {str(subject) for subject in one.graph(URIRef(graph)).subjects()} <= kept
    assert kept
