"""The store on pyoxigraph, on disk or in memory: how it is asked, named and changed is in the classes below this one.

What the engine does and does not do, and what follows:
- one process may write, and nobody may read beside it: the folder has a lock, and readers get a snapshot (`home.py`);
- a SPARQL update is one transaction, and so is `extend`: an article changes wholly or not at all;
- commits are not fsynced: `flush` once a batch, it is slow;
- the union default graph does not merge duplicates: every triple stands in exactly one graph;
- numbers are stored by value: what is compared with them is written in their form (`graph.rdf.terms`);
- `GRAPH ?g { SELECT … }` and `GRAPH ?g { … MINUS … }` ignore ?g: our queries do without.
"""

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from pathlib import Path

from graph.errors import StoreError, StoreUnreadable
from graph.store.base import Store
from graph.store.dumps import read_dump, write_dump
from graph.store.engine import Engine
from graph.store.graph_writer import GraphWriter
from graph.store.home import Home
from graph.store.index.comparing import Comparison
from graph.store.index.connections import Index, index_file
from graph.store.index.reading import Reader
from graph.store.index.writing import rebuild
from graph.store.writing import write_ontology


class OxigraphStore(GraphWriter):
    """Articles in a pyoxigraph engine; implements `graph.store.base.Store`."""

    def __init__(
        self, engine: Engine, base: str, *, home: Home | None = None, writable: bool = True, index: Index | None = None
    ) -> None:
        super().__init__(engine, base, home, index or Index(None, writable=True), writable=writable)
        self._compacted = False

    def __enter__(self) -> "OxigraphStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def reader(self) -> Reader:
        """Return what pages, lists and exports ask: the read model of this state."""
        return Reader(self._index, self._base, self._deadline)

    def compare_index(self) -> Comparison:
        """Return what compares the read model with the graph, whose articles it is given."""
        return Comparison(self._index, self._engine, self._base, self._extracted)

    def within(self, seconds: float) -> "OxigraphStore":
        """Return the same store, for one request: what is asked of its read model may take so long in all."""
        self.curation()  # read once, not for each request
        other = copy(self)
        other._deadline = time.monotonic() + seconds
        return other

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
            self._compacted = True

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
            if self._compacted:  # the engine drops the files that it has done with when it opens the others anew
                with suppress(StoreError):
                    Engine.open(self._home.data, write=True).close()
            self._home.release()


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
