"""A store that is served while others write to it: readers get its latest state, workers a folder that never changes.

The server holds no lock on the store itself. When the store's files have changed, and rest, a new snapshot is made;
while somebody writes, the last one goes on being served.
"""

import logging
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import IO, Protocol

from graph.errors import StoreBusy, StoreDamaged, StoreError
from graph.locks import lock as lock_file
from graph.store.base import Store
from graph.store.description import read_description
from graph.store.dumps import read_dump
from graph.store.engine import Engine
from graph.store.home import Home, read_home, read_snapshot
from graph.store.index.connections import Index, index_file
from graph.store.index.writing import rebuild
from graph.store.naming import extraction
from graph.store.opening import open_store
from graph.store.oxigraph import OxigraphStore
from graph.store.remote.addresses import Address

log = logging.getLogger(__name__)

_CHECK_SECONDS = 2.0  # between looks at the files
_REST_SECONDS = 1.0  # without change, before a snapshot is made: a build writes many times
_KEPT = 2  # states: a query may still read the one before
_LINGER_SECONDS, _MOST = 10.0, 8  # after updates that follow each other fast: for so long, and at most so many
_NOT_DATA = ("LOG", "LOCK", "OPTIONS", "IDENTITY")  # files of the engine that opening alone changes


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of a store: open for lookups here, and the folder that workers open."""

    store: OxigraphStore
    folder: Path
    held: "Home | IO[bytes]"  # keeps the folder from being removed
    since: float = field(default_factory=time.monotonic)

    def close(self) -> None:
        """Let go of this state."""
        self.store.close()
        if isinstance(self.held, Home):
            self.held.release()
        else:
            self.held.close()


class Served(Protocol):
    """What the server reads from."""

    def edition(self) -> Edition:
        """Return the latest state that can be had."""

    def known(self) -> Edition | None:
        """Return the latest state where that takes no time; None: `edition` has to look."""

    def renew(self) -> None:
        """See to it that `edition` gives what has just been written."""

    def close(self) -> None:
        """Let go of the store."""


class ServedFolder:
    """A store on disk that other processes may write to meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = RLock()
        self._checked = 0.0
        self._editions: list[Edition] = []
        self._renew()

    def edition(self) -> Edition:
        """Return the latest state that can be had; at most a few seconds behind a store at rest."""
        with self._lock:
            if time.monotonic() - self._checked > _CHECK_SECONDS:
                self._checked = time.monotonic()
                if self._has_changed():
                    self._try_to_renew()
            return self._editions[-1]

    def known(self) -> Edition | None:
        """Return the latest state where that takes no time; None: `edition` has to look."""
        return self._editions[-1] if time.monotonic() - self._checked <= _CHECK_SECONDS else None

    def renew(self) -> None:
        """See to it that `edition` gives what has just been written."""
        with self._lock:
            self._checked = time.monotonic()
            self._try_to_renew()

    def close(self) -> None:
        """Let go of all states, and remove those snapshots that nobody else reads."""
        with self._lock:
            self._drop(keep=0)

    def _try_to_renew(self) -> None:
        try:
            self._renew()
        except StoreError as error:  # what is served goes on being served
            log.warning("store not renewed", extra={"path": str(self._path), "reason": str(error)})

    def _renew(self) -> None:
        self._editions.append(take_edition(self._path))
        self._seen = fingerprint(self._path)
        self._drop(keep=_KEPT)

    def _has_changed(self) -> bool:
        with suppress(OSError, StoreError):
            seen = fingerprint(self._path)
            newest = max((changed for _, _, changed in seen), default=0)
            return seen != self._seen and time.time_ns() - newest > _REST_SECONDS * 1e9
        return False

    def _drop(self, keep: int) -> None:
        old = self._editions[: len(self._editions) - keep]
        if keep:
            young = [edition for edition in old if time.monotonic() - edition.since < _LINGER_SECONDS]
            old = old[: len(old) - len(young[-(_MOST - keep) :])]
        self._editions = self._editions[len(old) :]
        for edition in old:
            edition.close()
        if old:
            with suppress(StoreError, OSError):  # somebody writes, and will remove them
                home = read_home(self._path)
                home.prune_snapshots(keep=0)
                home.release()


@dataclass(slots=True)
class ServedCopy:
    """A copy of an open store, made once: for tests and for stores in memory."""

    source: Store
    _folder: tempfile.TemporaryDirectory[str] = field(default_factory=tempfile.TemporaryDirectory)
    _edition: Edition | None = None

    def edition(self) -> Edition:
        """Return the state of the store when it was first asked for."""
        if self._edition is None:
            folder = Path(self._folder.name)
            self.source.dump(folder / "copy.nq")
            engine = Engine.open(folder / "data", write=True, new=True)
            read_dump(folder / "copy.nq", engine)
            engine.flush()
            index = Index(index_file(folder / "data"), writable=True)
            rebuild(index, engine, self.source.base, extraction(engine, self.source.base))
            index.settle()
            index.close()
            del engine
            self._edition = _open(folder / "data", self.source.base, (folder / "copy.nq").open("rb"))
        return self._edition

    def known(self) -> Edition | None:
        """Return the copy, if it is made already."""
        return self._edition

    def renew(self) -> None:
        """Nothing: nobody writes to the copy."""

    def close(self) -> None:
        """Remove the copy."""
        if self._edition:
            self._edition.close()
        self._folder.cleanup()


def serve_store(store: Path | Address | Store) -> Served:
    """Return the store ready to be served; StoreError where there is none."""
    if isinstance(store, Address):
        from graph.store.remote.serving import ServedRemote  # which makes its copies by what is here

        return ServedRemote(store)
    return ServedFolder(store) if isinstance(store, Path) else ServedCopy(store)


def take_edition(path: Path) -> Edition:
    """Return the present state of a store on disk or, while somebody writes, the newest snapshot of it."""
    description = read_description(path)  # there is a store: opening for writing would make one
    try:
        return _snapshot(path)
    except StoreBusy:
        found = read_snapshot(path)
        if found is None:  # others read it, and so may we; where somebody writes, that is said
            return _in_place(path)
        home, folder = found
        return _open(folder, description.base, home)
    except StoreDamaged:
        raise
    except (StoreError, OSError):  # no permission to write: nobody else writes then, and the data can be read in place
        return _in_place(path)


def _in_place(path: Path) -> Edition:
    home = read_home(path)
    try:
        return _open(home.data, home.description.base, home)
    except StoreError:
        home.release()
        raise


def fingerprint(path: Path) -> frozenset[tuple[str, int, int]]:
    """Name, size and time of every file that holds data of a store."""
    folder = path / read_description(path).data
    files = ((file, file.stat()) for file in folder.iterdir() if not file.name.startswith(_NOT_DATA))
    return frozenset((str(file), known.st_size, known.st_mtime_ns) for file, known in files)


def _snapshot(path: Path) -> Edition:
    with open_store(path, write=True) as store:
        folder = store.snapshot()
        lock = folder.with_suffix(".lock").open("rb")
        lock_file(lock, shared=True)  # before the store is closed, which removes snapshots that nobody holds
        return _open(folder, store.base, lock)


def _open(folder: Path, base: str, held: "Home | IO[bytes]") -> Edition:
    index = Index(index_file(folder), writable=False)
    return Edition(OxigraphStore(Engine.open(folder, write=False), base, writable=False, index=index), folder, held)
