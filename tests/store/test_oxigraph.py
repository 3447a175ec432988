"""What every store does, on disk and in memory."""

import subprocess
import sys

import pytest
from pyoxigraph import Literal, NamedNode, Store, Triple

from graph.errors import InvalidModel, InvalidQuery, StoreBusy, StoreError, UnknownIri
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.identifiers import article_graph, shared_graph
from graph.rdf.triples import to_quads
from graph.rdf.vocabulary import DCTERMS, HUS
from graph.store import base, graph_reader, merging
from graph.store.base import Iri, to_value
from graph.store.engine import Engine
from graph.store.opening import memory_store, open_store
from graph.store.oxigraph import OxigraphStore
from tests.factory import make_annotation

ARTICLE = Iri(f"{BASE}article/a1")
OTHER_BASE = "https://news.example/id/"


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    made = memory_store() if request.param == "memory" else open_store(tmp_path / "store", write=True)
    with made:
        yield made


@pytest.fixture
def filled(store):
    store.put(make_annotation("a1"))
    store.put(make_annotation("b2"))
    return store


def test_the_store_is_one(store):
    def takes(_: base.Store) -> None: ...

    takes(store)
    members = [name for name in vars(base.Store) if not name.startswith("_")]
    assert [name for name in members if not hasattr(store, name)] == []


def test_an_article_is_stored_as_its_quads(store):
    store.put(make_annotation())

    assert set(to_quads(make_annotation(), BASE)) <= set(store.quads())


def test_articles_are_listed_by_id(filled):
    assert filled.articles() == ["a1", "b2"]
    assert filled.has_articles()


def test_the_ontology_is_in_the_store(store):
    assert list(store.quads(Iri(shared_graph("ontology", BASE).value), subject=Iri(HUS.Statement.value)))
    assert not store.has_articles()


def test_quads_are_those_of_a_graph_or_of_a_subject(filled):
    graph = Iri(article_graph("a1", BASE).value)

    assert {quad.graph_name.value for quad in filled.quads(graph)} == {graph}
    assert {quad.subject.value for quad in filled.quads(subject=ARTICLE)} == {ARTICLE}
    assert graph in filled.graphs()


def test_a_deleted_article_has_no_graph(filled):
    filled.delete("a1")

    assert article_graph("a1", BASE).value not in filled.graphs()
    with pytest.raises(UnknownIri):
        filled.delete("a1")


def test_an_article_that_the_model_refuses_changes_nothing(filled):
    before, bad = set(filled.quads()), make_annotation("c3")
    object.__setattr__(bad.facts[0].predicate, "relation", "unheardOf")

    with pytest.raises(InvalidModel):
        filled.put(bad)
    assert set(filled.quads()) == before


def test_an_update_that_fails_changes_nothing(filled, monkeypatch):
    before = set(filled.quads())
    # Nothing can be loaded from a port that HTTP may not use: the last of several operations fails.
    failing = merging.Change.to_update
    monkeypatch.setattr(merging.Change, "to_update", lambda self: failing(self) + ";\nLOAD <http://127.0.0.1:1/x>")

    with pytest.raises(StoreError):
        filled.delete("a1")
    assert set(filled.quads()) == before


def test_triples_and_licences_are_looked_up(filled):
    triple = Triple(NamedNode(ARTICLE), DCTERMS.identifier, Literal("a1"))
    unknown = Triple(NamedNode(ARTICLE), DCTERMS.identifier, Literal("b2"))
    shared = next(filled.quads(Iri(shared_graph("entities", filled.base).value))).triple

    assert (filled.holds(triple), filled.holds(unknown)) == (True, False)
    assert (filled.times(triple), filled.times(unknown)) == (1, 0)
    assert (filled.is_licensed(shared), filled.is_licensed(triple)) == (True, False)
    assert filled.value(ARTICLE, DCTERMS.identifier) == "a1"
    assert filled.value(ARTICLE, DCTERMS.title) != filled.value(Iri("x:nothing"), DCTERMS.title) is None


def test_a_query_that_does_not_parse_is_the_callers_mistake(store):
    with pytest.raises(InvalidQuery, match=r"^the query does not parse: [^\n]+$"):
        store.query("SELECT ?s WHERE {")


def test_a_closed_store_says_so(store):
    store.close()

    with pytest.raises(StoreError, match="closed"):
        store.articles()


def test_another_base_gives_other_names(tmp_path):
    with open_store(tmp_path / "store", write=True, base=OTHER_BASE) as store:
        store.put(make_annotation())
        assert {quad.graph_name.value.startswith(OTHER_BASE) for quad in store.quads()} == {True}
    with open_store(tmp_path / "store") as store:
        assert store.base == OTHER_BASE
    with pytest.raises(StoreError, match="was made with the base"):
        open_store(tmp_path / "store", write=True, base=BASE)


def test_what_is_written_is_there_when_the_store_opens_again(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        store.put(make_annotation())
        store.flush()
        quads = set(store.quads())
    with open_store(tmp_path / "store") as store:
        assert set(store.quads()) == quads
        assert not store.writable


def test_a_store_for_reading_is_not_written(tmp_path):
    open_store(tmp_path / "store", write=True).close()

    with open_store(tmp_path / "store") as store:
        for write in (lambda: store.put(make_annotation()), store.snapshot, lambda: store.load(tmp_path / "x.nq")):
            with pytest.raises(StoreError, match="for reading only"):
                write()
        store.flush()


def test_an_ontology_of_another_version_is_replaced(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        before = set(store.quads())
        data = store._home.data
    engine = Store(data)
    graph = shared_graph("ontology", BASE)
    engine.update(f"INSERT DATA {{ GRAPH {graph} {{ <http://a.example/old> <http://a.example/p> 1 }} }}")
    del engine

    with open_store(tmp_path / "store", write=True) as store:
        assert set(store.quads()) == before


def test_readers_get_the_last_snapshot_while_somebody_writes(tmp_path):
    with open_store(tmp_path / "store", write=True) as writer:
        writer.put(make_annotation("a1"))
        with pytest.raises(StoreBusy):
            open_store(tmp_path / "store")
        writer.snapshot()
        writer.put(make_annotation("b2"))
        with open_store(tmp_path / "store") as reader:
            assert reader.articles() == ["a1"]
            writer.snapshot()
            assert reader.articles() == ["a1"]
        with open_store(tmp_path / "store") as reader:
            assert reader.articles() == ["a1", "b2"]


def test_a_writer_leaves_readers_what_was_there(tmp_path):
    with open_store(tmp_path / "store", write=True) as writer:
        writer.put(make_annotation("a1"))
    with open_store(tmp_path / "store", write=True) as writer:
        writer.put(make_annotation("b2"))
        with open_store(tmp_path / "store") as reader:
            assert reader.articles() == ["a1"]


def test_a_snapshot_is_a_store_that_the_engine_opens(tmp_path):
    with open_store(tmp_path / "store", write=True) as writer:
        writer.put(make_annotation("a1"))
        assert len(Store.read_only(str(writer.snapshot()))) == len(list(writer.quads()))


def test_old_snapshots_go_unless_they_are_read(tmp_path):
    folder = tmp_path / "store" / "snapshots"
    with open_store(tmp_path / "store", write=True) as writer:
        first = writer.snapshot()
        with open_store(tmp_path / "store"):
            kept = [writer.snapshot() for _ in range(3)][1:]
            assert sorted(path for path in folder.iterdir() if path.is_dir()) == [first, *kept]
        writer.snapshot()
        assert not first.exists()
    assert list(folder.iterdir()) == []


def test_two_processes_cannot_write(tmp_path):
    code = "import sys; from pathlib import Path; from graph.store.opening import open_store\n"
    code += "try: open_store(Path(sys.argv[1]), write=True)\nexcept Exception as error: print(type(error).__name__)"
    with open_store(tmp_path / "store", write=True):
        found = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "store")], capture_output=True, text=True, check=True
        )
    assert found.stdout == "StoreBusy\n"


def test_several_may_read(tmp_path):
    open_store(tmp_path / "store", write=True).close()

    with open_store(tmp_path / "store") as one, open_store(tmp_path / "store") as other:
        assert one.articles() == other.articles() == []
        with pytest.raises(StoreBusy):
            open_store(tmp_path / "store", write=True)


def test_a_store_in_memory_has_no_snapshot():
    with pytest.raises(StoreError, match="in memory"):
        memory_store().snapshot()


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (NamedNode(ARTICLE), ARTICLE),
        (Literal("a1"), "a1"),
        (Literal("Ana", language="en"), "Ana"),
        (Literal(7), 7),
        (Literal(0.5), 0.5),
        (Literal(True), True),
        (Literal("x", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")), "x"),
        (Literal("1998", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYear")), "1998"),
    ],
    ids=str,
)
def test_terms_become_plain_values(term, value):
    assert to_value(term) == value
    assert type(to_value(term)) is type(value)


def test_our_query_files_parse():
    for entry in (graph_reader.files("graph.store") / "queries").iterdir():
        memory_store().query(graph_reader.read_query(entry.name.removesuffix(".rq")))


def test_the_class_takes_any_engine():
    assert OxigraphStore(Engine(Store()), OTHER_BASE).base == OTHER_BASE


def test_a_store_that_was_compacted_is_whole_and_free_when_it_is_closed(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        store.put(make_annotation("a1"))
        store.compact()
        quads = set(store.quads())
    with open_store(tmp_path / "store", write=True) as store:
        assert set(store.quads()) == quads
