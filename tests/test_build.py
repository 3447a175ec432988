from dataclasses import replace

import pytest

from graph.build import Built, Skipped, build
from graph.errors import InvalidModel, StoreError, UnreadableArticle
from graph.store.oxigraph import memory_store
from tests.factory import make_annotation, make_article


class Watched:
    """A store that counts how often it is flushed."""

    def __init__(self):
        self.store, self.flushed = memory_store(), 0

    def __getattr__(self, name):
        return getattr(self.store, name)

    def flush(self):
        self.flushed += 1


def annotate(article):
    if article.id == "bad":
        raise InvalidModel("a statement\nneeds content")
    if article.id == "worse":
        raise ZeroDivisionError("division by zero")
    return replace(make_annotation(article.id), article=article)


def articles(*ids):
    return [make_article(article_id) for article_id in ids]


def test_articles_go_in_with_what_was_found():
    store = memory_store()
    report = build(articles("a1", "b2"), store, annotate)

    assert store.articles() == ["a1", "b2"]
    assert report.built == (Built("a1", 5, 3, 1), Built("b2", 5, 3, 1))
    assert report.skipped == ()


def test_a_bad_article_is_reported_in_a_line_and_the_rest_goes_in():
    store = memory_store()
    unread = UnreadableArticle("c.txt: is empty")
    report = build([*articles("a1", "bad"), unread, *articles("worse", "b2")], store, annotate)

    assert store.articles() == ["a1", "b2"]
    assert report.skipped == (
        Skipped("bad", "a statement needs content"),
        Skipped(None, "c.txt: is empty"),
        Skipped("worse", "ZeroDivisionError: division by zero"),
    )


def test_building_again_changes_not_one_quad():
    store = memory_store()
    build(articles("a1", "b2"), store, annotate)
    before = list(store.quads())
    build(articles("b2", "a1"), store, annotate)

    assert list(store.quads()) == before


def test_the_store_is_flushed_once():
    store = Watched()
    build(articles("a1", "b2", "bad"), store, annotate)

    assert store.flushed == 1


def test_a_store_that_cannot_be_written_ends_the_build(monkeypatch):
    store, tried = Watched(), []

    def put(annotation):
        tried.append(annotation)
        raise StoreError("no space left on device")

    monkeypatch.setattr(store.store, "put", put)
    with pytest.raises(StoreError):
        build(articles("a1", "b2"), store, annotate)
    assert (len(tried), store.flushed) == (1, 1)
