"""A store whose graph is on another server; its read model lies here, and is made again where it is behind."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO

from pyoxigraph import DefaultGraph, NamedNode

from graph.errors import StoreBusy, StoreError, StoreUnreadable
from graph.locks import lock as lock_file
from graph.rdf.identifiers import DEFAULT_BASE, is_reserved
from graph.store.base import Store
from graph.store.index.connections import Index
from graph.store.index.writing import recover
from graph.store.naming import extraction
from graph.store.oxigraph import OxigraphStore, taken_in
from graph.store.remote.addresses import Address
from graph.store.remote.client import Client
from graph.store.remote.engine import RemoteEngine

_ONTOLOGY = re.compile(r"(?P<base>.+)graph/ontology")


class RemoteStore(OxigraphStore):
    """Articles on a SPARQL server; one graph an article."""

    def __init__(self, engine: RemoteEngine, base: str, *, index: Index, lock: IO[bytes], writable: bool) -> None:
        self._lock = lock
        self._remote = engine
        super().__init__(engine, base, writable=writable, index=index)

    def load(self, path: Path, *, replace: bool = False, accept: Callable[[Store], None] | None = None) -> int:
        """Put a dump in the place of what the server holds, a graph at a time; the number of quads.

        Raises StoreError if the store has articles, unless `replace`. A cut connection leaves a part: load again.
        """
        with self._writing:
            self._check_writable()
            if not replace and self.has_articles():
                raise StoreError("the store holds articles; give --replace to put the dump in their place")
            with taken_in(path, None, accept) as taken:
                if taken.base != self.base:
                    raise StoreError(
                        f"the dump has the base {taken.base}, the store {self.base}; use one base for both"
                    )
                own = [
                    g
                    for g in self._remote.named_graphs()
                    if isinstance(g, NamedNode) and is_reserved(g.value, self.base)
                ]
                self._remote.replace((q for q in taken.quads() if not isinstance(q.graph_name, DefaultGraph)), own)
            self._decided = self._resolved = None
            self.reindex()
            return len(self._remote)

    def snapshot(self) -> Path:
        """Refused: the files are elsewhere."""
        raise StoreError("a store on another server has no snapshots here; dump it")

    def close(self) -> None:
        """Let go of the server and of the read model."""
        super().close()
        self._lock.close()


def open_remote(address: Address, *, write: bool, base: str | None) -> RemoteStore:
    """Return the store at an address; StoreError where it cannot be reached, StoreUnreadable where it is none."""
    client = Client(address)
    engine = RemoteEngine(client)
    try:
        found = _base_at(engine)
        if found is None and not write:
            raise StoreUnreadable(f"no store at {address}; make one with: hustings build ARTICLES --store {address}")
        if base and found and base != found:
            raise StoreError(f"the store {address} was made with the base {found}, not {base}; use the one it has")
        held = _locked(address)
        try:
            return _opened(engine, found or base or DEFAULT_BASE, address, held, write=write)
        except BaseException:
            held.close()
            raise
    except BaseException:
        client.close()
        raise


def _opened(engine: RemoteEngine, base: str, address: Address, lock: IO[bytes], *, write: bool) -> RemoteStore:
    file = address.folder / "index.sqlite"
    engine.keep_to(f"{base}graph/")
    if not write:
        with closing(Index(file, writable=True)) as index:
            recover(index, engine, base, extraction(engine, base))
    return RemoteStore(engine, base, index=Index(file, writable=write), lock=lock, writable=write)


def _base_at(engine: RemoteEngine) -> str | None:
    """The base of the store that a server holds; None where it holds none."""
    found = {m["base"] for g in engine.named_graphs() if (m := _ONTOLOGY.fullmatch(getattr(g, "value", "")))}
    if len(found) > 1:
        raise StoreUnreadable(
            f"the server holds several stores, with the bases {', '.join(sorted(found))}; use one each"
        )
    return found.pop() if found else None


def _locked(address: Address) -> IO[bytes]:
    """The lock of what lies here of the store: one command at a time on this machine."""
    try:
        address.folder.mkdir(parents=True, exist_ok=True)
        held = (address.folder / "lock").open("ab")
    except OSError as error:
        raise StoreUnreadable(f"cannot keep the index of {address} in {address.folder}: {error.strerror}") from error
    try:
        lock_file(held, shared=False)
    except BlockingIOError as error:
        held.close()
        raise StoreBusy(f"the store {address} is in use by another process here; try again later") from error
    return held
