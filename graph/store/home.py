"""The folder of a store on disk: its description, its lock, its data and the snapshots that others may read.

    store.json         format version, base IRI, the data folder in use
    lock               one writer, or any number of readers
    data-1/            the engine's files; a load fills a new folder and then turns to it
    data-1.sqlite      the read model of what is in it
    snapshots/000001/  hard links to a past state, with a lock file of its own that readers hold

The engine allows one process to write and must not be read beside it, hence the snapshots.
"""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Protocol, TypeVar

from graph.errors import StoreBusy, StoreError, StoreUnreadable
from graph.locks import lock as lock_file
from graph.store.description import (
    DATA_NAME,
    FIRST_DATA,
    Description,
    check_own,
    fresh_description,
    read_description,
    reason_of,
    write_description,
    write_fresh,
)
from graph.store.index.connections import remove_index

log = logging.getLogger(__name__)
KEPT_SNAPSHOTS = 2


class HasBase(Protocol):
    """What a data folder was filled with."""

    @property
    def base(self) -> str:
        """Return the start of every IRI of the data."""


Filled = TypeVar("Filled", bound=HasBase)


class Home:
    """A store's folder, locked for writing or for reading until `release`."""

    def __init__(self, path: Path, lock: IO[bytes], description: Description, *, new: bool = False) -> None:
        self.path = path
        self.description = description
        self.new = new  # made a moment ago: there are no data yet, and store.json waits for `settle`
        self._lock = lock

    @property
    def data(self) -> Path:
        """Return the folder of the engine's files."""
        return self.path / self.description.data

    def settle(self) -> None:
        """Let a new folder be a store from now on: its data are there."""
        if self.new:
            fresh_description(self.path).replace(self.path / "store.json")
            self.new = False

    def fill_next(self, fill: Callable[[Path], Filled]) -> Filled:
        """Have another data folder filled and turn to it; where filling fails, nothing has changed.

        The one before stays until `drop_other_data`.
        """
        number = int(self.description.data.rpartition("-")[2])
        folder = self.path / f"data-{number + 1}"
        check_own(self.path, replace(self.description, data=folder.name))
        _remove_data(folder)  # left by a load that was cut off
        try:
            filled = fill(folder)
        except BaseException:
            _remove_data(folder)
            raise
        self.description = replace(self.description, data=folder.name, base=filled.base)
        write_description(self.path, self.description)
        return filled

    def drop_other_data(self) -> None:
        """Remove the data that a load has replaced, or that one which was cut off has left."""
        for folder in self.path.glob("data-*"):
            if DATA_NAME.fullmatch(folder.name) and folder != self.data and folder.is_dir() and not folder.is_symlink():
                _remove_data(folder)

    def next_snapshot(self) -> Path:
        """Return a place for a new snapshot, with the lock file that its readers will hold."""
        folder = self.path / "snapshots"
        folder.mkdir(exist_ok=True)
        taken = [int(path.name) for path in find_snapshots(self.path)]
        snapshot = folder / f"{max(taken, default=0) + 1:06d}"
        _lock_file(snapshot).touch()
        return snapshot

    def prune_snapshots(self, keep: int = KEPT_SNAPSHOTS) -> None:
        """Remove all but the last snapshots, except those that somebody reads."""
        for snapshot in list(find_snapshots(self.path))[keep:]:
            # PermissionError: Windows keeps a file that is open
            with suppress(BlockingIOError, FileNotFoundError, PermissionError), _lock_file(snapshot).open("rb") as lock:
                lock_file(lock, shared=False)
                shutil.rmtree(snapshot, ignore_errors=True)
                remove_index(snapshot)
                _lock_file(snapshot).unlink()

    def release(self) -> None:
        """Let others have the folder."""
        self._lock.close()


def open_home(path: Path, *, base: str) -> Home:
    """Return the folder of a store for writing, made where there is none; a new one is a store once it is settled."""
    try:
        if not (path / "store.json").exists():
            _make_room(path)
        lock = (path / "lock").open("ab")
    except OSError as error:
        raise StoreUnreadable(f"cannot open the store {path}: {reason_of(error)}") from error
    return _held(path, lock, shared=False, base=base)


def read_home(path: Path) -> Home:
    """Return the folder of a store for reading; StoreBusy while another process writes."""
    read_description(path)  # says what is wrong with a folder that is no store
    try:
        lock = (path / "lock").open("rb")
    except OSError as error:
        raise StoreUnreadable(f"cannot open the store {path}: {reason_of(error)}") from error
    return _held(path, lock, shared=True)


def read_snapshot(path: Path) -> tuple[Home, Path] | None:
    """Return the newest snapshot of a store, locked for reading, with its folder; None where there is none."""
    description = read_description(path)
    for snapshot in find_snapshots(path):
        with suppress(FileNotFoundError):  # removed a moment ago: the next one
            lock = _locked(_lock_file(snapshot).open("rb"), path, shared=True)
            if snapshot.is_dir():
                return Home(path, lock, description), snapshot
            lock.close()
    return None


def read_home_or_snapshot(path: Path) -> tuple[Home, Path]:
    """Return the folder of a store with its data, or the newest snapshot while another process writes.

    Raises StoreBusy where there is no snapshot yet.
    """
    try:
        home = read_home(path)
        return home, home.data
    except StoreBusy:
        found = read_snapshot(path)
        if found is None:
            raise
        return found


def find_snapshots(path: Path) -> Iterator[Path]:
    """Yield the snapshots of a store, newest first."""
    folders = (path / "snapshots").glob("[0-9]*")
    return iter(sorted((folder for folder in folders if folder.is_dir()), reverse=True))


def _remove_data(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    remove_index(folder)


def _make_room(path: Path) -> None:
    """Make a folder for a new store; what a process that was killed left of one may lie there."""
    left = {"lock", fresh_description(path).name, FIRST_DATA} if fresh_description(path).exists() else {"lock"}
    if path.exists() and any(child.name not in left for child in path.iterdir()):
        raise StoreUnreadable(f"{path} is not a store and not empty; name an empty or a new folder")
    path.mkdir(parents=True, exist_ok=True)
    (path / "lock").touch()


def _held(path: Path, lock: IO[bytes], *, shared: bool, base: str | None = None) -> Home:
    """Return the folder with the lock taken; described only then, since a load may just have changed it."""
    try:
        _locked(lock, path, shared=shared)
        if base is None or (path / "store.json").exists():
            return Home(path, lock, read_description(path))
        write_fresh(path, Description(base))
        log.info("store made", extra={"path": str(path), "base": base})
        return Home(path, lock, Description(base), new=True)
    except StoreError:
        lock.close()
        raise
    except OSError as error:
        lock.close()
        raise StoreUnreadable(f"cannot open the store {path}: {reason_of(error)}") from error


def _locked(lock: IO[bytes], path: Path, *, shared: bool) -> IO[bytes]:
    try:
        lock_file(lock, shared=shared)
    except BlockingIOError as error:
        lock.close()
        raise StoreBusy(f"the store {path} is in use by another process; try again when it has finished") from error
    return lock


def _lock_file(snapshot: Path) -> Path:
    return snapshot.with_suffix(".lock")
