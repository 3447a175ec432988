"""The made-up corpus as a store on disk, and a client of a server over it."""

import shutil

import pytest

from graph.settings import Settings
from graph.store.opening import open_store
from tests.api.conftest import serving
from tests.corpus import make_corpus


@pytest.fixture(scope="session")
def corpus():
    """The articles, in the order in which they were made."""
    return make_corpus()


@pytest.fixture(scope="session")
def corpus_folder(corpus, tmp_path_factory):
    """The folder of a store with all articles, nothing resolved: for reading."""
    folder = tmp_path_factory.mktemp("corpus") / "store"
    with open_store(folder, write=True) as store:
        for annotation in corpus:
            store.put(annotation)
        store.flush()
    return folder


@pytest.fixture(scope="session")
def corpus_store(corpus_folder, tmp_path_factory):
    """A copy of it, open for reading: no server can begin to serve a store that a reader holds."""
    copy = shutil.copytree(corpus_folder, tmp_path_factory.mktemp("corpus") / "copy")
    with open_store(copy) as store:
        yield store


@pytest.fixture(scope="session")
def client(corpus_folder):
    """A client of a server over the store."""
    with serving(corpus_folder, Settings()) as made:
        yield made
