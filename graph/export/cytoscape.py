"""JSON for Cytoscape and cytoscape.js, which networkx reads too."""

import json
from collections.abc import Iterator

from graph.export.tables import Tables


def write_cytoscape(tables: Tables) -> Iterator[str]:
    """The network as Cytoscape's JSON, piece by piece."""
    yield f'{{"data": [], "directed": {json.dumps(tables.directed)}, "multigraph": true, "elements": {{"nodes": [\n'
    yield from _joined(
        {**node.values, "id": node.id, "value": node.id, "name": node.label, "label": node.label}
        for node in tables.nodes
    )
    yield '], "edges": [\n'
    yield from _joined(
        {**edge.values, "id": edge.id, "key": edge.id, "source": edge.source, "target": edge.target}
        for edge in tables.edges
    )
    yield "]}}\n"


def _joined(items: Iterator[dict[str, object]]) -> Iterator[str]:
    for number, data in enumerate(items):
        yield f"{',' if number else ''}{json.dumps({'data': data}, ensure_ascii=False)}\n"
