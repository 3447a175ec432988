"""What words of time mean by the publication date and the tense alone: no parse is needed."""

from datetime import date

import pytest

from graph.nlp.times.context import Context
from graph.nlp.times.normalise import resolve
from graph.nlp.times.patterns import find_atoms

WEDNESDAY = date(2024, 5, 15)
PAST, OPEN, FUTURE = -1, 0, 1


def days_of(words: str, published: date | None, tense: int = OPEN) -> str:
    """Return first and last day; empty: unknown."""
    (atom,) = find_atoms(words)
    days = resolve(atom, Context(published, tense))
    return "" if days.earliest is None and days.latest is None else f"{days.earliest} {days.latest}"


@pytest.mark.parametrize("tense", [PAST, OPEN, FUTURE])
@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("the day before yesterday", "2024-05-13 2024-05-13"),
        ("the day after tomorrow", "2024-05-17 2024-05-17"),
        ("the week before last", "2024-04-29 2024-05-05"),
        ("the week after next", "2024-05-27 2024-06-02"),
        ("the month after next", "2024-07-01 2024-07-31"),
        ("earlier this year", "2024-01-01 2024-05-15"),
        ("later this year", "2024-05-15 2024-12-31"),
        ("later this month", "2024-05-15 2024-05-31"),
        ("by year's end", "2024-12-01 2024-12-31"),
        ("the last week", "2024-05-08 2024-05-15"),
        ("the past month", "2024-04-15 2024-05-15"),
        ("last weekend", "2024-05-11 2024-05-12"),
        ("this coming weekend", "2024-05-18 2024-05-19"),
        ("next weekend", "2024-05-25 2024-05-26"),
        ("the coming Saturday", "2024-05-18 2024-05-18"),
        ("next Saturday", "2024-05-18 2024-05-18"),
        ("next Thursday", "2024-05-23 2024-05-23"),  # tomorrow is not called that
        ("this Monday", "2024-05-13 2024-05-13"),
        ("last Wednesday", "2024-05-08 2024-05-08"),
        ("Tuesday of last week", "2024-05-07 2024-05-07"),
        ("Friday of next week", "2024-05-24 2024-05-24"),
        ("two years ago today", "2022-05-15 2022-05-15"),
        ("two years ago this month", "2022-05-01 2022-05-31"),
        ("five years ago this week", "2019-05-13 2019-05-19"),
        ("48 hours ago", "2024-05-13 2024-05-13"),
        ("ten hours ago", ""),
        ("over the past two weeks", "2024-05-01 2024-05-15"),
        ("the next three days", "2024-05-15 2024-05-18"),
    ],
)
def test_days_counted_from_publication(words: str, days: str, tense: int) -> None:
    assert days_of(words, WEDNESDAY, tense) == days
    assert days_of(words, None, tense) == ""


@pytest.mark.parametrize("tense", [PAST, OPEN, FUTURE])
@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("the first three months of this year", "2024-01-01 2024-03-31"),
        ("the last Friday of this month", "2024-05-31 2024-05-31"),
        ("the third Tuesday of next month", "2024-06-18 2024-06-18"),
        ("next quarter", "2024-07-01 2024-09-30"),
        ("last Christmas", "2023-12-25 2023-12-25"),
        ("last March", "2024-03-01 2024-03-31"),
        ("next March", "2025-03-01 2025-03-31"),
        ("this March", "2024-03-01 2024-03-31"),
        ("March of last year", "2023-03-01 2023-03-31"),
        ("March of next year", "2025-03-01 2025-03-31"),
        ("Monday, May 13", "2024-05-13 2024-05-13"),
        ("Monday, May 14", ""),  # no Monday in any year near
        ("Sept. 11", ""),  # may be that of 2001
    ],
)
def test_parts_of_years_near_publication(words: str, days: str, tense: int) -> None:
    assert days_of(words, WEDNESDAY, tense) == days
    assert days_of(words, None, tense) == ""


@pytest.mark.parametrize("published", [WEDNESDAY, None])
@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("the first three months of 2016", "2016-01-01 2016-03-31"),
        ("the first Monday of May 2023", "2023-05-01 2023-05-01"),
        ("the week of March 3, 2021", "2021-03-01 2021-03-07"),
        ("the third quarter of 2022", "2022-07-01 2022-09-30"),
        ("the first half of 2023", "2023-01-01 2023-06-30"),
        ("summer 2022", "2022-06-01 2022-08-31"),
        ("winter 2019-20", "2019-12-01 2020-02-29"),
        ("winter 2020", ""),  # at either end of the year
        ("Christmas 2021", "2021-12-25 2021-12-25"),
        ("13/05/2021", "2021-05-13 2021-05-13"),
        ("05/13/2021", "2021-05-13 2021-05-13"),
        ("05/05/2021", "2021-05-05 2021-05-05"),
        ("06/05/2021", ""),  # day and month may be exchanged
        ("March 3-5, 2021", "2021-03-03 2021-03-05"),
    ],
)
def test_days_that_the_words_name_themselves(words: str, days: str, published: date | None) -> None:
    assert days_of(words, published) == days


@pytest.mark.parametrize(
    ("words", "past", "unclear", "future"),
    [
        ("overnight", "2024-05-14 2024-05-15", "", "2024-05-15 2024-05-16"),
        ("the next week", "", "", "2024-05-15 2024-05-22"),
        ("this weekend", "2024-05-11 2024-05-12", "2024-05-18 2024-05-19", "2024-05-18 2024-05-19"),
        ("within two weeks", "", "2024-05-15 2024-05-29", "2024-05-15 2024-05-29"),
        ("within a decade", "", "2024-05-15 2034-05-15", "2024-05-15 2034-05-15"),
        ("in three months", "", "", "2024-08-01 2024-08-31"),
        ("the last two weeks of March", "2024-03-18 2024-03-31", "2024-03-18 2024-03-31", ""),
        ("the second week of April", "2024-04-08 2024-04-14", "2024-04-08 2024-04-14", ""),
        ("the first Monday in May", "2024-05-06 2024-05-06", "", "2025-05-05 2025-05-05"),
        ("the week of March 3", "2024-02-26 2024-03-03", "", "2025-03-03 2025-03-09"),
        ("the second quarter", "2023-04-01 2023-06-30", "", "2024-04-01 2024-06-30"),
        ("Easter", "2024-03-31 2024-03-31", "", "2025-04-20 2025-04-20"),
        ("Good Friday", "2024-03-29 2024-03-29", "", "2025-04-18 2025-04-18"),
        ("New Year's Day", "2024-01-01 2024-01-01", "", "2025-01-01 2025-01-01"),
        ("Nov. 8 and 9", "2023-11-08 2023-11-09", "", "2024-11-08 2024-11-09"),
        ("May 1", "2024-05-01 2024-05-01", "2024-05-01 2024-05-01", ""),
    ],
)
def test_days_to_which_the_tense_points(words: str, past: str, unclear: str, future: str) -> None:
    assert [days_of(words, WEDNESDAY, tense) for tense in (PAST, OPEN, FUTURE)] == [past, unclear, future]


def test_a_known_date_means_that_of_the_year_only_for_a_month_after_it() -> None:
    assert days_of("Sept. 11", date(2024, 9, 20), PAST) == "2024-09-11 2024-09-11"
    assert days_of("Sept. 11", date(2024, 10, 20), PAST) == ""
