"""CSV: a zip of nodes.csv and edges.csv (RFC 4180), with the column names that Gephi looks for.

A cell that a spreadsheet would take for a formula gets an apostrophe before it.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.export.tables import Column, Flat, Tables, as_text

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same archive on every day


def write_csv(tables: Tables) -> Iterator[bytes]:
    """The network as one zip archive."""
    nodes = [c for c in tables.node_columns if c.name != "label"]
    node_rows = ([safe(node.id), safe(node.label), *_cells(node.values, nodes)] for node in tables.nodes)
    edge_rows = (
        [safe(edge.source), safe(edge.target), "Directed", edge.id, *_cells(edge.values, tables.edge_columns)]
        for edge in tables.edges
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        _add(files, "nodes.csv", _heads(["Id", "Label"], nodes), node_rows)
        _add(files, "edges.csv", _heads(["Source", "Target", "Type", "Id"], tables.edge_columns), edge_rows)
    yield archive.getvalue()


def safe(value: Flat) -> str:
    """The value as a cell that no spreadsheet evaluates; numbers stay numbers."""
    text = as_text(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _add(files: zipfile.ZipFile, name: str, heads: list[str], rows: Iterable[list[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    files.writestr(info, text.getvalue().encode())


def _heads(fixed: Sequence[str], columns: Iterable[Column]) -> list[str]:
    """The names of the columns, each once: an attribute that is called like another column gets an underscore."""
    heads = list(fixed)
    for column in columns:
        head = safe("Weight" if column.name == "weight" else column.name)
        while head.casefold() in {known.casefold() for known in heads}:
            head += "_"
        heads.append(head)
    return heads


def _cells(values: Mapping[str, Flat], columns: Iterable[Column]) -> list[str]:
    return [safe(values[column.name]) if column.name in values else "" for column in columns]
