"""Parts of years and months: quarters, seasons, feasts, "the first week of March", "the first Monday in May"."""

from collections.abc import Callable
from datetime import date, timedelta

from graph.nlp.times.context import Context
from graph.nlp.times.dates import date_days, month_days, month_number, nearest, number_of, weekday_number, which_of
from graph.nlp.times.intervals import (
    UNKNOWN,
    Days,
    day,
    easter,
    month,
    months,
    ordinal_weekday,
    shift,
    unit_around,
    years,
)
from graph.nlp.times.patterns import Groups, load_times
from graph.nlp.times.years import short_year


def _pieces(groups: Groups, context: Context) -> Days:
    """Return the first or last days, weeks, months of a year or month: "the first three months of 2016"."""
    if "month" in groups:
        whole = month_days(groups, context)
    elif "unit" in groups:
        step = {"last": -1, "past": -1, "next": 1}.get(which_of(groups), 0)
        unit = groups["unit"].lower()
        whole = unit_around(shift(context.published, step, unit), unit) if context.published else UNKNOWN
    else:
        whole = years(int(groups["year"]))
    count, piece = number_of(groups), groups["piece"].lower().rstrip("s")
    if whole.earliest is None or whole.latest is None or not count:
        return UNKNOWN
    if "number" in groups:
        first = shift(whole.earliest, load_times().words["ordinals"][groups["number"].lower()] - 1, piece)
        return _within(whole, first, shift(first, 1, piece) - timedelta(days=1))
    if groups["end"].lower() == "first":
        return _within(whole, whole.earliest, shift(whole.earliest, count, piece) - timedelta(days=1))
    return _within(whole, shift(whole.latest + timedelta(days=1), -count, piece), whole.latest)


def _within(whole: Days, first: date, last: date) -> Days:
    inside = whole.earliest and whole.latest and whole.earliest <= first <= last <= whole.latest
    return Days(first, last) if inside else UNKNOWN


def _ordinal_weekday(groups: Groups, context: Context) -> Days:
    """ "the first Monday in May"."""
    named, number = weekday_number(groups), load_times().words["ordinals"][groups["number"].lower()]
    if named is None:
        return UNKNOWN
    if "month" not in groups:
        step = {"last": -1, "past": -1, "next": 1}.get(which_of(groups), 0)
        whole = unit_around(shift(context.published, step, "month"), "month") if context.published else UNKNOWN
        return ordinal_weekday(whole, named, number)
    if "year" in groups:
        return ordinal_weekday(month_days(groups, context), named, number)
    return nearest(lambda year: ordinal_weekday(month(year, month_number(groups)), named, number), "", context)


def _week_of(groups: Groups, context: Context) -> Days:
    """ "the week of March 3": Monday to Sunday."""
    found = date_days({name: value for name, value in groups.items() if name != "weekday"}, context).earliest
    return unit_around(found, groups["unit"].lower()) if found else UNKNOWN


def _quarter(groups: Groups, context: Context) -> Days:
    """Return a quarter or half of a year that is named, or of the one that tense and publication date point to."""
    name = groups["number"].lower()
    number = int(name) if name.isdigit() else load_times().words["ordinals"][name]
    length = 6 if groups.get("unit", "quarter").lower() in {"half", "h"} else 3
    number = 12 // length if number == -1 else number
    if number * length > 12:
        return UNKNOWN
    first = 1 + (number - 1) * length
    if "year" in groups:
        return months(int(groups["year"]), first, length)
    which = groups.get("which", "").lower()
    if which and context.published:
        return months(context.published.year + {"last": -1, "next": 1}.get(which, 0), first, length)
    return nearest(lambda year: months(year, first, length), "last" if context.direction < 0 else "", context)


def _season(groups: Groups, context: Context) -> Days:
    first, count = load_times().words["seasons"][groups["season"].lower()]
    if "short" in groups:
        named = short_year(groups, context).earliest
        return months(named.year, first, count) if named and first + count <= 13 else UNKNOWN
    if "year" in groups:  # "winter 2020" is at either end of the year, "winter 2019-20" is not
        crosses = first + count > 13
        return UNKNOWN if crosses != ("to" in groups) else months(int(groups["year"]), first, count)
    if context.published is None:
        return UNKNOWN
    which = which_of(groups)
    if which == "this" and first + count > 13:
        year = context.published.year - (1 if context.published.month <= (first + count - 1) % 12 else 0)
        return months(year, first, count)
    return nearest(lambda year: months(year, first, count), which, context)


def _holiday(groups: Groups, context: Context) -> Days:
    """Return a feast that falls on the same day each year, or so many days from Easter."""
    name, words = groups["name"].lower().replace("’", "'"), load_times().words
    if name in words["feasts"]:
        return _feast(lambda year: _from_easter(year, words["feasts"][name]), groups, context)
    number, first = words["holidays"][name]
    return _feast(lambda year: day(year, number, first), groups, context)


def _feast(of_year: Callable[[int], Days], groups: Groups, context: Context) -> Days:
    return of_year(int(groups["year"])) if "year" in groups else nearest(of_year, which_of(groups), context)


def _from_easter(year: int, days: int) -> Days:
    found = easter(year) + timedelta(days=days)
    return Days(found, found)


PARTS: dict[str, Callable[[Groups, Context], Days]] = {
    "season": _season,
    "quarter": _quarter,
    "holiday": _holiday,
    "pieces": _pieces,
    "ordinal weekday": _ordinal_weekday,
    "week of": _week_of,
}
