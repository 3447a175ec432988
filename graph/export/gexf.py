"""GEXF 1.3: for Gephi, with edges that appear and go by date where a date is known.

An edge lives from the earliest to the latest day on which it is known to have been said or to have held; one without
dates is always there. Attribute titles that Gephi keeps for itself are set apart by an underscore.
"""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from graph.export.tables import Column, Edge, Flat, Tables, as_text

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta><creator>Hustings</creator></meta>
"""
_RESERVED = frozenset(
    {"id", "label", "source", "target", "type", "kind", "weight", "interval", "start", "end", "timeset"}
)
# Written as attributes of the elements themselves.
_OWN_NODE = frozenset({"label"})
_OWN_EDGE = frozenset({"weight", "start", "end"})


def write_gexf(tables: Tables) -> Iterator[str]:
    """The network as GEXF, piece by piece."""
    dynamic = any(_lifetime(edge) for edge in tables.edges)
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if dynamic else 'mode="static"'
    node_columns = [column for column in tables.node_columns if column.name not in _OWN_NODE]
    edge_columns = [column for column in tables.edge_columns if column.name not in _OWN_EDGE]
    direction = "directed" if tables.directed else "undirected"
    yield f'{_HEAD}<graph defaultedgetype="{direction}" {mode}>\n'
    yield from _declare("node", node_columns)
    yield from _declare("edge", edge_columns)
    yield "<nodes>\n"
    for node in tables.nodes:
        values = _values(node.values, node_columns)
        yield f"<node id={quoteattr(node.id)} label={quoteattr(node.label)}>{values}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in tables.edges:
        yield f"<edge {_attributes(edge)}>{_values(edge.values, edge_columns)}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(edge: Edge) -> str:
    """The edge's own attributes; its relation as kind, by which Gephi tells parallel edges apart."""
    own: dict[str, Flat] = {"id": edge.id, "source": edge.source, "target": edge.target}
    if relation := edge.values.get("relation"):
        own |= {"kind": relation, "label": relation}
    own["weight"] = edge.values.get("weight", 1)
    own |= _lifetime(edge)
    return " ".join(f"{name}={quoteattr(as_text(value))}" for name, value in own.items())


def _lifetime(edge: Edge) -> dict[str, Flat]:
    return {name: edge.values[name] for name in ("start", "end") if name in edge.values}


def _declare(element: str, columns: Sequence[Column]) -> Iterator[str]:
    if not columns:
        return
    yield f'<attributes class="{element}" mode="static">\n'
    for number, column in enumerate(columns):
        title = f"{column.name}_" if column.name.lower() in _RESERVED else column.name
        yield f'<attribute id="{number}" title={quoteattr(title)} type="{column.kind}"/>\n'
    yield "</attributes>\n"


def _values(values: Mapping[str, Flat], columns: Sequence[Column]) -> str:
    given = [(n, values[column.name]) for n, column in enumerate(columns) if column.name in values]
    elements = (f'<attvalue for="{number}" value={quoteattr(as_text(value))}/>' for number, value in given)
    return f"<attvalues>{''.join(elements)}</attvalues>" if given else ""
