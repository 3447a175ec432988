"""Backups of stores that are in use, put back; what is no whole backup changes nothing."""

import io
import json
import tarfile

import pytest

from graph.errors import InputError, StoreBusy, StoreError, StoreTooNew, StoreUnreadable
from graph.store.backups import back_up, restore
from graph.store.opening import open_store
from graph.store.serving import ServedFolder
from graph.verify import verify
from tests.factory import make_annotation


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "store"
    with open_store(folder, write=True) as store:
        store.put(make_annotation("a1"))
        store.flush()
    return folder


def quads(path):
    with open_store(path) as store:
        assert list(verify(store)) == []
        return set(store.quads())


@pytest.mark.parametrize("name", ["all.tar", "all.tar.gz"])
def test_what_is_restored_is_what_was_backed_up(path, tmp_path, name):
    size = back_up(path, tmp_path / name)
    restore(tmp_path / name, tmp_path / "copy")

    assert size == (tmp_path / name).stat().st_size
    assert quads(tmp_path / "copy") == quads(path)


def test_a_store_is_backed_up_while_somebody_writes(path, tmp_path):
    with open_store(path, write=True) as store:
        store.put(make_annotation("b2"))
        back_up(path, tmp_path / "all.tar")
    restore(tmp_path / "all.tar", tmp_path / "copy")

    with open_store(tmp_path / "copy") as copy:
        assert copy.articles() == ["a1"]  # as of the last snapshot


def test_a_store_is_replaced_while_it_is_served(path, tmp_path):
    back_up(path, tmp_path / "all.tar")
    with open_store(path, write=True) as store:
        store.put(make_annotation("b2"))
    served = ServedFolder(path)
    before = served.edition().store.articles()
    with pytest.raises(StoreError, match="--replace"):
        restore(tmp_path / "all.tar", path)
    restore(tmp_path / "all.tar", path, replace=True)
    served.renew()
    after = served.edition().store.articles()
    served.close()

    assert (before, after) == (["a1", "b2"], ["a1"])


def test_while_somebody_writes_nothing_is_replaced(path, tmp_path):
    back_up(path, tmp_path / "all.tar")
    with open_store(path, write=True), pytest.raises(StoreBusy):
        restore(tmp_path / "all.tar", path, replace=True)


def changed(source, target, change):
    """A backup whose members `change` has seen, each by name and content."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            data = change(member.name, old.extractfile(member).read())
            if data is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
    return target


def manifest(**values):
    def change(name, data):
        return json.dumps(json.loads(data) | values).encode() if name == "manifest.json" else data

    return change


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda name, data: data[:-1] + b"x" if name == "index.sqlite" else data, StoreUnreadable),
        (lambda name, data: None if name.endswith("CURRENT") else data, StoreUnreadable),
        (lambda name, data: None if name == "manifest.json" else data, StoreUnreadable),
        (lambda name, data: b"{" if name == "manifest.json" else data, StoreUnreadable),
        (manifest(files={}), StoreUnreadable),
        (manifest(format=99), StoreTooNew),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_is_left(path, tmp_path, change, error):
    back_up(path, tmp_path / "all.tar")
    wrong = changed(tmp_path / "all.tar", tmp_path / "wrong.tar", change)

    with pytest.raises(error):
        restore(wrong, tmp_path / "copy")
    assert sorted(child.name for child in tmp_path.iterdir()) == ["all.tar", "store", "wrong.tar"]


@pytest.mark.parametrize("name", ["../outside", "/outside", "data/../../outside"])
def test_nothing_is_written_outside_of_the_store(path, tmp_path, name):
    back_up(path, tmp_path / "all.tar")
    wrong = changed(tmp_path / "all.tar", tmp_path / "wrong.tar", manifest(files={name: "0"}))
    with tarfile.open(wrong, "a") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))

    with pytest.raises(StoreUnreadable):
        restore(wrong, tmp_path / "copy")
    assert not (tmp_path / "outside").exists()


def test_a_backup_is_called_so(path, tmp_path):
    with pytest.raises(InputError, match=r"ends in \.tar"):
        back_up(path, tmp_path / "all.zip")
    with pytest.raises(StoreUnreadable, match="no such file"):
        restore(tmp_path / "none.tar", tmp_path / "copy")
