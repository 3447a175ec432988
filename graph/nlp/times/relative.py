"""Times counted from the publication date: days, weeks, "two years ago", "within a month"."""

from collections.abc import Callable
from datetime import date, timedelta

from graph.nlp.times.context import YEARS, Context
from graph.nlp.times.dates import number_of, weekday_number, which_of
from graph.nlp.times.intervals import UNKNOWN, Days, edge, shift, unit_around, week, weekend
from graph.nlp.times.patterns import Groups

_HOURS = 24
_TOO_NEAR = 2  # days: nobody calls tomorrow "next Saturday"


def _daily(groups: Groups, context: Context) -> Days:
    if context.published is None:
        return UNKNOWN
    step = {"yesterday": -1, "last night": -1, "last evening": -1, "tomorrow": 1}.get(
        " ".join(groups["word"].lower().split()), 0
    )
    return unit_around(shift(context.published, step, "day"), "day")


def _overnight(_: Groups, context: Context) -> Days:
    """Return the night between the day before publication and the day itself, or the night to come."""
    if context.published is None or not context.direction:
        return UNKNOWN
    other = shift(context.published, context.direction, "day")
    return Days(min(other, context.published), max(other, context.published))


def _skipped(groups: Groups, context: Context) -> Days:
    """ "the day before yesterday", "the week after next"."""
    if context.published is None:
        return UNKNOWN
    unit, words = groups["unit"].lower(), groups["word"].lower().split()
    if (unit == "day") != (words[1] in {"yesterday", "tomorrow"}):
        return UNKNOWN
    return unit_around(shift(context.published, -2 if words[0] == "before" else 2, unit), unit)


def _unit(groups: Groups, context: Context) -> Days:
    if context.published is None:
        return UNKNOWN
    unit, which = groups["unit"].lower(), which_of(groups) or "this"
    step = {"last": -1, "past": -1, "next": 1}.get(which, 0)
    if "side" in groups:
        return _side(unit_around(context.published, unit), groups["side"].lower(), context.published)
    piece = {"part", "edge"} & set(groups)
    if which == "past" and not piece:  # "early last year" keeps the calendar year, which third() divides
        return Days(shift(context.published, -1, unit), context.published)
    if unit == "decade" and which != "this":
        return UNKNOWN
    return unit_around(shift(context.published, step, unit), unit)


def _unit_end(groups: Groups, context: Context) -> Days:
    """ "by year's end": the last piece of the unit."""
    return edge(unit_around(context.published, groups["unit"].lower()), "last") if context.published else UNKNOWN


def _spell(groups: Groups, context: Context) -> Days:
    """ "the last week": as long back from the publication date; "the next week" may be that of a story."""
    ahead = which_of(groups) == "next"
    if context.published is None or (ahead and context.direction <= 0):
        return UNKNOWN
    end = shift(context.published, 1 if ahead else -1, groups["unit"].lower())
    return Days(context.published, end) if ahead else Days(end, context.published)


def _side(days: Days, side: str, published: date) -> Days:
    """Return what lies before or after the publication date: "earlier this year", "later this month"."""
    return Days(published, days.latest) if side.startswith("later") else Days(days.earliest, published)


def _weekend(groups: Groups, context: Context) -> Days:
    """Return the weekend gone or to come, as the words or the tense say."""
    published, which = context.published, which_of(groups)
    if published is None:
        return UNKNOWN
    held = weekend(published)
    if which in {"last", "past"}:
        return weekend(shift(published, -1, "week"))
    if which == "next":
        near = groups["which"].lower() != "next" and published.weekday() < 6  # "this coming weekend"
        return weekend(shift(published, 0 if near else 1, "week"))
    gone = context.direction < 0 or (not which and context.loose)  # "the mood over the weekend"
    if gone and held.earliest and held.earliest > published:
        return weekend(shift(published, -1, "week"))
    return held if context.direction or which == "this" else UNKNOWN


def _weekday(groups: Groups, context: Context) -> Days:
    published, number = context.published, weekday_number(groups)
    if published is None or number is None:
        return UNKNOWN
    back = (published.weekday() - number) % 7
    which = which_of(groups)
    if which in {"last", "past"}:
        return unit_around(published - timedelta(days=back or 7), "day")
    if which == "next":
        ahead = 7 - back if groups["which"].lower() != "next" or 7 - back > _TOO_NEAR else 14 - back
        return unit_around(published + timedelta(days=ahead), "day")
    if which == "this":
        return _day_of_week(published, number)
    if not context.direction:
        return UNKNOWN
    return unit_around(published + timedelta(days=-back if context.direction < 0 else (7 - back) % 7), "day")


def _week_day(groups: Groups, context: Context) -> Days:
    """ "Tuesday of last week"."""
    number = weekday_number(groups)
    if context.published is None or number is None:
        return UNKNOWN
    step = {"last": -1, "next": 1}.get(which_of(groups), 0)
    return _day_of_week(shift(context.published, step, "week"), number)


def _day_of_week(holding: date, number: int) -> Days:
    monday = week(holding).earliest
    return unit_around(monday + timedelta(days=number), "day") if monday else UNKNOWN


def _ago(groups: Groups, context: Context) -> Days:
    """Return the calendar unit so far back: "two years ago" is a calendar year, "two years ago today" a day."""
    return _away(groups, context, -1)


def _from_now(groups: Groups, context: Context) -> Days:
    """Return the calendar unit that lies so far ahead: "three weeks from now"."""
    return _away(groups, context, 1)


def _away(groups: Groups, context: Context, side: int) -> Days:
    count, unit = number_of(groups), groups["unit"].lower()
    if context.published is None or count is None:
        return UNKNOWN
    found = safe_shift(context.published, side * count, unit)
    exact = groups.get("exact", "").lower().split()
    if found is None or (exact[:1] == ["this"] and unit != "year"):
        return UNKNOWN
    if exact:
        return unit_around(found, exact[1] if len(exact) > 1 else "day")
    return unit_around(found, {"decade": "year", "hour": "day"}.get(unit, unit))


def _within(groups: Groups, context: Context) -> Days:
    count = number_of(groups)
    if context.published is None or count is None or context.direction < 0:
        return UNKNOWN
    end = safe_shift(context.published, count, groups["unit"].lower())
    return Days(context.published, end) if end else UNKNOWN


def _stretch(groups: Groups, context: Context) -> Days:
    """So many units back from the publication date, or on from it."""
    count = number_of(groups)
    if context.published is None or count is None:
        return UNKNOWN
    ahead = which_of(groups) == "next"
    end = safe_shift(context.published, count if ahead else -count, groups["unit"].lower())
    if end is None:
        return UNKNOWN
    return Days(context.published, end) if ahead else Days(end, context.published)


def _in_units(groups: Groups, context: Context) -> Days:
    """Return the calendar unit that lies so far ahead; in the past "in two years" says how long something took."""
    return _away(groups, context, 1) if context.direction > 0 else UNKNOWN


def safe_shift(start: date, count: int, unit: str) -> date | None:
    """Return the day that lies so far away; None outside the years that are counted with, and for parts of days."""
    if unit == "hour":
        count, unit, whole = count // _HOURS if count > 0 else -(-count // _HOURS), "day", count % _HOURS == 0
        if not whole:
            return None
    year = start.year + count * (10 if unit == "decade" else 1)  # a day is less than a year: more than safe
    return shift(start, count, unit) if YEARS[0] <= year <= YEARS[1] else None


DISTANCES: dict[str, Callable[[Groups, Context], Days]] = {
    "daily": _daily,
    "overnight": _overnight,
    "skipped": _skipped,
    "unit": _unit,
    "unit end": _unit_end,
    "spell": _spell,
    "weekend": _weekend,
    "weekday": _weekday,
    "week day": _week_day,
    "ago": _ago,
    "from now": _from_now,
    "within": _within,
    "stretch": _stretch,
    "in units": _in_units,
}
