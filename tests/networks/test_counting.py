"""Weights of discourse networks: an example worked out by hand, and every choice against DNA's arithmetic as loops."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidNetwork
from graph.networks.counting import count
from graph.networks.events import Event, Scale, to_events
from graph.networks.options import (
    ALIASES,
    ONE_MODE,
    Counting,
    Duplicates,
    Ends,
    Kind,
    Normalisation,
    Options,
    normalisations_of,
    parse_choice,
)
from tests.networks import dna

# Day, article, actor, target, side; 2024-01-01 was a Monday.
EXAMPLE = """
2024-01-02 harbour Ada   bridge 1
2024-01-02 harbour Ada   bridge 1
2024-01-03 harbour Bram  bridge 1
2024-01-03 market  Ada   ferry  0
2024-01-09 market  Bram  ferry  1
2024-01-09 market  Bram  bridge 0
2024-02-05 council Ada   bridge 1
2024-02-05 council Chiyo ferry  0
"""
PAIRS = [(kind, one) for kind in Kind if kind in ONE_MODE for one in normalisations_of(kind)]
EDGES = list(product(Counting, normalisations_of(Kind.ACTOR_TARGET)))


def example() -> list[Event]:
    rows = [line.split() for line in EXAMPLE.strip().splitlines()]
    return [
        Event(actor, target, int(side), date.fromisoformat(day), article, f"s{number}")
        for number, (day, article, actor, target, side) in enumerate(rows)
    ]


def weights(events, options, scale=None):
    columns = to_events(events, scale)
    found = count(columns.once(options.duplicates, signed=options.signed), options)
    if options.kind is Kind.ACTOR_TARGET:
        ends = (columns.actors, columns.targets)
    else:
        ends = (columns.actors if options.ends is Ends.ACTORS else columns.targets,) * 2
    pairs = zip(found.rows.tolist(), found.columns.tolist(), found.weight.tolist(), strict=True)
    return {(ends[0][row], ends[1][column]): weight for row, column, weight in pairs}


# X by (bridge for, bridge against, ferry for, ferry against): Ada 3 0 0 1, Bram 1 1 1 0, Chiyo 0 0 0 1.
@pytest.mark.parametrize(
    ("kind", "normalisation", "duplicates", "expected"),
    [
        ("congruence", "none", "all", {("Ada", "Bram"): 3, ("Ada", "Chiyo"): 1}),
        ("conflict", "none", "all", {("Ada", "Bram"): 3 + 1, ("Bram", "Chiyo"): 1}),
        ("subtract", "none", "all", {("Ada", "Bram"): -1, ("Ada", "Chiyo"): 1, ("Bram", "Chiyo"): -1}),
        ("shared", "none", "all", {("Ada", "Bram"): 3 * 2 + 1, ("Ada", "Chiyo"): 1, ("Bram", "Chiyo"): 1}),
        ("congruence", "average", "all", {("Ada", "Bram"): 3 / 3.5, ("Ada", "Chiyo"): 1 / 2.5}),
        ("congruence", "activity-product", "all", {("Ada", "Bram"): 3 / 12, ("Ada", "Chiyo"): 1 / 4}),
        ("congruence", "cosine", "all", {("Ada", "Bram"): 3 / 30**0.5, ("Ada", "Chiyo"): 1 / 10**0.5}),
        # Ada and Bram: alone Ada's ferry (1) and two of Bram's (2), in common 3 · 1.
        ("congruence", "jaccard", "all", {("Ada", "Bram"): 3 / 6, ("Ada", "Chiyo"): 1 / 4}),
        ("congruence", "none", "article", {("Ada", "Bram"): 2, ("Ada", "Chiyo"): 1}),
        ("congruence", "none", "week", {("Ada", "Bram"): 2, ("Ada", "Chiyo"): 1}),
        ("congruence", "none", "month", {("Ada", "Bram"): 2, ("Ada", "Chiyo"): 1}),
        ("congruence", "none", "year", {("Ada", "Bram"): 1, ("Ada", "Chiyo"): 1}),
    ],
)
def test_pairs_are_weighed_as_worked_out_by_hand(kind, normalisation, duplicates, expected):
    options = Options(Kind(kind), normalisation=Normalisation(normalisation), duplicates=Duplicates(duplicates))

    assert weights(example(), options) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("counting", "normalisation", "expected"),
    [
        ("subtract", "none", {"Ada bridge": 3, "Ada ferry": -1, "Bram bridge": 0, "Bram ferry": 1, "Chiyo ferry": -1}),
        ("combine", "none", {"Ada bridge": 1, "Ada ferry": 2, "Bram bridge": 3, "Bram ferry": 1, "Chiyo ferry": 2}),
        ("total", "none", {"Ada bridge": 3, "Ada ferry": 1, "Bram bridge": 2, "Bram ferry": 1, "Chiyo ferry": 1}),
        (
            "subtract",
            "activity",
            {"Ada bridge": 3 / 4, "Ada ferry": -1 / 4, "Bram bridge": 0, "Bram ferry": 1 / 3, "Chiyo ferry": -1},
        ),
        (
            "subtract",
            "prominence",
            {"Ada bridge": 3 / 5, "Ada ferry": -1 / 3, "Bram bridge": 0, "Bram ferry": 1 / 3, "Chiyo ferry": -1 / 3},
        ),
    ],
)
def test_edges_to_targets_are_weighed_as_worked_out_by_hand(counting, normalisation, expected):
    found = weights(
        example(), Options(Kind.ACTOR_TARGET, Counting(counting), normalisation=Normalisation(normalisation))
    )

    assert {f"{actor} {target}": weight for (actor, target), weight in found.items()} == pytest.approx(expected)


def test_an_edge_to_a_target_tells_the_shares_of_both_sides():
    found = count(to_events(example()), Options(Kind.ACTOR_TARGET))

    assert found.parts["share_for"].tolist() == [1, 0, 0.5, 1, 0]
    assert (found.parts["share_for"] + found.parts["share_against"]).tolist() == [1] * 5


@pytest.mark.parametrize("ends", Ends)
@pytest.mark.parametrize("duplicates", Duplicates)
@pytest.mark.parametrize(("kind", "normalisation"), PAIRS)
def test_pairs_of_the_example_are_those_of_dna(kind, normalisation, duplicates, ends):
    expected = dna.one_mode(example(), kind, normalisation, duplicates, levels=[0, 1], turned=ends is Ends.TARGETS)
    found = weights(example(), Options(kind, ends=ends, normalisation=normalisation, duplicates=duplicates))

    assert {pair: weight for pair, weight in found.items() if weight} == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("duplicates", Duplicates)
@pytest.mark.parametrize(("counting", "normalisation"), EDGES)
def test_edges_of_the_example_are_those_of_dna(counting, normalisation, duplicates):
    expected = dna.two_mode(example(), counting, normalisation, duplicates, levels=[0, 1])

    found = weights(example(), Options(Kind.ACTOR_TARGET, counting, normalisation=normalisation, duplicates=duplicates))
    assert found == pytest.approx(expected, abs=1e-9)


def sides(levels):
    row = st.tuples(
        st.sampled_from("ABCD"),
        st.sampled_from("pqr"),
        st.sampled_from(levels),
        st.none() | st.dates(date(2023, 12, 20), date(2024, 2, 10)),
        st.sampled_from("xyz"),
    )
    return st.lists(row, min_size=1, max_size=25).map(
        lambda rows: [Event(*row, statement=f"s{number:02}") for number, row in enumerate(rows)]
    )


@given(sides([0, 1]), st.sampled_from(PAIRS), st.sampled_from(Duplicates), st.sampled_from(Ends))
def test_pairs_are_those_of_dna(events, choice, duplicates, ends):
    kind, normalisation = choice
    expected = dna.one_mode(events, kind, normalisation, duplicates, levels=[0, 1], turned=ends is Ends.TARGETS)

    found = weights(events, Options(kind, ends=ends, normalisation=normalisation, duplicates=duplicates))
    assert {pair: weight for pair, weight in found.items() if weight} == pytest.approx(expected, abs=1e-9)


@given(sides([-2, -1, 0, 2]), st.sampled_from(PAIRS), st.sampled_from(Duplicates))
def test_scales_of_integers_count_by_distance(events, choice, duplicates):
    kind, normalisation = choice
    levels = sorted({event.level for event in events})
    expected = dna.one_mode(events, kind, normalisation, duplicates, levels=levels)

    found = weights(
        events, Options(kind, normalisation=normalisation, duplicates=duplicates), Scale.of_integers(levels)
    )
    assert found == pytest.approx(found | expected, abs=1e-9)
    assert all(abs(weight) < 1e-9 for pair, weight in found.items() if pair not in expected)


@given(sides([0, 1]), st.sampled_from(EDGES), st.sampled_from(Duplicates))
def test_edges_are_those_of_dna(events, choice, duplicates):
    counting, normalisation = choice
    expected = dna.two_mode(events, counting, normalisation, duplicates, levels=[0, 1])

    found = weights(events, Options(Kind.ACTOR_TARGET, counting, normalisation=normalisation, duplicates=duplicates))
    assert found == pytest.approx(expected, abs=1e-9)


def test_light_edges_are_left_out():
    options = Options(Kind.SUBTRACT, min_weight=1.5)

    assert weights(example()[:3], options) == {("Ada", "Bram"): 2}


@pytest.mark.parametrize(
    ("kind", "normalisation"), [("actor-target", "jaccard"), ("congruence", "activity"), ("co-mention", "cosine")]
)
def test_a_normalisation_of_another_kind_is_refused(kind, normalisation):
    with pytest.raises(InvalidNetwork, match="cannot be normalised by"):
        Options(Kind(kind), normalisation=Normalisation(normalisation))


@pytest.mark.parametrize(
    ("choices", "word", "meant"),
    [
        (Normalisation, "Jaccard", "jaccard"),
        (Normalisation, "dna-cosine", "activity-product"),
        (Normalisation, "no", "none"),
        (Duplicates, "document", "article"),
        (Duplicates, "acrossrange", "range"),
        (Counting, "ignore", "total"),
        (Kind, "twomode", "actor-target"),
    ],
)
def test_words_of_ours_and_of_dna_are_understood(choices, word, meant):
    assert parse_choice(choices, "choice", word) == meant


@pytest.mark.parametrize("word", ["zscore", "", *sorted(set(ALIASES) - {"no", "dna-cosine"})])
def test_other_words_are_refused_with_those_that_there_are(word):
    with pytest.raises(InvalidNetwork, match="there are none, average, jaccard, cosine"):
        parse_choice(Normalisation, "normalisation", word)
