"""pyoxigraph's store, with one name for what it raises over files that it cannot read: StoreUnreadable.

Over a block that has not its checksum, the engine raises RuntimeError wherever it happens to read it; OSError where the
system fails; and where its Rust code panics, an exception that is no Exception.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
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

from graph.errors import InvalidQuery, StoreDamaged, StoreError, StoreUnreadable

MEND = "load a dump, or build the articles again, into a new store"
_DETAIL = re.compile(r": stored\b.*? in (?=/|[A-Z]:)")  # of checksums: what was read and what was expected
Subject = NamedNode | BlankNode | Triple
Object = NamedNode | BlankNode | Literal | Triple


class Engine:
    """The methods of pyoxigraph's store that we use; see there."""

    def __init__(self, held: Store | None = None, folder: Path | None = None) -> None:
        self._held = held if held is not None else Store()
        self._folder = folder
        self._start: str | None = None  # of the names of our own graphs; None: no difference is made

    def keep_to(self, start: str) -> None:
        """Look at our own graphs alone, of which the names begin so, where no graph is named: not at users' graphs."""
        self._start = start

    @classmethod
    def open(cls, data: Path, *, write: bool, new: bool = False) -> "Engine":
        """Return the engine over its files; StoreUnreadable where they are damaged or, unless `new`, not there."""
        if not new and not (data / "CURRENT").is_file():  # for writing, the engine would make an empty store of it
            raise StoreUnreadable(f"the store's data in {data} are missing; {MEND}")
        with readable(data):
            return cls(Store(data) if write else Store.read_only(str(data)), data)

    def close(self) -> None:
        """Let go of the files, whoever still holds this engine, such as the traceback of an error."""
        self._held = Store()

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
            found = self._watched(self._held.quads_for_pattern(subject, predicate, object, graph))
            return self._own(found, self._start) if graph is None and self._start is not None else found

    def prefetch(self, patterns: Sequence[tuple[Subject | None, NamedNode | None, Object | None]]) -> None:
        """Say what will be asked next: an engine that is far away fetches it in one go."""

    def holds_graph(self, graph: NamedNode) -> bool:
        """True if there is a graph of this name, be it empty."""
        with readable(self._folder):
            return self._held.contains_named_graph(graph)

    def named_graphs(self) -> list[NamedNode | BlankNode]:
        """Return the names of the graphs."""
        with readable(self._folder):
            return list(self._held.named_graphs())

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a query over the union of all graphs; what reads it is itself `readable`."""
        with readable(self._folder):
            return self._held.query(sparql, use_default_graph_as_union=True)

    def query_dataset(
        self,
        sparql: str,
        *,
        base_iri: str | None = None,
        default: Sequence[NamedNode] | None = None,
        named: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer over these graphs; None: the default graph alone, and all named ones. InvalidQuery."""
        with readable(self._folder):
            try:
                return self._held.query(
                    sparql,
                    base_iri=base_iri,
                    default_graph=None if default is None else list(default),
                    named_graphs=None if named is None else list(named),
                )
            except (SyntaxError, ValueError) as error:
                raise InvalidQuery(f"SPARQL does not parse: {' '.join(str(error).split())[:200]}") from error

    def update(self, sparql: str, base_iri: str | None = None) -> None:
        """Change what is held, in one transaction."""
        with _writable(self._folder):
            self._held.update(sparql, base_iri=base_iri)

    def update_by_user(self, sparql: str, base_iri: str) -> None:
        """Run an update that a user sent; InvalidQuery where it is wrong by itself, as one of a graph not there."""
        with _writable(self._folder):
            try:
                self._held.update(sparql, base_iri=base_iri)
            except (SyntaxError, ValueError) as error:
                raise InvalidQuery(f"the update does not parse: {' '.join(str(error).split())[:200]}") from error
            except RuntimeError as error:
                if str(error).startswith("The graph "):
                    raise InvalidQuery(f"{error}; nothing was changed") from error
                raise

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

    @staticmethod
    def _own(quads: Iterator[Quad], start: str) -> Iterator[Quad]:
        for quad in quads:
            graph = quad.graph_name
            if isinstance(graph, NamedNode) and graph.value.startswith(start):
                yield quad

    def _watched(self, quads: Iterator[Quad]) -> "_Quads":
        return _Quads(quads, self._folder)


class _Quads:
    """Quads as the engine gives them, whose errors are ours.

    No generator: one that is left in the middle of `with readable` may live on until the garbage collector finds it in
    another thread; there the engine lets nothing of it go, and the lock on the files stays.
    """

    __slots__ = ("_folder", "_quads")

    def __init__(self, quads: Iterator[Quad], folder: Path | None) -> None:
        self._quads, self._folder = quads, folder

    def __iter__(self) -> "_Quads":
        return self

    def __next__(self) -> Quad:
        try:
            return next(self._quads)
        except StopIteration:
            raise
        except BaseException as error:
            with readable(self._folder):
                raise error
            raise


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
