"""Whom spokespeople speak for, and of which party or body groups are."""

import pytest

from graph.model import Article, EntityType
from graph.nlp.things.principals import principal_of

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def annotate():
    from graph.nlp.parser import load_nlp
    from graph.nlp.pipeline import annotate

    return lambda text: annotate(load_nlp(), Article("a", text))


def label(annotation, entity_id):
    return annotation.entity(entity_id).label if entity_id else None


@pytest.mark.parametrize(
    ("text", "bearer", "expected"),
    [
        ("A spokesman for Mayor Rosa Quint denied it.", "spokesman", "Quint"),
        ("An aide to Senator Ugo Brandl denied it.", "aide", "Brandl"),
        ("Quint's spokeswoman, Inga Holm, denied it.", "Holm", "Quint"),
        ("Inga Holm, a spokeswoman for the Quint campaign, denied it.", "Holm", "campaign"),
        ("Rosa Quint's lawyer Inga Holm denied it.", "Holm", "Quint"),
        ("Inga Holm, Rosa Quint's campaign manager, denied it.", "Holm", "Quint"),
        ("Kremlin spokesman Ugo Brandl denied it.", "Brandl", "Kremlin"),
        ("White House press secretary Inga Holm denied it.", "Holm", "House"),
        ("A spokesman denied it.", "spokesman", None),
        ("Inga Holm, a lawyer from Bonn, denied it.", "Holm", None),
        ("Rosa Quint, the mayor of Ghent, denied it.", "Quint", None),
    ],
)
def test_the_words_name_whom_an_agent_speaks_for(parse, text, bearer, expected):
    doc = parse(text)

    found = principal_of(next(word for word in doc if word.text == bearer))

    assert (found.text if found is not None else None) == expected


def test_a_spokeswomans_principal_stands_beside_her_throughout_the_article(annotate):
    found = annotate("Inga Holm, a spokeswoman for Rosa Quint, said the port is safe.\n\nHolm criticized Ugo Brandl.")

    said = [(label(found, s.source.entity), label(found, s.on_behalf_of)) for s in found.statements]
    assert said == [("Inga Holm", "Rosa Quint")] * 2
    assert {label(found, edge.source) for edge in found.stances} == {"Inga Holm"}, "what she says is hers"


def test_who_speaks_for_himself_has_no_principal(annotate):
    found = annotate("Rosa Quint said the port is safe. A spokesman said it was late.")

    assert [s.on_behalf_of for s in found.statements] == [None, None]


@pytest.mark.parametrize(
    ("text", "group", "kind", "body"),
    [
        (
            "Many Republican lawmakers oppose the bill.",
            "Many Republican lawmakers",
            EntityType.GROUP,
            "Republican Party",
        ),
        ("Some Republicans oppose the bill.", "Some Republicans", EntityType.GROUP, "Republicans"),
        ("The bill was opposed by most Republicans.", "most Republicans", EntityType.GROUP, "Republicans"),
        ("Two Greens voted against the bill.", "Two Greens", EntityType.GROUP, "Greens"),
        ("Another Democrat criticized Ugo Brandl.", "Democrat", EntityType.GROUP, "Democratic Party"),
        (
            "Members of the Labour Party rejected the bill.",
            "Members of the Labour Party",
            EntityType.GROUP,
            "Labour Party",
        ),
        ("City council members rejected the bill.", "City council members", EntityType.GROUP, "City council"),
        (
            "Two of the committee's members voted against the bill.",
            "Two of the committee's members",
            EntityType.GROUP,
            "committee",
        ),
    ],
)
def test_a_group_is_a_node_of_its_own_and_a_member_of_its_body(annotate, text, group, kind, body):
    found = annotate(text)

    assert [(label(found, e.source), found.entity(e.source).type) for e in found.stances] == [(group, kind)]
    members = [f for f in found.facts if f.predicate.relation == "memberOf"]
    assert [(label(found, f.subject.entity), label(found, f.object.entity)) for f in members] == [(group, body)]
    assert found.entity(members[0].object.entity).type in (EntityType.PARTY, EntityType.ORGANIZATION)
    assert members[0].spans


@pytest.mark.parametrize(
    "text", ["Some senators opposed the bill.", "A former Democrat praised the bill.", "Republicans opposed the bill."]
)
def test_of_no_body_where_the_text_does_not_say_so(annotate, text):
    assert not [f for f in annotate(text).facts if f.predicate.relation == "memberOf"]


def test_all_of_a_party_is_the_party(annotate):
    found = annotate("Republicans opposed the bill, but many Republicans backed it.")

    assert {(label(found, e.source), e.stance.value) for e in found.stances} == {
        ("Republicans", "opposes"),
        ("many Republicans", "supports"),
    }
