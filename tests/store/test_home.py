"""Folders that are no store, or no store of ours: one clear line, and nothing is touched."""

import json
import os
import shutil

import pytest

from graph.errors import StoreTooNew, StoreUnreadable
from graph.store.home import open_home
from graph.store.opening import open_store, reindex
from graph.store.serving import serve_store
from tests.factory import make_annotation


@pytest.fixture
def path(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        store.put(make_annotation())
    return tmp_path / "store"


def fails(path, error, match):
    for write in (True, False):
        with pytest.raises(error, match=match) as caught:
            open_store(path, write=write)
        assert "\n" not in str(caught.value)


def describe(path, **changes):
    described = json.loads((path / "store.json").read_text())
    (path / "store.json").write_text(json.dumps(described | changes))


def test_a_store_that_is_not_there_cannot_be_read(tmp_path):
    with pytest.raises(StoreUnreadable, match=r"no store at .*; make one with: hustings build"):
        open_store(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_with_other_things_is_no_store(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Ana")

    fails(tmp_path, StoreUnreadable, "is not a store")
    assert [child.name for child in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path):
    (tmp_path / "store").write_text("")

    fails(tmp_path / "store", StoreUnreadable, "not a directory|is not a store")


def test_a_store_of_a_later_version_is_not_touched(path):
    describe(path, format=99)

    fails(path, StoreTooNew, "has store format 99, this version reads up to 1; update Hustings")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": "x", "base": "b", "data": "d"}'])
def test_a_description_that_cannot_be_understood(path, text):
    (path / "store.json").write_text(text)

    fails(path, StoreUnreadable, "is damaged: its store.json cannot be understood")


def test_damaged_data(path):
    (path / "data-1" / "CURRENT").write_text("junk\n")

    fails(path, StoreUnreadable, "the store's data in .* cannot be read")


def test_an_unreadable_store_can_be_opened_once_it_is_mended(path):
    current = (path / "data-1" / "CURRENT").read_bytes()
    test_damaged_data(path)
    (path / "data-1" / "CURRENT").write_bytes(current)

    with open_store(path, write=True) as store:
        assert store.articles() == ["a1"]


@pytest.fixture
def other(tmp_path):
    """Another store, which nothing that is done to the first one may touch."""
    with open_store(tmp_path / "other", write=True) as store:
        store.put(make_annotation("b2"))
    before = held(tmp_path / "other")
    yield tmp_path / "other"
    assert held(tmp_path / "other") == before


def held(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def no_command_opens(path, match):
    """Reading, writing, indexing and serving say the same in one line, and change nothing."""
    before = held(path)
    fails(path, StoreUnreadable, match)
    for opening in (serve_store, reindex):
        with pytest.raises(StoreUnreadable, match=match):
            opening(path)
    assert held(path) == before


@pytest.mark.parametrize(
    "data", ["../other/data-1", "other", "", ".", "..", "data-1/../../other/data-1", "data-", "DATA-1"]
)
def test_a_description_that_leads_elsewhere(path, other, data):
    describe(path, data=data)

    no_command_opens(path, "its store.json names the data folder .*, which is not its own")


def test_a_description_that_names_a_place_from_the_root(path, other):
    describe(path, data=str(other / "data-1"))

    no_command_opens(path, "its store.json names the data folder .*, which is not its own")


@pytest.mark.parametrize("name", ["data-1", "data-1.sqlite", "snapshots"])
def test_a_link_that_leads_elsewhere(path, other, name):
    (other / name).exists() or (other / name).mkdir()
    shutil.rmtree(path / name) if (path / name).is_dir() else (path / name).unlink(missing_ok=True)
    (path / name).symlink_to(other / name)

    no_command_opens(path, f"is damaged: {name} is a symbolic link; a store keeps its data in itself")


@pytest.mark.parametrize("base", ["", "no iri", "news", 5])
def test_a_description_with_a_base_that_is_none(path, base):
    describe(path, base=base)

    no_command_opens(path, "its store.json cannot be understood")


def empty_folder(data):
    shutil.rmtree(data)
    data.mkdir()


@pytest.mark.parametrize("lose", [shutil.rmtree, empty_folder, lambda data: (data / "CURRENT").unlink()])
def test_lost_data_are_an_error_and_no_new_store(path, lose):
    lose(path / "data-1")

    no_command_opens(path, "the store's data in .* are missing; load a dump, or build the articles again, into a new")


@pytest.mark.parametrize("pattern", ["*.sst", "MANIFEST-*", "CURRENT"])
@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: bytes(255 - b for b in data)])
def test_whatever_is_damaged_serving_says_it_too(path, pattern, damage):
    with open_store(path, write=True) as store:
        store.flush()
    for file in (path / "data-1").glob(pattern):
        file.write_bytes(damage(file.read_bytes()))

    with pytest.raises(StoreUnreadable, match=r"the store's data in .* cannot be read: ") as caught:
        serve_store(path)
    assert "\n" not in str(caught.value)


def test_a_store_whose_making_was_cut_off_is_made_by_the_next_one(tmp_path):
    open_home(tmp_path / "store", base="https://news.example/id/").release()  # killed before there were data
    (tmp_path / "store" / "data-1").mkdir()
    assert not (tmp_path / "store" / "store.json").exists()

    with open_store(tmp_path / "store", write=True) as store:
        store.put(make_annotation())
    with open_store(tmp_path / "store") as store:
        assert store.articles() == ["a1"]
    assert not (tmp_path / "store" / "store.json.new").exists()


def test_a_folder_of_data_without_description_is_not_taken_for_a_new_store(path):
    (path / "store.json").unlink()

    no_command_opens(path, "is not a store")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_store_without_permission(path):
    path.chmod(0)
    try:
        fails(path, StoreUnreadable, "permission denied")
    finally:
        path.chmod(0o700)
