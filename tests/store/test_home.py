"""Folders that are no store, or no store of ours: one clear line, and nothing is touched."""

import json
import os

import pytest

from graph.errors import StoreTooNew, StoreUnreadable
from graph.store.oxigraph import open_store
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


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_store_without_permission(path):
    path.chmod(0)
    try:
        fails(path, StoreUnreadable, "permission denied")
    finally:
        path.chmod(0o700)
