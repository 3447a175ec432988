"""The graph of a store on another server, with the methods that `graph.store.engine.Engine` has.

What is asked one pattern at a time there is asked in one query for many, where it is known beforehand (`prefetch`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

from graph.errors import InvalidQuery, StoreError
from graph.store.engine import Engine, Object, Subject
from graph.store.guard import QueryForm, check_query
from graph.store.remote.client import Client

_BATCH = 20_000  # quads in one request
_ASKED = 500  # patterns in one query
Graph = NamedNode | BlankNode | DefaultGraph


class RemoteEngine(Engine):
    """A graph on another server; nothing of it is kept here but what was fetched ahead."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self._client = client
        self._ahead: dict[tuple[object, object, object], list[Quad]] = {}

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def __len__(self) -> int:
        answer = self._select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        return int(str(answer[0]["n"].value))

    def quads_for_pattern(
        self, subject: Subject | None, predicate: NamedNode | None, object: Object | None, graph: Graph | None = None
    ) -> Iterator[Quad]:
        """Yield the quads that match, None for anything, those of one subject together."""
        if (known := self._ahead.get((subject, predicate, object))) is not None:
            return iter([quad for quad in known if graph is None or quad.graph_name == graph])
        if isinstance(graph, NamedNode) and subject is predicate is object is None:
            quads = [Quad(q.subject, q.predicate, q.object, graph) for q in self._client.graph(graph.value)]
            return iter(sorted(quads, key=str))
        if isinstance(graph, DefaultGraph):
            return iter(())  # what other servers make of it differs
        return self._matching(subject, predicate, object, graph)

    def prefetch(self, patterns: Sequence[tuple[Subject | None, NamedNode | None, Object | None]]) -> None:
        """Fetch what matches these patterns in few requests; it is known until something is written."""
        wanted = [pattern for pattern in patterns if pattern not in self._ahead]
        for start in range(0, len(wanted), _ASKED):
            some = wanted[start : start + _ASKED]
            found: dict[tuple[object, object, object], list[Quad]] = {pattern: [] for pattern in some}
            rows = " ".join(f"({' '.join('UNDEF' if term is None else str(term) for term in one)})" for one in some)
            for solution in self._select(f"SELECT * {{ VALUES (?s ?p ?o) {{ {rows} }} GRAPH ?g {{ ?s ?p ?o }} }}"):
                quad = Quad(solution["s"], solution["p"], solution["o"], solution["g"])
                for pattern in _patterns_of(quad):
                    if pattern in found and self._is_own(quad):
                        found[pattern].append(quad)
            self._ahead |= found

    def holds_graph(self, graph: NamedNode) -> bool:
        """True if there are triples in the graph: empty ones are not told apart from those that are not there."""
        return bool(self._ask(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))

    def named_graphs(self) -> list[NamedNode | BlankNode]:
        """Return the names of the graphs that hold something."""
        rows = self._select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return [row["g"] for row in rows if isinstance(row["g"], NamedNode)]

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a query over what the server takes for its default graph; SELECT and ASK alone."""
        if check_query(sparql).form not in (QueryForm.SELECT, QueryForm.ASK):
            raise InvalidQuery("a store on another server is asked by SELECT and ASK here")
        return self._client.select(sparql)

    def query_dataset(
        self,
        sparql: str,
        *,
        base_iri: str | None = None,
        default: Sequence[NamedNode] | None = None,
        named: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a query over these graphs, which are fetched."""
        local = Engine()
        for graph in {*(default or ()), *(named or ())}:
            local.extend(self.quads_for_pattern(None, None, None, graph))
        return local.query_dataset(sparql, base_iri=base_iri, default=default, named=named)

    def update(self, sparql: str, base_iri: str | None = None) -> None:  # noqa: ARG002  # ours have no relative IRIs
        """Change what is held. Ours name every quad, so that doing it twice does the same as once."""
        self._ahead.clear()
        self._client.update(sparql, again=True)

    def update_by_user(self, sparql: str, base_iri: str) -> None:
        """Run an update that a user sent, once."""
        self._ahead.clear()
        self._client.update(f"BASE <{base_iri}>\n{sparql}", again=False)

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads, each graph by itself. What articles share goes first.

        Where the connection breaks in between, the article is not there, and building it again completes it.
        """
        self._ahead.clear()
        by_graph: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            if not isinstance(quad.graph_name, NamedNode):
                raise StoreError("only named graphs are kept on other servers")
            by_graph[quad.graph_name.value].append(quad)
        for graph in sorted(by_graph, key=lambda name: ("/graph/article/" in name, name)):
            remaining = iter(by_graph[graph])
            while some := list(islice(remaining, _BATCH)):
                self._client.add_to_graph(graph, _lines(some))

    def bulk_extend(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        self.extend(quads)

    def replace(self, quads: Iterable[Quad], graphs: Iterable[NamedNode]) -> None:
        """Put these quads in the place of all that these graphs, and theirs, hold."""
        self._ahead.clear()
        by_graph: dict[str, list[Quad]] = {graph.value: [] for graph in graphs}
        for quad in quads:
            by_graph.setdefault(quad.graph_name.value, []).append(quad)  # type: ignore[union-attr]  # named ones alone
        for graph, own in by_graph.items():
            self._client.put_graph(graph, _lines(own))

    def flush(self) -> None:
        """Nothing: the server has written."""

    def optimize(self) -> None:
        """Nothing: that is the server's business."""

    def backup(self, folder: Path) -> None:  # noqa: ARG002
        """Refused: the files are elsewhere."""
        raise StoreError("a store on another server has no snapshots here; dump it")

    def _matching(
        self, subject: Subject | None, predicate: NamedNode | None, object: Object | None, graph: Graph | None
    ) -> Iterator[Quad]:
        parts = [("?s", subject), ("?p", predicate), ("?o", object)]
        where = " ".join(name if term is None else str(term) for name, term in parts)
        names = " ".join(name for name, term in parts if term is None)
        place = "?g" if graph is None else str(graph)
        found = []
        wanted = f"{names} {'' if graph else '?g'}".strip() or "(1 AS ?x)"
        for row in self._select(f"SELECT {wanted} {{ GRAPH {place} {{ {where} }} }}"):
            quad = Quad(
                row["s"] if subject is None else subject,
                row["p"] if predicate is None else predicate,
                row["o"] if object is None else object,
                row["g"] if graph is None else graph,
            )
            if graph is not None or self._is_own(quad):
                found.append(quad)
        return iter(sorted(found, key=str))

    def _is_own(self, quad: Quad) -> bool:
        name = quad.graph_name
        return self._start is None or (isinstance(name, NamedNode) and name.value.startswith(self._start))

    def _select(self, query: str) -> list[dict[str, Any]]:
        answer = self._client.select(query)
        if not isinstance(answer, QuerySolutions):
            raise StoreError("the server answers a question for rows by yes or no")
        names = [variable.value for variable in answer.variables]
        return [{name: solution[name] for name in names} for solution in answer]

    def _ask(self, query: str) -> bool:
        return bool(self._client.select(query))


def _patterns_of(quad: Quad) -> list[tuple[object, object, object]]:
    """The patterns that are asked for ahead and that the quad matches."""
    return [(None, quad.predicate, quad.object), (quad.subject, None, None)]


def _lines(quads: Iterable[Quad]) -> bytes:
    return "".join(f"{quad.triple} .\n" for quad in quads).encode()
