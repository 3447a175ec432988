"""DOT: for Graphviz."""

from collections.abc import Iterator, Mapping

from graph.export.tables import Flat, Tables, as_text


def write_dot(tables: Tables) -> Iterator[str]:
    """The network in the DOT language, piece by piece."""
    kind, arrow = ("digraph", "->") if tables.directed else ("graph", "--")
    yield f"{kind} hustings {{\n"
    for node in tables.nodes:
        yield f"  {quoted(node.id)} [{_attributes({**node.values, 'label': node.label})}];\n"
    for edge in tables.edges:
        values = dict(edge.values)
        if "relation" in values:
            values["label"] = values["relation"]
        yield f"  {quoted(edge.source)} {arrow} {quoted(edge.target)} [{_attributes(values)}];\n"
    yield "}\n"


def _attributes(values: Mapping[str, Flat]) -> str:
    return ", ".join(f"{quoted(name)}={quoted(as_text(value))}" for name, value in values.items())


def quoted(text: str) -> str:
    """The text as a DOT string: Graphviz shows it as it is, line breaks and backslashes too."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r\n", "\n").replace("\r", "\n")
    return '"' + escaped.replace("\n", "\\n") + '"'
