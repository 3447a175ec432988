"""Full text: what people may type, what is found by it and in which order, which words are marked."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidQuery
from graph.lookup import Narrowed, Order, SideFilter, search_statements
from graph.lookup.expressions import parse_expression
from graph.model import Annotation, Stance, StatementKind, Strength
from graph.store.base import Iri
from graph.store.opening import memory_store
from tests.factory import make_annotation, make_article, make_disputed, make_statement


@pytest.fixture(scope="module")
def store():
    made = memory_store()
    made.put(make_disputed("a1", published=date(2024, 3, 13)))
    made.put(make_annotation("b2", published=date(2024, 5, 1)))
    made.put(make_annotation("undated", published=None))
    return made


@pytest.fixture(scope="module")
def sentences():
    """A statement for each of these sentences, all of one article."""
    lines = [
        "The harbour tax would sink us, she said.",
        "The tax on harbours is fair, he said.",
        "Taxes are taxes, said the café owner.",
        "Ferries don't wait, they said.",
        "The tax, the tax, the tax, they sang.",
    ]
    text = "\n".join(lines)
    made = memory_store()
    said = tuple(make_statement(text, f"s{number}", line) for number, line in enumerate(lines))
    spans = tuple(one.content[0] for one in said)
    made.put(Annotation(make_article(text=text), statements=said, sentences=spans))
    return made


def found(store, text, **asked):
    return search_statements(store, text, Narrowed(**asked)).items


def starts(items):
    return sorted(" ".join(view.content.replace(",", "").split()[:2]) for view in items)


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("harbour tax", '("harbour" AND "tax")'),
        ("harbour AND tax", '("harbour" AND "tax")'),
        ('"harbour tax"', '"harbour tax"'),
        ("“harbour tax”", '"harbour tax"'),
        ("tax*", '"tax"*'),
        ('"harbour ta"*', '"harbour ta"*'),
        ("ferry OR boat", '("ferry" OR "boat")'),
        ("ferry boat OR ship", '(("ferry" AND "boat") OR "ship")'),
        ("tax -harbour", '(("tax") NOT ("harbour"))'),
        ("tax NOT (harbour OR port)", '(("tax") NOT (("harbour" OR "port")))'),
        ("follow-up don't", '("follow up" AND "don t")'),
        ("NEAR(tax, 2)", '("NEAR" AND ("tax" AND "2"))'),
        ("passage:tax ^x {y}", '("passage tax" AND "x" AND "y")'),
        ("OR tax OR", '"tax"'),
        ("… - ()", ""),
        ("", ""),
        ("\x00\x07", ""),
    ],
)
def test_what_is_typed_becomes_an_expression_of_quoted_words(typed, match):
    assert parse_expression(typed).match == match


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ('"harbour tax', "quotation mark is missing"),
        ("(tax", "opened that is not closed"),
        ("tax)", "closed that was not opened"),
        ("-tax", "say what to find too"),
        ("ferry OR -tax", "say what to find too"),
        ("tax NOT", "missing at the end"),
        ("tax NOT OR x", "OR stands where a word should"),
        ("x" * 501, "may have 500 characters"),
        ("(" * 30 + "x" + ")" * 30, "may stand in each other 20 times"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(typed, reason):
    with pytest.raises(InvalidQuery, match=reason):
        parse_expression(typed)


@given(st.text(st.sampled_from('ab "()*-:^{}+\\ANDORT\x00é'), max_size=40))
def test_whatever_is_typed_is_answered_or_refused(sentences, typed):
    with suppress(InvalidQuery):
        assert search_statements(sentences, typed, limit=3).total <= 5


def test_as_many_words_as_fit_are_answered(sentences):
    assert found(sentences, "a " * 250) == ()
    assert found(sentences, " OR ".join("bcdefghijk" * 8)) == ()
    assert len(found(sentences, "tax* OR " * 60)) == 4


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tax", ["The harbour", "The tax", "The tax"]),
        ("TAX", ["The harbour", "The tax", "The tax"]),
        ("tax*", ["Taxes are", "The harbour", "The tax", "The tax"]),
        ('"harbour tax"', ["The harbour"]),
        ("tax harbour*", ["The harbour", "The tax"]),
        ("tax -harbour*", ["The tax"]),
        ("ferries OR cafe", ["Ferries don't", "Taxes are"]),
        ("don't", ["Ferries don't"]),
        ("lighthouse", []),
    ],
)
def test_words_phrases_beginnings_and_operators_find(sentences, typed, expected):
    assert starts(found(sentences, typed)) == expected


def test_the_best_match_comes_first(sentences):
    assert found(sentences, "tax")[0].content.startswith("The tax, the tax")


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("harbour tax", ["harbour", "tax"]),
        ('"harbour tax"', ["harbour tax"]),
        ("Harb*", ["harbour"]),
        ("harbour -boats", ["harbour"]),
        ("harbour OR boats", ["harbour"]),
    ],
)
def test_the_words_that_were_found_are_marked(sentences, typed, marked):
    view = next(view for view in found(sentences, typed) if view.content.startswith("The harbour"))

    assert [part.text for part in view.parts if part.role == "match"] == marked
    sentence = view.sentences[0]
    assert all(
        sentence.text[part.start - sentence.start : part.end - sentence.start] == part.text
        for part in view.parts
        if part.role == "match"
    )


@pytest.mark.parametrize(
    ("asked", "articles"),
    [
        ({}, {"a1", "b2", "undated"}),
        ({"since": date(2024, 5, 1)}, {"b2"}),
        ({"until": date(2024, 4, 30)}, {"a1"}),
        ({"since": date(2024, 3, 13), "until": date(2024, 3, 13)}, {"a1"}),
        ({"outlet": "the coast courier"}, {"a1", "b2", "undated"}),
        ({"outlet": "Another"}, set()),
        ({"source": "Q777"}, set()),
        ({"target": "Q777"}, set()),
        ({"sides": SideFilter(Stance.OPPOSES)}, {"a1", "b2", "undated"}),
        ({"sides": SideFilter(Stance.SUPPORTS)}, set()),
        ({"sides": SideFilter(strength=Strength.IMPLIED)}, {"a1"}),
        ({"sides": SideFilter(min_confidence=0.75)}, {"a1", "b2", "undated"}),
        ({"kind": StatementKind.DIRECT}, set()),
    ],
)
def test_what_is_found_can_be_narrowed(store, asked, articles):
    asked = {
        name: Iri(f"{store.base}entity/{value}") if name in ("source", "target") else value
        for name, value in asked.items()
    }

    assert {view.article.id for view in found(store, "rejected", **asked)} == articles


def test_statements_for_or_against_something_are_found_by_it(store):
    plan = found(store, "rejected")[0].target.iri

    assert len(found(store, "rejected", target=plan)) == 1
    assert len(found(store, "rejected", target=plan, sides=SideFilter(Stance.SUPPORTS))) == 0


def test_pages_and_order(store):
    dates = [v.article.id for v in search_statements(store, "rejected", order=Order.DATE).items]
    second = search_statements(store, "rejected", order=Order.DATE, limit=1, offset=1)
    past = search_statements(store, "rejected", limit=1, offset=9)

    assert dates == ["b2", "a1", "undated"]
    assert (second.total, second.offset, [v.article.id for v in second.items]) == (3, 1, ["a1"])
    assert (past.total, past.items) == (3, ())
    assert search_statements(store, "rejected") == search_statements(store, "rejected")


def test_the_order_of_building_changes_nothing(store):
    other = memory_store()
    other.put(make_annotation("undated", published=None))
    other.put(make_annotation("b2", published=date(2024, 5, 1)))
    other.put(make_disputed("a1", published=date(2024, 3, 13)))

    for typed in ("rejected", "pact OR plan", "dahl*"):
        assert search_statements(other, typed) == search_statements(store, typed)


def test_what_was_deleted_is_found_no_more():
    made = memory_store()
    made.put(make_annotation("a1"))
    made.delete("a1")

    assert found(made, "rejected") == ()
