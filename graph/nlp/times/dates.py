"""Dates and months: the days that each allows, the year found where it is not named."""

from collections.abc import Callable, Iterable
from datetime import date

from graph.nlp.times.context import Context
from graph.nlp.times.intervals import UNKNOWN, Days, day, month
from graph.nlp.times.patterns import Groups, load_times

_NEAR, _FAR = 62, 274  # days
_SHORT_YEARS = 40  # "3/14/39" is 2039, "3/14/40" is 1940


def iso_days(groups: Groups) -> Days:
    """ "2016-03-02"."""
    return day(int(groups["year"]), int(groups["number"]), int(groups["day"]))


def numeric_days(groups: Groups) -> Days:
    """Return a date in numbers, unless day and month could be exchanged."""
    first, second = int(groups["first"]), int(groups["second"])
    short = int(groups.get("short", 0))
    year = int(groups["year"]) if "year" in groups else short + (2000 if short < _SHORT_YEARS else 1900)
    if first == second or second > 12:
        return day(year, first, second)
    return day(year, second, first) if first > 12 else UNKNOWN


def date_days(groups: Groups, context: Context) -> Days:
    """Return a day of a month, or some days on end: "Nov. 8", "March 3-5, 2021"."""
    number, first = month_number(groups), int(groups["day"])
    if is_known_date(groups):
        return UNKNOWN if not _is_near(number, first, context) else day(_published_year(context), number, first)
    year = int(groups["year"]) if "year" in groups else _year_of(number, first, groups, context)
    if year is None:
        return UNKNOWN
    then = int(groups.get("then", 0))
    last = day(year, number, int(groups.get("to", then if then == first + 1 else first)))
    days = Days(day(year, number, first).earliest, last.latest)
    return days if days.earliest and days.latest and days.earliest <= days.latest else UNKNOWN


def is_known_date(groups: Groups) -> bool:
    """True if the date without a year may mean one event of the past: "Sept. 11"."""
    return "year" not in groups and f"{month_number(groups)}-{groups['day']}" in load_times().words["known_dates"]


def _is_near(number: int, first: int, context: Context) -> bool:
    """True if the date has passed within a month of publication."""
    found = day(_published_year(context), number, first).earliest
    return found is not None and context.published is not None and 0 <= (context.published - found).days <= 30


def _published_year(context: Context) -> int:
    return context.published.year if context.published else 0


def _year_of(number: int, number_of_day: int, groups: Groups, context: Context) -> int | None:
    """Return the year of a date without one: the nearest in the direction of the tense, on the weekday if named."""
    named = weekday_number(groups)
    if context.published is None:
        return None
    near = [day(context.published.year + step, number, number_of_day) for step in (-1, 0, 1)]
    if named is not None:  # a weekday and a date agree in one year out of three
        fitting = [days.earliest for days in near if days.earliest and days.earliest.weekday() == named]
        return fitting[0].year if len(fitting) == 1 else None
    found = _likeliest(near, context).earliest
    return found.year if found else None


def _likeliest(near: list[Days], context: Context) -> Days:
    """Of the years' dates, in their order, that which the tense points to.

    A date without a year lies seldom most of a year away: where one side is near and the other far, the tense of a verb
    that the time does not hang on counts for nothing, and one that contradicts leaves it open.
    """
    published = context.published
    if published is None:
        return UNKNOWN
    behind = _first(reversed(near), lambda first, _: first <= published)
    ahead = _first(near, lambda _, last: last >= published)
    meant = {-1: behind, 1: ahead}.get(context.direction, UNKNOWN)
    if behind == ahead or not (behind.latest and ahead.earliest):
        return meant
    back, on = (published - behind.latest).days, (ahead.earliest - published).days
    if min(back, on) <= _NEAR and max(back, on) >= _FAR:
        closest = behind if back < on else ahead
        return closest if meant in (closest, UNKNOWN) or context.loose else UNKNOWN
    if context.loose and meant == behind and ahead.earliest.year == published.year:
        return UNKNOWN  # "the November vote" in a story of the summer, told in the past
    return meant


def month_days(groups: Groups, context: Context) -> Days:
    """Return a month, in the year that is named or that words and tense point to."""
    number = month_number(groups)
    if "whose" in groups and context.published:
        step = {"last": -1, "next": 1}.get(groups["whose"].lower(), 0)
        return month(context.published.year + step, number)
    if "year" in groups:
        return month(int(groups["year"]), number)
    if context.published is None:
        return UNKNOWN
    if which_of(groups):
        return nearest(lambda year: month(year, number), which_of(groups), context)
    return _likeliest([month(context.published.year + step, number) for step in (-1, 0, 1)], context)


def which_of(groups: Groups) -> str:
    """ "last", "next", "this" or "past", whatever the words were; empty: none of them."""
    name = groups.get("which", "").lower()
    return {"coming": "next", "upcoming": "next", "current": "this"}.get(name, name)


def nearest(of_year: Callable[[int], Days], which: str, context: Context) -> Days:
    """Return the month or season that "last", "next", "this" or the tense points to."""
    published = context.published
    if published is None:
        return UNKNOWN
    if which == "this":
        return of_year(published.year)
    near = [of_year(published.year + step) for step in (-2, -1, 0, 1, 2)]
    if which in {"last", "past"}:
        return _first(reversed(near), lambda _, last: last < published)
    if which == "next":
        return _first(near, lambda first, _: first > published)
    if context.direction < 0:
        return _first(reversed(near), lambda first, _: first <= published)
    return _first(near, lambda _, last: last >= published) if context.direction > 0 else UNKNOWN


def _first(several: Iterable[Days], fits: Callable[[date, date], bool]) -> Days:
    """Return the first of the stretches whose first and last day fit."""
    known = (days for days in several if days.earliest and days.latest and fits(days.earliest, days.latest))
    return next(known, UNKNOWN)


def number_of(groups: Groups) -> int | None:
    """How many; None for more or fewer than can be counted."""
    text = groups.get("count", "one").lower()
    if text.isdigit():
        return int(text)
    found = [load_times().words["numbers"].get(word) for word in text.split("-")]  # "twenty-two"
    return sum(map(int, found)) if None not in found else None


def month_number(groups: Groups) -> int:
    """January is 1."""
    return int(load_times().words["months"][groups["month"].lower().rstrip(".")])


def weekday_number(groups: Groups) -> int | None:
    """Monday is 0; None where no weekday is named."""
    words = load_times().words
    name = groups.get("weekday", "").lower().rstrip(".")
    found = words["weekdays"].get(name, words["weekday_abbreviations"].get(name))
    return int(found) if found is not None else None
