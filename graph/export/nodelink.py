"""Node-link JSON: for D3, and for `networkx.node_link_graph(data, edges="links")`."""

import json
from collections.abc import Iterator

from graph.export.tables import Tables


def write_nodelink(tables: Tables) -> Iterator[str]:
    """The network as node-link JSON, piece by piece."""
    yield f'{{"directed": {json.dumps(tables.directed)}, "multigraph": true, "graph": {{}}, "nodes": [\n'
    yield from _joined({**node.values, "id": node.id, "label": node.label} for node in tables.nodes)
    yield '], "links": [\n'
    yield from _joined(
        {**edge.values, "key": edge.id, "source": edge.source, "target": edge.target} for edge in tables.edges
    )
    yield "]}\n"


def _joined(items: Iterator[dict[str, object]]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield f"{',' if number else ''}{json.dumps(item, ensure_ascii=False)}\n"
