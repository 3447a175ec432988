from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.model import CharSpan, EntityType, MentionKind
from graph.rdf import identifiers
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.identifiers import article_graph, article_id_of, entity_iri, relation_iri, slug, span_iri
from tests.factory import TEXT, make_annotation, make_article, make_entity, make_mention

ONE, OTHER = make_article("a1"), make_article("b2")
MARIA = make_entity(TEXT, "e1", "Maria Oliveira")
HERE = CharSpan(0, 14)


@pytest.mark.parametrize(
    ("entity", "shared"),
    [
        pytest.param(MARIA, True, id="a name of two words"),
        pytest.param(replace(MARIA, label="Oliveira"), False, id="a name of one word"),
        pytest.param(replace(MARIA, label="Oliveira", wikidata="Q1"), True, id="linked"),
        pytest.param(replace(MARIA, common=True), False, id="a name of several people"),
        pytest.param(replace(MARIA, common=True, wikidata="Q1"), True, id="linked all the same"),
        pytest.param(replace(MARIA, type=EntityType.PROPOSAL), False, id="a proposal"),
        pytest.param(replace(MARIA, type=EntityType.GROUP), False, id="a group"),
        pytest.param(replace(MARIA, type=EntityType.POLICY), True, id="a law by its name"),
        pytest.param(replace(MARIA, type=EntityType.ISSUE), False, id="an issue of one article"),
        pytest.param(replace(MARIA, type=EntityType.ISSUE, key="carbon tax"), True, id="an issue that stands"),
        pytest.param(
            replace(MARIA, mentions=(make_mention(TEXT, "The plan", kind=MentionKind.NOMINAL),)), False, id="no name"
        ),
    ],
)
def test_only_what_is_linked_or_fully_named_is_the_same_in_two_articles(entity, shared):
    assert (entity_iri(entity, ONE, BASE) == entity_iri(entity, OTHER, BASE)) is shared


def test_a_linked_entity_is_named_for_its_item():
    assert entity_iri(replace(MARIA, wikidata="Q1"), ONE, BASE) == NamedNode(f"{BASE}entity/Q1")


def test_the_case_of_a_full_name_does_not_matter_its_type_does():
    loud, party = replace(MARIA, label="MARIA OLIVEIRA"), replace(MARIA, type=EntityType.PARTY)

    assert entity_iri(MARIA, ONE, BASE) == entity_iri(loud, ONE, BASE) != entity_iri(party, ONE, BASE)


def test_an_issue_that_stands_is_named_for_its_key_whatever_words_name_it():
    issue = replace(MARIA, type=EntityType.ISSUE, label="a Carbon tax", key="carbon tax")
    other, another = replace(issue, label="carbon taxes"), replace(issue, key="sugar tax")

    assert entity_iri(issue, ONE, BASE) == entity_iri(other, OTHER, BASE) != entity_iri(another, ONE, BASE)
    assert entity_iri(issue, ONE, BASE).value.startswith(f"{BASE}entity/carbon-tax-")


def test_two_things_of_one_article_with_the_same_words_stay_two():
    first, second = (replace(MARIA, label="plan", mentions=(make_mention(TEXT, "plan", nth),)) for nth in (0, 1))

    assert entity_iri(first, ONE, BASE) != entity_iri(second, ONE, BASE)


@pytest.mark.parametrize(
    ("article_id", "quoted"), [("a1", "a1"), ("a 1/é#?", "a%201%2F%C3%A9%23%3F"), ("x.y-z_~", "x.y-z_~")]
)
def test_an_article_id_is_percent_encoded(article_id, quoted):
    assert span_iri(article_id, HERE, BASE) == NamedNode(f"{BASE}article/{quoted}#char=0,14")


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_the_graph_of_an_article_tells_its_id(article_id):
    assert article_id_of(article_graph(article_id, BASE), BASE) == article_id


def test_a_shared_graph_is_of_no_article():
    assert article_id_of(identifiers.shared_graph("edges", BASE), BASE) is None
    with pytest.raises(ValueError, match="no shared graph"):
        identifiers.shared_graph("articles", BASE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("São Tomé", "sao-tome"), ("Henrik Dahl’s plan", "henrik-dahls-plan"), ("—", "thing"), ("東京", "thing")],
)
def test_a_slug_is_ascii_and_never_empty(text, expected):
    assert slug(text) == expected


@given(st.text())
def test_a_slug_has_no_hyphen_at_its_ends(text):
    assert slug(text) == slug(text).strip("-") != ""


def test_relations_whose_slugs_are_the_same_have_two_names():
    assert relation_iri("sign in", BASE) == NamedNode(f"{BASE}rel/sign-in")
    assert len({relation_iri(lemma, BASE) for lemma in ("sign in", "sign-in", "Sign in", "sign  in")}) == 4


def test_statements_and_facts_are_named_for_their_places():
    annotation = make_annotation()
    first, second = annotation.statements[:2]
    fact = annotation.facts[0]

    assert identifiers.statement_iri(first, "a1", BASE) == identifiers.statement_iri(
        replace(first, id="s9", confidence=0.1), "a1", BASE
    )
    assert identifiers.statement_iri(first, "a1", BASE) != identifiers.statement_iri(second, "a1", BASE)
    assert identifiers.statement_iri(first, "a1", BASE) != identifiers.statement_iri(first, "b2", BASE)
    assert identifiers.fact_iri(fact, "a1", BASE) != identifiers.fact_iri(
        replace(fact, predicate=replace(fact.predicate, relation="inForce")), "a1", BASE
    )
