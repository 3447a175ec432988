"""The file of a read model, opened: one connection that writes, or several that read a file which nobody changes."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import RLock

from graph.errors import QueryTimeout, StoreError, StoreUnreadable

VERSION = 4  # of schema.sql
_STEPS = 5_000  # of SQLite's machine between looks at the clock
Parameters = Sequence[object] | dict[str, object]


class Index:
    """A read model: `file` None keeps it in memory.

    A writable one uses a single connection, whoever asks; a read-only one has a connection for each reader at work, and
    takes the file for one that never changes: a snapshot, or a store whose lock is held.
    """

    def __init__(self, file: Path | None, *, writable: bool) -> None:
        self.file = file
        self.writable = writable
        self._lock = RLock()
        self._idle: list[sqlite3.Connection] = []
        self._all: list[sqlite3.Connection] = []
        self._vocabulary: list[str] | None = None
        try:
            self._idle.append(self._connect())
            self._check()
        except sqlite3.Error as error:
            self.close()
            raise StoreUnreadable(
                f"the index {file} cannot be read ({error}); make it again with: hustings index"
            ) from error

    @contextmanager
    def connection(self, deadline: float | None = None) -> Iterator[sqlite3.Connection]:
        """A connection for this thread alone; what runs past the deadline (of `time.monotonic`) raises QueryTimeout."""
        if self.writable:
            with self._lock:
                yield from self._timed(self._idle[0], deadline)
            return
        with self._lock:
            held = self._idle.pop() if self._idle else self._connect()
        try:
            yield from self._timed(held, deadline)
        finally:
            with self._lock:
                self._idle.append(held)

    def rows(self, sql: str, values: Parameters = (), *, deadline: float | None = None) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self.connection(deadline) as held:
            return held.execute(sql, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all that happens within is kept, or nothing of it."""
        with self._lock:
            held = self._idle[0]
            try:
                with held:
                    held.execute("BEGIN IMMEDIATE")
                    yield held
            except sqlite3.Error as error:  # a full disk, a lost mount
                raise StoreError(f"the store's index cannot be written: {error}") from error

    def vocabulary(self) -> list[str]:
        """The words of all names; read once where nothing changes them."""
        if self._vocabulary is None or self.writable:
            self._vocabulary = [row[0] for row in self.rows("SELECT term FROM name_vocabulary")]
        return self._vocabulary

    def settle(self) -> None:
        """Bring what was written into the one file, so that it can be copied."""
        with self._lock, suppress(sqlite3.Error):
            self._idle[0].execute("PRAGMA optimize")
            self._idle[0].execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self.writable and self._idle:
                self.settle()
            for held in self._all:
                with suppress(sqlite3.Error):
                    held.close()
            self._all, self._idle = [], []

    def _timed(self, held: sqlite3.Connection, deadline: float | None) -> Iterator[sqlite3.Connection]:
        if deadline is None:
            yield held
            return
        held.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        try:
            yield held
        except sqlite3.OperationalError as error:
            if time.monotonic() > deadline:
                raise QueryTimeout("the answer took longer than it may; ask for less") from error
            raise
        finally:
            held.set_progress_handler(None, 0)

    def _connect(self) -> sqlite3.Connection:
        if self.file is None:
            target = ":memory:"
        else:
            target = f"{self.file.absolute().as_uri()}?mode={'rwc' if self.writable else 'ro&immutable=1'}"
        held = sqlite3.connect(target, uri=self.file is not None, check_same_thread=False, isolation_level=None)
        self._all.append(held)
        held.row_factory = sqlite3.Row
        if self.writable:
            # Readers have snapshots: the log is for speed. A power cut is answered by `pending` and by the graph.
            held.execute("PRAGMA journal_mode=WAL")
            held.execute("PRAGMA synchronous=NORMAL")
            held.execute("PRAGMA wal_autocheckpoint=4000")
        held.execute("PRAGMA cache_size=-16000")
        held.execute("PRAGMA temp_store=MEMORY")
        return held

    def _check(self) -> None:
        """Make the tables in an empty file; refuse those of another version."""
        held = self._idle[0]
        found = held.execute("PRAGMA user_version").fetchone()[0]
        if found == 0 and self.writable:
            held.executescript(f"BEGIN;{schema()};PRAGMA user_version={VERSION};COMMIT")
        elif found != VERSION:
            raise StoreUnreadable(f"the index {self.file} is of another version; make it again with: hustings index")


@cache
def schema() -> str:
    """The statements that make the tables."""
    return files("graph.store.index").joinpath("schema.sql").read_text(encoding="utf-8")


def index_file(folder: Path) -> Path:
    """Where the read model of the engine's data in a folder is."""
    return folder.with_name(f"{folder.name}.sqlite")


def is_settled(folder: Path) -> bool:
    """True if the read model of the engine's data in a folder is one file, as a writer leaves it who was not killed."""
    file = index_file(folder)
    log = file.with_name(f"{file.name}-wal")
    return file.exists() and not (log.exists() and log.stat().st_size)


def remove_index(folder: Path) -> None:
    """Remove the read model of the engine's data in a folder, with what SQLite keeps beside it."""
    file = index_file(folder)
    for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))):
        path.unlink(missing_ok=True)
