"""Dates, months, seasons, quarters, years and longer spans of the calendar: the days that each allows."""

from collections.abc import Callable

from graph.nlp.calendar_days import UNKNOWN, Days, day, month, months, years
from graph.nlp.time_context import Context
from graph.nlp.time_patterns import Groups, load_times


def _iso(groups: Groups) -> Days:
    return day(int(groups["year"]), int(groups["number"]), int(groups["day"]))


def _numeric(groups: Groups) -> Days:
    """A date in numbers, unless day and month could be exchanged."""
    first, second, year = int(groups["first"]), int(groups["second"]), int(groups["year"])
    if first == second or second > 12:
        return day(year, first, second)
    return day(year, second, first) if first > 12 else UNKNOWN


def _date(groups: Groups, context: Context) -> Days:
    number, first = month_number(groups), int(groups["day"])
    if is_known_date(groups):
        return UNKNOWN if not _is_near(number, first, context) else day(_published_year(context), number, first)
    year = int(groups["year"]) if "year" in groups else _year_of(number, first, groups, context)
    if year is None:
        return UNKNOWN
    last = day(year, number, int(groups.get("to", first)))
    days = Days(day(year, number, first).earliest, last.latest)
    return days if days.earliest and days.latest and days.earliest <= days.latest else UNKNOWN


def is_known_date(groups: Groups) -> bool:
    """Whether the date without a year may mean one event of the past: "Sept. 11"."""
    return "year" not in groups and f"{month_number(groups)}-{groups['day']}" in load_times().words["known_dates"]


def _is_near(number: int, first: int, context: Context) -> bool:
    """Whether the date has passed within a month of publication."""
    found = day(_published_year(context), number, first).earliest
    return found is not None and context.published is not None and 0 <= (context.published - found).days <= 30


def _published_year(context: Context) -> int:
    return context.published.year if context.published else 0


def _year_of(number: int, number_of_day: int, groups: Groups, context: Context) -> int | None:
    """The year of a date without one: the nearest in the direction of the tense, on the weekday if that is named."""
    if context.year:
        return context.year
    named = weekday_number(groups)
    if context.published is None or (named is None and not context.direction):
        return None
    near = [day(context.published.year + step, number, number_of_day).earliest for step in (0, -1, 1)]
    if named is not None:  # a weekday and a date agree in one year out of three
        fitting = [found for found in near if found and found.weekday() == named]
        return fitting[0].year if len(fitting) == 1 else None
    sides = [found for found in near if found and (found - context.published).days * context.direction >= 0]
    return sides[0].year if sides else None


def _month(groups: Groups, context: Context) -> Days:
    number = month_number(groups)
    if "year" in groups or context.year:
        return month(int(groups.get("year", context.year or 0)), number)
    if context.published is None:
        return UNKNOWN
    return _nearest(lambda year: month(year, number), groups.get("which", "").lower(), context)


def _nearest(of_year: Callable[[int], Days], which: str, context: Context) -> Days:
    """The month or season that "last", "next", "this" or the tense points to."""
    published = context.published
    if published is None:
        return UNKNOWN
    if which == "this":
        return of_year(published.year)
    near = [of_year(published.year + step) for step in (-2, -1, 0, 1, 2)]
    if which in {"last", "past"}:
        return next((days for days in reversed(near) if days.latest and days.latest < published), UNKNOWN)
    if which == "next":
        return next((days for days in near if days.earliest and days.earliest > published), UNKNOWN)
    if context.direction < 0:
        return next((days for days in reversed(near) if days.earliest and days.earliest <= published), UNKNOWN)
    if context.direction > 0:
        return next((days for days in near if days.latest and days.latest >= published), UNKNOWN)
    return UNKNOWN


def _year(groups: Groups) -> Days:
    return years(int(groups["year"]))


def _year_span(groups: Groups) -> Days:
    first = int(groups["year"])
    last = first - first % 100 + int(groups["to"])
    return years(first, last - first + 1) if first < last <= first + 50 else UNKNOWN


def _decade(groups: Groups) -> Days:
    if "year" in groups:
        return years(int(groups["year"]), 10)
    name = groups.get("name", "").lower()
    short = load_times().words["decades"][name] if name else int(groups["short"])
    return years(1900 + short, 10) if short >= 30 else UNKNOWN  # "the '20s" are two decades


def _century(groups: Groups) -> Days:
    number = int(groups["number"])
    return years(100 * (number - 1) + 1, 100) if 1 <= number <= 99 else UNKNOWN


def _months(groups: Groups) -> Days:
    """ "the first three months of 2016"."""
    name = groups["count"].lower()
    count = int(name) if name.isdigit() else int(load_times().words["numbers"].get(name, 0))
    if not 0 < count <= 12:
        return UNKNOWN
    return months(int(groups["year"]), 1 if groups["end"].lower() == "first" else 13 - count, count)


def _quarter(groups: Groups, context: Context) -> Days:
    """A quarter or half of a year that is named, or of the one that tense and publication date point to."""
    name = groups["number"].lower()
    number = int(name) if name.isdigit() else load_times().words["ordinals"][name]
    length = 6 if groups.get("unit", "quarter").lower() == "half" else 3
    number = 12 // length if number == -1 else number
    if number * length > 12:
        return UNKNOWN
    first = 1 + (number - 1) * length
    if "year" in groups:
        return months(int(groups["year"]), first, length)
    if context.published is None:
        return UNKNOWN
    which = groups.get("which", "").lower()
    if which:
        step = {"last": -1, "next": 1}.get(which, 0)
        return months(context.published.year + step, first, length)
    return _nearest(lambda year: months(year, first, length), "last" if context.direction < 0 else "", context)


def _season(groups: Groups, context: Context) -> Days:
    first, count = load_times().words["seasons"][groups["season"].lower()]
    if "year" in groups:  # "winter 2020" is at either end of the year
        return UNKNOWN if first + count > 13 else months(int(groups["year"]), first, count)
    if context.published is None:
        return UNKNOWN
    which = groups.get("which", "").lower()
    if which == "this" and first + count > 13:
        year = context.published.year - (1 if context.published.month <= (first + count - 1) % 12 else 0)
        return months(year, first, count)
    return _nearest(lambda year: months(year, first, count), which, context)


def _holiday(groups: Groups, context: Context) -> Days:
    """A feast that falls on the same day each year."""
    number, first = load_times().words["holidays"][groups["name"].lower().replace("’", "'")]
    if "year" in groups:
        return day(int(groups["year"]), number, first)
    return _nearest(lambda year: day(year, number, first), "", context)


def month_number(groups: Groups) -> int:
    """January is 1."""
    return int(load_times().words["months"][groups["month"].lower().rstrip(".")])


def weekday_number(groups: Groups) -> int | None:
    """Monday is 0; None where no weekday is named."""
    words = load_times().words
    name = groups.get("weekday", "").lower().rstrip(".")
    found = words["weekdays"].get(name, words["weekday_abbreviations"].get(name))
    return int(found) if found is not None else None


ABSOLUTE: dict[str, Callable[[Groups], Days]] = {
    "iso": _iso,
    "numeric": _numeric,
    "year": _year,
    "year span": _year_span,
    "decade": _decade,
    "century": _century,
    "months": _months,
}
DATES: dict[str, Callable[[Groups, Context], Days]] = {
    "date": _date,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "holiday": _holiday,
}
