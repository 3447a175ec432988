"""The questions asked of a store: names however they are typed, statements with their words, facts, stances."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UnknownIri
from graph.lookup import (
    SideFilter,
    facts_of,
    find_article,
    find_entities,
    find_entity,
    find_statement,
    find_statements,
    list_articles,
    stances_of,
    statements_about,
    statements_by,
)
from graph.model import Annotation, CharSpan, Entity, EntityType, Mention, MentionKind, Stance
from graph.store.base import Iri
from graph.store.index.keys import fold
from graph.store.opening import memory_store
from tests.factory import PLAN, SENTENCES, TEXT, make_annotation, make_article


@pytest.fixture(scope="module")
def store():
    made = memory_store()
    made.put(make_annotation("a1", published=date(2024, 3, 13)))
    made.put(make_annotation("b2", published=date(2024, 5, 1)))
    made.put(make_annotation("undated", published=None))
    return made


def iri_of(store, name):
    return find_entities(store, name).items[0].iri


def make_people(mentions):
    """A store of one article that names these people so often."""
    text, entities = "", []
    for number, (label, times) in enumerate(mentions.items()):
        spans = [
            CharSpan(len(text) + i * (len(label) + 1), len(text) + (i + 1) * (len(label) + 1) - 1) for i in range(times)
        ]
        text += f"{label}\n" * times
        named = tuple(Mention(span, MentionKind.NAME) for span in spans)
        entities.append(Entity(f"e{number}", label, EntityType.PERSON, named))
    made = memory_store()
    made.put(Annotation(make_article(text=text), entities=tuple(entities)))
    return made


PEOPLE = make_people(
    {
        "François Legault": 2,
        "José Ángel Gurría": 3,
        "Ann Lee": 9,
        "Anna Lee-Smith": 4,
        "Ann": 1,
        "Annika Berg": 7,
        "Jörg Müller": 1,
        "Lee Ann Jones": 5,
    }
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("francois legault", ["François Legault"]),
        ("FRANÇOIS", ["François Legault"]),
        ("legau", ["François Legault"]),
        ("angel jose", ["José Ángel Gurría"]),
        ("muller", ["Jörg Müller"]),
        ("Legalt", ["François Legault"]),
        ("Francios Legault", ["François Legault"]),
        ("ann mullr", []),  # the slip is forgiven, but nobody has both names
        ("jorg mullr", ["Jörg Müller"]),  # one word right, one with a slip
        ("ann", ["Ann", "Ann Lee", "Annika Berg", "Anna Lee-Smith", "Lee Ann Jones"]),
        ("ann lee", ["Ann Lee", "Lee Ann Jones", "Anna Lee-Smith"]),
        ("zzz", []),
        ("xyz ann", []),
        ("?!", []),
    ],
)
def test_names_are_found_as_people_type_them(typed, found):
    assert [entity.label for entity in find_entities(PEOPLE, typed).items] == found


def test_without_a_name_the_most_mentioned_come_first():
    page = find_entities(PEOPLE, limit=2, offset=1)

    assert ([e.label for e in page.items], page.total, page.offset) == (["Annika Berg", "Lee Ann Jones"], 8, 1)


@given(st.text(max_size=20))
def test_any_text_may_be_asked_for(text):
    assert find_entities(PEOPLE, text).total <= PEOPLE.reader.totals()["entities"]
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "types", "labels"),
    [
        ("dahl", (), ["Henrik Dahl", PLAN, PLAN, PLAN]),
        ("dahl", (EntityType.PLACE,), []),
        ("dahls plan", (EntityType.PROPOSAL,), [PLAN] * 3),
        ("plan to close", (EntityType.PROPOSAL,), [PLAN] * 3),  # one of each article: only named things are shared
        ("coastal pact", (), ["Coastal Fishing Pact"]),
    ],
)
def test_entities_of_a_store_are_found_by_name_and_type(store, typed, types, labels):
    assert [entity.label for entity in find_entities(store, typed, types=types).items] == labels


def test_an_entity_is_given_with_names_and_mentions(store):
    dahl = find_entity(store, Iri(store.base + "entity/Q777"))

    assert (dahl.label, dahl.type, dahl.wikidata, dahl.mentions) == ("Henrik Dahl", EntityType.PERSON, "Q777", 6)
    assert dahl.names == ("Dahl", "Henrik Dahl")


def test_an_entity_that_is_not_linked_is_given_with_candidates(store):
    maria = find_entity(store, iri_of(store, "Maria Oliveira"))

    assert maria.wikidata is None
    assert {(c.wikidata, c.reason) for c in maria.candidates} == {("Q4242", "same name, another country")}


def test_a_proposal_is_described(store):
    plan = find_entity(store, find_entities(store, types=[EntityType.PROPOSAL]).items[0].iri)

    assert (plan.proposer.label, plan.action, plan.about.label) == ("Henrik Dahl", "close", "Fjord Bridge")
    assert plan.addressee is None


@pytest.mark.parametrize("find", [find_entity, find_statement])
def test_an_unknown_name_is_an_error(store, find):
    with pytest.raises(UnknownIri):
        find(store, Iri("x:nobody"))


def test_an_unknown_article_is_an_error(store):
    with pytest.raises(UnknownIri):
        find_article(store, "no such")


def test_statements_by_an_entity_come_latest_article_first_in_the_order_of_the_text(store):
    page = statements_by(store, iri_of(store, "Maria Oliveira"), limit=4)

    assert page.total == 6
    assert [(s.article.id, s.ordinal) for s in page.items] == [("b2", 1), ("b2", 2), ("a1", 1), ("a1", 2)]


def test_a_statement_is_given_with_its_words(store):
    statement = statements_by(store, iri_of(store, "Maria Oliveira")).items[0]

    assert (statement.source.label, statement.cue, statement.content) == ("Maria Oliveira", "rejected", PLAN)
    assert (statement.stance, statement.target.label) == (Stance.OPPOSES, PLAN)
    assert [s.text for s in statement.sentences] == [SENTENCES[0]]
    assert {(part.role, part.text) for part in statement.parts} >= {
        ("source", "Maria Oliveira"),
        ("cue", "rejected"),
        ("content", PLAN),
        ("time", "Tuesday"),
    }
    assert all(TEXT[part.start : part.end] == part.text for part in statement.parts + statement.sentences)
    assert statement.date == date(2024, 3, 12)
    assert statement == find_statement(store, statement.iri)


def test_without_a_time_of_speaking_the_day_of_publication_counts(store):
    statement = statements_by(store, iri_of(store, "Maria Oliveira")).items[1]

    assert (statement.said_latest, statement.date, statement.source_text) == (None, date(2024, 5, 1), "she")


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("Coastal Fishing Pact", ["the Coastal Fishing Pact"] * 3),  # the target
        ("Fjord Bridge", [PLAN] * 3),  # named in the content
        ("Maria Oliveira", []),  # her own do not count
    ],
)
def test_statements_about_an_entity_are_those_of_others(store, name, contents):
    assert [s.content for s in statements_about(store, iri_of(store, name)).items] == contents


AGAINST = SideFilter(Stance.OPPOSES)


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({}, 9),
        ({"sides": AGAINST}, 3),
        ({"article": "article/a1"}, 3),
        ({"article": "article/a1", "sides": SideFilter(Stance.SUPPORTS)}, 1),
        ({"source": "entity/Q777"}, 3),
        ({"source": "entity/Q777", "sides": AGAINST}, 0),
        ({"target": "entity/nobody"}, 0),
    ],
)
def test_statements_have_all_that_is_asked_for(store, asked, total):
    named = {k: Iri(store.base + v) if isinstance(v, str) else v for k, v in asked.items()}

    assert find_statements(store, **named).total == total


def test_facts_are_given_with_their_words(store):
    (fact,) = facts_of(store, article=Iri(store.base + "article/a1")).items

    assert (fact.subject.label, fact.predicate_text, fact.object_text) == (
        "Coastal Fishing Pact",
        "was first signed in",
        "1998",
    )
    assert fact.datatype.endswith("#gYear")
    assert (fact.earliest, fact.latest) == (date(1998, 1, 1), date(1998, 12, 31))
    assert [s.text for s in fact.sentences] == [SENTENCES[3]]
    assert facts_of(store, fact.subject.iri).total == 3
    assert facts_of(store, Iri(store.base + "entity/Q777")).total == 0
    assert facts_of(store).total == 3


def test_stances_are_counted_over_articles(store):
    support, *opposition = stances_of(store).items

    assert (support.source.label, support.stance, support.target.label) == (
        "Henrik Dahl",
        Stance.SUPPORTS,
        "Coastal Fishing Pact",
    )
    assert support.statements == 3
    assert (support.first, support.last) == (date(2024, 3, 13), date(2024, 5, 1))
    assert {view.stance for view in opposition} == {Stance.OPPOSES}
    assert stances_of(store, Iri(store.base + "entity/Q777")).items == (support,)


def test_stances_are_paged(store):
    whole = stances_of(store)
    pages = [stances_of(store, limit=1, offset=offset) for offset in range(whole.total + 1)]

    assert [page.items for page in pages] == [*((item,) for item in whole.items), ()]
    assert {page.total for page in pages} == {len(whole.items)}


def test_only_what_is_asserted_counts_for_a_stance(store):
    (support,) = stances_of(store, Iri(store.base + "entity/Q777")).items
    pair = {"source": support.source.iri, "target": support.target.iri, "sides": SideFilter(support.stance)}

    assert find_statements(store, **pair, asserted=True).total == support.statements


def test_articles_come_latest_first_those_without_date_last(store):
    page = list_articles(store, limit=2)

    assert (page.total, [a.id for a in page.items]) == (3, ["b2", "a1"])
    assert [a.id for a in list_articles(store, offset=2).items] == ["undated"]
    assert (page.items[0].statements, page.items[0].facts) == (3, 1)


def test_an_article_is_given_with_its_text(store):
    article = find_article(store, "a1")

    assert (article.text, article.summary.publisher, article.language) == (TEXT, "The Coast Courier", "en")


def test_an_empty_store_has_nothing():
    empty = memory_store()

    assert (find_entities(empty, "anybody").total, find_statements(empty).total, facts_of(empty).total) == (0, 0, 0)
    assert (stances_of(empty).total, list_articles(empty).total) == (0, 0)
