"""Networks of a store: what is in them, what shows their edges, of what part of a store they are, in which periods."""

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import InvalidNetwork
from graph.export.tables import to_tables
from graph.model import EntityType, Evidence
from graph.networks.counting import pairs_at_most
from graph.networks.events import Event, to_events
from graph.networks.network import from_events, make_network
from graph.networks.options import Counting, Duplicates, Ends, Kind, Normalisation, Options
from graph.networks.selecting import Selection
from graph.networks.windows import Windows, parse_length
from graph.store.index.stances import SideFilter
from graph.store.opening import memory_store
from tests.factory import make_annotation, make_disputed
from tests.networks.conftest import ARTICLES, make_report


def edges_of(store, kind, selection=None, windows=None, **choices):
    network = make_network(store, Options(Kind(kind), **choices), selection, windows)
    short = {node: values["label"].split()[0 if "Q1" in node else 1] for node, values in network.nodes(data=True)}
    return {
        " ".join(
            sorted((short[one], short[other])) if not network.is_directed() else (short[one], short[other])
        ): values
        for one, other, values in network.edges(data=True)
    }


def weights_of(store, kind, selection=None, **choices):
    return {ends: values["weight"] for ends, values in edges_of(store, kind, selection, **choices).items()}


@pytest.mark.parametrize(
    ("kind", "choices", "expected"),
    [
        (
            "actor-target",
            {},
            {"Ada bridge": 2, "Ada ferry": -1, "Bram bridge": 0, "Bram ferry": 1, "Chiyo ferry": -1},
        ),
        ("congruence", {}, {"Ada Bram": 2, "Ada Chiyo": 1}),
        ("conflict", {}, {"Ada Bram": 3, "Bram Chiyo": 1}),
        ("subtract", {}, {"Ada Bram": -1, "Ada Chiyo": 1, "Bram Chiyo": -1}),
        ("subtract", {"ends": Ends.TARGETS}, {"bridge ferry": -2}),  # Ada -2, Bram 1 - 1
        ("congruence", {"normalisation": Normalisation.AVERAGE}, {"Ada Bram": 2 / 3, "Ada Chiyo": 1 / 2}),
        ("conflict", {"min_weight": 1.5}, {"Ada Bram": 3}),
        ("conflict", {"min_statements": 3}, {"Ada Bram": 3}),
        ("co-mention", {}, None),
    ],
)
def test_a_store_gives_networks(quarrel, kind, choices, expected):
    found = weights_of(quarrel, kind, **choices)

    assert found == (expected if expected is not None else {**CO_MENTIONS})


CO_MENTIONS = {
    "Ada Bram": 2,
    "Ada bridge": 3,
    "Bram bridge": 2,
    "Ada ferry": 2,
    "Bram ferry": 1,
    "bridge ferry": 2,
    "Ada Chiyo": 1,
    "Chiyo bridge": 1,
    "Chiyo ferry": 1,
}


def test_an_edge_carries_what_shows_it(quarrel):
    edge = edges_of(quarrel, "conflict")["Ada Bram"]

    assert edge["sentence"] == [
        "Ada Berg backs the bridge.",
        "Ada Berg rejects the ferry.",
        "Bram Loof backs the ferry.",
        "Bram Loof rejects the bridge.",
    ]
    assert (edge["start"], edge["end"], edge["number"]) == (date(2024, 1, 2), date(2024, 2, 5), 5)
    assert edge["articles"] == [f"{quarrel.base}article/{name}" for name in ARTICLES]
    assert all(quarrel.reader.statement(*iri.split("/")[-2:]) for iri in edge["statements"])


def test_what_agrees_shows_congruence_and_what_does_not_conflict(quarrel):
    assert edges_of(quarrel, "congruence")["Ada Bram"]["sentence"] == [
        "Ada Berg backs the bridge.",
        "Bram Loof backs the bridge.",
    ]


def test_an_edge_to_a_target_tells_how_often_and_which_sign(quarrel):
    edge = edges_of(quarrel, "actor-target")["Bram bridge"]

    assert (edge["for"], edge["against"], edge["share_for"], edge["sign"]) == (1, 1, 0.5, "even")
    assert "sign" not in edges_of(quarrel, "actor-target", counting=Counting.COMBINE)["Bram bridge"]


def test_duplicates_are_left_out_of_the_evidence_too(quarrel):
    edge = edges_of(quarrel, "actor-target", duplicates=Duplicates.YEAR)["Ada bridge"]

    assert (edge["weight"], edge["number"], edge["end"]) == (1, 1, date(2024, 1, 2))


def test_nodes_tell_what_they_are(quarrel):
    network = make_network(quarrel, Options(Kind.ACTOR_TARGET))

    assert network.nodes[f"{quarrel.base}entity/Q101"] == {
        "label": "Ada Berg",
        "type": "Person",
        "wikidata": "Q101",
        "activity": 3,
        "prominence": 0,
    }


def test_what_has_no_edge_is_kept_where_that_is_asked_for(quarrel):
    network = make_network(quarrel, Options(Kind.SUBTRACT, min_weight=9, isolates=True))

    assert (network.number_of_nodes(), network.number_of_edges()) == (3, 0)


def test_a_network_without_nodes_is_refused(quarrel):
    with pytest.raises(InvalidNetwork, match="no edge of subtract weighs enough"):
        make_network(quarrel, Options(Kind.SUBTRACT, min_weight=9))


def test_the_edges_of_all_windows_count(quarrel):
    windows = Windows(parse_length("1m"), parse_length("2w"))

    assert make_network(quarrel, Options(Kind.ACTOR_TARGET), windows=windows, most=6).number_of_edges() == 6
    with pytest.raises(InvalidNetwork, match="may still come"):
        make_network(quarrel, Options(Kind.ACTOR_TARGET), windows=windows, most=5)


def test_what_would_take_much_memory_is_refused_before_it_is_counted():
    rows = [Event(f"actor {number:03}", "all", 1, None, "a", f"s{number}") for number in range(200)]

    assert pairs_at_most(to_events(rows), Options(Kind.SHARED)) == 199 * 100
    with pytest.raises(InvalidNetwork, match="far more pairs than the 100 edges"):
        from_events(to_events(rows), Options(Kind.SHARED), most=100)


def test_more_edges_than_are_given_are_refused(quarrel):
    with pytest.raises(InvalidNetwork, match="3 edges, where 2 may still come"):
        make_network(quarrel, Options(Kind.SUBTRACT), most=2)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(target_types=[EntityType.ISSUE]), {"Ada ferry", "Bram ferry", "Chiyo ferry"}),
        (Selection(actor_types=[EntityType.PERSON], outlets=["echo"]), {"Ada ferry", "Bram ferry", "Bram bridge"}),
        (Selection(actors=["ada berg", "Q103"]), {"Ada bridge", "Ada ferry", "Chiyo ferry"}),
        (Selection(targets=["the bridge"]), {"Ada bridge", "Bram bridge"}),
        (Selection(exclude=["The Ferry", "Q102", "nobody"]), {"Ada bridge"}),
        (Selection(start=date(2024, 1, 9), end=date(2024, 1, 31)), {"Ada ferry", "Bram ferry", "Bram bridge"}),
        (Selection(end=date(2024, 1, 2)), {"Ada bridge", "Bram bridge"}),
        (Selection(SideFilter(stance="opposes")), {"Ada ferry", "Bram bridge", "Chiyo ferry"}),
    ],
)
def test_a_part_of_a_store_can_be_asked_for(quarrel, selection, expected):
    assert set(edges_of(quarrel, "actor-target", selection)) == expected


def test_the_network_is_the_same_whatever_came_first(quarrel):
    other = memory_store()
    for id, told in reversed(ARTICLES.items()):
        other.put(make_report(id, *told))

    for kind in Kind:
        if kind is not Kind.QUOTES:
            assert to_tables(make_network(other, Options(kind))) == to_tables(make_network(quarrel, Options(kind)))


def test_windows_move_over_the_range(quarrel):
    network = make_network(quarrel, Options(Kind.ACTOR_TARGET), windows=Windows(parse_length("1m"), parse_length("2w")))

    found = {(v["window"], v["start"].isoformat(), v["end"].isoformat()) for *_, v in network.edges(data=True)}
    assert sorted(found) == [(1, "2024-01-02", "2024-02-01"), (2, "2024-01-16", "2024-02-15")]
    ada = f"{quarrel.base}entity/Q101"
    assert [v["weight"] for *_, v in network.out_edges(ada, data=True)] == [1, 1, -1]


def test_what_has_no_day_is_in_no_period():
    store = memory_store()
    store.put(make_report("undated", None, "Echo", "Ada Berg backs the bridge"))

    assert weights_of(store, "actor-target") == {"Ada bridge": 1}
    with pytest.raises(InvalidNetwork, match="nothing here has one"):
        make_network(store, Options(Kind.ACTOR_TARGET), windows=Windows(parse_length("1d"), parse_length("1d")))
    with pytest.raises(InvalidNetwork, match="passes all filters"):
        make_network(store, Options(Kind.ACTOR_TARGET), Selection(start=date(2000, 1, 1)))


@pytest.mark.parametrize(
    ("length", "step", "complaint"),
    [
        ("1y", "1y", "a window of 1 year is longer than the 35 days from 2024-01-02 to 2024-02-05"),
        ("36d", "1d", "longer"),
        ("9999y", "1d", "longer"),
        ("0d", "1d", "'0d' is no length of time"),
        ("1d", "soon", "'soon' is no length of time"),
    ],
)
def test_windows_that_cannot_be_are_refused(quarrel, length, step, complaint):
    with pytest.raises(InvalidNetwork, match=complaint):
        make_network(quarrel, Options(Kind.SUBTRACT), windows=Windows(parse_length(length), parse_length(step)))


def test_too_many_windows_are_refused(quarrel):
    long_ago = Selection(start=date(1900, 1, 1))

    with pytest.raises(InvalidNetwork, match="more than 2,000 windows"):
        make_network(quarrel, Options(Kind.SUBTRACT), long_ago, Windows(parse_length("1w"), parse_length("1d")))


@pytest.mark.parametrize(
    ("selection", "complaint"),
    [
        (Selection(actors=["Nobody"]), "no actor named 'Nobody'"),
        (Selection(targets=["Ada Berg"]), "no target named 'Ada Berg'"),
        (Selection(outlets=["Nowhere"]), "nothing in the store passes all filters"),
    ],
)
def test_what_cannot_be_found_is_said(quarrel, selection, complaint):
    with pytest.raises(InvalidNetwork, match=complaint):
        make_network(quarrel, Options(Kind.SUBTRACT), selection)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(InvalidNetwork, match="before it starts"):
        Selection(start=date(2024, 1, 2), end=date(2024, 1, 1))


@pytest.mark.parametrize("kind", [Kind.QUOTES, Kind.CO_MENTION, Kind.SUBTRACT])
def test_an_empty_store_has_no_network(kind):
    empty = memory_store()
    empty.put(make_annotation("a1"))
    empty.delete("a1")

    with pytest.raises(InvalidNetwork, match=f"nothing to make a network of {kind} of: the store holds none"):
        make_network(empty, Options(kind))


def test_who_reports_whose_words_is_a_network():
    annotation = make_report("relayed", "2024-01-02", "Echo", "Ada Berg backs the bridge, Bram Loof backs the bridge")
    first, *others = annotation.statements
    store = memory_store()
    store.put(replace(annotation, statements=(replace(first, reported_via=others[0].source.entity), *others)))

    edge = edges_of(store, "quotes")["Bram Ada"]
    assert (edge["weight"], edge["sentence"]) == (1, ["Ada Berg backs the bridge."])
    assert "sign" not in edge


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (SideFilter(), [["fact", "statement"], ["statement"], ["statement"]]),
        (SideFilter(evidence=Evidence.ACT), [["fact"]]),
        (SideFilter(min_confidence=0.75), [["fact"], ["statement"]]),
    ],
)
def test_acts_show_edges_as_statements_do(sides, expected):
    store = memory_store()
    store.put(make_disputed("a1"))

    network = make_network(store, Options(Kind.ACTOR_TARGET), Selection(sides))

    shown = [[iri.split("/")[-3] for iri in values["statements"]] for *_, values in network.edges(data=True)]
    assert sorted(map(sorted, shown)) == expected
