"""Stances over HTTP: with what shows them, filtered everywhere, and never called neutral where none was found."""

import pytest

from graph.store.opening import memory_store
from tests.api.conftest import serving
from tests.factory import PLAN, make_disputed

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def disputed():
    store = memory_store()
    store.put(make_disputed())
    with serving(store) as client:
        yield client


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({}, 4),
        ({"source": "Q777"}, 2),
        ({"strength": "implied"}, 1),
        ({"strength": "explicit"}, 3),
        ({"min_confidence": "0.75"}, 2),
        ({"evidence": "act"}, 1),
        ({"evidence": "statement", "stance": "supports"}, 1),
        ({"article": "a1", "evidence": "act", "source": "Q777"}, 1),
        ({"source": "nobody"}, 0),
    ],
    ids=str,
)
def test_stances_are_listed_with_what_shows_them(disputed, asked, total):
    found = disputed.get("/stances", params=asked).json()

    assert (found["total"], len(found["items"])) == (total, total)
    assert all((e["statement"] is None) == (e["evidence"] == "act") for e in found["items"])
    assert all((e["fact"] is None) == (e["evidence"] == "statement") for e in found["items"])


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [("supports", 1, 1, 1, 0, "explicit", 0.9)]),
        ({"evidence": "act"}, [("supports", 0, 1, 1, 0, "explicit", 0.9)]),
        ({"min_confidence": "0.95"}, []),
        ({"strength": "implied"}, []),
    ],
    ids=str,
)
def test_an_entity_has_the_stances_that_are_asked_for(disputed, asked, expected):
    found = disputed.get("/entities/Q777", params=asked).json()["stances"]["items"]
    names = ("stance", "statements", "acts", "articles", "other", "strength", "confidence")

    assert [tuple(view[name] for name in names) for view in found] == expected


def test_a_statement_has_all_its_sides(disputed):
    first = disputed.get("/statements", params={"stance": "opposes"}).json()["items"][0]

    assert [(s["stance"], s["target"]["label"], s["strength"], s["stands"]) for s in first["stances"]] == [
        ("opposes", PLAN, "explicit", True),
        ("opposes", "Fjord Bridge", "implied", True),
        ("supports", "Coastal Fishing Pact", "implied", False),
    ]


@pytest.mark.parametrize(
    ("asked", "total"),
    [({"strength": "implied"}, 1), ({"min_confidence": "0.75"}, 1), ({"evidence": "act"}, 0), ({"target": "Q777"}, 0)],
    ids=str,
)
def test_statements_are_those_that_take_such_a_side(disputed, asked, total):
    assert disputed.get("/statements", params=asked).json()["total"] == total


@pytest.mark.parametrize(
    "wrong",
    [{"strength": "loud"}, {"min_confidence": "2"}, {"min_confidence": "sure"}, {"evidence": "hearsay"}],
    ids=str,
)
@pytest.mark.parametrize("path", ["/stances", "/statements", "/entities/Q777", "/export/graphml"])
def test_what_no_stance_can_be_is_refused(disputed, path, wrong):
    assert disputed.get(path, params=wrong).status_code == 422


def test_an_export_has_the_stances_that_are_asked_for(disputed):
    everything = disputed.get("/export/graphml").text
    acts = disputed.get("/export/graphml", params={"evidence": "act"}).text

    assert everything.count(">opposes<") > 0
    assert (acts.count(">opposes<"), acts.count(">act<")) == (0, 1)


def test_a_line_says_its_coverage_and_period_and_leads_to_what_shows_it(disputed):
    page = disputed.get("/entities/Q777", headers=HTML).text

    assert "1 statement, 1 act; 1 article, 2024-03-13" in page
    assert "/stances?source=Q777&amp;target=" in page
    assert "stance=supports" in page


def test_pages_say_what_is_implied_and_what_is_told_as_an_act(disputed):
    article = disputed.get("/articles/a1", headers=HTML).text
    acts = disputed.get("/stances", params={"evidence": "act"}, headers=HTML).text
    entity = disputed.get("/entities/Q777", params={"evidence": "act"}, headers=HTML).text

    assert '<span class="tag">implied</span>' in article
    assert '<span class="tag">told as an act</span>' in article
    assert '<span class="tag">told as an act</span>' in acts
    assert '<span class="tag">told as an act</span>' in entity
    assert "evidence=act" in entity  # the line leads to what was counted


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/stances?source=nobody", "None was found; that is not a neutral stance."),
        ("/entities/Q777?strength=implied", "None was found of those asked for, neither for nor against"),
    ],
)
def test_where_none_is_found_nobody_is_called_neutral(disputed, path, said):
    assert said in disputed.get(path, headers=HTML).text
