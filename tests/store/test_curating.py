"""Merges and splits: everything follows, everything comes back, whatever comes first."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.errors import InvalidDecision, StoreUnreadable
from graph.rdf.curation import Decision, Verdict, part_iri
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.identifiers import article_iri, entity_iri
from graph.rdf.vocabulary import DCTERMS, SKOS
from graph.store.base import Iri
from graph.store.opening import memory_store, open_store
from graph.verify import verify
from tests.factory import make_annotation
from tests.strategies import annotations

slowly = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAY = date(2024, 3, 14)
DAHL = f"{BASE}entity/Q777"
ANNOTATION = make_annotation()
MARIA = entity_iri(next(e for e in ANNOTATION.entities if e.label == "Maria Oliveira"), ANNOTATION.article, BASE).value


def merge(old, new):
    return Decision(Verdict.MERGED, old, "the same", DAY, new)


def unmerge(old):
    return Decision(Verdict.UNMERGED, old, "not the same", DAY)


def apart(entity):
    return Decision(Verdict.TAKEN_APART, entity, "two people", DAY)


def together(entity):
    return Decision(Verdict.PUT_TOGETHER, entity, "one person", DAY)


@pytest.fixture
def store():
    made = memory_store()
    made.put(make_annotation("a1"))
    made.put(make_annotation("b2"))
    return made


def without_curation(store):
    return {quad for quad in store.quads() if not quad.graph_name.value.endswith("graph/curation")}


def uses(store, entity):
    """The quads outside of the curation graph that name an entity."""
    return [quad for quad in without_curation(store) if f"<{entity}>" in str(quad)]


def test_after_a_merge_nothing_but_the_trail_names_the_old_entity(store):
    assert uses(store, MARIA)
    assert store.curate(merge(MARIA, DAHL)) == 2

    assert {quad.predicate.value.rpartition("#")[2] for quad in uses(store, MARIA)} == {"original"}
    names = set(store.reader.names(DAHL))
    assert {"Maria Oliveira", "Henrik Dahl"} <= names
    assert list(verify(store)) == []


def labels(store, entity):
    return [quad.object.value for quad in store.quads(subject=Iri(entity)) if quad.predicate == SKOS.prefLabel]


def test_the_entity_that_stands_for_both_keeps_its_label(store):
    store.curate(merge(MARIA, DAHL))
    assert labels(store, DAHL) == ["Henrik Dahl"]

    store.curate(merge(DAHL, f"{BASE}entity/Q9"))
    assert labels(store, f"{BASE}entity/Q9") == ["Maria Oliveira"]  # of other names the fullest
    assert list(verify(store)) == []


def test_a_merge_is_written_down_with_reason_and_day(store):
    store.curate(merge(MARIA, DAHL))

    assert store.decisions() == (merge(MARIA, DAHL),)
    assert [q.object for q in store.quads(subject=Iri(MARIA)) if q.predicate == DCTERMS.isReplacedBy] == [
        NamedNode(DAHL)
    ]


@pytest.mark.parametrize(
    "decisions",
    [
        pytest.param([merge(MARIA, DAHL), unmerge(MARIA)], id="a merge"),
        pytest.param([apart(DAHL), together(DAHL)], id="taking apart"),
    ],
)
def test_what_is_taken_back_leaves_only_the_record(store, decisions):
    before = without_curation(store)
    for decision in decisions:
        store.curate(decision)

    assert without_curation(store) == before
    assert len(store.decisions()) == 2
    assert list(verify(store)) == []


def test_a_merge_outlives_deleting_and_building_again(store):
    store.curate(merge(MARIA, DAHL))
    before = set(store.quads())
    for article in ("a1", "b2"):
        store.delete(article)
    assert uses(store, DAHL) == []

    store.put(make_annotation("b2"))
    store.put(make_annotation("a1"))
    assert set(store.quads()) == before


def test_an_entity_taken_apart_is_another_one_in_each_article(store):
    store.curate(apart(DAHL))
    parts = [part_iri(DAHL, article_iri(article, BASE).value) for article in ("a1", "b2")]

    assert [bool(uses(store, part)) for part in parts] == [True, True]
    assert not [quad for quad in without_curation(store) if quad.predicate == SKOS.exactMatch and DAHL in str(quad)]
    assert list(verify(store)) == []

    store.curate(merge(parts[0], parts[1]))
    assert {quad.predicate.value.rpartition("#")[2] for quad in uses(store, parts[0])} == set()
    assert list(verify(store)) == []


def test_merges_make_chains_that_come_loose_in_any_order(store):
    third = f"{BASE}entity/Q9"
    store.curate(merge(MARIA, DAHL))
    store.curate(merge(DAHL, third))
    assert store.curation().resolve(MARIA) == third
    assert uses(store, third)

    store.curate(unmerge(MARIA))
    assert (store.curation().resolve(MARIA), store.curation().resolve(DAHL)) == (MARIA, third)
    assert list(verify(store)) == []


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ([merge(MARIA, MARIA)], "into itself"),
        ([merge(DAHL, MARIA)], "other way round"),
        ([merge(MARIA, DAHL), merge(DAHL, MARIA)], "a circle"),
        ([merge("urn:x:1", "urn:x:2"), merge("urn:x:2", "urn:x:3"), merge("urn:x:3", "urn:x:1")], "a circle"),
        ([merge(MARIA, DAHL), merge(MARIA, f"{BASE}entity/Q9")], "already merged"),
        ([merge(MARIA, DAHL), apart(DAHL)], "split that one"),
        ([apart(DAHL), merge(MARIA, DAHL)], "taken apart"),
        ([unmerge(MARIA)], "not merged"),
        ([together(MARIA)], "not taken apart"),
    ],
)
def test_what_contradicts_is_refused_and_changes_nothing(store, decisions, message):
    for decision in decisions[:-1]:
        store.curate(decision)
    before = set(store.quads())

    with pytest.raises(InvalidDecision, match=message):
        store.curate(decisions[-1])
    assert set(store.quads()) == before


def test_a_dump_whose_decisions_run_in_a_circle_is_refused(store, tmp_path):
    one, two = f"{BASE}entity/one-1", f"{BASE}entity/two-2"
    store.curate(merge(one, two))
    store.curate(merge(two, DAHL))
    store.dump(tmp_path / "all.nq")
    text = (tmp_path / "all.nq").read_text(encoding="utf-8").replace(DAHL, one)
    (tmp_path / "bad.nq").write_text(text, encoding="utf-8")

    with pytest.raises(StoreUnreadable, match="contradict"):
        memory_store().load(tmp_path / "bad.nq")


def test_decisions_are_there_when_the_store_is_opened_again(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        store.put(make_annotation("a1"))
        store.curate(merge(MARIA, DAHL))
    with open_store(tmp_path / "store", write=True) as store:
        assert store.curation().resolve(MARIA) == DAHL
        store.put(make_annotation("c3"))
        assert list(verify(store)) == []


def entities_of(*articles):
    return sorted({entity_iri(e, a.article, BASE).value for a in articles for e in a.entities})


@slowly
@given(annotations("a"), annotations("b"), st.data())
def test_decisions_and_articles_may_come_in_any_order(one, other, data):
    iris = entities_of(one, other)
    chosen = data.draw(st.lists(st.tuples(st.sampled_from(iris), st.sampled_from(iris), st.booleans()), max_size=4))
    first, second = memory_store(), memory_store()
    first.put(one)
    first.put(other)
    first.resolve()
    raw = without_curation(first)
    accepted = []
    for old, new, split in chosen:
        decision = apart(old) if split else merge(old, new)
        try:
            first.curate(decision)
        except InvalidDecision:
            continue
        accepted.append(decision)
    for decision in accepted:
        second.curate(decision)
    second.put(other)
    second.put(one)
    second.resolve()

    assert set(first.quads()) == set(second.quads())
    assert len(list(first.quads())) == len(set(first.quads()))
    for decision in reversed(accepted):
        first.curate(unmerge(decision.entity) if decision.into else together(decision.entity))
    assert without_curation(first) == raw


@settings(slowly, max_examples=5)
@given(annotations("a"), annotations("b"), st.data())
def test_a_curated_store_is_sound(one, other, data):
    store = memory_store()
    store.put(one)
    store.put(other)
    iris = entities_of(one, other)
    for old, new in data.draw(st.lists(st.tuples(st.sampled_from(iris), st.sampled_from(iris)), max_size=3)):
        try:
            store.curate(merge(old, new))
        except InvalidDecision:
            continue
    store.resolve()

    assert list(verify(store)) == []
