from datetime import date

import pytest

from graph.linking import link, load_gazetteer, ranking
from graph.linking.evidence import load_weights
from graph.model import (
    Annotation,
    Argument,
    Article,
    CharSpan,
    Entity,
    EntityType,
    Fact,
    Mention,
    MentionKind,
    Predicate,
    Source,
    Stance,
    StanceEdge,
    Statement,
    StatementKind,
    StatementStance,
)
from tests.linking.conftest import TYPES, annotated, find_mentions


def only(annotation, gazetteer):
    return link(annotation, gazetteer).entities[0]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Ada Lund spoke in Arcadia, the Arcadian radio said.", ["Ada Lund"], "Q1"),
        ("Deirdre Ruth spoke in Arcadia, the Arcadian radio said.", ["Deirdre Ruth"], "Q5"),
        ("Ms. Lund spoke in Arcadia, the Arcadian radio said.", ["Lund"], None),
        ("Lund spoke in Arcadia, the Arcadian radio said.", ["Lund"], None),
        ("Arcadian Prime Minister Lund spoke.", ["Lund"], "Q1"),
        ("Prime Minister Lund of Arcadia spoke.", ["Prime Minister Lund"], "Q1"),
        ("Former Arcadian finance minister Lund spoke.", ["Lund"], "Q2"),
        ("The Arcadian minister of fisheries, Dee Ruth, spoke.", ["Dee Ruth"], "Q5"),
        ("Ruth, the Arcadian minister of fisheries, spoke.", ["Ruth"], "Q5"),
        ("Northmark Premier Cy Marsh spoke.", ["Cy Marsh"], "Q4"),
        ("The president of Borduria, it was said, met Cy Marsh, the president of Borduria.", ["Cy Marsh"], "Q3"),
        ("Cy Marsh spoke.", ["Cy Marsh"], None),
        ("Zoe Lund spoke in Arcadia.", ["Zoe Lund"], None),
    ],
)
def test_a_person_is_linked_where_name_and_office_decide(world, text, names, expected):
    assert only(annotated(text, names), world).wikidata == expected


def test_two_candidates_that_are_close_are_kept_and_not_linked(world):
    entity = only(annotated("Cy Marsh spoke.", ["Cy Marsh"]), world)

    assert entity.wikidata is None
    assert [candidate.wikidata for candidate in entity.candidates] == ["Q3", "Q4"]
    assert all(candidate.reason for candidate in entity.candidates)


def test_a_linked_entity_bears_the_name_of_the_gazetteer(world):
    entity = only(annotated("Deirdre Ruth, the Arcadian minister of fisheries, spoke.", ["Deirdre Ruth"]), world)

    assert (entity.id, entity.label, entity.wikidata) == ("e1", "Dee Ruth", "Q5")
    assert entity.confidence == entity.candidates[0].score


@pytest.mark.parametrize(
    ("pronouns", "expected"),
    [
        (["she"], "Q1"),
        (["he"], "Q1"),  # one pronoun may be tied to the wrong person
        (["he", "him", "himself"], None),
        (["he", "her"], "Q1"),
    ],
)
def test_pronouns_mostly_of_the_other_gender_tell_against_somebody(world, pronouns, expected):
    text = "Ada Lund of Arcadia spoke to the Arcadian radio: she and he saw him and himself and her."

    assert only(annotated(text, ["Ada Lund"], pronouns=pronouns), world).wikidata == expected


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("Arcadia's prime minister", "2020-01-01", "Q1"),
        ("Arcadia's prime minister", "2018-01-01", "Q2"),
        ("Arcadia's prime minister", "2022-07-02", None),  # the source could not know
        ("Arcadia's prime minister", None, None),
        ("Arcadia's former prime minister", "2020-01-01", None),
        ("Arcadia's minister", "2020-01-01", None),
        ("Arcadia's Minister of Fisheries, Ports and Lakes", "2020-06-01", "Q5"),
    ],
)
def test_an_office_without_a_name_is_its_holder_on_the_day(world, words, published, expected):
    annotation = annotated(f"{words} spoke.", nominals=[words], published=published)

    assert only(annotation, world).wikidata == expected


@pytest.mark.parametrize(
    ("published", "expected"), [("2019-04-30", "Q2"), ("2019-05-01", "Q1"), ("2022-07-01", "Q1"), ("2022-07-02", None)]
)
def test_on_the_day_of_a_hand_over_the_office_is_the_successors(world, published, expected):
    text = "Arcadia and the Arcadian radio wait. The prime minister spoke."
    annotation = annotated(text, nominals=["The prime minister"], published=published)

    assert only(annotation, world).wikidata == expected


def test_who_held_an_office_when_the_source_was_taken_is_kept_for_a_person_to_decide(world):
    annotation = annotated(
        "Arcadia's prime minister spoke.", nominals=["Arcadia's prime minister"], published="2023-01-01"
    )

    (candidate,) = only(annotation, world).candidates
    assert candidate.wikidata == "Q1"
    assert candidate.score < load_weights()["limits"]["person"]
    assert "Prime Minister of Arcadia since 2019-05-01, known until 2022-07-01" in candidate.reason


def test_two_holders_at_once_are_both_kept(make_world):
    world = make_world({"offices": ["Q1,1,2019-05-01,,2022-07-01", "Q5,1,2020-01-01,,2022-07-01"]})
    entity = only(annotated("Arcadia's prime minister spoke.", nominals=["Arcadia's prime minister"]), world)

    assert (entity.wikidata, [c.wikidata for c in entity.candidates]) == (None, ["Q1", "Q5"])


@pytest.mark.parametrize(("name", "common"), [("Cy Marsh", True), ("Una Vale", False)])
def test_a_name_of_several_known_people_is_common(world, name, common):
    entity = only(annotated(f"{name} spoke.", [name]), world)

    assert (entity.wikidata, entity.common) == (None, common)


def test_a_name_of_thousands_is_nobodys(make_world, monkeypatch):
    people = [f"Q{n},Ana Lima,,f,1970-01-01,,AQ,Q50" for n in range(100, 5100)]
    world, weighed = make_world({"persons": people}), []
    weigh = ranking._weigh
    monkeypatch.setattr(ranking, "_weigh", lambda *args, **rest: weighed.append(1) or weigh(*args, **rest))
    text = "Arcadian Prime Minister Lima spoke. Ana Lima of Arcadia left."
    for name in ("Lima", "Ana Lima"):
        entity = only(annotated(text, [name]), world)
        assert (entity.wikidata, entity.candidates, entity.common) == (None, (), name == "Ana Lima")

    assert weighed == []


@pytest.mark.parametrize("published", ["2021-01-01", "2023-02-01", None])
def test_a_surname_and_an_office_decide_after_the_source_was_taken_too(world, published):
    words = "Arcadia's Minister of Fisheries, Ports and Lakes"
    annotation = annotated(f"{words} spoke. Ruth said so.", ["Ruth"], nominals=[words], published=published)

    assert only(annotation, world).wikidata == "Q5"


@pytest.mark.parametrize(
    ("office", "expected"),
    [("Arcadia's Minister of Fisheries", "Q5"), ("Arcadia's minister", None), ("an Arcadian senator", None)],
)
def test_an_office_of_nobody_by_name_is_lent_to_a_surname(world, office, expected):
    text = f"{office} is content. Ruth said so."
    person = annotated(text, ["Ruth"]).entities[0]
    nameless = Entity("e2", office, EntityType.PERSON, tuple(find_mentions(text, [office], MentionKind.NOMINAL)))
    article = Article("a", text, date(2023, 2, 1))

    assert link(Annotation(article, (person, nameless)), world).entities[0].wikidata == expected


def test_an_office_that_began_later_is_no_evidence(world):
    annotation = annotated("Arcadian Prime Minister Lund spoke.", ["Lund"], published="2014-01-01")

    assert only(annotation, world).wikidata is None


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        ("Arcadia voted.", "Arcadia", "place", "Q10"),
        ("They met in Eastham.", "Eastham", "place", None),
        ("They met in Eastham, N.M., on Monday.", "Eastham", "place", "Q31"),
        ("They met in Eastham, Borduria, on Monday.", "Eastham, Borduria", "place", "Q32"),
        ("The Bordurian army, Szohod said, is in Eastham.", "Eastham", "place", "Q32"),
        ("Marka voted.", "Marka", "place", None),
        ("The Bordurian state of Marka voted, the Bordurian radio said.", "Marka", "place", "Q21"),
        ("The Liberal Party won.", "Liberal Party", "party", None),
        ("The Liberal Party won, the Arcadian radio said in Arcadia.", "Liberal Party", "party", "Q50"),
        ("The Liberals won, the Bordurian radio said in Borduria.", "The Liberals", "party", "Q52"),
        ("The Farmers' Party won, the Arcadian radio said in Arcadia.", "Farmers' Party", "party", None),
        ("The Arcadia Coast Guard came.", "The Arcadia Coast Guard", "body", "Q40"),
        ("The Department of Tides came.", "Department of Tides", "body", None),
        ("The Arcadian Department of Tides came to Arcadia.", "Department of Tides", "body", "Q41"),
        ("DT came.", "DT", "body", None),
        ("DT came to Arcadia, an Arcadian town.", "DT", "body", "Q41"),
        ("The WTB came.", "WTB", "body", "Q42"),
    ],
)
def test_places_parties_and_bodies_are_linked_where_the_context_decides(world, text, name, kind, expected):
    assert only(annotated(text, [name], kind=TYPES[kind]), world).wikidata == expected


@pytest.mark.parametrize("kind", [EntityType.PERSON, EntityType.GROUP, EntityType.AGREEMENT, EntityType.OTHER])
def test_an_entity_of_another_type_is_not_a_place(world, kind):
    entity = only(annotated("Arcadia voted.", ["Arcadia"], kind=kind), world)

    assert (entity.wikidata, entity.candidates) == (None, ())


def entity_of(entity_id, text, word, kind=EntityType.PERSON):
    return Entity(entity_id, word, kind, tuple(find_mentions(text, [word], MentionKind.NAME)))


def test_entities_with_one_id_become_one_and_all_references_follow(world):
    text = "Deirdre Ruth spoke for Arcadian lakes. Dee Ruth of Arcadia opposes Zed."
    span = CharSpan(0, 12)
    entities = (
        entity_of("e1", text, "Deirdre Ruth"),
        entity_of("e2", text, "Zed"),
        entity_of("e3", text, "Dee Ruth"),
        Entity(
            "e4", "a plan", EntityType.PROPOSAL, (Mention(span, MentionKind.NOMINAL),), proposer="e3", addressee="e2"
        ),
    )
    statement = Statement(
        "s1",
        (span,),
        StatementKind.INDIRECT,
        Source("e3", (span,)),
        stances=(StatementStance(Stance.OPPOSES, "e2"), StatementStance(Stance.OPPOSES, "e1")),
        reported_via="e3",
        on_behalf_of="e3",
    )
    argument = Argument((span,), "Ruth", entity="e3")
    fact = Fact("f1", argument, Predicate("met", "meet"), argument, (span,), according_to="e3")
    edges = (
        StanceEdge("e1", Stance.OPPOSES, "e2", "s1"),
        StanceEdge("e3", Stance.OPPOSES, "e2", "s1"),
        StanceEdge("e3", Stance.OPPOSES, "e1", "s1"),
    )

    linked = link(Annotation(Article("a", text), entities, (statement,), (fact,), edges), world)

    assert [entity.id for entity in linked.entities] == ["e1", "e2", "e4"]
    assert [linked.article.text_of(m.span) for m in linked.entity("e1").mentions] == ["Deirdre Ruth", "Dee Ruth"]
    assert (linked.entity("e4").proposer, linked.entity("e4").addressee) == ("e1", "e2")
    assert linked.statements[0].source == Source("e1", (span,))
    assert linked.statements[0].stances == (StatementStance(Stance.OPPOSES, "e2"),)  # none toward oneself
    assert (linked.statements[0].reported_via, linked.statements[0].on_behalf_of) == ("e1", "e1")
    assert (linked.facts[0].subject.entity, linked.facts[0].object.entity, linked.facts[0].according_to) == ("e1",) * 3
    assert linked.stances == (StanceEdge("e1", Stance.OPPOSES, "e2", "s1"),)


def test_linking_twice_changes_nothing(world):
    once = link(annotated("Arcadian Prime Minister Ada Lund spoke.", ["Ada Lund"]), world)

    assert link(once, world) == once


def test_work_grows_with_the_number_of_entities_not_with_its_square(world, monkeypatch):
    weighed = []
    weigh = ranking._weigh
    monkeypatch.setattr(ranking, "_weigh", lambda *args, **rest: weighed.append(1) or weigh(*args, **rest))

    def work(size):
        weighed.clear()
        text = " ".join(["Cy Marsh,"] * size)
        mentions = [Mention(CharSpan(i * 10, i * 10 + 8), MentionKind.NAME) for i in range(size)]
        entities = tuple(Entity(f"e{m.span.start}", "Cy Marsh", EntityType.PERSON, (m,)) for m in mentions)
        link(Annotation(Article("a", text), entities), world)
        return len(weighed)

    assert work(3000) == 3000 * work(1)


SEEDS_TEXT = """Prime Minister Justin Trudeau met U.S. President Joe Biden in Ottawa. Quebec Premier Francois Legault \
stayed away. Canada's Minister of Immigration, Refugees and Citizenship is content. Fraser told Canadian reporters. \
Conservative Leader Pierre Poilievre was not there. The Canadian Liberals were. Nor was Cuthbert Blenkinsop-Nobody."""


@pytest.mark.parametrize(
    ("name", "kind", "expected", "label"),
    [
        ("Justin Trudeau", "person", "Q3099714", "Justin Trudeau"),
        ("Pierre Poilievre", "person", "Q3386636", "Pierre Poilievre"),
        ("Francois Legault", "person", "Q3085147", "François Legault"),
        ("Joe Biden", "person", "Q6279", "Joe Biden"),
        ("Fraser", "person", "Q21642492", "Sean Fraser"),
        ("Cuthbert Blenkinsop-Nobody", "person", None, "Cuthbert Blenkinsop-Nobody"),
        ("Quebec", "place", "Q176", "Quebec"),
        ("Canada", "place", "Q16", "Canada"),
        ("U.S.", "place", "Q30", "United States"),
        ("Liberals", "party", "Q138345", "Liberal Party of Canada"),
    ],
)
@pytest.mark.parametrize("published", [date(2023, 2, 22), None])
def test_the_seeds_know_who_is_who(name, kind, expected, label, published):
    nominals = ["Canada's Minister of Immigration, Refugees and Citizenship"] if name == "Fraser" else []
    annotation = annotated(
        SEEDS_TEXT,
        [name],
        kind=TYPES.get(kind, EntityType.PERSON),
        nominals=nominals,
        published=published.isoformat() if published else None,
    )

    entity = only(annotation, load_gazetteer())

    assert (entity.wikidata, entity.label) == (expected, label if expected else annotation.entities[0].label)


@pytest.mark.parametrize(
    ("text", "name", "published", "expected"),
    [
        ("Japanese Prime Minister Fumio Kishida spoke in Tokyo.", "Fumio Kishida", "2022-03-03", "Q359480"),
        ("New Zealand Prime Minister Ardern agreed.", "Ardern", "2022-03-03", "Q3606816"),
        ("Sen. Warnock (D-Ga.) disagreed with his U.S. colleagues.", "Warnock", "2022-03-03", "Q84146599"),
        ("Emmanuel Macron, the president of France, spoke.", "Emmanuel Macron", "2022-03-03", "Q3052772"),
        ("A man named Fraser spoke in Canada.", "Fraser", "2022-03-03", None),
    ],
)
def test_the_seeds_know_other_countries(text, name, published, expected):
    assert only(annotated(text, [name], published=published), load_gazetteer()).wikidata == expected


@pytest.mark.parametrize("name", ["Washington", "Georgia"])
def test_a_place_of_two_meanings_stays_unlinked_without_evidence(name):
    entity = only(annotated(f"They met in {name}.", [name], kind=EntityType.PLACE), load_gazetteer())

    assert entity.wikidata is None
    assert len(entity.candidates) > 1


def test_a_chamber_goes_by_its_short_name_where_the_article_tells_the_country():
    for text, expected in (
        ("In Ottawa the House of Commons sat, as Canadians know. Canada waits.", "Q383590"),
        ("In London the House of Commons sat, as Britons know. Britain waits.", "Q11005"),
        ("The House of Commons sat.", None),
    ):
        annotation = annotated(text, ["House of Commons"], kind=EntityType.ORGANIZATION)
        assert only(annotation, load_gazetteer()).wikidata == expected


@pytest.mark.parametrize("name", ["Arcadia |", "These Arcadian lands", "* Arcadia"])
def test_what_stands_around_a_name_is_no_part_of_it(world, name):
    assert only(annotated(f"{name} voted.", [name], kind=EntityType.PLACE), world).wikidata == "Q10"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param("The Arcadian radio waits. Labor Department of Arcadia", "Labor Department", "Q43", id="turned"),
        pytest.param(
            "The Arcadian radio in Arcadia waits. Department of Labor", "Department of Labor", "Q43", id="at home"
        ),
        pytest.param(
            "The Bordurian radio waits.\nArcadia Labor Department", "Arcadia Labor Department", "Q43", id="land"
        ),
        pytest.param("The Bordurian radio waits. Labor Department", "Labor Department", None, id="of another country"),
    ],
)
def test_a_department_goes_by_short_names_at_home_and_after_its_country(make_world, text, name, expected):
    bodies = ["Q43,Arcadia Department of Labor,,,AQ", "Q44,Northmark Department of Labor,,,AQ"]

    assert (
        only(annotated(text, [name], kind=EntityType.ORGANIZATION), make_world({"bodies": bodies})).wikidata == expected
    )


def test_a_country_that_was_taken_for_an_organisation_is_a_place(make_world):
    world = make_world({"country_names": ["AQ,Arcadia,Republic of Arcadia|ROA"]})
    for name, linked in (("Republic of Arcadia", "Q10"), ("ROA", "Q10"), ("Arcadia", None)):
        entity = only(annotated(f"{name} spoke.", [name], kind=EntityType.ORGANIZATION), world)

        assert (entity.wikidata, entity.type is EntityType.PLACE) == (linked, linked is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Arcadian radio said that she lives in Lakeside.", "Q33"),
        ("The Arcadian radio said that the Lakeside governor stood in Lakeside.", None),
        ("The Arcadian radio said that Eastham, Lakeside is small.", None),
        ("The Arcadian radio said that Lakeside is large.", None),
    ],
)
def test_a_metropolis_is_meant_where_somebody_is_in_it_and_nothing_speaks_of_the_state(make_world, text, expected):
    world = make_world(
        {
            "subdivisions": ["Q22,AQ-L,Lakeside,,,AQ,state"],
            "cities": ["Q33,Lakeside City,Lakeside,AQ,Lakeside,,9000000"],
        }
    )

    assert only(annotated(text, ["Lakeside"], kind=EntityType.PLACE), world).wikidata == expected


def test_a_party_word_of_another_country_contradicts_nobody(make_world):
    world = make_world({"party_words": ["BQ,Liberal Party,Grand|Liberal"]})
    text = "In Arcadia, Arcadian Prime Minister Lund, chair of the Grand Canal Board, spoke."

    assert only(annotated(text, ["Lund"]), world).wikidata == "Q1"
