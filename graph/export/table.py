"""CSV (RFC 4180): a network as nodes.csv and edges.csv, with the column names that Gephi looks for.

A cell that a spreadsheet would take for a formula gets an apostrophe before it.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.export.tables import Column, Flat, Tables, as_text

NODES, EDGES = "nodes.csv", "edges.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same archive on every day


def write_csv(tables: Tables) -> Iterator[bytes]:
    """The network as one zip archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for name, lines in ((NODES, node_lines(tables)), (EDGES, edge_lines(tables))):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            files.writestr(info, "".join(lines).encode())
    yield archive.getvalue()


def node_lines(tables: Tables) -> Iterator[str]:
    """The lines of nodes.csv."""
    columns = [c for c in tables.node_columns if c.name != "label"]
    rows = ([node.id, node.label, *_cells(node.values, columns)] for node in tables.nodes)
    return csv_lines(_heads(["Id", "Label"], columns), rows)


def edge_lines(tables: Tables) -> Iterator[str]:
    """The lines of edges.csv."""
    columns = tables.edge_columns
    direction = "Directed" if tables.directed else "Undirected"
    rows = ([edge.source, edge.target, direction, edge.id, *_cells(edge.values, columns)] for edge in tables.edges)
    return csv_lines(_heads(["Source", "Target", "Type", "Id"], columns), rows)


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Flat]]) -> Iterator[str]:
    """The lines of a table, its heads first; what a spreadsheet would evaluate is made safe."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield writer.writerow([safe(head) for head in heads])
    for row in rows:
        yield writer.writerow([safe(value) for value in row])


def safe(value: Flat) -> str:
    """The value as a cell that no spreadsheet evaluates; numbers stay numbers."""
    text = as_text(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


class _Line:
    """A file that hands each line back to the writer of CSV, which hands it on."""

    def write(self, line: str) -> str:
        return line


def _heads(fixed: Sequence[str], columns: Iterable[Column]) -> list[str]:
    """The names of the columns, each once: an attribute that is called like another column gets an underscore."""
    heads = list(fixed)
    for column in columns:
        head = safe("Weight" if column.name == "weight" else column.name)
        while head.casefold() in {known.casefold() for known in heads}:
            head += "_"
        heads.append(head)
    return heads


def _cells(values: Mapping[str, Flat], columns: Iterable[Column]) -> list[Flat]:
    return [values.get(column.name, "") for column in columns]
