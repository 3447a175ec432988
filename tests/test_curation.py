"""Deciding about entities by hand: by name, in a store, over HTTP, on the command line."""

from datetime import date

import pytest

from graph.cli import run
from graph.curation import merge, rejoin, split
from graph.errors import InvalidDecision, UnknownIri
from graph.lookup import find_entities, statements_about, statements_by
from graph.lookup.proposals import Wanted, find_alike
from graph.lookup.views import EntitySummary
from graph.model import EntityType
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.identifiers import entity_iri
from graph.store.base import Iri
from graph.store.opening import memory_store, open_store
from graph.suspects import Suspicion, compare, find_suspects, grouped
from tests.api.conftest import serving
from tests.factory import make_annotation

DAY = date(2024, 3, 14)
ONE = make_annotation("a1")
MARIA = entity_iri(next(e for e in ONE.entities if e.label == "Maria Oliveira"), ONE.article, BASE).value
NAME = MARIA.removeprefix(f"{BASE}entity/")
DAHL = Iri(f"{BASE}entity/Q777")


@pytest.fixture
def store():
    made = memory_store()
    made.put(ONE)
    return made


def summary(number, label, kind=EntityType.PERSON, wikidata=None, mentions=1):
    return EntitySummary(Iri(f"{BASE}entity/{number}"), label, kind, wikidata, mentions)


def reasons(*entities, names=None):
    return [(s.kept.label, s.other.label, s.reason) for s in compare(entities, names or {}).found]


def test_statements_and_names_follow_a_merge(store):
    before = len(statements_by(store, DAHL).items) + len(statements_by(store, Iri(MARIA)).items)
    merge(store, NAME, "Q777", "one person", DAY)

    assert len(statements_by(store, DAHL).items) == before
    assert [found.iri for found in find_entities(store, "Maria Oliveira").items] == [DAHL]


def test_a_split_takes_a_merge_back(store):
    before = set(store.quads(Iri(f"{BASE}graph/entities")))
    merge(store, NAME, "Q777", "one person", DAY)
    split(store, NAME, "two after all", DAY)

    assert set(store.quads(Iri(f"{BASE}graph/entities"))) == before


def test_a_split_of_what_was_not_merged_can_be_undone(store):
    store.put(make_annotation("b2"))
    assert split(store, NAME, "two people", DAY) == 2
    assert len(find_entities(store, "Maria Oliveira").items) == 2

    assert rejoin(store, NAME, "one after all", DAY) == 2
    assert [found.iri for found in find_entities(store, "Maria Oliveira").items] == [MARIA]


@pytest.mark.parametrize(
    ("entity", "reason", "error"),
    [("nobody-1", "why", UnknownIri), ("a b", "why", UnknownIri), (NAME, "  ", InvalidDecision)],
)
def test_what_nobody_knows_or_says_why_is_refused(store, entity, reason, error):
    with pytest.raises(error):
        merge(store, entity, "Q777", reason, DAY)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Ana Lima", "ANA LIMA", "the same name"),
        ("Ana Lima", "Lima, Ana", "the same words in another order"),
        ("Joana Brito", "Joanna Brito", "the same name but for one letter"),
        ("Ana Lima", "Ana Lina", "the same name but for one letter"),
        ("A. Lima", "Ana Lima", "the same last name, and a first name that may be short for the other"),
        ("Lima", "Lima", "the same single name"),
    ],
)
def test_suspects_have_a_reason(one, other, reason):
    assert [found[2] for found in reasons(summary(1, one), summary(2, other))] == [reason]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(summary(1, "Ana Lima"), summary(2, "Ada Lima"), id="other first name"),
        pytest.param(summary(1, "Ana Lima"), summary(2, "Ana Rima"), id="other initial of a short name"),
        pytest.param(summary(1, "Ana Lima"), summary(2, "Ana Lima", EntityType.PLACE), id="other type"),
        pytest.param(summary(1, "Ana Lima", wikidata="Q1"), summary(2, "Ana Lima", wikidata="Q2"), id="two ids"),
        pytest.param(summary(1, "the plan"), summary(2, "the plan"), id="no names"),
        pytest.param(summary(1, "Ana Lima"), summary(2, "Rui Brito"), id="other names"),
        pytest.param(summary(1, "Lima"), summary(2, "Ana Lima"), id="a surname alone: that is for the resolution"),
    ],
)
def test_what_is_known_to_differ_is_no_suspect(one, other):
    assert reasons(one, other) == []


def test_a_party_and_an_organisation_may_be_one():
    assert reasons(summary(1, "Coast Union", EntityType.PARTY), summary(2, "Coast Union", EntityType.ORGANIZATION))


def test_other_names_count():
    names = {Iri(f"{BASE}entity/2"): ["Coast Union"]}
    body = EntityType.ORGANIZATION

    assert reasons(summary(1, "Coast Union", body), summary(2, "Union of the Coast", body), names=names)


def test_a_husband_is_not_his_wife_whom_an_article_called_so_once():
    names = {Iri(f"{BASE}entity/2"): ["Rui Lima"]}

    assert reasons(summary(1, "Rui Lima"), summary(2, "Ana Lima"), names=names) == []


def test_suspects_that_share_an_entity_are_one_cluster():
    one, two, three, four, five = (summary(n, f"Name {n}") for n in range(5))
    found = [Suspicion(four, five, 0.6, "why"), Suspicion(one, two, 0.7, "why"), Suspicion(one, three, 0.5, "why")]

    groups = grouped(found)

    assert [[s.score for s in group] for group in groups] == [[0.7, 0.5], [0.6]]


def test_the_linked_one_is_kept():
    (found,) = compare([summary(1, "Ana Lima", mentions=9), summary(2, "Ana Lima", wikidata="Q1")], {}).found
    assert found.kept.wikidata == "Q1"


@pytest.mark.parametrize("label", ["Ana Lima", "Person {}", "Ana {} Lima"])
def test_comparisons_grow_with_the_names(label):
    def compared(size):
        return compare([summary(n, label.format(n)) for n in range(size)], {}).comparisons

    assert compared(4000) <= 2.2 * compared(2000) + 100


def test_a_hundred_thousand_people_named_alike_are_one_block():
    found = compare([summary(n, "Ana Lima") for n in range(100_000)], {})

    assert found.comparisons == len(found.found) == 99_999


def test_pieces_of_what_was_taken_apart_are_no_suspects(store):
    store.put(make_annotation("b2"))
    split(store, NAME, "two people", DAY)

    assert [s for s in find_suspects(store).found if s.kept.label == s.other.label == "Maria Oliveira"] == []


def wanted(number, label="proposal to close the port", articles=("a1",), **known):
    return Wanted(Iri(f"{BASE}entity/{number}"), label, "close", articles=set(articles), **known)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (wanted(1), wanted(2, "plan to close the port", ["b2"]), "the same action and words for its object"),
        (
            wanted(1, objects={"port"}),
            wanted(2, "proposal to close it", ["b2"], objects={"port"}),
            "the same action and object",
        ),
        (wanted(1), wanted(2, articles=["b2"], proposers={"dahl"}), "one of them without a proposer"),
        (wanted(1, proposers={"dahl"}), wanted(2, articles=["b2"], proposers={"dahl"}), "by the same proposer"),
    ],
)
def test_proposals_that_want_the_same_are_suspects(one, other, reason):
    ((kept, merged, why),) = find_alike([one, other])

    assert (kept, merged) == (one.entity, other.entity)
    assert reason in why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(wanted(1), wanted(2), id="one article, which told them apart"),
        pytest.param(wanted(1), wanted(2, "proposal to close the bridge", ["b2"]), id="other object"),
        pytest.param(wanted(1, proposers={"dahl"}), wanted(2, articles=["b2"], proposers={"aas"}), id="other proposer"),
        pytest.param(wanted(1, objects={"oslo"}), wanted(2, articles=["b2"], objects={"bergen"}), id="other entity"),
        pytest.param(wanted(1, addressees={"a"}), wanted(2, articles=["b2"], addressees={"b"}), id="other addressee"),
    ],
)
def test_proposals_that_differ_are_no_suspects(one, other):
    assert list(find_alike([one, other])) == []


def test_a_proposal_of_two_articles_is_one_once_a_person_says_so(store):
    store.put(make_annotation("b2"))
    (found,) = [s for s in find_suspects(store).found if s.kept.type is EntityType.PROPOSAL]
    merge(store, found.other.iri, found.kept.iri, "one plan", DAY)

    assert {s.article.id for s in statements_about(store, found.kept.iri).items} == {"a1", "b2"}
    assert [s for s in find_suspects(store).found if s.kept.type is EntityType.PROPOSAL] == []


@pytest.fixture
def folder(tmp_path, monkeypatch):
    with open_store(tmp_path / "store", write=True) as made:
        made.put(ONE)
    monkeypatch.setenv("HUSTINGS_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def test_commands_merge_list_and_split(folder, capsys):
    assert run(["entities", "merge", NAME, "Q777", "--reason", "one person"]) == 0
    assert "1 article changed" in capsys.readouterr().out
    assert run(["entities", "split", NAME, "--reason", "two"]) == 0
    assert run(["entities", "split", NAME, "--reason", "two a piece"]) == 0
    assert run(["entities", "split", NAME, "--undo", "--reason", "one"]) == 0
    assert run(["entities", "list"]) == 0
    printed = capsys.readouterr().out
    assert [word for word in ("Merged", "Unmerged", "TakenApart", "PutTogether") if word not in printed] == []
    assert run(["entities", "list", "--suspect"]) == 0
    assert "suspects (" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["merge", NAME, NAME, "--reason", "x"], "into itself"),
        (["merge", NAME, "nobody", "--reason", "x"], "nothing named"),
        (["merge", NAME, "Q777"], "--reason"),
        (["split", NAME, "--undo", "--reason", "x"], "not taken apart"),
    ],
)
def test_a_command_that_cannot_be_done_says_why_in_one_line(folder, capsys, arguments, message):
    assert run(["entities", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_the_old_address_leads_to_the_new_one(store):
    merge(store, NAME, "Q777", "one person", DAY)
    with serving(store) as client:
        answer = client.get(f"/entities/{NAME}", params={"limit": 5})
        assert (answer.status_code, answer.headers["location"]) == (308, "/entities/Q777?limit=5")
        assert client.get(answer.headers["location"]).json()["entity"]["iri"] == DAHL
        assert client.get("/statements", params={"source": NAME}).json()["total"] > 0
