"""What a store of articles can do, whatever engine keeps it; and the plain values that its answers are made of.

Layers above know this module alone, and the read model that `reader` gives.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol, Self

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from graph.model import Annotation
from graph.rdf.curation import Curation, Decision
from graph.rdf.resolution import Resolution, ResolvedNames
from graph.rdf.vocabulary import XSD
from graph.store.index.reading import Reader


class Iri(str):
    """A name in the graph; a plain `str` in a row or a binding is a literal."""

    __slots__ = ()


Value = Iri | str | int | float | bool
Row = Mapping[str, Value | None]  # None: the query left the variable unbound
Answer = QuerySolutions | QueryBoolean | QueryTriples

_NUMBERS: dict[NamedNode, type[int] | type[float]] = {XSD.integer: int, XSD.decimal: float, XSD.double: float}


class IndexComparison(Protocol):
    """What the read model should be, derived an article at a time, beside what it is; to be closed after use."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def take(self, name: str, quads: Iterable[Quad]) -> None:
        """Take in the quads of one article's graph."""

    def differences(self) -> list[str]:
        """Return what the read model holds and the graph does not say, or the other way round: a line each.

        All articles must have been taken. Raises StoreError where no read model can be made of the graph.
        """


class Store(Protocol):
    """Articles with what was found in them, as RDF in named graphs.

    Whatever the order in which articles are put, put again and deleted, the same articles give the same quads.
    """

    @property
    def base(self) -> str:
        """Return the start of every IRI of the data."""

    @property
    def writable(self) -> bool:
        """True if this opening may change the store."""

    def put(self, annotation: Annotation, *, settle: bool = True) -> None:
        """Add the article, or replace what the store holds of it: wholly or not at all.

        `settle` False leaves the read model to the next `resolve`, which must come soon: for many at once.
        """

    def delete(self, article_id: str) -> None:
        """Take the article out, with everything that only it licensed; UnknownIri when it is not there."""

    def curate(self, decision: Decision) -> int:
        """Write a decision about entities down and bring all articles into line; how many of them changed."""

    def curation(self) -> Curation:
        """Return what was decided about entities so far."""

    def resolve(self, *, anew: bool = False) -> int:
        """Bring the resolution up to date with the articles and decisions; how many articles changed.

        `anew`: look at everything again, not only at what changed since the last time.
        """

    def resolution(self) -> Resolution:
        """Return what the resolution decided so far."""

    def unresolved(self) -> Resolution:
        """Return what the articles and decisions amount to, worked out anew from all of them; nothing is changed."""

    def is_resolved(self) -> bool:
        """True if nothing has changed since the resolution was brought up to date."""

    def names(self) -> ResolvedNames:
        """Return what entities are called after decisions and the resolution."""

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions about entities in their order, those that were taken back too."""

    def fingerprint(self, article_id: str) -> str | None:
        """Return what the article was built from, as one hash; None where it is not there or that is not known."""

    @property
    def reader(self) -> Reader:
        """Return what pages, lists and exports ask: the read model of this state."""

    def within(self, seconds: float) -> "Store":
        """Return the same store, for one request: what is asked of its read model may take so long in all."""

    def reindex(self) -> None:
        """Derive the whole read model from the graph again."""

    def compare_index(self) -> IndexComparison:
        """Return what compares the read model with the graph, whose articles it is given one by one."""

    def value(self, subject: Iri, predicate: NamedNode) -> str | None:
        """Return the value that a subject has for a property; None where it has none."""

    def has_articles(self) -> bool:
        """True if there is an article."""

    def articles(self) -> list[str]:
        """Return the ids of all articles, sorted."""

    def holds(self, triple: Triple) -> bool:
        """True if the triple stands in any graph."""

    def times(self, triple: Triple) -> int:
        """Return in how many graphs the triple stands."""

    def is_licensed(self, triple: Triple) -> bool:
        """True if anything licenses a triple of the shared graphs."""

    def licensers(self, triple: Triple) -> Iterator[NamedNode]:
        """Yield what licenses a triple of the shared graphs: an article, statements or facts."""

    def select(self, name: str, graph: Iri | None = None) -> list[Row]:
        """Return the rows of `queries/{name}.rq`, of one graph or of all."""

    def query(self, sparql: str) -> Answer:
        """Return the engine's answer to any SPARQL query over all graphs; InvalidQuery when it does not parse.

        Without deadline and without guard: what strangers send goes through the workers.
        """

    def quads(self, graph: Iri | None = None, *, subject: Iri | None = None) -> Iterator[Quad]:
        """Yield the quads of a named graph, or of all; of one subject, or of all."""

    def holds_graph(self, graph: Iri) -> bool:
        """True if there is a graph of this name, be it empty."""

    def graphs(self) -> list[Iri]:
        """Return the named graphs, sorted."""

    def dump(self, path: Path) -> int:
        """Write all quads to a .nq or .trig file, or one of these with .gz; how many."""

    def load(self, path: Path, *, replace: bool = False, accept: Callable[["Store"], None] | None = None) -> int:
        """Take in a dump, only into a store without articles unless `replace`; how many quads.

        `accept` sees the graph of the dump as a store of its own; where it raises, nothing has changed.
        """

    def flush(self) -> None:
        """Make sure that what was written survives a power cut: once a batch."""

    def compact(self) -> None:
        """Give back the room on disk that writing has left over."""

    def snapshot(self) -> Path:
        """Return a folder with the state of now, for other processes to open read-only; the last two are kept."""

    def close(self) -> None:
        """Let go of the store."""


def to_value(term: object) -> Value:
    """Return a term as a plain value: IRIs as `Iri`, numbers and booleans as Python's, all else as written."""
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if not isinstance(term, Literal):
        return str(term)
    if term.datatype == XSD.boolean:
        return term.value == "true"
    try:
        return _NUMBERS[term.datatype](term.value)
    except (KeyError, ValueError):  # text, dates, and numerals that are none
        return term.value


def to_term(name: str) -> NamedNode:
    """Return the term of an IRI; ValueError where it is none."""
    return NamedNode(name)
