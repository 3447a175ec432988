"""Open stores: a folder for writing or reading, a store in memory."""

from contextlib import closing, suppress
from pathlib import Path

from graph.errors import StoreBusy, StoreError
from graph.rdf.identifiers import DEFAULT_BASE
from graph.store.description import read_description
from graph.store.engine import Engine
from graph.store.home import open_home, read_home_or_snapshot
from graph.store.index.connections import Index, index_file, is_settled, remove_index
from graph.store.index.derivation import Progress
from graph.store.index.reading import Reader
from graph.store.index.writing import rebuild
from graph.store.naming import extraction
from graph.store.oxigraph import OxigraphStore
from graph.store.remote.addresses import Address
from graph.store.remote.store import open_remote


def open_store(path: Path | Address, *, write: bool = False, base: str | None = None) -> OxigraphStore:
    """Return the store in a folder or on a server; one to write is made where there is none, with `base` for its IRIs.

    A reader never waits: while another process writes, it gets the newest snapshot which that one has made.
    """
    if isinstance(path, Address):
        return open_remote(path, write=write, base=base)
    store = _open_for_writing(path, base or DEFAULT_BASE) if write else _open_for_reading(path)
    if base is not None and store.base != base:
        store.close()
        raise StoreError(f"the store {path} was made with the base {store.base}, not {base}; use the one it has")
    return store


def memory_store(base: str = DEFAULT_BASE) -> OxigraphStore:
    """Return an empty store that is gone when the process ends."""
    return OxigraphStore(Engine(), base)


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
    finish_writing(path)
    home, data = read_home_or_snapshot(path)
    try:
        engine = Engine.open(data, write=False)
        index = Index(index_file(data), writable=False)
    except StoreError:
        home.release()
        raise
    return OxigraphStore(engine, home.description.base, home=home, writable=False, index=index)


def reindex(path: Path | Address, progress: Progress = iter) -> int:
    """Make the read model of a store again, whatever became of the one it has; return the number of articles."""
    if isinstance(path, Address):
        (path.folder / "index.sqlite").unlink(missing_ok=True)
        with open_remote(path, write=True, base=None) as store:
            return int(store.reader.totals()["articles"])
    description = read_description(path)
    home = open_home(path, base=description.base)
    try:
        engine = Engine.open(home.data, write=True)
        remove_index(home.data)
        with closing(Index(index_file(home.data), writable=True)) as index:
            rebuild(index, engine, description.base, extraction(engine, description.base), progress)
            return Reader(index, description.base).totals()["articles"]
    finally:
        home.release()


def finish_writing(path: Path) -> None:
    """Have a store whose last writer was killed, or whose index is missing, brought into order before it is read."""
    data = path / read_description(path).data
    if data.is_dir() and not is_settled(data):
        with suppress(StoreBusy):
            _open_for_writing(path, DEFAULT_BASE).close()
