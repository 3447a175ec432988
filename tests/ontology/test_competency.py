from dataclasses import replace
from datetime import date

import pytest

import ontology
from graph.model import Annotation, Argument, Modality, Predicate, Source, Stance, StanceEdge, TimeInterval
from graph.store.base import to_value
from graph.store.opening import memory_store
from tests.factory import (
    PLAN,
    make_annotation,
    make_article,
    make_edges,
    make_entity,
    make_fact,
    make_mention,
    make_signing,
    make_statement,
    span_of,
)

TEXT = (
    "Ana Brito, the harbour minister, welcomed the Coastal Fishing Pact. Ana Brito later denounced the Coastal Fishing "
    "Pact. Finn Aas also praised the Coastal Fishing Pact. According to Ana Brito, Finn Aas leads the Harbour Union. "
    "The tide would rise, it was said. Finn Aas sued Ana Brito."
)


def make_second() -> Annotation:
    """An article about the same pact: a change of position, an office, a fact by hearsay, words of nobody."""
    pact, ana, finn = "the Coastal Fishing Pact", span_of(TEXT, "Ana Brito"), span_of(TEXT, "Finn Aas")
    spring = TimeInterval("spring", date(2024, 3, 1), date(2024, 5, 31))
    pacts = tuple(make_mention(TEXT, "Coastal Fishing Pact", nth) for nth in (0, 2))
    brito = Argument((ana,), "Ana Brito", entity="e1")
    annotation = Annotation(
        make_article("b2", TEXT, published=date(2024, 6, 1)),
        entities=(
            make_entity(TEXT, "e1", "Ana Brito"),
            make_entity(TEXT, "e2", "Finn Aas"),
            make_entity(TEXT, "e3", "Coastal Fishing Pact", type=make_annotation().entities[4].type, mentions=pacts),
            make_entity(TEXT, "e4", "Harbour Union"),
        ),
        statements=(
            make_statement(
                TEXT, "s1", pact, source=Source("e1", (ana,)), cue="welcomed", stance=Stance.SUPPORTS, target="e3"
            ),
            make_statement(
                TEXT,
                "s2",
                pact,
                source=Source("e1", (span_of(TEXT, "Ana Brito", 1),)),
                cue="denounced",
                stance=Stance.OPPOSES,
                target="e3",
                said=spring,
            ),
            make_statement(
                TEXT, "s3", pact, source=Source("e2", (finn,)), cue="praised", stance=Stance.SUPPORTS, target="e3"
            ),
            make_statement(TEXT, "s4", "The tide would rise", cue="it was said"),
        ),
        facts=(
            make_fact(
                TEXT,
                "f1",
                brito,
                Predicate("is", "be", relation="holdsOffice"),
                Argument((span_of(TEXT, "harbour minister"),), "harbour minister"),
                clause="Ana Brito, the harbour minister",
            ),
            make_fact(
                TEXT,
                "f2",
                Argument((span_of(TEXT, "Finn Aas", 1),), "Finn Aas", entity="e2"),
                Predicate("leads", "lead", (span_of(TEXT, "leads"),), relation="leads"),
                Argument((span_of(TEXT, "the Harbour Union"),), "the Harbour Union", entity="e4"),
                clause="Finn Aas leads the Harbour Union",
                according_to="e1",
            ),
            make_fact(
                TEXT,
                "f3",
                Argument((span_of(TEXT, "Finn Aas", 2),), "Finn Aas", entity="e2"),
                Predicate("sued", "sue", (span_of(TEXT, "sued"),)),
                Argument((span_of(TEXT, "Ana Brito", 2),), "Ana Brito", entity="e1"),
                clause="Finn Aas sued Ana Brito",
            ),
        ),
    )
    deed = StanceEdge("e2", Stance.OPPOSES, "e1", fact="f3", confidence=0.9)
    return replace(annotation, stances=(*make_edges(annotation.statements), deed))


SURE = ("Explicit", "1.0")
EXPECTED = {
    "who_opposes_proposal": [
        (
            "Henrik Dahl",
            "Maria Oliveira",
            PLAN,
            "Maria Oliveira rejected Henrik Dahl’s plan to close the Fjord Bridge on Tuesday.",
            0,
            80,
            "https://w3id.org/hustings/id/article/a1",
        )
    ],
    "when_signed": [
        ("https://w3id.org/hustings/id/entity/coastal-fishing-pact-bb4091b7", "Coastal Fishing Pact", "1998")
    ],
    "what_said_about": [
        ("Ana Brito", "For", "Coastal Fishing Pact", *SURE, "the Coastal Fishing Pact", None, "b2"),
        ("Ana Brito", "Against", "Coastal Fishing Pact", *SURE, "the Coastal Fishing Pact", "2024-03-01", "b2"),
        ("Finn Aas", "For", "Coastal Fishing Pact", *SURE, "the Coastal Fishing Pact", None, "b2"),
        ("Henrik Dahl", "For", "Coastal Fishing Pact", *SURE, "the Coastal Fishing Pact", None, "a1"),
        ("Maria Oliveira", "Against", PLAN, *SURE, PLAN, "2024-03-12", "a1"),
    ],
    "who_holds_office": [("Ana Brito", "harbour minister", None, None)],
    "statements_in_time": [
        ("Ana Brito", "2024-05-31", "the Coastal Fishing Pact", "b2"),
        ("Ana Brito", "2024-06-01", "the Coastal Fishing Pact", "b2"),
        ("Finn Aas", "2024-06-01", "the Coastal Fishing Pact", "b2"),
        ("Henrik Dahl", "2024-03-13", "the Coastal Fishing Pact", "a1"),
        ("Maria Oliveira", "2024-03-12", PLAN, "a1"),
        ("Maria Oliveira", "2024-03-13", "“The plan would hurt every village,”", "a1"),
    ],
    "allies": [
        ("Ana Brito", "Finn Aas", "supports", "Coastal Fishing Pact"),
        ("Henrik Dahl", "Ana Brito", "supports", "Coastal Fishing Pact"),
        ("Henrik Dahl", "Finn Aas", "supports", "Coastal Fishing Pact"),
    ],
    "opponents": [
        ("Ana Brito", "Ana Brito", "Coastal Fishing Pact"),
        ("Finn Aas", "Ana Brito", "Coastal Fishing Pact"),
        ("Henrik Dahl", "Ana Brito", "Coastal Fishing Pact"),
    ],
    "nobody_stands_for": [("The tide would rise", "it was said", "b2")],
    "facts_according_to": [("Ana Brito", "Finn Aas", "leads", "Harbour Union")],
    "edges_without_statement": [],
    "sides_taken_by_deed": [("Finn Aas", "sued", "Against", "Ana Brito")],
    "sides_on_an_issue": [("Fjord Bridge", "Maria Oliveira", "Against", PLAN)],
    "who_criticizes_whom": [("Maria Oliveira", "Henrik Dahl", PLAN, PLAN)],
    "changed_position": [("Ana Brito", "Coastal Fishing Pact", None, "2024-05-31")],
    "where_mentioned": [
        ("Ana Brito", "Ana Brito", "b2", 0),
        ("Coastal Fishing Pact", "Coastal Fishing Pact", "a1", 146),
        ("Coastal Fishing Pact", "Coastal Fishing Pact", "a1", 172),
        ("Coastal Fishing Pact", "Coastal Fishing Pact", "b2", 46),
        ("Coastal Fishing Pact", "Coastal Fishing Pact", "b2", 146),
        ("Finn Aas", "Finn Aas", "b2", 120),
        ("Fjord Bridge", "Fjord Bridge", "a1", 56),
        ("Harbour Union", "Harbour Union", "b2", 211),
        (PLAN, PLAN, "a1", 24),
        (PLAN, "The plan", "a1", 82),
        ("Henrik Dahl", "Henrik Dahl", "a1", 24),
        ("Henrik Dahl", "Dahl", "a1", 129),
        ("Maria Oliveira", "Maria Oliveira", "a1", 0),
        ("Maria Oliveira", "she", "a1", 118),
    ],
}


def answer(store, name):
    rows = store.query(ontology.read(f"competency/{name}.rq"))
    return [tuple(_plain(value) for value in row) for row in rows]


def _plain(term):
    value = None if term is None else to_value(term)
    return value if value is None or isinstance(value, int) else str(value).removeprefix(ontology.NAMESPACE)


@pytest.fixture(scope="module")
def store():
    store = memory_store()
    store.put(make_annotation("a1"))
    store.put(make_second())
    return store


@pytest.mark.parametrize("name", ontology.competency_questions())
def test_the_graph_answers_its_questions(store, name):
    assert sorted(answer(store, name), key=str) == sorted(EXPECTED[name], key=str)


@pytest.mark.parametrize("name", ontology.competency_questions())
def test_a_question_says_first_what_it_asks(name):
    first = ontology.read(f"competency/{name}.rq").splitlines()[0]

    assert first.startswith("# ")
    assert first.endswith(("?", "."))


@pytest.mark.parametrize(
    "change",
    [{"negated": True}, {"modality": Modality.POSSIBLE}, {"source": None}],
    ids=lambda change: next(iter(change)),
)
def test_a_stance_that_is_denied_possible_or_nobodys_is_no_opposition(change):
    annotation = make_annotation()
    first, *others = annotation.statements
    store = memory_store()
    store.put(replace(annotation, statements=(replace(first, **change), *others)))

    assert answer(store, "who_opposes_proposal") == []
    assert answer(store, "edges_without_statement") == []


def test_criticism_goes_with_the_last_article_that_licenses_it():
    store = memory_store()
    store.put(make_annotation("a1"))
    store.put(make_annotation("a2"))
    critics = "SELECT ?a { ?a <https://w3id.org/hustings/ontology#criticizes> ?b }"
    store.delete("a1")
    assert len(list(store.query(critics))) == 1

    store.delete("a2")
    assert list(store.query(critics)) == []


def test_a_signing_that_is_denied_has_no_date():
    store = memory_store()
    store.put(replace(make_annotation(), facts=(replace(make_signing(), negated=True),)))

    assert answer(store, "when_signed") == []
