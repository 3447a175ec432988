"""Arithmetic of the calendar: feasts, ordinal weekdays, halves and thirds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.nlp.times.intervals import UNKNOWN, Days, easter, half, month, ordinal_weekday, third, week, years


@pytest.mark.parametrize(
    "day",
    ["1818-03-22", "1943-04-25", "1961-04-02", "2000-04-23", "2008-03-23", "2016-03-27", "2024-03-31", "2038-04-25"],
)
def test_easter_falls_on_these_sundays(day: str) -> None:
    expected = date.fromisoformat(day)

    assert easter(expected.year) == expected


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_of_march_or_april(year: int) -> None:
    found = easter(year)

    assert found.weekday() == 6
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("number", "weekday", "day"),
    [(1, 0, "2018-11-05"), (2, 1, "2018-11-13"), (5, 3, "2018-11-29"), (-1, 2, "2018-11-28"), (-1, 4, "2018-11-30")],
)
def test_an_ordinal_weekday_is_one_day_of_the_month(number: int, weekday: int, day: str) -> None:
    expected = date.fromisoformat(day)

    assert ordinal_weekday(month(2018, 11), weekday, number) == Days(expected, expected)


def test_a_fifth_monday_that_the_month_does_not_have_is_unknown() -> None:
    assert ordinal_weekday(month(2018, 11), 0, 5) == UNKNOWN


@pytest.mark.parametrize("whole", [month(2023, 2), month(2024, 2), years(2024), years(1990, 10), years(1901, 100)])
def test_two_halves_make_the_whole(whole: Days) -> None:
    first, second = half(whole, 0), half(whole, 1)

    assert (first.earliest, second.latest) == (whole.earliest, whole.latest)
    assert first.latest is not None
    assert second.earliest == first.latest + timedelta(days=1)


@pytest.mark.parametrize(
    "whole", [month(2024, 2), years(2024), years(1990, 10), years(1901, 100), week(date(2024, 5, 15))]
)
def test_thirds_lie_in_the_whole_in_their_order(whole: Days) -> None:
    thirds = [third(whole, part) for part in (0, 1, 2)]

    assert (thirds[0].earliest, thirds[2].latest) == (whole.earliest, whole.latest)
    assert [one.earliest for one in thirds] == sorted(one.earliest for one in thirds if one.earliest)
