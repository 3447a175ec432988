"""What expressions of time mean: the days that each allows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from graph.nlp.calendar_days import (
    UNKNOWN,
    Days,
    day,
    month,
    months,
    shift,
    third,
    unit_around,
    week,
    weekend,
    years,
)  # fmt: skip
from graph.nlp.time_patterns import Atom, Groups, load_times

_YEARS = (1000, 9000)  # of publication dates and of what is counted from them: far from the ends of the calendar


@dataclass(frozen=True, slots=True)
class Context:
    """What relative words lean on: the publication date, the tense (-1 past, 1 future, 0 unknown), a known year."""

    published: date | None = None
    direction: int = 0
    year: int | None = None


def resolve(atom: Atom, context: Context) -> Days:
    """The days that an atom allows; unknown where the grammar is not sure."""
    if context.published and not _YEARS[0] <= context.published.year <= _YEARS[1]:
        context = Context(None, context.direction, context.year)
    if atom.kind in _ABSOLUTE:
        days = _ABSOLUTE[atom.kind](atom.groups)
    elif atom.kind in _RELATIVE:
        days = _RELATIVE[atom.kind](atom.groups, context)
    else:
        return UNKNOWN  # a duration
    for group, table in (("edge", "edges"), ("part", "parts")):
        if group in atom.groups and days != UNKNOWN:
            part = load_times().words[table][atom.groups[group].lower()]
            days = _edge(days, part) if group == "edge" else third(days, part)
    return days


def apply_preposition(name: str, days: Days) -> Days:
    """What a preposition leaves of the days: "since" opens the end, "until" the beginning."""
    prepositions = load_times().words["prepositions"]
    if days == UNKNOWN or name in prepositions["unsure"]:
        return UNKNOWN
    if name in prepositions["from"]:
        return Days(days.earliest, None)
    if name in prepositions["until"]:
        return Days(None, days.latest)
    if name in prepositions["before"] and days.earliest:
        return Days(None, days.earliest - timedelta(days=1))
    if name in prepositions["after"] and days.latest:
        return Days(days.latest + timedelta(days=1), None)
    return days


def join(first: Atom, last: Atom, context: Context) -> Days:
    """From the first day of one time to the last day of another; the year of the second serves both."""
    latest = resolve(last, context)
    year = latest.latest.year if latest.latest and "year" in last.groups else None
    earliest = resolve(first, Context(context.published, context.direction, year or context.year))
    if latest.latest is None or earliest.earliest is None:
        return UNKNOWN
    if year and "year" not in first.groups and earliest.earliest > latest.latest:
        earliest = resolve(first, Context(context.published, context.direction, year - 1))
    if earliest.earliest is None or earliest.earliest > latest.latest:
        return UNKNOWN
    return Days(earliest.earliest, latest.latest)


def _edge(days: Days, part: int) -> Days:
    """The first or last piece: of a year a month, of a shorter time a third."""
    if days.earliest and days.latest and (days.latest - days.earliest).days > 300:
        return month(days.earliest.year, 1) if part == 0 else month(days.latest.year, 12)
    return third(days, part)


def _iso(groups: Groups) -> Days:
    return day(int(groups["year"]), int(groups["number"]), int(groups["day"]))


def _numeric(groups: Groups) -> Days:
    """A date in numbers, unless day and month could be exchanged."""
    first, second, year = int(groups["first"]), int(groups["second"]), int(groups["year"])
    if first == second or second > 12:
        return day(year, first, second)
    return day(year, second, first) if first > 12 else UNKNOWN


def _date(groups: Groups, context: Context) -> Days:
    number, first = _month_number(groups), int(groups["day"])
    year = int(groups["year"]) if "year" in groups else _year_of(number, first, groups, context)
    if year is None:
        return UNKNOWN
    last = day(year, number, int(groups.get("to", first)))
    days = Days(day(year, number, first).earliest, last.latest)
    return days if days.earliest and days.latest and days.earliest <= days.latest else UNKNOWN


def _year_of(number: int, number_of_day: int, groups: Groups, context: Context) -> int | None:
    """The year of a date without one: the nearest in the direction of the tense, on the weekday if that is named."""
    if context.year:
        return context.year
    if context.published is None or not context.direction:
        return None
    steps = (0, -1) if context.direction < 0 else (0, 1)
    for year in (context.published.year + step for step in steps):
        found = day(year, number, number_of_day).earliest
        if found and (found - context.published).days * context.direction >= 0:
            named = _weekday_number(groups)
            return year if named is None or found.weekday() == named else None
    return None


def _month(groups: Groups, context: Context) -> Days:
    number = _month_number(groups)
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
    short = int(groups["short"])
    return years(1900 + short, 10) if short >= 30 else UNKNOWN  # "the '20s" are two decades


def _century(groups: Groups) -> Days:
    number = int(groups["number"])
    return years(100 * (number - 1) + 1, 100) if 1 <= number <= 99 else UNKNOWN


def _quarter(groups: Groups) -> Days:
    name = groups["number"].lower()
    number = int(name) if name.isdigit() else load_times().words["ordinals"][name]
    length = 6 if groups.get("unit", "quarter").lower() == "half" else 3
    number = 12 // length if number == -1 else number
    if number * length > 12:
        return UNKNOWN
    return months(int(groups["year"]), 1 + (number - 1) * length, length)


def _season(groups: Groups, context: Context) -> Days:
    first, count = load_times().words["seasons"][groups["season"].lower()]
    if "year" in groups:  # "winter 2020" is at either end of the year
        return UNKNOWN if first + count > 13 else months(int(groups["year"]), first, count)
    if context.published is None:
        return UNKNOWN
    which = groups["which"].lower()
    if which == "this" and first + count > 13:
        year = context.published.year - (1 if context.published.month <= (first + count - 1) % 12 else 0)
        return months(year, first, count)
    return _nearest(lambda year: months(year, first, count), which, context)


def _daily(groups: Groups, context: Context) -> Days:
    if context.published is None:
        return UNKNOWN
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(" ".join(groups["word"].lower().split()), 0)
    return unit_around(shift(context.published, step, "day"), "day")


def _unit(groups: Groups, context: Context) -> Days:
    if context.published is None:
        return UNKNOWN
    unit, which = groups["unit"].lower(), groups["which"].lower()
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "weekend":
        return weekend(shift(context.published, step, "week"))
    if unit == "decade":
        return UNKNOWN
    if groups.get("part"):  # "early last year" keeps the calendar year, which third() divides
        return unit_around(shift(context.published, step, unit), unit)
    if which == "past":
        return Days(shift(context.published, -1, unit), context.published)
    return unit_around(shift(context.published, step, unit), unit)


def _weekday(groups: Groups, context: Context) -> Days:
    published, number = context.published, _weekday_number(groups)
    if published is None or number is None:
        return UNKNOWN
    back = (published.weekday() - number) % 7
    which = groups.get("which", "").lower()
    if which == "last":
        return unit_around(published - timedelta(days=back or 7), "day")
    if which == "next":
        return unit_around(published + timedelta(days=7 - back), "day")
    if which == "this":
        held = week(published).earliest
        return unit_around(held + timedelta(days=number), "day") if held else UNKNOWN
    if context.direction < 0:
        return unit_around(published - timedelta(days=back), "day")
    if context.direction > 0:
        return unit_around(published + timedelta(days=(7 - back) % 7), "day")
    return UNKNOWN


def _ago(groups: Groups, context: Context) -> Days:
    """The calendar unit that lies so far back: "two years ago" is a calendar year."""
    count = _number(groups)
    if context.published is None or count is None:
        return UNKNOWN
    unit = groups["unit"].lower()
    back = _safe_shift(context.published, -count, unit)
    return UNKNOWN if back is None else unit_around(back, "year" if unit == "decade" else unit)


def _within(groups: Groups, context: Context) -> Days:
    count = _number(groups)
    if context.published is None or count is None or context.direction < 0:
        return UNKNOWN
    return Days(context.published, _safe_shift(context.published, count, groups["unit"].lower()))


def _stretch(groups: Groups, context: Context) -> Days:
    """So many units back from the publication date, or on from it."""
    count = _number(groups)
    if context.published is None or count is None:
        return UNKNOWN
    ahead = groups["which"].lower() in {"next", "coming"}
    end = _safe_shift(context.published, count if ahead else -count, groups["unit"].lower())
    if end is None:
        return UNKNOWN
    return Days(context.published, end) if ahead else Days(end, context.published)


def _in_units(groups: Groups, context: Context) -> Days:
    """The calendar unit that lies so far ahead; in the past "in two years" says how long something took."""
    count = _number(groups)
    if context.published is None or count is None or context.direction <= 0:
        return UNKNOWN
    unit = groups["unit"].lower()
    ahead = _safe_shift(context.published, count, unit)
    return UNKNOWN if ahead is None else unit_around(ahead, "year" if unit == "decade" else unit)


def _safe_shift(start: date, count: int, unit: str) -> date | None:
    year = start.year + count * (10 if unit == "decade" else 1)  # a day is less than a year: more than safe
    return shift(start, count, unit) if _YEARS[0] <= year <= _YEARS[1] else None


def _number(groups: Groups) -> int | None:
    """How many; None for more or fewer than can be counted."""
    text = groups["count"].lower()
    if text.isdigit():
        return int(text)
    found = load_times().words["numbers"].get(text)
    return int(found) if found is not None else None


def _month_number(groups: Groups) -> int:
    return int(load_times().words["months"][groups["month"].lower().rstrip(".")])


def _weekday_number(groups: Groups) -> int | None:
    words = load_times().words
    name = groups.get("weekday", "").lower().rstrip(".")
    found = words["weekdays"].get(name, words["weekday_abbreviations"].get(name))
    return int(found) if found is not None else None


_ABSOLUTE: dict[str, Callable[[Groups], Days]] = {
    "iso": _iso,
    "numeric": _numeric,
    "year": _year,
    "year span": _year_span,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
}
_RELATIVE: dict[str, Callable[[Groups, Context], Days]] = {
    "date": _date,
    "month": _month,
    "season": _season,
    "daily": _daily,
    "unit": _unit,
    "weekday": _weekday,
    "ago": _ago,
    "within": _within,
    "stretch": _stretch,
    "in units": _in_units,
}
