"""A store is served while others write: the latest state at rest, the last one meanwhile; nothing is left."""

from pathlib import Path

import pytest

from graph.errors import StoreBusy, StoreUnreadable
from graph.store import serving
from graph.store.opening import memory_store, open_store
from graph.store.serving import ServedFolder, serve_store
from tests.factory import make_annotation


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(serving, "_CHECK_SECONDS", -1.0)
    monkeypatch.setattr(serving, "_REST_SECONDS", 0.0)
    monkeypatch.setattr(serving, "_LINGER_SECONDS", 0.0)


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "store"
    add(folder, "a1")
    return folder


def add(folder, *names):
    with open_store(folder, write=True) as store:
        for name in names:
            store.put(make_annotation(name))
        store.flush()


def snapshots(folder):
    return list((folder / "snapshots").glob("*")) if (folder / "snapshots").exists() else []


def test_what_is_written_meanwhile_is_seen(path):
    served = ServedFolder(path)
    before = served.edition().store.articles()
    add(path, "b2")  # the server does not hold the store
    after = served.edition().store.articles()
    served.close()

    assert (before, after) == (["a1"], ["a1", "b2"])


def test_a_store_that_did_not_change_keeps_its_edition(path):
    served = ServedFolder(path)

    assert served.edition() is served.edition()
    served.close()


def test_while_somebody_writes_the_last_state_is_served(path):
    served = ServedFolder(path)
    with open_store(path, write=True) as store:
        store.put(make_annotation("b2"))
        store.flush()
        during = served.edition().store.articles()
    after = served.edition().store.articles()
    served.close()

    assert (during, after) == (["a1"], ["a1", "b2"])


def test_many_changes_leave_few_snapshots_and_closing_none(path):
    served = ServedFolder(path)
    for number in range(4):
        add(path, f"c{number}")
        served.edition()
    kept = [p for p in snapshots(path) if p.is_dir()]
    served.close()

    assert len(kept) == 2
    assert snapshots(path) == []


def test_a_store_in_memory_is_copied():
    store = memory_store()
    store.put(make_annotation("a1"))
    served = serve_store(store)
    edition = served.edition()

    assert edition.store.articles() == ["a1"]
    assert sorted(map(str, edition.store.quads())) == sorted(map(str, store.quads()))
    served.close()
    assert not Path(edition.folder).exists()


def test_no_store_is_an_error_and_none_is_made(tmp_path):
    with pytest.raises(StoreUnreadable):
        serve_store(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_others_read_is_served(path):
    with open_store(path):
        served = ServedFolder(path)
        assert served.edition().store.articles() == ["a1"]
        served.close()


def test_a_new_store_that_somebody_writes_is_busy(tmp_path):
    with open_store(tmp_path / "new", write=True), pytest.raises(StoreBusy, match="try again when it has finished"):
        serve_store(tmp_path / "new")


def test_what_somebody_reads_stays_for_a_while_after_fast_updates(path, monkeypatch):
    monkeypatch.setattr(serving, "_LINGER_SECONDS", 60.0)
    served = ServedFolder(path)
    first = served.edition()
    for number in range(3):
        add(path, f"d{number}")
        served.renew()
    still = first.store.reader.totals()["articles"]
    for _ in range(9):
        served.renew()
    kept = len(served._editions)
    served.close()

    assert (still, kept) == (1, 8)
    assert snapshots(path) == []
