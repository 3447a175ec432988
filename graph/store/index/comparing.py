"""Compare the read model with what the graph amounts to."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from typing import Self

from pyoxigraph import Quad

from graph.errors import StoreError
from graph.store.engine import Engine
from graph.store.index.connections import Index
from graph.store.index.derivation import deriving, subjects_of_graph
from graph.store.index.derive import article_rows
from graph.store.index.derive.values import Row
from graph.store.index.tables import put_article, put_subjects


class Comparison:
    """What the read model should be, derived from the graph an article at a time, beside what it is."""

    def __init__(self, index: Index, engine: Engine, base: str) -> None:
        self._index, self._engine, self._base = index, engine, base
        self._folder = TemporaryDirectory()
        self._fresh = Index(Path(self._folder.name) / "fresh.sqlite", writable=True)
        self._failed: StoreError | None = None
        try:
            with deriving(self._fresh) as held:
                put_subjects(held, engine, base, subjects_of_graph(engine, base))
        except StoreError as error:  # such as an entity without a name
            self._failed = error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._fresh.close()
        self._folder.cleanup()

    def take(self, name: str, quads: Iterable[Quad]) -> None:
        """Derive what one article amounts to; all of them must be taken before `differences`."""
        if self._failed:
            return
        try:
            with deriving(self._fresh) as held:
                put_article(held, name, article_rows(quads, self._base))
        except StoreError as error:  # such as one statement in two articles
            self._failed = error

    def differences(self) -> list[str]:
        """Where the read model is not what the graph amounts to: a line for each row too many or too few.

        Raises StoreError where the graph is so damaged that no read model can be made of it.
        """
        if self._failed:
            raise self._failed
        self._fresh.settle()
        with self._index.connection() as held:
            held.execute("ATTACH ? AS fresh", (str(self._fresh.file),))
            try:
                return [f"{how} {row['kind']} {row['key']}" for how, row in _compared(held)]
            finally:
                held.execute("DETACH fresh")


def _compared(held: Connection) -> Iterator[tuple[str, Row]]:
    for how, one, other in (("has", "main", "fresh"), ("lacks", "fresh", "main")):
        sql = f"SELECT kind, key, value FROM {one}.canonical EXCEPT SELECT kind, key, value FROM {other}.canonical"
        for row in held.execute(f"{sql} ORDER BY 1, 2"):
            yield how, dict(row)
