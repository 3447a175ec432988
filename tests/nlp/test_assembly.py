"""Findings put together: which sides become edges, and acts as facts."""

from dataclasses import replace

import pytest

from graph.model import Annotation, Article, EntityType, MentionKind, Stance, StatementKind, Strength
from graph.nlp.assembly import Findings, assemble
from graph.nlp.facts.find import find_facts
from graph.nlp.findings import (
    FoundAct,
    FoundEntity,
    FoundMention,
    FoundProposal,
    FoundStance,
    FoundStatement,
)
from graph.nlp.parser import load_nlp, parse
from graph.nlp.syntax.offsets import tidy
from graph.nlp.times.find import find_times

pytestmark = pytest.mark.model

NAMES = ("Lund", "Berg", "Oslo", "Bergen")


def found(text: str, *, acts: tuple[tuple[str, str, str, Stance, float], ...] = (), **rest: object) -> Findings:
    """The findings of a sentence: each of the names an entity; acts as (who, verb, target, stance, confidence)."""
    tree = parse(load_nlp(), text)
    at = {token.i: NAMES.index(token.text) for token in tree if token.text in NAMES}
    known = sorted(set(at.values()))
    heads = {i: known.index(index) for i, index in at.items()}
    entities = [
        FoundEntity(
            NAMES[index],
            EntityType.PERSON,
            tuple(FoundMention(i, i + 1, i, MentionKind.NAME) for i, one in at.items() if one == index),
        )
        for index in known
    ]
    place = {token.text: token.i for token in tree}
    made = [
        FoundAct(
            heads[place[who]],
            FoundStance(stance, heads[place[target]], place[target], (place[verb],), confidence, "act:test"),
            place[verb],
        )
        for who, verb, target, stance, confidence in acts
    ]
    facts = find_facts(tree, find_times(tree, None))
    return replace(Findings(Article("a", text), tree, entities, (), heads, (), (), (), (), facts, made), **rest)


def edges(annotation: Annotation) -> list[tuple[str, str, str]]:
    named = annotation.entity
    return [(named(e.source).label, e.stance.value, named(e.target).label) for e in annotation.stances]


def test_an_act_is_shown_by_the_fact_that_tells_it() -> None:
    annotation = assemble(
        found("Lund sued Berg.", acts=(("Lund", "sued", "Berg", Stance.OPPOSES, 0.8),)), "by hand", 0.5
    )

    (edge,) = annotation.stances
    (fact,) = annotation.facts
    assert edges(annotation) == [("Lund", "opposes", "Berg")]
    assert (edge.statement, edge.fact, edge.by, edge.confidence) == (None, fact.id, "act:test", 0.8)
    assert fact.predicate.label == "sued"  # the clause's own fact: none is made beside it
    assert fact.predicate.relation == "accusedInCourt"


def test_an_act_that_no_clause_gave_becomes_a_fact() -> None:
    findings = found("Lund sued Berg.", acts=(("Lund", "sued", "Berg", Stance.OPPOSES, 0.8),), facts=())
    annotation = assemble(findings, "by hand", 0.5)

    (fact,) = annotation.facts
    assert (fact.subject.text, fact.predicate.label, fact.object.text) == ("Lund", "sued", "Berg")
    assert (fact.predicate.relation, fact.predicate.lemma, fact.by) == ("opposes", "sue", "act:test")
    assert annotation.article.text_of(fact.spans[0]) == "Lund sued Berg"
    assert annotation.stances[0].fact == fact.id


@pytest.mark.parametrize(
    "text",
    [
        "Lund did not sue Berg.",
        "Lund may sue Berg.",
        "If Lund would sue Berg, he would lose.",
    ],
)
@pytest.mark.parametrize("facts", [True, False], ids=["with its fact", "without"])
def test_an_act_that_did_not_happen_shows_nothing(text: str, facts: bool) -> None:
    findings = found(text, acts=(("Lund", "sue", "Berg", Stance.OPPOSES, 0.8),))

    assert assemble(findings if facts else replace(findings, facts=()), "by hand", 0.5).stances == ()


def test_an_act_that_somebody_tells_of_is_not_the_articles() -> None:
    findings = found("Oslo said Lund sued Berg.", acts=(("Lund", "sued", "Berg", Stance.OPPOSES, 0.8),))
    content = FoundStatement(tidy(findings.tree, range(2, 5)), StatementKind.INDIRECT, source_head=0, cue_head=1)

    annotation = assemble(replace(findings, statements=[content], speakers=[2], stances=[[]]), "by hand", 0.5)

    assert annotation.stances == ()


def test_of_several_acts_that_one_fact_tells_the_surest_counts_and_weak_ones_do_not() -> None:
    acts = tuple(("Lund", "sued", "Berg", stance, sure) for stance, sure in zip(Stance, (0.6, 0.9), strict=True))
    weak = (("Lund", "sued", "Berg", Stance.OPPOSES, 0.4),)

    assert edges(assemble(found("Lund sued Berg.", acts=acts), "by hand", 0.5)) == [("Lund", "opposes", "Berg")]
    assert assemble(found("Lund sued Berg.", acts=weak), "by hand", 0.5).stances == ()


def spoken(*stances: FoundStance, proposals: tuple[FoundProposal, ...] = ()) -> Findings:
    """Lund (entity 0) speaks of Berg, Oslo and Bergen (1 to 3)."""
    findings = found("Lund said that Berg, Oslo and Bergen are wrong.")
    said = FoundStatement(
        tidy(findings.tree, range(2, 10)),
        StatementKind.INDIRECT,
        tidy(findings.tree, [0]),
        tidy(findings.tree, [1]),
        source_head=0,
        cue_head=1,
        by="rule",
        confidence=0.9,
    )
    return replace(findings, statements=[said], speakers=[0], stances=[stances], facts=(), proposals=proposals)


def side(stance: Stance, target: int, confidence: float, strength: Strength = Strength.EXPLICIT) -> FoundStance:
    return FoundStance(stance, target, {1: 3, 2: 5, 3: 7}.get(target, 0), (8,), confidence, "stance:test", strength)


def test_a_statement_takes_several_sides_the_surest_first_and_weak_ones_make_no_edge() -> None:
    against, weak = side(Stance.OPPOSES, 1, 0.7), side(Stance.OPPOSES, 3, 0.4)
    surer = side(Stance.OPPOSES, 2, 0.8, Strength.IMPLIED)

    annotation = assemble(spoken(against, surer, weak), "by hand", 0.5)

    (statement,) = annotation.statements
    assert [(s.target, s.strength.value, s.confidence) for s in statement.stances] == [
        ("e3", "implied", 0.8),
        ("e2", "explicit", 0.7),
        ("e4", "explicit", 0.4),
    ]
    assert edges(annotation) == [("Lund", "opposes", "Oslo"), ("Lund", "opposes", "Berg")]
    assert annotation.side_of(statement) == statement.stances[0]
    assert (statement.confidence, statement.by) == (0.9, "rule")  # its own, apart from its stances'
    edge = annotation.stances[0]
    assert (edge.statement, edge.strength, edge.confidence, edge.by) == ("s1", Strength.IMPLIED, 0.8, "stance:test")
    words = annotation.article.text_of
    assert ([words(s) for s in edge.target_spans], [words(s) for s in edge.trigger_spans]) == (["Oslo"], ["are"])


@pytest.mark.parametrize(("stance_min", "expected"), [(0.0, 3), (0.7, 2), (0.75, 1), (1.0, 0)])
def test_the_setting_moves_what_becomes_an_edge(stance_min: float, expected: int) -> None:
    sides = (side(Stance.OPPOSES, 1, 0.7), side(Stance.OPPOSES, 2, 0.8), side(Stance.OPPOSES, 3, 0.4))

    annotation = assemble(spoken(*sides), "by hand", stance_min)

    assert len(annotation.stances) == expected
    assert len(annotation.statements[0].stances) == 3


def test_toward_one_target_only_the_surest_side_is_an_edge_and_toward_oneself_none() -> None:
    both = (side(Stance.OPPOSES, 1, 0.7), side(Stance.SUPPORTS, 1, 0.8), side(Stance.OPPOSES, 1, 0.6))

    annotation = assemble(spoken(*both, side(Stance.OPPOSES, 0, 0.9)), "by hand", 0.5)

    assert edges(annotation) == [("Lund", "supports", "Berg")]
    assert [(s.stance.value, s.confidence) for s in annotation.statements[0].stances if s.target == "e2"] == [
        ("supports", 0.8),
        ("opposes", 0.7),
    ]


def test_an_issue_keeps_its_key_and_what_it_is_about() -> None:
    findings = found("Lund sued Berg.")
    issue = replace(findings.entities[1], type=EntityType.ISSUE, key="ban on fireworks", about=0)

    annotation = assemble(replace(findings, entities=[findings.entities[0], issue]), "by hand", 0.5)

    assert (annotation.entity("e2").key, annotation.entity("e2").about) == ("ban on fireworks", "e1")
