"""The table of statements: a row each, its cells as the article has them."""

import csv
import io
import time

import pytest

from graph.errors import QueryTimeout
from graph.export.formats import export
from graph.export.network import Filters
from graph.export.statements import COLUMNS
from graph.export.table import safe
from graph.model import EntityType
from graph.store.index import statements
from graph.store.opening import memory_store
from tests.corpus import make_corpus
from tests.factory import PLAN, SENTENCES, TEXT, make_annotation

AGREEMENTS = ("Ember Accord", "Skerries Fishing Treaty")
ROLES = ("source", "cue", "content", "target", "sentence")


def rows_of(store, filters=None):
    content = b"".join(export(store, "statements", filters)).decode()
    return list(csv.DictReader(io.StringIO(content, newline=""), strict=True))


@pytest.fixture(scope="module")
def store():
    made = memory_store()
    made.put(make_annotation("a1"))
    made.put(make_annotation("b 2/ü", published=None))
    return made


@pytest.fixture(scope="module")
def corpus():
    made = memory_store()
    for annotation in make_corpus():
        made.put(annotation)
    return made


def test_a_statement_is_a_row_of_all_that_is_known(store):
    row = next(row for row in rows_of(store) if row["stance"] == "opposes")
    begin = TEXT.index(PLAN)

    assert {name: row[name] for name in COLUMNS if row[name] and not name.endswith(("_start", "_end"))} == {
        "source": "Maria Oliveira",
        "source_text": "Maria Oliveira",
        "cue": row["cue"],
        "content": PLAN,
        "kind": row["kind"],
        "stance": "opposes",
        "target": PLAN,
        "strength": "explicit",
        "stance_confidence": "1.0",
        "stance_by": "test",
        "negated": "false",
        "modality": "asserted",
        "said_earliest": "2024-03-12",
        "said_latest": "2024-03-12",
        "said_text": row["said_text"],
        "published": "2024-03-13",
        "outlet": "The Coast Courier",
        "title": row["title"],
        "sentence": SENTENCES[0],
        "confidence": row["confidence"],
        "by": row["by"],
        "source_iri": row["source_iri"],
        "target_iri": row["target_iri"],
        "article": "a1",
        "article_iri": store.base + "article/a1",
        "url": row["url"],
        "statement": row["statement"],
    }
    assert row["source_iri"].startswith(store.base + "entity/")
    assert row["statement"].startswith(store.base + "statement/a1/")
    assert (row["content_start"], row["content_end"]) == (str(begin), str(begin + len(PLAN)))


def test_a_linked_source_has_its_item(store):
    row = next(row for row in rows_of(store) if row["source"] == "Henrik Dahl")

    assert (row["source_iri"], row["source_wikidata"]) == (store.base + "entity/Q777", "Q777")


def test_offsets_cut_the_words_out_of_the_article(corpus):
    texts = {one.article.id: one.article.text for one in make_corpus()}
    for row in rows_of(corpus):
        for role in ROLES:
            starts, ends = (row[f"{role}_{end}"].split(" ; ") for end in ("start", "end"))
            pieces = [texts[row["article"]][int(b) : int(e)] for b, e in zip(starts, ends, strict=True) if b]
            if role in ("cue", "content"):
                assert row[role] in (safe(" … ".join(pieces)), " … ".join(pieces))
            elif role != "target":
                assert row["source_text" if role == "source" else role] == safe(" ; ".join(pieces))


def test_all_statements_are_there_the_latest_first(corpus, monkeypatch):
    monkeypatch.setattr(statements, "_BATCH", 7)
    rows = rows_of(corpus)
    days = [row["published"] for row in rows]

    assert len({row["statement"] for row in rows}) == len(rows) == sum(len(one.statements) for one in make_corpus())
    assert days == sorted(days, reverse=True)
    assert [row["statement"] for row in rows] == [
        corpus.reader.made_iri("statement", row["article_name"], row["key"]) for row in corpus.reader.statements()[0]
    ]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(article="long-speech"), lambda row: row["article"] == "long-speech"),
        (Filters(article="quiet-day"), lambda row: False),
        (Filters(types=[EntityType.AGREEMENT]), lambda row: row["target"] in AGREEMENTS),
        (Filters(types=list(EntityType)), lambda row: row["source"] or row["target"]),
    ],
)
def test_filters_choose_statements(corpus, filters, kept):
    assert rows_of(corpus, filters) == [row for row in rows_of(corpus) if kept(row)]


def test_no_cell_is_a_formula(corpus):
    assert {row["title"] for row in rows_of(corpus, Filters(article="article-13"))} == {"'=SUM(A1:A9)"}


def test_the_deadline_counts_reading_and_not_those_who_wait(corpus, monkeypatch):
    monkeypatch.setattr(statements, "_BATCH", 50)
    patient = corpus.reader.within(0.5).all_statements()
    late = corpus.reader.within(-1).all_statements()

    for _ in range(50):
        next(patient)
    time.sleep(0.6)

    assert list(patient)
    with pytest.raises(QueryTimeout):
        list(late)
