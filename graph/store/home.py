"""The folder of a store on disk: its description, its lock, its data and the snapshots that others may read.

    store.json         format version, base IRI, the data folder in use
    lock               one writer, or any number of readers
    data-1/            the engine's files; a load fills a new folder and then turns to it
    data-1.sqlite      the read model of what is in it
    snapshots/000001/  hard links to a past state, with a lock file of its own that readers hold

The engine allows one process to write and must not be read beside it, hence the snapshots.
"""

import json
import logging
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Protocol, TypeVar

from graph.errors import StoreBusy, StoreError, StoreTooNew, StoreUnreadable
from graph.locks import lock as lock_file
from graph.store.index.connections import index_file, remove_index

log = logging.getLogger(__name__)
FORMAT = 1
KEPT_SNAPSHOTS = 2
_FIRST = "data-1"
_DATA = re.compile(r"data-[1-9][0-9]*")  # no path that leads elsewhere
_BASE = re.compile(r"[A-Za-z][\w+.-]*:[^\s<>\"{}|^`\\]+")


@dataclass(frozen=True, slots=True)
class Description:
    """What store.json says."""

    base: str
    data: str = _FIRST
    format: int = FORMAT


class HasBase(Protocol):
    """What a data folder was filled with."""

    @property
    def base(self) -> str:
        """The start of every IRI of the data."""


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
        """The folder of the engine's files."""
        return self.path / self.description.data

    def settle(self) -> None:
        """Let a new folder be a store from now on: its data are there."""
        if self.new:
            _fresh_description(self.path).replace(self.path / "store.json")
            self.new = False

    def fill_next(self, fill: Callable[[Path], Filled]) -> Filled:
        """Have another data folder filled and turn to it; where filling fails, nothing has changed.

        The one before stays until `drop_other_data`.
        """
        number = int(self.description.data.rpartition("-")[2])
        folder = self.path / f"data-{number + 1}"
        _check_own(self.path, replace(self.description, data=folder.name))
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
            if _DATA.fullmatch(folder.name) and folder != self.data and folder.is_dir() and not folder.is_symlink():
                _remove_data(folder)

    def next_snapshot(self) -> Path:
        """A place for a new snapshot, with the lock file that its readers will hold."""
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
    """The folder of a store for writing, made where there is none; a new one is a store once it is settled."""
    try:
        if not (path / "store.json").exists():
            _make_room(path)
        lock = (path / "lock").open("ab")
    except OSError as error:
        raise StoreUnreadable(f"cannot open the store {path}: {_reason(error)}") from error
    return _held(path, lock, shared=False, base=base)


def read_home(path: Path) -> Home:
    """The folder of a store for reading; StoreBusy while another process writes."""
    read_description(path)  # says what is wrong with a folder that is no store
    try:
        lock = (path / "lock").open("rb")
    except OSError as error:
        raise StoreUnreadable(f"cannot open the store {path}: {_reason(error)}") from error
    return _held(path, lock, shared=True)


def read_snapshot(path: Path) -> tuple[Home, Path] | None:
    """The newest snapshot of a store, locked for reading, with its folder; None where there is none."""
    description = read_description(path)
    for snapshot in find_snapshots(path):
        with suppress(FileNotFoundError):  # removed a moment ago: the next one
            lock = _locked(_lock_file(snapshot).open("rb"), path, shared=True)
            if snapshot.is_dir():
                return Home(path, lock, description), snapshot
            lock.close()
    return None


def find_snapshots(path: Path) -> Iterator[Path]:
    """The snapshots of a store, newest first."""
    folders = (path / "snapshots").glob("[0-9]*")
    return iter(sorted((folder for folder in folders if folder.is_dir()), reverse=True))


def read_description(path: Path) -> Description:
    """What store.json says; StoreUnreadable or StoreTooNew where it is not one of ours."""
    if not path.exists():
        raise StoreUnreadable(f"no store at {path}; make one with: hustings build ARTICLES --store {path}")
    try:
        data = json.loads((path / "store.json").read_text(encoding="utf-8"))
        description = Description(base=str(data["base"]), data=str(data["data"]), format=int(data["format"]))
        if not _BASE.fullmatch(description.base):
            raise ValueError(f"no IRI: {description.base}")
    except FileNotFoundError as error:
        raise StoreUnreadable(f"{path} is not a store: it holds no store.json") from error
    except OSError as error:
        raise StoreUnreadable(f"cannot open the store {path}: {_reason(error)}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreUnreadable(f"{path} is damaged: its store.json cannot be understood") from error
    if description.format > FORMAT:
        raise StoreTooNew(
            f"{path} has store format {description.format}, this version reads up to {FORMAT}; update Hustings"
        )
    _check_own(path, description)
    return description


def write_description(path: Path, description: Description) -> None:
    """Write store.json, wholly or not at all."""
    _write_fresh(path, description)
    _fresh_description(path).replace(path / "store.json")


def _write_fresh(path: Path, description: Description) -> None:
    _fresh_description(path).write_text(json.dumps(asdict(description), indent=2) + "\n", encoding="utf-8")


def _fresh_description(path: Path) -> Path:
    return path / "store.json.new"


def _check_own(path: Path, description: Description) -> None:
    """StoreUnreadable where the store would read or write what lies elsewhere, past the lock that stands there."""
    if not _DATA.fullmatch(description.data):
        raise StoreUnreadable(
            f"{path} is damaged: its store.json names the data folder {description.data!r}, which is not its own"
        )
    data = path / description.data
    for own in (data, index_file(data), path / "snapshots"):
        if own.is_symlink():
            raise StoreUnreadable(f"{path} is damaged: {own.name} is a symbolic link; a store keeps its data in itself")


def _remove_data(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    remove_index(folder)


def _make_room(path: Path) -> None:
    """A folder for a new store; what a process that was killed left of one may lie there."""
    left = {"lock", _fresh_description(path).name, _FIRST} if _fresh_description(path).exists() else {"lock"}
    if path.exists() and any(child.name not in left for child in path.iterdir()):
        raise StoreUnreadable(f"{path} is not a store and not empty; name an empty or a new folder")
    path.mkdir(parents=True, exist_ok=True)
    (path / "lock").touch()


def _held(path: Path, lock: IO[bytes], *, shared: bool, base: str | None = None) -> Home:
    """The folder with the lock taken; described only then, since a load may just have changed it."""
    try:
        _locked(lock, path, shared=shared)
        if base is None or (path / "store.json").exists():
            return Home(path, lock, read_description(path))
        _write_fresh(path, Description(base))
        log.info("store made", extra={"path": str(path), "base": base})
        return Home(path, lock, Description(base), new=True)
    except StoreError:
        lock.close()
        raise
    except OSError as error:
        lock.close()
        raise StoreUnreadable(f"cannot open the store {path}: {_reason(error)}") from error


def _locked(lock: IO[bytes], path: Path, *, shared: bool) -> IO[bytes]:
    try:
        lock_file(lock, shared=shared)
    except BlockingIOError as error:
        lock.close()
        raise StoreBusy(f"the store {path} is in use by another process; try again when it has finished") from error
    return lock


def _lock_file(snapshot: Path) -> Path:
    return snapshot.with_suffix(".lock")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
