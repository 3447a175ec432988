"""What tells for a person and against one: offices, trades, parties, initials, words before a name."""

import pytest

from graph.linking import link
from graph.linking.evidence import load_weights
from graph.linking.names import same_initials
from graph.linking.profile import split_title
from graph.model import Annotation, CharSpan, Entity, EntityType, Mention
from tests.linking.conftest import annotated

HOME = " The Arcadian radio said so in Arcadia."


def linked(text, name, gazetteer, kind=EntityType.PERSON, **more):
    return link(annotated(text + HOME, [name], kind=kind, **more), gazetteer).entities[0].wikidata


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param("Liberal nominee Ada Lund spoke.", "Liberal nominee Ada Lund", "Q1", id="a nominee"),
        pytest.param("Harbour press chief Ada Lund spoke.", "Harbour press chief Ada Lund", "Q1", id="small letters"),
        pytest.param("Ada Lund, a painter from Eastham, spoke.", "Ada Lund", None, id="another trade"),
        pytest.param("That painter Ada Lund spoke.", "Ada Lund", None, id="another trade before the name"),
        pytest.param("Ada Lund, a lawyer from Eastham, spoke.", "Ada Lund", "Q1", id="a trade of people in office"),
        pytest.param("Councilman Cy Marsh spoke.", "Cy Marsh", None, id="a local officer"),
        pytest.param("Former Prime Minister Bo Lund spoke.", "Bo Lund", "Q2", id="former"),
        pytest.param("Kingmaker Ada Lund spoke.", "Kingmaker Ada Lund", "Q1", id="a word nobody knows"),
        pytest.param("Dee X. Ruth spoke.", "Dee X. Ruth", "Q5", id="an initial that the gazetteer lacks"),
    ],
)
def test_evidence_is_weighed(world, text, name, expected):
    assert linked(text, name, world) == expected


def test_somebody_of_other_initials_is_somebody_else(make_world):
    world = make_world({"persons": ["Q1,Ada W. Lund,Ada Lund,f,1970-01-01,,AQ,Q50"], "offices": []})

    assert linked("Ada W. Lund spoke.", "Ada W. Lund", world) == "Q1"
    assert linked("Ada H. W. Lund spoke.", "Ada H. W. Lund", world) is None


@pytest.mark.parametrize(
    "words",
    ["Arcadia's next prime minister", "the first female prime minister of Arcadia", "a prime minister of Arcadia"],
)
def test_who_does_not_hold_an_office_yet_is_not_its_holder(world, words):
    annotation = annotated(f"{words} will come.{HOME}", nominals=[words])

    assert link(annotation, world).entities[0].wikidata is None


def test_candidates_and_nobody_share_the_probability_of_one(world):
    (entity,) = link(annotated(f"Cy Marsh spoke.{HOME}", ["Cy Marsh"]), world).entities
    whole = sum(candidate.score for candidate in entity.candidates)

    assert len(entity.candidates) == 2
    assert 0 < whole <= 1
    assert entity.wikidata is None or entity.candidates[0].score >= load_weights()["limits"]["person"]


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("Harbour press chief Ada Lund", "", ("Harbour press chief", "Ada Lund")),
        ("Lake Bank Director Una Vale", "Una Vale", ("Lake Bank Director", "Una Vale")),
        ("Una van der Vale", "", ("", "Una van der Vale")),
        ("former harbour master Una de la Vale", "", ("former harbour master", "Una de la Vale")),
        ("chief Vale", "Una Vale", ("chief", "Vale")),
    ],
)
def test_what_stands_before_a_name_in_small_letters_is_no_part_of_it(world, words, label, expected):
    assert split_title(words, world, label) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Prime Minister Ada Lund came with her husband, Bo.", "Q2", id="kin"),
        pytest.param("Prime Minister Ada Lund came with her husband Bo.", "Q2", id="without a comma"),
        pytest.param("Prime Minister Ada Lund came with Bo.", None, id="no word for kin"),
        pytest.param("Una Vale came with her husband, Bo.", None, id="kin of somebody else"),
    ],
)
def test_kin_of_somebody_linked_go_by_a_given_name(world, text, expected):
    people = annotated(text + HOME, ["Ada Lund" if "Ada" in text else "Una Vale"])
    husband = annotated(text + HOME, ["Bo."]).entities[0].mentions[0]
    bo = Entity(
        "e2", "Bo", EntityType.PERSON, (Mention(CharSpan(husband.span.start, husband.span.end - 1), husband.kind),)
    )
    found = link(Annotation(people.article, (*people.entities, bo)), world)

    assert found.entity("e2").wikidata == expected


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("George H. W. Bush", ["George W. Bush", "George Walker Bush"], False),
        ("George H.W. Bush", ["George W. Bush"], False),
        ("George W. Bush", ["George Walker Bush"], True),
        ("George Bush", ["George W. Bush"], True),
        ("Donald J. Trump", ["Donald Trump"], True),
        ("Ada R. Lund Jr.", ["Ada R. Lund"], True),
    ],
)
def test_initials_tell_people_apart(name, known, expected):
    assert same_initials(name, known) is expected


def test_a_capital_in_which_somebody_is_stands_above_a_part_of_the_country(make_world):
    world = make_world({"subdivisions": ["Q23,AQ-P,Port Ada,,,AQ,state"]})

    assert linked("She arrived in Port Ada.", "Port Ada", world, EntityType.PLACE) == "Q30"


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Tide Union", EntityType.ORGANIZATION, "Q60"),
        ("TU", EntityType.ORGANIZATION, "Q60"),
        ("Charter", EntityType.OTHER, "Q61"),
        ("Szohod Accord", EntityType.AGREEMENT, "Q62"),
        ("Charter", EntityType.PERSON, None),
    ],
)
def test_bodies_of_the_world_and_laws_have_ids(tmp_path, make_world, name, kind, expected):
    (tmp_path / "world_bodies.csv").write_text("qid,name,acronyms,aliases\nQ60,Tide Union,TU,\n", encoding="utf-8")
    laws = "qid,name,at_home,aliases,country\nQ61,Charter of Arcadia,Charter,,AQ\nQ62,Szohod Accord,,,\n"
    (tmp_path / "laws.csv").write_text(laws, encoding="utf-8")

    assert linked(f"They spoke of the {name}.", name, make_world({}), kind) == expected
