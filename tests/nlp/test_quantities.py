"""Quantities: how much, in which unit, of what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Quantity
from graph.nlp.facts.quantities import find_quantity


@pytest.mark.parametrize(
    ("words", "amount", "unit", "of", "qualifier"),
    [
        ("300,000 acres of forest", "300000", "acres", "forest", None),
        ("more than $1.5 billion", "1500000000", "$", None, "more than"),
        ("70 percent of the voters", "70", "percent", "the voters", None),
        ("22% of the claims", "22", "percent", "the claims", None),
        ("two million refugees", "2000000", None, "refugees", None),
        ("nearly 4.8 million jobs", "4800000", None, "jobs", "nearly"),
        ("the 18 states", "18", None, "states", None),
        ("36.60 percent", "36.60", "percent", None, None),
        ("some €8 billion in debt", "8000000000", "€", None, "some"),
    ],
)
def test_an_amount_has_number_unit_and_what_it_counts(
    words: str, amount: str, unit: str | None, of: str | None, qualifier: str | None
) -> None:
    assert find_quantity(words) == Quantity(amount, unit, of, qualifier)


@pytest.mark.parametrize(
    "words", ["2015", "2015 election", "Nov. 8", "the minister", "a salary of $100", "1 2", "", "$"]
)
def test_other_words_are_no_amount(words: str) -> None:
    assert find_quantity(words) is None


@given(st.text(alphabet="0123456789,. $%amillionof", max_size=30))
def test_an_amount_is_always_a_plain_number(words: str) -> None:
    found = find_quantity(words)

    assert found is None or float(found.amount) >= 0
