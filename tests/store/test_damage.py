"""Data files that are damaged inside: one line that says so, from whatever reads them; no panic, no traceback."""

import asyncio
from pathlib import Path

import pytest

from graph.cli import run
from graph.errors import StoreDamaged, StoreError, StoreUnreadable
from graph.store.engine import Engine, check_readable, readable
from graph.store.opening import open_store
from graph.store.oxigraph import OxigraphStore
from graph.store.serving import serve_store
from graph.store.worker_process import start_worker
from graph.verify import verify
from tests.factory import make_annotation

SAID = r"^the store's data in \S+ cannot be read: [^\n]*[Cc]orrupt[^\n]*; load a dump, or build the articles again"


@pytest.fixture
def path(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        for number in range(12):
            store.put(make_annotation(f"a{number}"))
        store.flush()
    open_store(tmp_path / "store", write=True).close()  # empties the engine's log, from which it would mend the files
    return tmp_path / "store"


def damage_blocks(path, first=0.2, last=0.8):
    """Other bytes within the blocks of all larger files; what the engine reads when it opens them stays."""
    for file in (path / "data-1").glob("*.sst"):
        data = bytearray(file.read_bytes())
        if len(data) > 4_000:
            for place in range(int(first * len(data)), int(last * len(data)), 97):
                data[place] ^= 0x55
            file.write_bytes(bytes(data))


def damage_ends(path):
    damage_blocks(path, 0.0, 1.0)


def read(path, how):
    with open_store(path) as store:
        list(how(store))


READERS = {
    "verify": lambda path: read(path, verify),
    "quads": lambda path: read(path, OxigraphStore.quads),
    "writing": lambda path: open_store(path, write=True),
    "serving": serve_store,
    "checking": lambda path: check_readable(path / "data-1"),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("damage", [damage_blocks, damage_ends])
def test_every_reader_says_the_same(path, damage, reader):
    damage(path)

    with pytest.raises(StoreDamaged, match=SAID):
        READERS[reader](path)


QUERY = "SELECT (COUNT(*) AS ?n) (MAX(STRLEN(STR(?o))) AS ?m) { ?s ?p ?o }"
COMMANDS = [
    ["verify"],
    ["index"],
    ["dump", "all.nq"],
    ["export", "trig", "--out", "all.trig"],
    ["query", "count.rq"],
    ["query", "all.rq", "--format", "csv"],
    ["serve", "--port", "0"],
]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_it_in_one_line(path, tmp_path, monkeypatch, capfd, command):
    damage_blocks(path)
    monkeypatch.chdir(tmp_path)
    Path("count.rq").write_text(QUERY, encoding="utf-8")
    Path("all.rq").write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")

    code = run([*command, "--store", "store"])

    err = capfd.readouterr().err
    assert (code, err.count("\n")) == (2, 1), err
    assert err.startswith("hustings: the store's data in store/data-1 cannot be read: Corruption: ")
    assert not list(tmp_path.glob("all.[nt][qr]*"))[1:]


@pytest.mark.slow
def test_a_worker_that_cannot_open_its_snapshot_says_why(path):
    damage_ends(path)

    with pytest.raises(StoreDamaged, match=SAID):
        asyncio.run(start_worker(path / "data-1", 256))


class PanicException(BaseException):
    """Named as pyo3 names what it makes of a panic."""


@pytest.mark.parametrize(
    ("raised", "error", "words"),
    [
        (RuntimeError("Corruption: block"), StoreDamaged, "cannot be read: Corruption: block; load a dump"),
        (PanicException("called\nunwrap"), StoreDamaged, "cannot be read: called unwrap; load a dump"),
        (PermissionError(13, "Permission denied"), StoreUnreadable, "Permission denied; load a dump"),
        (StoreError("the store is closed"), StoreError, "the store is closed"),
        (KeyboardInterrupt(), KeyboardInterrupt, ""),
    ],
)
def test_what_the_engine_raises_has_our_name(raised, error, words):
    with pytest.raises(error) as caught, readable(None):
        raise raised
    assert type(caught.value) is error
    assert words in str(caught.value)


def test_what_cannot_be_written_is_no_damage(monkeypatch):
    class Full:
        def extend(self, quads):
            raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match=r"cannot be written: .*No space left") as caught:
        Engine(Full()).extend([])
    assert not isinstance(caught.value, StoreUnreadable)
