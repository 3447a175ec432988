"""GraphML: for yEd, igraph, R, Gephi."""

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from graph.export.tables import Column, Flat, Tables, as_text

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write_graphml(tables: Tables) -> Iterator[str]:
    """The network as GraphML, piece by piece."""
    yield _HEAD
    node_keys = {column.name: f"n{n}" for n, column in enumerate(tables.node_columns)}
    edge_keys = {column.name: f"d{n}" for n, column in enumerate(tables.edge_columns)}
    yield from _declare("node", tables.node_columns, node_keys)
    yield from _declare("edge", tables.edge_columns, edge_keys)
    yield f'<graph edgedefault="{"directed" if tables.directed else "undirected"}">\n'
    for node in tables.nodes:
        yield f"<node id={quoteattr(node.id)}>{_data(node.values, node_keys)}</node>\n"
    for edge in tables.edges:
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        yield f"<edge id={quoteattr(edge.id)} {ends}>{_data(edge.values, edge_keys)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _declare(element: str, columns: Iterable[Column], keys: Mapping[str, str]) -> Iterator[str]:
    for column in columns:
        name = quoteattr(column.name)
        yield f'<key id="{keys[column.name]}" for="{element}" attr.name={name} attr.type="{column.kind}"/>\n'


def _data(values: Mapping[str, Flat], keys: Mapping[str, str]) -> str:
    return "".join(
        f'<data key="{keys[name]}">{escape(as_text(value), {chr(13): "&#13;"})}</data>'
        for name, value in values.items()
    )
