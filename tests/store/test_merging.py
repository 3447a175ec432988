"""Whatever comes, comes again or goes, and in whatever order: the same articles give the same quads."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import UnknownIri
from graph.rdf.vocabulary import HUS, SKOS
from graph.store.opening import memory_store
from graph.verify import verify
from tests.factory import make_annotation
from tests.strategies import annotations

slowly = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def quads_of(*articles):
    store = memory_store()
    for article in articles:
        store.put(article)
    return set(store.quads())


def state(store):
    quads = list(store.quads())
    assert len(quads) == len(set(quads))
    return set(quads)


@slowly
@given(annotations("a"))
def test_putting_an_article_twice_changes_nothing(one):
    assert quads_of(one, one) == quads_of(one)


@slowly
@given(annotations("a"), annotations("b"))
def test_the_order_of_articles_does_not_matter(one, other):
    assert quads_of(one, other) == quads_of(other, one)


@slowly
@given(annotations("a"), annotations("b"))
def test_a_deleted_article_leaves_nothing(one, other):
    store = memory_store()
    store.put(one)
    store.put(other)
    store.delete("a")

    assert state(store) == quads_of(other)


@slowly
@given(annotations("a"), annotations("a"), annotations("b"))
def test_a_replaced_article_leaves_nothing(before, after, other):
    assert quads_of(before, other, after) == quads_of(after, other)


@slowly
@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | annotations("x")), max_size=6))
def test_any_history_ends_in_the_state_of_what_is_left(history):
    store, left = memory_store(), {}
    for article_id, annotation in history:
        if annotation is None:
            left.pop(article_id, None)
            delete(store, article_id)
        else:
            left[article_id] = rename(annotation, article_id)
            store.put(left[article_id])

    assert state(store) == quads_of(*left.values())
    assert store.articles() == sorted(left)


@settings(slowly, max_examples=5)
@given(annotations("a"), annotations("b"))
def test_what_is_left_is_sound(one, other):
    store = memory_store()
    for annotation in (one, other, rename(other, "a")):
        store.put(annotation)
    store.delete("b")

    assert list(verify(store)) == []


def test_an_edge_stays_as_long_as_one_article_shows_it():
    store = memory_store()
    store.put(make_annotation("a1"))
    store.put(make_annotation("b2"))
    store.delete("a1")
    assert signed(store) == ["1998"]

    store.delete("b2")
    assert signed(store) == []


def test_a_name_that_only_a_deleted_article_used_is_gone():
    store = memory_store()
    store.put(make_annotation("a1"))
    store.delete("a1")

    assert [quad for quad in store.quads() if quad.predicate in (SKOS.altLabel, HUS.proposedBy)] == []


def test_what_is_not_there_cannot_be_deleted():
    with pytest.raises(UnknownIri, match="article/a1"):
        memory_store().delete("a1")


def signed(store):
    return [str(row[0].value) for row in store.query(f"SELECT ?when WHERE {{ ?pact <{HUS.signed.value}> ?when }}")]


def delete(store, article_id):
    if article_id in store.articles():
        store.delete(article_id)


def rename(annotation, article_id):
    return replace(annotation, article=replace(annotation.article, id=article_id))
