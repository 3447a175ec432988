"""What a page takes beside what SQLite and pyoxigraph take for just the queries that it asks of a store.

The queries are noted while the page is made, then asked again of a connection and an engine that nothing wraps.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from fastapi.testclient import TestClient

from api.app import create_app
from graph.store.index.connections import Index
from graph.store.opening import open_store

_TRIES, _CARDS = 15, 3
_CALLS = ("query", "quads_for_pattern")


class _Noting:
    """An engine that notes what it is asked."""

    def __init__(self, engine: ox.Store, asked: list[Callable[[], object]]) -> None:
        self._engine, self._asked = engine, asked

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._engine, name)
        if name not in _CALLS:
            return found

        def call(*given: Any, **named: Any) -> Any:
            self._asked.append(lambda: _drained(found(*given, **named)))
            return found(*given, **named)

        return call


def report(folder: Path) -> str:
    """A table over the pages of the store in a folder: milliseconds here, of the queries alone, ratio."""
    with open_store(folder) as store:
        names = [row["iri"].rpartition("/")[2] for row in store.reader.entities()[:_CARDS]]
    about = [f"{start}{name}" for name in names for start in ("/entities/", "/statements?target=")]
    return "\n".join(_lines(folder, ["/", "/entities?q=tru", "/statements?limit=50", "/articles", *about]))


def _lines(folder: Path, routes: Iterable[str]) -> Iterator[str]:
    asked: list[Callable[[], object]] = []
    sql: list[str] = []
    yield "| route | page, ms | its queries raw, ms | ratio |\n| --- | --- | --- | --- |"
    connect = Index._connect

    def traced(index: Index) -> sqlite3.Connection:
        made = connect(index)
        made.set_trace_callback(lambda text: sql.append(text) if index.file else None)
        return made

    Index._connect = traced  # type: ignore[method-assign]
    try:
        with open_store(folder) as store:
            file = store.reader.index.file
            plain = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
            engine = store._held
            with TestClient(create_app(store), headers={"Accept": "text/html"}) as client:
                for route in routes:
                    client.get(route).raise_for_status()
                    asked.clear()
                    sql.clear()
                    store._held = _Noting(engine, asked)  # type: ignore[assignment]
                    client.get(route)
                    store._held = engine
                    queries, calls = [text for text in sql if text.lstrip().startswith(("SELECT", "WITH"))], [*asked]
                    page = _median(lambda: client.get(route))  # noqa: B023 – called at once
                    raw = _median(lambda: _ask(plain, queries, calls))  # noqa: B023
                    yield f"| {route} | {page * 1e3:.2f} | {raw * 1e3:.2f} | {page / raw:.1f} |"
    finally:
        Index._connect = connect  # type: ignore[method-assign]


def _ask(plain: sqlite3.Connection, queries: list[str], calls: list[Callable[[], object]]) -> None:
    for text in queries:
        plain.execute(text).fetchall()
    for call in calls:
        call()


def _drained(answer: object) -> object:
    return list(answer) if isinstance(answer, Iterable) else answer


def _median(do: Callable[[], object]) -> float:
    taken = []
    for _ in range(_TRIES):
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
