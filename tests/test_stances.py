"""Stances in a store: which sides stand, what shows them, how they are counted, and when they go."""

from dataclasses import replace
from datetime import date

import pytest

from graph.curation import merge
from graph.export.network import Filters, to_network
from graph.export.statements import statement_lines
from graph.lookup import SideFilter, facts_of, find_entities, find_evidence, find_statements, stances_of
from graph.model import Evidence, Stance, StanceEdge, Strength
from graph.rdf.vocabulary import HUS
from graph.store.base import Iri
from graph.store.opening import memory_store
from graph.verify import verify
from tests.factory import PLAN, make_annotation, make_disputed

BRIDGE, PACT = "Fjord Bridge", "Coastal Fishing Pact"


def make_contrary():
    """An article in which Dahl is against the pact."""
    annotation = make_annotation("c3", published=date(2024, 5, 1))
    *others, last = annotation.statements
    side = replace(last.stances[0], stance=Stance.OPPOSES, confidence=0.6)
    edge = StanceEdge("e2", Stance.OPPOSES, "e5", last.id, confidence=0.6)
    return replace(annotation, statements=(*others, replace(last, stances=(side,))), stances=(edge,))


@pytest.fixture(scope="module")
def store():
    made = memory_store()
    made.put(make_disputed("a1"))
    made.put(make_contrary())
    return made


def lines_of(store, **asked):
    return [(v.source.label, v.stance.value, v.target.label) for v in stances_of(store, **asked).items]


def iri_of(store, name):
    return find_entities(store, name).items[0].iri


def test_a_statement_has_all_its_sides_and_says_which_stand(store):
    statement = find_statements(store, article=Iri(store.base + "article/a1")).items[0]

    assert [
        (s.stance.value, s.target.label, s.strength.value, s.confidence, s.by, s.words, s.stands)
        for s in statement.stances
    ] == [
        ("opposes", PLAN, "explicit", 0.8, "stance:cue", "rejected", True),
        ("opposes", BRIDGE, "implied", 0.6, "learned", None, True),
        ("supports", PACT, "implied", 0.3, "learned", None, False),
    ]
    assert (statement.stance, statement.target.label) == (Stance.OPPOSES, PLAN)
    assert {part.text for part in statement.parts if part.role == "target"} == {PLAN, "the Fjord Bridge"}


def test_a_fact_says_which_side_its_act_takes(store):
    told = {fact.predicate_text: fact.stances for fact in facts_of(store, article=Iri(store.base + "article/a1")).items}

    assert told["was first signed in"] == ()
    assert [(side.stance, side.target.label, side.stands) for side in told["praised"]] == [
        (Stance.SUPPORTS, PACT, True)
    ]


def test_a_stance_says_how_often_where_and_when_it_was_found_and_its_opposite(store):
    for_it, against = (v for v in stances_of(store, iri_of(store, "Henrik Dahl")).items if v.target.label == PACT)

    assert (for_it.stance, for_it.statements, for_it.acts, for_it.articles, for_it.other) == (
        Stance.SUPPORTS, 1, 1, 1, 1,
    )  # fmt: skip
    assert (for_it.first, for_it.last, for_it.strength, for_it.confidence) == (
        date(2024, 3, 13), date(2024, 3, 13), Strength.EXPLICIT, 0.9,
    )  # fmt: skip
    assert (against.stance, against.statements, against.acts, against.articles, against.other) == (
        Stance.OPPOSES, 1, 0, 1, 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (SideFilter(), 4),
        (SideFilter(strength=Strength.IMPLIED), [("Maria Oliveira", "opposes", BRIDGE)]),
        (SideFilter(min_confidence=0.75), [("Henrik Dahl", "supports", PACT), ("Maria Oliveira", "opposes", PLAN)]),
        (SideFilter(evidence=Evidence.ACT), [("Henrik Dahl", "supports", PACT)]),
        (SideFilter(Stance.OPPOSES, evidence=Evidence.ACT), []),
        (SideFilter(Stance.OPPOSES, min_confidence=0.7), [("Maria Oliveira", "opposes", PLAN)]),
        (SideFilter(strength=Strength.IMPLIED, min_confidence=0.2), [("Maria Oliveira", "opposes", BRIDGE)]),
    ],
    ids=str,
)
def test_stances_are_those_that_are_asked_for(store, sides, expected):
    found = lines_of(store, sides=sides)
    evidence = find_evidence(store, sides=sides)

    assert len(found) == expected if isinstance(expected, int) else sorted(found) == expected
    assert {(e.source.label, e.side.stance.value, e.side.target.label) for e in evidence.items} == set(found)


def test_what_is_asked_for_is_what_is_counted(store):
    (view,) = stances_of(store, sides=SideFilter(Stance.SUPPORTS, evidence=Evidence.ACT)).items

    assert (view.statements, view.acts, view.other) == (0, 1, 0)


def test_filtered_stances_are_paged_like_all(store):
    sides = SideFilter(min_confidence=0.5)
    whole = stances_of(store, sides=sides)
    pages = [stances_of(store, sides=sides, limit=1, offset=n).items for n in range(whole.total + 1)]

    assert whole.items == stances_of(store).items
    assert pages == [*((item,) for item in whole.items), ()]


def test_evidence_is_a_statement_or_the_fact_of_an_act(store):
    dahl, pact = iri_of(store, "Henrik Dahl"), iri_of(store, PACT)
    page = find_evidence(store, source=dahl, target=pact)

    assert page.total == 3
    assert [(e.evidence.value, e.side.stance.value, e.statement is None, e.fact is None) for e in page.items] == [
        ("statement", "opposes", False, True),
        ("act", "supports", True, False),
        ("statement", "supports", False, True),
    ]
    assert page.items[1].fact.predicate_text == "praised"
    assert find_evidence(store, source=dahl, target=pact, limit=1, offset=1).items == page.items[1:2]


@pytest.mark.parametrize(
    ("asked", "contents"),
    [
        ({"target": BRIDGE}, [PLAN]),
        ({"target": PACT}, ["the Coastal Fishing Pact"] * 2),  # not who perhaps supports it
        ({"sides": SideFilter(strength=Strength.EXPLICIT, min_confidence=0.75)}, [PLAN]),
        ({"sides": SideFilter(Stance.OPPOSES)}, ["the Coastal Fishing Pact", PLAN]),  # each once
        ({"sides": SideFilter(evidence=Evidence.ACT)}, []),
    ],
    ids=str,
)
def test_statements_are_those_that_take_such_a_side(store, asked, contents):
    named = {key: iri_of(store, value) if isinstance(value, str) else value for key, value in asked.items()}
    page = find_statements(store, **named)

    assert ([s.content for s in page.items], page.total) == (contents, len(contents))


def test_a_network_says_of_a_stance_how_it_is_shown(store):
    edges = {
        (network.nodes[s]["label"], relation.rpartition("#")[2], network.nodes[t]["label"]): values
        for network in [to_network(store)]
        for s, t, relation, values in network.edges(keys=True, data=True)
    }
    support = edges["Henrik Dahl", "supports", PACT]

    assert (support["basis"], support["strength"], support["confidence"], support["weight"]) == (
        ["act", "statement"], "explicit", 0.9, 2,
    )  # fmt: skip
    assert (edges["Maria Oliveira", "opposes", BRIDGE]["strength"]) == "implied"
    assert ("Henrik Dahl", "praise", PACT) in {(s, values["relation"], t) for (s, _, t), values in edges.items()}


def test_a_network_has_the_stances_that_are_asked_for(store):
    network = to_network(store, Filters(sides=SideFilter(evidence=Evidence.ACT)))
    stances = [
        (relation, values["basis"]) for *_, relation, values in network.edges(keys=True, data=True) if values["stance"]
    ]

    assert stances == [(HUS.supports.value, ["act"])]


def test_a_table_of_statements_says_further_stances_and_has_those_that_are_asked_for(store):
    heads, first, *_ = statement_lines(store, Filters(sides=SideFilter(strength=Strength.IMPLIED)))
    row = dict(zip(heads.strip().split(","), first.strip().split(","), strict=False))

    assert (row["strength"], row["stance_confidence"], row["stance_by"]) == ("explicit", "0.8", "stance:cue")
    assert row["further_stances"] == f"opposes {BRIDGE}"
    assert len(list(statement_lines(store, Filters(sides=SideFilter(strength=Strength.IMPLIED))))) == 2


def test_an_edge_goes_exactly_when_its_last_reason_goes():
    store = memory_store()
    asked = "ASK { ?a <https://w3id.org/hustings/ontology#supports> ?b }"
    for article in ("a1", "a2"):
        store.put(make_disputed(article))
    store.delete("a1")
    assert bool(store.query(asked))
    assert [v.articles for v in stances_of(store).items if v.stance is Stance.SUPPORTS] == [1]

    said = make_disputed("a2")
    store.put(replace(said, stances=tuple(edge for edge in said.stances if edge.statement)))  # the deed is gone
    assert bool(store.query(asked))
    store.put(replace(said, stances=tuple(edge for edge in said.stances if not edge.statement)))  # only the deed
    assert bool(store.query(asked))
    assert [(v.statements, v.acts) for v in stances_of(store).items] == [(0, 1)]
    store.put(replace(said, stances=()))
    assert not bool(store.query(asked))
    assert stances_of(store).total == 0


def test_a_store_with_sides_of_all_kinds_is_sound(store):
    assert list(verify(store)) == []


def test_a_merge_takes_the_sides_with_it():
    store = memory_store()
    store.put(make_disputed())
    bridge, pact = iri_of(store, BRIDGE), iri_of(store, PACT)
    merge(store, bridge, pact, "a test", date(2024, 6, 1))

    assert {view.target.label for view in stances_of(store).items} == {PLAN, PACT}
    assert list(verify(store)) == []
