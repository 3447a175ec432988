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
from copy import copy
from pathlib import Path
from threading import RLock

from pyoxigraph import NamedNode, Quad

from graph.errors import StoreError, StoreUnreadable, UnknownIri
from graph.model import Annotation
from graph.rdf.curation import Curation, Decision, to_curation
from graph.rdf.identifiers import article_graph, article_iri, shared_graph
from graph.rdf.renaming import curate as curate_quads
from graph.rdf.resolution import Resolution, ResolvedNames
from graph.rdf.triples import to_quads
from graph.store.base import Iri, Store
from graph.store.curating import plan_decision, plan_following, read_decisions
from graph.store.dumps import read_dump, write_dump
from graph.store.engine import Engine
from graph.store.graph_reader import GraphReader
from graph.store.home import Home
from graph.store.index.comparing import Comparison
from graph.store.index.connections import Index, index_file
from graph.store.index.derivation import deriving
from graph.store.index.evidence import Stale, clear, mark_all, mark_entities, next_stale, put_clues
from graph.store.index.reading import Reader
from graph.store.index.writing import Touched, announce, follow, rebuild, recover
from graph.store.merging import Change, plan_change
from graph.store.naming import extracted_quads
from graph.store.resolving import Unsettled, plan_resolution, read_resolution, resolve_clues
from graph.store.updating import UpdateRequest, plan_update
from graph.store.writing import write_change, write_ontology

log = logging.getLogger(__name__)


class OxigraphStore(GraphReader):
    """Articles in a pyoxigraph engine; implements `graph.store.base.Store`."""

    def __init__(
        self, engine: Engine, base: str, *, home: Home | None = None, writable: bool = True, index: Index | None = None
    ) -> None:
        super().__init__(engine, base, home, index or Index(None, writable=True))
        self._writable = writable
        self._writing = RLock()
        self._decided: Curation | None = None  # None: not read yet
        self._resolved: Resolution | None = None  # None: not read yet
        self._unsettled: dict[str, Unsettled] = {}  # articles of which the read model does not tell yet
        if writable:
            recover(self._index, engine, base, self._extracted)
            write_ontology(engine, base)

    def __enter__(self) -> "OxigraphStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def writable(self) -> bool:
        """True if this opening may change the store."""
        return self._writable

    @property
    def reader(self) -> Reader:
        """Return what pages, lists and exports ask: the read model of this state."""
        return Reader(self._index, self._base, self._deadline)

    def within(self, seconds: float) -> "OxigraphStore":
        """Return the same store, for one request: what is asked of its read model may take so long in all."""
        self.curation()  # read once, not for each request
        other = copy(self)
        other._deadline = time.monotonic() + seconds
        return other

    def reindex(self) -> None:
        """Derive the whole read model from the graph again."""
        with self._writing:
            self._check_writable()
            rebuild(self._index, self._engine, self._base, self._extracted)
            self._unsettled = {}

    def compare_index(self) -> Comparison:
        """Return what compares the read model with the graph, whose articles it is given."""
        return Comparison(self._index, self._engine, self._base, self._extracted)

    def put(self, annotation: Annotation, *, settle: bool = True) -> None:
        """Add the article, or replace what the store holds of it: wholly or not at all.

        Where many follow each other, `settle` False leaves the read model to the next `resolve`, which must come soon:
        what is not settled is kept in memory. A crash loses nothing.
        """
        quads, name = to_quads(annotation, self._base), annotation.article.id
        with self._writing:
            own = curate_quads(quads.article, article_iri(name, self._base), self.names())
            change = plan_change(self._engine, quads.graph, own, self._base)
            if settle:
                self._apply(change, known={name: own})
            else:
                self._write(change)
                with deriving(self._index) as held:
                    put_clues(held, name, quads.article, self._base)
                self._unsettled[name] = Unsettled(quads.article, own)

    def delete(self, article_id: str) -> None:
        """Take the article out, with everything that only it licensed. Raises UnknownIri if it is not there."""
        graph = article_graph(article_id, self._base)
        with self._writing:
            change = plan_change(self._engine, graph, (), self._base)
            if not change:
                raise UnknownIri(article_iri(article_id, self._base).value)
            self._unsettled.pop(article_id, None)
            self._apply(change, further=f";\nDROP SILENT GRAPH {graph}")

    def curate(self, decision: Decision) -> int:
        """Write a decision about entities down, bring all articles into line and return how many of them changed."""
        with self._writing:
            self.curation().after(decision)  # what is refused leaves no trace
            settled = self.resolve()
            resolution = self.resolution()
            change, state, articles = plan_decision(self._engine, self.decisions(), decision, resolution, self._base)
            mark_entities(self._index, self._touched_by(decision, resolution))
            self._apply(change, renamed=True)
            self._decided = state
            return settled + articles + self.resolve()

    def resolve(self, *, anew: bool = False) -> int:
        """Bring the resolution up to date with the articles and decisions and return how many articles changed.

        `anew`: look at everything again, not only at what changed since the last time.
        """
        articles = 0
        with self._writing:
            self._check_writable()
            if anew:
                mark_all(self._index)
            while stale := next_stale(self._index):
                names = self.curation(), self.resolution()
                step = plan_resolution(self._engine, self._index, stale, names, self._base, self._unsettled)
                if step.change:
                    self._apply(step.change, known=step.known, renamed=True)
                self._resolved = step.resolution
                clear(self._index, stale)
                articles += step.articles
            if self._unsettled:
                self._apply(Change(frozenset(), frozenset()), renamed=True)
        return articles

    def resolution(self) -> Resolution:
        """Return what the resolution decided so far."""
        if self._resolved is None:
            self._resolved = read_resolution(
                lambda name: self.select(name, Iri(shared_graph("resolution", self._base).value))
            )
        return self._resolved

    def unresolved(self) -> Resolution:
        """Return what the articles and decisions amount to, worked out anew from all of them; nothing is changed."""
        return resolve_clues(self._index, Stale(everything=True), self.curation(), self._base)[0]

    def is_resolved(self) -> bool:
        """True if nothing has changed since the resolution was brought up to date."""
        return not next_stale(self._index)

    def names(self) -> ResolvedNames:
        """Return what entities are called after decisions and the resolution."""
        return self.resolution().names(self.curation())

    def curation(self) -> Curation:
        """Return what was decided about entities so far."""
        if self._decided is None:
            self._decided = to_curation(self.decisions())
        return self._decided

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions about entities in their order, those that were taken back too."""
        return read_decisions(lambda name: self.select(name, Iri(shared_graph("curation", self._base).value)))

    def dump(self, path: Path) -> int:
        """Write all quads to a .nq or .trig file, or one of these with .gz, and return how many."""
        return write_dump(self.quads(), path)

    def load(self, path: Path, *, replace: bool = False, accept: Callable[[Store], None] | None = None) -> int:
        """Load a dump and return the number of quads. Raises StoreError if the store has articles, unless `replace`.

        `accept` sees the graph of the dump as a store of its own, before anything is changed; where it raises, nothing
        is. Its read model is made after that.
        """
        with self._writing:
            self._check_writable()
            if not replace and self.has_articles():
                raise StoreError("the store holds articles; give --replace to put the dump in their place")
            if self._home:
                taken = self._home.fill_next(lambda folder: taken_in(path, folder, accept))
            else:
                taken = taken_in(path, None, accept)
            self._index.close()
            self._engine.close()
            self._held, self._base, self._index = taken._held, taken._base, taken._index
            self._decided, self._resolved = taken._decided, taken._resolved
            self._unsettled = {}
            taken._held = None
            if self._home:
                self._home.drop_other_data()
            return len(self._engine)

    def update(self, request: UpdateRequest) -> frozenset[str]:
        """Run a user's update; the graphs that it names for writing. ProtectedGraph where it may not write one."""
        plan = plan_update(request, self._engine, self._base, has_articles=self.has_articles())
        self.change_graphs(lambda engine: engine.update_by_user(plan.text, request.base_iri))
        return plan.graphs

    def change_graphs(self, change: Callable[[Engine], None]) -> None:
        """Have users' graphs or the graph of decisions changed; articles follow the decisions, or nothing changes."""
        with self._writing:
            self._check_writable()
            self.resolve()
            before, resolution = self.decisions(), self.resolution()
            noted = set(self._engine.quads_for_pattern(None, None, None, shared_graph("curation", self._base)))
            change(self._engine)
            following = plan_following(self._engine, noted, before, self.decisions, resolution, self._base)
            if following:
                decisions = {*before, *self.decisions()}
                names = (name for decision in decisions for name in self._touched_by(decision, resolution))
                mark_entities(self._index, names)
                self._apply(following[0], renamed=True)
                self._decided = following[1]
                self.resolve()

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
        """Make a folder with the state of now, for other processes to open read-only, and return it; two are kept."""
        self._check_writable()
        if self._home is None:
            raise StoreError("a store in memory has no snapshots; open one on disk")
        with self._writing:
            if self._unsettled:
                self.resolve()
            self._engine.flush()
            folder = self._home.next_snapshot()
            self._engine.backup(folder)
            self._index.settle()
            shutil.copyfile(index_file(self._home.data), index_file(folder))
            self._home.prune_snapshots()
        return folder

    def close(self) -> None:
        """Let go of the store; its snapshots go too, since others can now read it itself."""
        if self._held is not None:
            self._held.close()
        self._held = None
        self._index.close()
        if self._home and self._writable:
            self._home.prune_snapshots(keep=0)
        if self._home:
            self._home.release()

    def _extracted(self, name: str, quads: Collection[Quad]) -> Collection[Quad]:
        """Return an article's own quads as extraction gave them."""
        return extracted_quads(name, quads, self.names(), self._base)

    def _touched_by(self, decision: Decision, resolution: Resolution) -> Iterator[str]:
        """The entities, without the base, whose resolution a decision may change: both, their parts and members."""
        merged = resolution.curation.replaced
        for entity in decision.pair:
            parts = (name for name in merged if name.startswith(f"{entity}-in-"))
            for name in (entity, entity.rpartition("-in-")[0], *parts, *resolution.curation.members(entity)):
                yield name.removeprefix(self._base)

    def _apply(
        self,
        change: Change,
        *,
        further: str = "",
        known: Mapping[str, Collection[Quad]] | None = None,
        renamed: bool = False,
    ) -> None:
        """Change the graph, and then the read model, with all that was left to do of it.

        `renamed`: the change is one of names, and what extraction gave is as it was.
        """
        self._write(change, further)
        unsettled = {name: one.own for name, one in self._unsettled.items()}
        extracted = None if renamed else self._extracted
        follow(self._index, self._engine, self._base, extracted, {**unsettled, **(known or {})})
        self._unsettled = {}

    def _write(self, change: Change, further: str = "") -> None:
        """Change the graph; the read model knows before what is to come, so that a crash loses nothing."""
        self._check_writable()
        touched = Touched.by([*change.removed, *change.added], self._base)
        announce(self._index, touched)
        write_change(self._engine, change, further)
        self._engine.prefetch([(NamedNode(subject), None, None) for subject in touched.subjects])

    def _check_writable(self) -> None:
        if not self._writable:
            raise StoreError("the store is open for reading only")


def taken_in(dump: Path, folder: Path | None, accept: Callable[[Store], None] | None) -> OxigraphStore:
    """Return a store of what the dump holds, in a new folder or in memory, once `accept` has seen its graph."""
    engine = Engine.open(folder, write=True, new=True) if folder else Engine()
    base = read_dump(dump, engine)
    index = Index(index_file(folder) if folder else None, writable=True)
    try:
        write_ontology(engine, base)
        store = OxigraphStore(engine, base, writable=False, index=index)
        if accept:
            accept(store)
        _derive(store, engine, dump)
        if folder:
            engine.flush()
    except BaseException:
        index.close()
        engine.close()  # what is left of the check may still hold it
        raise
    return store


def _derive(taken: OxigraphStore, engine: Engine, dump: Path) -> None:
    """Make what stands beside the graph of a dump. Raises StoreUnreadable if that cannot be made of it."""
    try:
        taken.names()
        rebuild(taken._index, engine, taken.base, taken._extracted)
    except StoreError as error:
        raise StoreUnreadable(f"cannot load {dump}: nothing was changed; {error}") from error
