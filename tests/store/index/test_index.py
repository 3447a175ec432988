"""The read model says what the graph says, whatever happened to the store before."""

import random
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.curation import merge, rejoin, split
from graph.errors import InvalidDecision, QueryTimeout, StoreUnreadable, UnknownIri
from graph.rdf.identifiers import article_graph
from graph.store.index.connections import Index, index_file
from graph.store.opening import memory_store, open_store
from tests.factory import make_annotation

DAY = date(2024, 3, 14)
NAMES = ("a1", "b 2/é", "c3", "undated")


def content(store):
    with store.reader.index.connection() as held:
        return sorted(map(tuple, held.execute("SELECT kind, key, value FROM canonical")))


def differences(store):
    with store.compare_index() as compared:
        for name in store.articles():
            compared.take(name, store.quads(article_graph(name, store.base).value))
        return compared.differences()


def put(store, name, *, text_changed=False):
    published = None if name == "undated" else date(2024, 3, 13)
    annotation = make_annotation(name, published=published)
    if text_changed:
        annotation = type(annotation)(annotation.article, annotation.entities, annotation.statements[:1])
    store.put(annotation)


def step(store, choice):
    """One thing that people do to a store."""
    what, name, first, second = choice
    entities = [row["iri"].removeprefix("entity/") for row in store.reader.entities()] or ["Q1"]
    one, other = entities[first % len(entities)], entities[second % len(entities)]
    try:
        if what == "delete":
            store.delete(name)
        elif what in ("put", "put again"):
            put(store, name, text_changed=what == "put again")
        elif what == "merge":
            merge(store, one, other, "the same", DAY)
        elif what == "split":
            split(store, one, "not the same", DAY)
        else:
            rejoin(store, one, "one after all", DAY)
    except (InvalidDecision, UnknownIri):
        pass


CHOICES = st.tuples(
    st.sampled_from(["put", "put again", "delete", "merge", "split", "rejoin"]),
    st.sampled_from(NAMES),
    st.integers(0, 40),
    st.integers(0, 40),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(CHOICES, max_size=12))
def test_after_anything_the_index_is_what_a_rebuild_gives(choices):
    store = memory_store()
    for choice in choices:
        step(store, choice)
    before = content(store)
    store.reindex()

    assert content(store) == before


@settings(max_examples=5, deadline=None)
@given(st.permutations(NAMES))
def test_no_order_of_articles_shows(names):
    store, sorted_store = memory_store(), memory_store()
    for name in names:
        put(store, name)
    for name in sorted(names):
        put(sorted_store, name)

    assert content(store) == content(sorted_store)


def test_many_changes_on_disk_leave_no_difference(tmp_path):
    chosen = random.Random(7)
    with open_store(tmp_path / "store", write=True) as store:
        for _ in range(60):
            what = chosen.choice(["put", "put again", "delete", "merge", "split"])
            step(store, (what, chosen.choice(NAMES), chosen.randrange(40), chosen.randrange(40)))
        assert differences(store) == []
        store.reader.index.rows("UPDATE entity SET mentions = mentions + 1")
        assert differences(store) or not store.articles()


def test_what_a_crash_cut_off_is_finished(tmp_path, monkeypatch):
    with open_store(tmp_path / "store", write=True) as store:
        put(store, "a1")
        monkeypatch.setattr("graph.store.graph_writer.follow", lambda *_: None)  # killed between graph and index
        put(store, "c3")
        store.delete("a1")
        monkeypatch.undo()
    with open_store(tmp_path / "store", write=True) as store:
        assert differences(store) == []
        assert [row["article_name"] for row in store.reader.articles()] == ["c3"]


def test_a_missing_index_is_made_again(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        put(store, "a1")
        before = content(store)
    index_file(tmp_path / "store" / "data-1").unlink()
    with open_store(tmp_path / "store") as store:
        assert content(store) == before


def test_a_damaged_index_says_what_to_do(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        put(store, "a1")
    index_file(tmp_path / "store" / "data-1").write_bytes(b"not a database at all" * 99)

    with pytest.raises(StoreUnreadable, match="hustings index"):
        open_store(tmp_path / "store")


def test_what_takes_too_long_is_stopped():
    store = memory_store()
    put(store, "a1")
    late = store.within(-1).reader

    with pytest.raises(QueryTimeout):
        late.index.rows(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n",
            deadline=late.deadline,
        )
    assert store.within(10).reader.totals()["articles"] == 1


def test_an_index_of_another_version_is_refused(tmp_path):
    index = Index(tmp_path / "x.sqlite", writable=True)
    index.rows("PRAGMA user_version = 99")
    index.close()

    with pytest.raises(StoreUnreadable, match="another version"):
        Index(tmp_path / "x.sqlite", writable=False)


def test_readers_have_a_connection_each(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        put(store, "a1")
    with open_store(tmp_path / "store") as store:
        index = store.reader.index
        with index.connection() as one, index.connection(time.monotonic() + 5) as other:
            assert one is not other
