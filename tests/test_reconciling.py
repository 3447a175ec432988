"""Rows of somebody's table held against entities: who is found, how surely, and what counts against it."""

import pytest

from graph.lookup.properties import all_properties
from graph.lookup.reconciling import Asked, extend, reconcile, suggest_properties, suggest_types
from graph.model import EntityType
from graph.rdf.vocabulary import HUS
from graph.store.base import Iri
from graph.store.opening import memory_store
from tests.factory import make_annotation
from tests.test_lookup import make_people

OBAMA, NAMESAKE = "Q76", "Q777"


@pytest.fixture(scope="module")
def store():
    made = memory_store()
    made.put(make_annotation("a1"))
    made.put(make_annotation("b2"))
    return made


@pytest.fixture(scope="module")
def people():
    return make_people({"Ada Quill": 3, "Ada Quayle": 1, "Bo Lindqvist": 2, "J. Marsh": 1, "Zoltan": 1})


def told(found):
    return [(match.entity.label, match.certain) for match in found]


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("Ada Quill", ("Ada Quill", True)),
        ("Quill, Ada", ("Ada Quill", True)),
        ("ADA  QUILL", ("Ada Quill", True)),
        ("Ada B. Quill", ("Ada Quill", True)),
        ("AdaQuill", ("Ada Quill", False)),  # one word where two should be
        ("Bo Lindquist", ("Bo Lindqvist", False)),  # a slip of the pen: likely, not certain
        ("Zoltan", ("Zoltan", False)),  # a single name may be many people's
    ],
)
def test_a_name_finds_who_is_meant(people, name, best):
    assert told(reconcile(people, Asked(name)))[0] == best


@pytest.mark.parametrize(
    "name", ["", " ", "Cyrus Oakley", "x" * 10_000, "\x00\x07", '"*" OR (', "<b>", "name:x", "NEAR(a b)", "…"]
)
def test_nobody_is_certain_for_a_name_that_is_not_there(people, name):
    assert not any(match.certain for match in reconcile(people, Asked(name)))


def test_types_leave_out_or_weigh(store):
    strict = reconcile(store, Asked("Henrik Dahl", types=("Place",)))
    weighed = reconcile(store, Asked("Henrik Dahl", types=("Place",), strict=False))

    assert not any(match.entity.label == "Henrik Dahl" for match in strict)
    assert [m.certain for m in weighed if m.entity.label == "Henrik Dahl"] == [False]
    assert reconcile(store, Asked("Henrik Dahl", types=("Spaceship",))) == ()


@pytest.mark.parametrize(
    ("property", "value", "certain"),
    [
        ("wikidata", "Q777", True),
        ("wikidata", "http://www.wikidata.org/entity/Q777", True),
        ("wikidata", "Q1", False),
        ("name", "Dahl", True),
        ("mentions", "4", True),
        ("colour", "blue", False),  # nothing is known of it: the score falls a little
    ],
)
def test_what_a_row_says_besides_the_name_counts(store, property, value, certain):
    first = reconcile(store, Asked("Henrik Dahl", ("Person",), properties=((property, (value,)),)))[0]

    assert (first.entity.wikidata, first.certain) == ("Q777", certain or property == "colour")
    assert (first.score < 1.0) is (not certain)


def test_properties_alone_find_by_id_and_name(store):
    assert told(reconcile(store, Asked(properties=(("wikidata", ("Q777",)),)))) == [("Henrik Dahl", True)]
    assert told(reconcile(store, Asked(properties=(("name", ("Coastal Fishing Pact",)),))))[0][0] == (
        "Coastal Fishing Pact"
    )
    assert reconcile(store, Asked(properties=(("country", ("US",)),))) == ()


def test_there_are_no_more_candidates_than_asked_for(people):
    assert len(reconcile(people, Asked("Ada Quill", limit=1))) == 1


def test_the_same_row_has_the_same_answer(store):
    asked = Asked("Fjord Bridge")

    assert reconcile(store, asked) == reconcile(store, asked)


def test_properties_of_facts_are_relations_of_the_ontology():
    assert all(one.id in HUS for one in all_properties().values() if one.kind == "fact")
    assert all(set(one.types) <= set(EntityType) for one in all_properties().values())


def test_properties_and_types_are_found_as_one_types_them():
    assert [one.id for one in suggest_properties("off")] == ["holdsOffice"]
    assert "country" not in [one.id for one in suggest_properties("", "Place")]
    assert suggest_types("pl") == (EntityType.PLACE,)


def test_entities_are_extended_by_what_is_known(store):
    dahl, nobody = Iri(f"{store.base}entity/Q777"), Iri(f"{store.base}entity/nobody")

    found = extend(store, [dahl, nobody], ["wikidata", "name", "said", "colour"])

    assert found[dahl] == {"wikidata": ("Q777",), "name": ("Dahl", "Henrik Dahl"), "said": (2,), "colour": ()}
    assert set(found[nobody].values()) == {()}
