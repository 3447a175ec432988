"""Run users' updates over a store: what extraction wrote stays as it is, decisions stay sound, all else is theirs.

Which graphs an operation writes is read from its text (`graph.store.updates`). Where a variable says which, the engine
is asked beforehand what the variable will be, and the operation gets a filter that holds it to that.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, QuerySolutions, Store

from graph.errors import InvalidQuery, ProtectedGraph
from graph.rdf.identifiers import is_protected, is_reserved, shared_graph
from graph.store.engine import Engine
from graph.store.update_grammar import parse_update
from graph.store.updates import ALL, DEFAULT, LOAD, NAMED, Operation, ParsedUpdate

NOTHING = "INSERT DATA {}"


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update with the dataset that the protocol's parameters name for it, and the base of its relative IRIs."""

    text: str
    base_iri: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedUpdate:
    """What the engine may run, and the graphs that it names for writing."""

    text: str
    graphs: frozenset[str]


def plan_update(request: UpdateRequest, engine: Engine, base: str, *, has_articles: bool) -> PlannedUpdate:
    """Return the update as the engine may run it.

    Raises InvalidQuery where it cannot be run, ProtectedGraph where it writes what it may not.
    """
    parsed = parse_update(request.text)
    planner = _Planner(request, parsed, engine, base, has_articles)
    return PlannedUpdate(*planner.plan())


class _Planner:
    def __init__(
        self, request: UpdateRequest, parsed: ParsedUpdate, engine: Engine, base: str, has_articles: bool
    ) -> None:
        self._request, self._parsed, self._engine, self._base = request, parsed, engine, base
        self._has_articles = has_articles
        self._named: set[str] = set()

    def plan(self) -> tuple[str, frozenset[str]]:
        """The text, and the graphs that it names for writing or that a variable there stands for."""
        for operation in self._parsed.operations:
            for graph in _resolve(self._parsed.prologue, operation.names, self._request.base_iri):
                self._check(graph)
                self._named.add(graph)
        pieces = [self._rewritten(operation) for operation in self._parsed.operations]
        curation = shared_graph("curation", self._base).value
        if curation in self._named and (self._named != {curation} or self._writes_default()):
            raise ProtectedGraph("decisions are changed by themselves: write no other graph in the same update")
        return self._parsed.prologue + ";\n".join(pieces), frozenset(self._named)

    def _writes_default(self) -> bool:
        return any(DEFAULT in operation.written for operation in self._parsed.operations)

    def _check(self, graph: str) -> None:
        if is_protected(graph, self._base):
            raise ProtectedGraph(
                f"<{graph}> holds what building wrote, which no update changes; write to a graph of your own,"
                f" such as <{self._base}graph/user/notes>"
            )

    def _rewritten(self, operation: Operation) -> str:
        own = self._parsed.text(operation.start, operation.end)
        if operation.word == LOAD:
            return NOTHING
        if ALL in operation.written or NAMED in operation.written:
            return self._on_all(operation)
        dataset = bool(self._request.using or self._request.using_named)
        if dataset and (operation.using or operation.using_named or operation.with_graph):
            raise InvalidQuery(
                "the dataset stands both in the parameters (using-graph-uri) and in the update: say it once"
            )
        if operation.where is None or not (dataset or operation.variables):
            return own
        return self._with_group(operation)

    def _with_group(self, operation: Operation) -> str:
        """An operation with a group after WHERE, the dataset of the parameters, and variables held to what may be."""
        start, end = operation.where or (0, 0)
        group = self._parsed.text(start, end).strip()
        head = (
            f"DELETE {group}" if operation.short else self._parsed.text(operation.start, operation.where_word or start)
        )
        using = [f"USING <{_iri(graph)}>" for graph in self._request.using]
        using += [f"USING NAMED <{_iri(graph)}>" for graph in self._request.using_named]
        if operation.variables:
            self._look_ahead(operation, group)
            group = f"{{ {group}\n{' '.join(map(self._filter, operation.variables))} }}"
        return f"{head}\n{' '.join(using)}\nWHERE {group}"

    def _on_all(self, operation: Operation) -> str:
        """CLEAR or DROP of ALL or NAMED: of the users' graphs, where no article is in the way."""
        if self._has_articles:
            raise ProtectedGraph(
                f"{operation.word} {operation.written[0]} would change what building wrote, which no update changes;"
                " name the graphs to change"
            )
        graphs = {graph for graph in _graphs(self._engine) if not is_reserved(graph, self._base)}
        graphs |= {graph for graph in self._named if not is_reserved(graph, self._base)}
        parts = [f"{operation.word} SILENT GRAPH <{graph}>" for graph in sorted(graphs)]
        parts += [f"{operation.word} DEFAULT"] if operation.written == [ALL] else []
        return ";\n".join(parts or [NOTHING])

    def _look_ahead(self, operation: Operation, group: str) -> None:
        """Refuse where a variable stands for a protected graph in the state of now; the filter holds in any other."""
        base_iri = self._request.base_iri
        default = _resolve(self._parsed.prologue, operation.using or _one(operation.with_graph), base_iri)
        named = _resolve(self._parsed.prologue, operation.using_named, base_iri)
        default, named = [*default, *self._request.using], [*named, *self._request.using_named]
        query = f"{self._parsed.prologue}SELECT DISTINCT {' '.join(operation.variables)} WHERE {group}"
        answer = self._engine.query_dataset(
            query,
            base_iri=base_iri,
            default=[NamedNode(_iri(graph)) for graph in default] or None,
            named=[NamedNode(_iri(graph)) for graph in named]
            if operation.using or operation.using_named or self._request.using or self._request.using_named
            else None,
        )
        if isinstance(answer, QuerySolutions):
            for solution in answer:
                for term in solution:
                    if isinstance(term, NamedNode):
                        self._check(term.value)
                        self._named.add(term.value)

    def _filter(self, variable: str) -> str:
        start = f"{self._base}graph/"
        # What was looked at beforehand keeps decisions apart from all else.
        curation = f'STR({variable}) = "{start}curation"' if f"{start}curation" in self._named else "false"
        own = f'(STRSTARTS(STR({variable}), "{start}") && !STRSTARTS(STR({variable}), "{start}user/"))'
        return f"FILTER(COALESCE(!(isIRI({variable}) && {own}) || {curation}, true))"


def _one(graph: str | None) -> list[str]:
    return [graph] if graph else []


def _graphs(engine: Engine) -> Iterator[str]:
    return (node.value for node in engine.named_graphs() if isinstance(node, NamedNode))


def _iri(text: str) -> str:
    """Return the IRI; InvalidQuery where it is none, so that it may stand in a query."""
    try:
        return NamedNode(text).value
    except ValueError as error:
        raise InvalidQuery(f"{text[:100]!r} is no absolute IRI, which the name of a graph must be") from error


def _resolve(prologue: str, names: Collection[str], base_iri: str) -> list[str]:
    """Return what names stand for, as the engine itself reads them."""
    if not names:
        return []
    asked = " ".join(f"({name} AS ?g{number})" for number, name in enumerate(names))
    try:
        answer = Store().query(f"{prologue}SELECT {asked} {{}}", base_iri=base_iri)
    except (SyntaxError, ValueError) as error:
        raise InvalidQuery(f"SPARQL syntax error in a declaration or the name of a graph: {_line(error)}") from error
    if not isinstance(answer, QuerySolutions):
        return []
    found = [solution[number] for solution in answer for number in range(len(names))]
    return [term.value for term in found if isinstance(term, NamedNode)]


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
