"""What is asked of the graph of a store, without changing it."""

import time
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Triple

from graph.errors import InvalidQuery, QueryTimeout, StoreError
from graph.rdf.identifiers import article_graph, article_iri
from graph.rdf.sharing import to_licence
from graph.rdf.vocabulary import DCTERMS, HUS
from graph.store.base import Answer, Iri, Row, to_value
from graph.store.engine import Engine, readable
from graph.store.home import Home
from graph.store.index.connections import Index

_LOOK = 1000  # quads between looks at the clock


class GraphReader:
    """The graph in an engine; the reading half of `graph.store.base.Store`."""

    def __init__(self, engine: Engine, base: str, home: Home | None, index: Index) -> None:
        engine.keep_to(f"{base}graph/")
        self._held: Engine | None = engine  # None: closed
        self._base = base
        self._home = home  # None: in memory
        self._index = index
        self._deadline: float | None = None  # of `time.monotonic`

    @property
    def base(self) -> str:
        """Return the start of every IRI of the data."""
        return self._base

    def value(self, subject: Iri, predicate: NamedNode) -> str | None:
        """Return the value that a subject has for a property; None where it has none."""
        quad = next(self._engine.quads_for_pattern(NamedNode(subject), predicate, None), None)
        return None if quad is None else str(to_value(quad.object))

    def articles(self) -> list[str]:
        """Return the ids of all articles, sorted."""
        quads = self._engine.quads_for_pattern(None, DCTERMS.identifier, None)
        return sorted(str(to_value(quad.object)) for quad in quads)

    def fingerprint(self, article_id: str) -> str | None:
        """Return what the article was built from, as one hash; None where it is not there or that is not known."""
        node, graph = article_iri(article_id, self._base), article_graph(article_id, self._base)
        found = next(self._engine.quads_for_pattern(node, HUS.fingerprint, None, graph), None)
        return None if found is None else str(to_value(found.object))

    def has_articles(self) -> bool:
        """True if there is an article."""
        return next(self._engine.quads_for_pattern(None, DCTERMS.identifier, None), None) is not None

    def holds(self, triple: Triple) -> bool:
        """True if the triple stands in any graph."""
        return next(self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object), None) is not None

    def times(self, triple: Triple) -> int:
        """Return in how many graphs the triple stands."""
        return sum(1 for _ in self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object))

    def is_licensed(self, triple: Triple) -> bool:
        """True if anything licenses a triple of the shared graphs."""
        return next(self.licensers(triple), None) is not None

    def licensers(self, triple: Triple) -> Iterator[NamedNode]:
        """Yield what licenses a triple of the shared graphs: an article, statements or facts."""
        quads = self._engine.quads_for_pattern(None, HUS.licenses, to_licence(triple))
        return (quad.subject for quad in quads if isinstance(quad.subject, NamedNode))

    def select(self, name: str, graph: Iri | None = None) -> list[Row]:
        """Return the rows of `queries/{name}.rq`, of one graph or of all."""
        with readable(self._home.data if self._home else None):
            return select_rows(self._engine, name, graph)

    def query(self, sparql: str) -> Answer:
        """Return the engine's answer to any SPARQL query over all graphs; InvalidQuery when it does not parse."""
        try:
            return self._engine.query(sparql)
        except SyntaxError as error:
            raise InvalidQuery(f"the query does not parse: {' '.join(str(error).split())}") from error

    def quads(self, graph: Iri | None = None, *, subject: Iri | None = None) -> Iterator[Quad]:
        """Yield the quads of a named graph, or of all graphs in the order of their names; of one subject, or of all."""
        node = NamedNode(subject) if subject is not None else None
        yield from self._in_time(self._quads(graph, node))

    def _in_time(self, quads: Iterator[Quad]) -> Iterator[Quad]:
        """The quads as long as there is time; QueryTimeout after that."""
        for number, quad in enumerate(quads):
            if number % _LOOK == 0 and self._deadline is not None and time.monotonic() > self._deadline:
                raise QueryTimeout("the answer took longer than it may; ask for less")
            yield quad

    def _quads(self, graph: Iri | None, node: NamedNode | None) -> Iterator[Quad]:
        if graph is None:  # what an update has put there: nothing of ours stands outside of named graphs
            outside = self._engine.quads_for_pattern(node, None, None, DefaultGraph())
            yield from outside if self._index.file else sorted(outside, key=str)
        for name in [graph] if graph is not None else self.graphs():
            quads = self._engine.quads_for_pattern(node, None, None, NamedNode(name))
            # In memory the engine keeps the order of insertion; on disk it is one that only the quads decide.
            yield from quads if self._index.file else sorted(quads, key=str)

    def holds_graph(self, graph: Iri) -> bool:
        """True if there is a graph of this name, be it empty."""
        return self._engine.holds_graph(NamedNode(graph))

    def graphs(self) -> list[Iri]:
        """Return the named graphs, sorted."""
        return sorted(Iri(node.value) for node in self._engine.named_graphs() if isinstance(node, NamedNode))

    @property
    def _engine(self) -> Engine:
        if self._held is None:
            raise StoreError("the store is closed")
        return self._held


def select_rows(engine: Engine, name: str, graph: Iri | None = None) -> list[Row]:
    """Return the rows of one of our query files, of one graph or of all."""
    text = read_query(name)
    answer = engine.query(text) if graph is None else engine.query_dataset(text, default=[NamedNode(graph)])
    if not isinstance(answer, QuerySolutions):
        raise InvalidQuery(f"{name}.rq is no SELECT query")
    names = [variable.value for variable in answer.variables]
    return [{n: None if row[n] is None else to_value(row[n]) for n in names} for row in answer]


@cache
def read_query(name: str) -> str:
    """Return the text of one of our query files."""
    return files("graph.store").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
