"""What a store holds, as rdflib has it: for notebooks and for the libraries that take its graphs."""

from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from graph.export.network import Filters
from graph.export.rdf import selected_quads
from graph.rdf.terms import plain
from graph.store.base import Store

if TYPE_CHECKING:
    from rdflib import Dataset


def to_rdflib(store: Store, article: str | None = None) -> "Dataset":
    """What is exported of all articles, or of the one with this id, in named graphs; all of it in memory."""
    from rdflib import Dataset  # here, since commands do without it

    dataset = Dataset()
    for graph, quads in groupby(selected_quads(store, Filters(article)), key=lambda quad: quad.graph_name):
        triples = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
        dataset.graph(plain(graph)).parse(data=triples, format="nt")
    return dataset
