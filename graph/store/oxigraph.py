"""The store on pyoxigraph: one class, on disk or in memory.

What the engine does and does not do, and what follows:
- one process may write, and nobody may read beside it: the folder has a lock, and readers get a snapshot (`home.py`);
- a SPARQL update is one transaction, and so is `extend`: an article changes wholly or not at all;
- commits are not fsynced: `flush` once a batch, it is slow;
- the union default graph does not merge duplicates: every triple stands in exactly one graph;
- numbers are stored by value: what is compared with them is written in their form (`graph.rdf.terms`);
- `GRAPH ?g { SELECT … }` and `GRAPH ?g { … MINUS … }` ignore ?g: our queries do without.
"""

import logging
import shutil
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, suppress
from copy import copy
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import RLock

from pyoxigraph import NamedNode, Quad, QuerySolutions, Triple

import ontology
from graph.errors import InvalidQuery, StoreBusy, StoreError, StoreUnreadable, UnknownIri
from graph.model import Annotation
from graph.rdf.curation import Curation, Decision, to_curation
from graph.rdf.curation import curate as curate_quads
from graph.rdf.identifiers import DEFAULT_BASE, article_graph, article_iri, shared_graph
from graph.rdf.sharing import to_licence
from graph.rdf.triples import to_quads
from graph.rdf.vocabulary import DCTERMS, HUS
from graph.store.base import Answer, Iri, Row, Store, to_value
from graph.store.curating import plan_decision, read_decisions
from graph.store.dumps import read_dump, write_dump
from graph.store.engine import Engine, readable
from graph.store.home import Home, open_home, read_description, read_home, read_snapshot
from graph.store.index.connections import Index, index_file, is_settled, remove_index
from graph.store.index.reading import Reader
from graph.store.index.writing import Comparison, Progress, Touched, announce, follow, rebuild, recover
from graph.store.merging import Change, plan_change

log = logging.getLogger(__name__)


class OxigraphStore:
    """Articles in a pyoxigraph engine; implements `graph.store.base.Store`."""

    def __init__(
        self, engine: Engine, base: str, *, home: Home | None = None, writable: bool = True, index: Index | None = None
    ) -> None:
        self._held: Engine | None = engine
        self._index = index or Index(None, writable=True)
        self._deadline: float | None = None
        self._base = base
        self._home = home
        self._writable = writable
        self._writing = RLock()
        self._decided: Curation | None = None  # None: not read yet
        if writable:
            recover(self._index, engine, base)
            _write_ontology(engine, base)

    def __enter__(self) -> "OxigraphStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def base(self) -> str:
        """The start of every IRI of the data."""
        return self._base

    @property
    def writable(self) -> bool:
        """Whether this opening may change the store."""
        return self._writable

    @property
    def reader(self) -> Reader:
        """What pages, lists and exports ask: the read model of this state."""
        return Reader(self._index, self._base, self._deadline)

    def within(self, seconds: float) -> "OxigraphStore":
        """The same store, for one request: what is asked of its read model may take so long in all."""
        self.curation()  # read once, not for each request
        other = copy(self)
        other._deadline = time.monotonic() + seconds
        return other

    def reindex(self) -> None:
        """Derive the whole read model from the graph again."""
        with self._writing:
            self._check_writable()
            rebuild(self._index, self._engine, self._base)

    def compare_index(self) -> Comparison:
        """What compares the read model with the graph, whose articles it is given."""
        return Comparison(self._index, self._engine, self._base)

    def put(self, annotation: Annotation) -> None:
        """Add the article, or replace what the store holds of it: wholly or not at all."""
        quads = to_quads(annotation, self._base)
        with self._writing:
            own = curate_quads(quads.article, article_iri(annotation.article.id, self._base), self.curation())
            change = plan_change(self._engine, quads.graph, own, self._base)
            self._apply(change, known={annotation.article.id: own})

    def delete(self, article_id: str) -> None:
        """Take the article out, with everything that only it licensed; UnknownIri when it is not there."""
        graph = article_graph(article_id, self._base)
        with self._writing:
            change = plan_change(self._engine, graph, (), self._base)
            if not change:
                raise UnknownIri(article_iri(article_id, self._base).value)
            self._apply(change, further=f";\nDROP SILENT GRAPH {graph}")

    def curate(self, decision: Decision) -> int:
        """Write a decision about entities down and bring all articles into line; how many of them changed."""
        with self._writing:
            change, state, articles = plan_decision(self._engine, self.decisions(), decision, self._base)
            self._apply(change)
            self._decided = state
        return articles

    def curation(self) -> Curation:
        """What was decided about entities so far."""
        if self._decided is None:
            self._decided = to_curation(self.decisions())
        return self._decided

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions about entities in their order, those that were taken back too."""
        return read_decisions(self.select)

    def value(self, subject: Iri, predicate: NamedNode) -> str | None:
        """The value that a subject has for a property; None where it has none."""
        quad = next(self._engine.quads_for_pattern(NamedNode(subject), predicate, None), None)
        return None if quad is None else str(to_value(quad.object))

    def articles(self) -> list[str]:
        """The ids of all articles, sorted."""
        quads = self._engine.quads_for_pattern(None, DCTERMS.identifier, None)
        return sorted(str(to_value(quad.object)) for quad in quads)

    def fingerprint(self, article_id: str) -> str | None:
        """What the article was built from, as one hash; None where it is not there or that is not known."""
        node, graph = article_iri(article_id, self._base), article_graph(article_id, self._base)
        found = next(self._engine.quads_for_pattern(node, HUS.fingerprint, None, graph), None)
        return None if found is None else str(to_value(found.object))

    def has_articles(self) -> bool:
        """Whether there is an article."""
        return next(self._engine.quads_for_pattern(None, DCTERMS.identifier, None), None) is not None

    def holds(self, triple: Triple) -> bool:
        """Whether the triple stands in any graph."""
        return next(self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object), None) is not None

    def times(self, triple: Triple) -> int:
        """In how many graphs the triple stands."""
        return sum(1 for _ in self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object))

    def is_licensed(self, triple: Triple) -> bool:
        """Whether anything licenses a triple of the shared graphs."""
        return next(self.licensers(triple), None) is not None

    def licensers(self, triple: Triple) -> Iterator[NamedNode]:
        """What licenses a triple of the shared graphs: an article, statements or facts."""
        quads = self._engine.quads_for_pattern(None, HUS.licenses, to_licence(triple))
        return (quad.subject for quad in quads if isinstance(quad.subject, NamedNode))

    def select(self, name: str) -> list[Row]:
        """The rows of `queries/{name}.rq`."""
        answer = self.query(read_query(name))
        if not isinstance(answer, QuerySolutions):
            raise InvalidQuery(f"{name}.rq is no SELECT query")
        names = [variable.value for variable in answer.variables]
        with readable(self._home.data if self._home else None):
            return [{n: None if row[n] is None else to_value(row[n]) for n in names} for row in answer]

    def query(self, sparql: str) -> Answer:
        """The engine's answer to any SPARQL query over all graphs; InvalidQuery when it does not parse."""
        try:
            return self._engine.query(sparql)
        except SyntaxError as error:
            raise InvalidQuery(f"the query does not parse: {' '.join(str(error).split())}") from error

    def quads(self, graph: Iri | None = None, *, subject: Iri | None = None) -> Iterator[Quad]:
        """The quads of a named graph, or of all graphs in the order of their names; of one subject, or of all."""
        node = NamedNode(subject) if subject is not None else None
        for name in [graph] if graph is not None else self.graphs():
            quads = self._engine.quads_for_pattern(node, None, None, NamedNode(name))
            # In memory the engine keeps the order of insertion; on disk it is one that only the quads decide.
            yield from quads if self._index.file else sorted(quads, key=str)

    def graphs(self) -> list[Iri]:
        """The named graphs, sorted."""
        return sorted(Iri(node.value) for node in self._engine.named_graphs() if isinstance(node, NamedNode))

    def dump(self, path: Path) -> int:
        """Write all quads to a .nq or .trig file, or one of these with .gz; how many."""
        return write_dump(self.quads(), path)

    def load(self, path: Path, *, replace: bool = False, accept: Callable[[Store], None] | None = None) -> int:
        """Take in a dump, only into a store without articles unless `replace`; how many quads.

        `accept` sees the graph of the dump as a store of its own, before anything is changed; where it raises, nothing
        is. Its read model is made after that.
        """
        with self._writing:
            self._check_writable()
            if not replace and self.has_articles():
                raise StoreError("the store holds articles; give --replace to put the dump in their place")
            if self._home:
                taken = self._home.fill_next(lambda folder: _taken_in(path, folder, accept))
            else:
                taken = _taken_in(path, None, accept)
            self._index.close()
            self._held, self._base, self._index = taken._held, taken._base, taken._index
            self._decided = taken._decided
            taken._held = None
            if self._home:
                self._home.drop_other_data()
            return len(self._engine)

    def flush(self) -> None:
        """Make sure that what was written survives a power cut: once a batch."""
        if self._home and self._writable:
            self._engine.flush()

    def compact(self) -> None:
        """Have the engine put its files in order: a build leaves three times as much on disk as is needed."""
        self._check_writable()
        if self._home:
            self._engine.flush()
            self._engine.optimize()

    def snapshot(self) -> Path:
        """A folder with the state of now, for other processes to open read-only; the last two are kept."""
        self._check_writable()
        if self._home is None:
            raise StoreError("a store in memory has no snapshots; open one on disk")
        with self._writing:
            self._engine.flush()
            folder = self._home.next_snapshot()
            self._engine.backup(folder)
            self._index.settle()
            shutil.copyfile(index_file(self._home.data), index_file(folder))
            self._home.prune_snapshots()
        return folder

    def close(self) -> None:
        """Let go of the store; its snapshots go too, since others can now read it itself."""
        self._held = None
        self._index.close()
        if self._home and self._writable:
            self._home.prune_snapshots(keep=0)
        if self._home:
            self._home.release()

    @property
    def _engine(self) -> Engine:
        if self._held is None:
            raise StoreError("the store is closed")
        return self._held

    def _apply(self, change: Change, *, further: str = "", known: Mapping[str, Collection[Quad]] | None = None) -> None:
        """Change the graph, and then the read model, which knows before what is to come: a crash loses neither."""
        self._check_writable()
        touched = Touched.by([*change.removed, *change.added], self._base)
        announce(self._index, touched)
        _write(self._engine, change, further)
        follow(self._index, self._engine, self._base, touched, known)

    def _check_writable(self) -> None:
        if not self._writable:
            raise StoreError("the store is open for reading only")


def open_store(path: Path, *, write: bool = False, base: str | None = None) -> OxigraphStore:
    """The store in a folder; for writing it is made where there is none, with `base` for its IRIs.

    A reader never waits: while another process writes, it gets the newest snapshot which that one has made.
    """
    store = _open_for_writing(path, base or DEFAULT_BASE) if write else _open_for_reading(path)
    if base is not None and store.base != base:
        store.close()
        raise StoreError(f"the store {path} was made with the base {store.base}, not {base}; use the one it has")
    return store


def memory_store(base: str = DEFAULT_BASE) -> OxigraphStore:
    """An empty store that is gone when the process ends."""
    return OxigraphStore(Engine(), base)


@cache
def read_query(name: str) -> str:
    """The text of one of our query files."""
    return files("graph.store").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")


def _taken_in(dump: Path, folder: Path | None, accept: Callable[[Store], None] | None) -> OxigraphStore:
    """A store of what the dump holds, in a new folder or in memory, once `accept` has seen its graph."""
    engine = Engine.open(folder, write=True, new=True) if folder else Engine()
    base = read_dump(dump, engine)
    index = Index(index_file(folder) if folder else None, writable=True)
    try:
        _write_ontology(engine, base)
        store = OxigraphStore(engine, base, writable=False, index=index)
        if accept:
            accept(store)
        _derive(store, engine, dump)
        if folder:
            engine.flush()
    except BaseException:
        index.close()
        raise
    return store


def _derive(taken: OxigraphStore, engine: Engine, dump: Path) -> None:
    """What stands beside the graph of a dump; StoreUnreadable where that cannot be made of it."""
    try:
        taken.curation()
        rebuild(taken._index, engine, taken.base)
    except StoreError as error:
        raise StoreUnreadable(f"cannot load {dump}: nothing was changed; {error}") from error


def _write_ontology(engine: Engine, base: str) -> None:
    """Bring the ontology's graph to this version of the ontology."""
    graph = shared_graph("ontology", base)
    new = {Quad(t.subject, t.predicate, t.object, graph) for t in ontology.triples()}
    old = set(engine.quads_for_pattern(None, None, None, graph))
    _write(engine, Change(frozenset(old - new), frozenset(new - old)))


def _write(engine: Engine, change: Change, further: str = "") -> None:
    """Change the graph in one transaction."""
    if change.removed or further:
        engine.update(change.to_update() + further)
    elif change.added:
        engine.extend(change.added)


def _open_for_writing(path: Path, base: str) -> OxigraphStore:
    home = open_home(path, base=base)
    try:
        engine = Engine.open(home.data, write=True, new=home.new)
        home.settle()
        store = OxigraphStore(
            engine, home.description.base, home=home, index=Index(index_file(home.data), writable=True)
        )
    except StoreError:
        home.release()
        raise
    if store.has_articles():
        store.snapshot()  # what readers get from now on
    return store


def _open_for_reading(path: Path) -> OxigraphStore:
    _finish_writing(path)
    try:
        home = read_home(path)
        data = home.data
    except StoreBusy:
        found = read_snapshot(path)
        if found is None:
            raise
        home, data = found
    try:
        engine = Engine.open(data, write=False)
        index = Index(index_file(data), writable=False)
    except StoreError:
        home.release()
        raise
    return OxigraphStore(engine, home.description.base, home=home, writable=False, index=index)


def reindex(path: Path, progress: Progress = iter) -> int:
    """Make the read model of a store again, whatever became of the one it has; the number of articles."""
    description = read_description(path)
    home = open_home(path, base=description.base)
    try:
        engine = Engine.open(home.data, write=True)
        remove_index(home.data)
        with closing(Index(index_file(home.data), writable=True)) as index:
            rebuild(index, engine, description.base, progress)
            return Reader(index, description.base).totals()["articles"]
    finally:
        home.release()


def _finish_writing(path: Path) -> None:
    """Have a store whose last writer was killed, or whose index is missing, brought into order before it is read."""
    data = path / read_description(path).data
    if data.is_dir() and not is_settled(data):
        with suppress(StoreBusy):
            _open_for_writing(path, DEFAULT_BASE).close()
