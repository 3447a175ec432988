"""pyoxigraph's store, with one name for what it raises over files that it cannot read: StoreUnreadable.

Over a block that has not its checksum, the engine raises RuntimeError wherever it happens to read it; OSError where the
system fails; and where its Rust code panics, an exception that is no Exception.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from graph.errors import StoreDamaged, StoreError, StoreUnreadable

MEND = "load a dump, or build the articles again, into a new store"
_DETAIL = re.compile(r": stored\b.*? in (?=/|[A-Z]:)")  # of checksums: what was read and what was expected
Subject = NamedNode | BlankNode | Triple
Object = NamedNode | BlankNode | Literal | Triple


class Engine:
    """The methods of pyoxigraph's store that we use; see there."""

    def __init__(self, held: Store | None = None, folder: Path | None = None) -> None:
        self._held = held if held is not None else Store()
        self._folder = folder

    @classmethod
    def open(cls, data: Path, *, write: bool, new: bool = False) -> "Engine":
        """Return the engine over its files; StoreUnreadable where they are damaged or, unless `new`, not there."""
        if not new and not (data / "CURRENT").is_file():  # for writing, the engine would make an empty store of it
            raise StoreUnreadable(f"the store's data in {data} are missing; {MEND}")
        with readable(data):
            return cls(Store(data) if write else Store.read_only(str(data)), data)

    def __len__(self) -> int:
        with readable(self._folder):
            return len(self._held)

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: NamedNode | None,
        object: Object | None,
        graph: NamedNode | BlankNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match, None for anything."""
        with readable(self._folder):
            return self._watched(self._held.quads_for_pattern(subject, predicate, object, graph))

    def named_graphs(self) -> list[NamedNode | BlankNode]:
        """Return the names of the graphs."""
        with readable(self._folder):
            return list(self._held.named_graphs())

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a query over the union of all graphs; what reads it is itself `readable`."""
        with readable(self._folder):
            return self._held.query(sparql, use_default_graph_as_union=True)

    def update(self, sparql: str) -> None:
        """Change what is held, in one transaction."""
        with _writable(self._folder):
            self._held.update(sparql)

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads, in one transaction."""
        with _writable(self._folder):
            self._held.extend(quads)

    def bulk_extend(self, quads: Iterable[Quad]) -> None:
        """Add quads faster, and without transaction."""
        with _writable(self._folder):
            self._held.bulk_extend(quads)

    def flush(self) -> None:
        """Have the files hold all that was written."""
        with _writable(self._folder):
            self._held.flush()

    def optimize(self) -> None:
        """Put the files in order."""
        with _writable(self._folder):
            self._held.optimize()

    def backup(self, folder: Path) -> None:
        """Copy the state of now to a new folder, by hard links."""
        with _writable(self._folder):
            self._held.backup(folder)

    def _watched(self, quads: Iterator[Quad]) -> Iterator[Quad]:
        with readable(self._folder):
            yield from quads


@contextmanager
def readable(folder: Path | None) -> Iterator[None]:
    """Turn what the engine raises within into StoreUnreadable, in one line; what is our own passes."""
    try:
        yield
    except OSError as error:
        raise unreadable(folder, error) from error
    except RuntimeError as error:
        raise damaged(folder, error) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of pyo3, which gives no other hold on it
            raise damaged(folder, error) from error
        raise


def unreadable(folder: Path | None, reason: object) -> StoreUnreadable:
    """That the files cannot be read, and what to do."""
    return StoreUnreadable(_line(folder, reason))


def damaged(folder: Path | None, reason: object) -> StoreDamaged:
    """That the files are damaged, and what to do."""
    return StoreDamaged(_line(folder, reason))


def check_readable(data: Path) -> None:
    """StoreUnreadable where the files are damaged: reads every quad."""
    for _ in Engine.open(data, write=False).quads_for_pattern(None, None, None):
        pass


def _line(folder: Path | None, reason: object) -> str:
    where = f" in {folder}" if folder else ""
    said = _DETAIL.sub(" in ", " ".join(str(reason).split()).rstrip("."))
    return f"the store's data{where} cannot be read: {said}; {MEND}"


@contextmanager
def _writable(folder: Path | None) -> Iterator[None]:
    with readable(folder):
        try:
            yield
        except OSError as error:  # a full disk, a lost mount
            raise StoreError(f"the store cannot be written: {error}") from error
