"""The formats of an export by name, and the one function that writes any of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from graph.errors import InputError, UnknownIri
from graph.export.cytoscape import write_cytoscape
from graph.export.dot import write_dot
from graph.export.gexf import write_gexf
from graph.export.graphml import write_graphml
from graph.export.jsonld import write_jsonld
from graph.export.network import Filters, to_network
from graph.export.nodelink import write_nodelink
from graph.export.rdf import write_trig, write_turtle
from graph.export.statements import statement_lines
from graph.export.table import EDGES, NODES, edge_lines, node_lines, write_csv
from graph.export.tables import AnyNetwork, Tables, to_tables
from graph.rdf.identifiers import article_iri
from graph.store.base import Store

_BATCH = 256  # lines that go out together


@dataclass(frozen=True, slots=True)
class Format:
    """How an export is called on the web and on disk, and what writes it."""

    media_type: str
    extension: str
    write: Callable[[Store, Filters], Iterator[bytes]]
    about: str
    files: Callable[[Store, Filters], Mapping[str, Iterator[bytes]]] | None = None  # of an archive, the main one first


# What writes a network that was made already.
NETWORKS: Mapping[str, Callable[[Tables], Iterable[str]]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "cytoscape": write_cytoscape,
    "node-link": write_nodelink,
    "dot": write_dot,
}


def _network(name: str) -> Callable[[Store, Filters], Iterator[bytes]]:
    return lambda store, filters: network_files(to_network(store, filters), name)[name]


def _statements(store: Store, filters: Filters) -> Iterator[bytes]:
    return _pieces(statement_lines(store, filters))


def _csv(store: Store, filters: Filters) -> Iterator[bytes]:
    return write_csv(to_tables(to_network(store, filters)))


def _csv_files(store: Store, filters: Filters) -> dict[str, Iterator[bytes]]:
    return _table_files(to_tables(to_network(store, filters)))


def _table_files(tables: Tables) -> dict[str, Iterator[bytes]]:
    return {EDGES: _pieces(edge_lines(tables)), NODES: _pieces(node_lines(tables))}


def _pieces(lines: Iterator[str]) -> Iterator[bytes]:
    while batch := list(islice(lines, _BATCH)):
        yield "".join(batch).encode()


FORMATS = {
    "graphml": Format("application/graphml+xml", "graphml", _network("graphml"), "network for yEd, igraph, R"),
    "gexf": Format("application/gexf+xml", "gexf", _network("gexf"), "network with dates for Gephi"),
    "cytoscape": Format("application/json", "cyjs", _network("cytoscape"), "network for Cytoscape"),
    "node-link": Format("application/json", "json", _network("node-link"), "network for D3 and networkx"),
    "dot": Format("text/vnd.graphviz", "dot", _network("dot"), "network for Graphviz"),
    "csv": Format("application/zip", "zip", _csv, "network as two tables for spreadsheets", _csv_files),
    "statements": Format("text/csv", "csv", _statements, "a table of all statements, a row each, for spreadsheets"),
    "turtle": Format("text/turtle", "ttl", write_turtle, "all triples"),
    "trig": Format("application/trig", "trig", write_trig, "all triples in their named graphs"),
    "jsonld": Format("application/ld+json", "jsonld", write_jsonld, "all triples for programs that read JSON"),
}


def export(store: Store, name: str, filters: Filters | None = None) -> Iterator[bytes]:
    """The store, or a part of it, in a format, piece by piece; InputError for a format that is not one of `FORMATS`."""
    chosen, filters = _checked(store, name, filters)
    return chosen.write(store, filters)


def export_files(store: Store, name: str, filters: Filters | None = None) -> Mapping[str, Iterator[bytes]]:
    """The files that a format consists of, the main one first; a format of one file names it like the export."""
    chosen, filters = _checked(store, name, filters)
    if chosen.files is None:
        return {f"{name}.{chosen.extension}": chosen.write(store, filters)}
    return chosen.files(store, filters)


def network_files(network: "AnyNetwork[str]", name: str, *, archive: bool = False) -> Mapping[str, Iterator[bytes]]:
    """The files of a network in a format, the main one first; of CSV two tables, or one archive of both."""
    if name in NETWORKS:
        return {name: _pieces(iter(NETWORKS[name](to_tables(network))))}
    if name != "csv":
        raise InputError(f"no format of networks {name!r}; there are {', '.join((*NETWORKS, 'csv'))}")
    tables = to_tables(network)
    return {name: write_csv(tables)} if archive else _table_files(tables)


def network_format(file: str | None) -> str:
    """The format of networks that the ending of a file's name says, or else GraphML."""
    ending = PurePath(file or "").suffix.lstrip(".").casefold()
    endings = {FORMATS[name].extension: name for name in (*NETWORKS, "csv")} | {"csv": "csv"}
    return endings.get(ending, "graphml")


def _checked(store: Store, name: str, filters: Filters | None) -> tuple[Format, Filters]:
    filters = filters or Filters()
    if name not in FORMATS:
        raise InputError(f"no export format {name!r}; there are {', '.join(FORMATS)}")
    if filters.article is not None and filters.article not in store.articles():
        raise UnknownIri(article_iri(filters.article, store.base).value)
    return FORMATS[name], filters
