"""A store as version 0.1.0 wrote it, brought to this version.

The fixture is what that version had in its graph for the example article, as a dump: its files would be ten times as
large. The test lays out the folder as that version did, with an index that is out of date.
"""

import gzip
import json
import sqlite3
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import StoreBusy, StoreTooNew, StoreUnreadable
from graph.rdf.identifiers import DEFAULT_BASE
from graph.store import upgrading
from graph.store.description import read_description
from graph.store.opening import open_store
from graph.store.upgrading import upgrade
from graph.verify import verify_graph

FIXTURE = Path(__file__).parent / "fixtures" / "format_1.nq.gz"


@pytest.fixture
def old(tmp_path):
    """A store of format 1."""
    path = tmp_path / "store"
    path.mkdir()
    engine = ox.Store(str(path / "data-1"))
    engine.bulk_load(gzip.decompress(FIXTURE.read_bytes()), format=ox.RdfFormat.N_QUADS)
    engine.flush()
    del engine
    (path / "lock").touch()
    (path / "store.json").write_text(json.dumps({"base": DEFAULT_BASE, "data": "data-1", "format": 1}))
    with sqlite3.connect(path / "data-1.sqlite") as index:
        index.execute("PRAGMA user_version = 1")
        index.execute("CREATE TABLE article (id INTEGER)")
    return path


def test_before_it_is_upgraded_it_says_what_to_do(old):
    with pytest.raises(StoreUnreadable, match="hustings index"):
        open_store(old)


def test_an_old_store_becomes_one_of_this_version(old):
    done = upgrade(old)

    assert (done.before, done.articles) == (1, 1)
    with open_store(old) as store:
        assert store.articles() == ["000_f5cacf4091a132be"]
        assert store.reader.totals()["statements"] > 5
        assert [str(problem) for problem in verify_graph(store)] == []


def test_upgrading_again_changes_nothing(old):
    upgrade(old)
    with open_store(old) as store:
        before = set(store.quads())
    upgrade(old)
    with open_store(old) as store:
        assert set(store.quads()) == before


def test_each_format_has_its_step_and_what_is_cut_off_goes_on(old, monkeypatch):
    monkeypatch.setattr(upgrading, "FORMAT", 3)
    monkeypatch.setattr("graph.store.description.FORMAT", 3)
    taken = []

    def cut_off(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upgrade(old, steps={1: lambda home: taken.append(home.data.name), 2: cut_off})
    assert read_description(old).format == 2

    upgrade(old, steps={1: pytest.fail, 2: lambda home: taken.append("second")})
    assert (taken, read_description(old).format) == (["data-1", "second"], 3)


def test_a_store_in_use_or_of_a_later_version_is_left_alone(old):
    upgrade(old)
    with open_store(old, write=True), pytest.raises(StoreBusy):
        upgrade(old)
    (old / "store.json").write_text(json.dumps({"base": DEFAULT_BASE, "data": "data-1", "format": 99}))
    with pytest.raises(StoreTooNew):
        upgrade(old)


def test_every_format_before_this_one_has_a_step():
    assert sorted(upgrading.STEPS) == list(range(1, upgrading.FORMAT))
