"""Times counted from the publication date: days, weeks, "two years ago", "within a month"."""

from collections.abc import Callable
from datetime import date, timedelta

from graph.nlp.calendar_days import UNKNOWN, Days, shift, unit_around, week, weekend
from graph.nlp.time_context import YEARS, Context
from graph.nlp.time_dates import weekday_number
from graph.nlp.time_patterns import Groups, load_times


def _daily(groups: Groups, context: Context) -> Days:
    if context.published is None:
        return UNKNOWN
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(" ".join(groups["word"].lower().split()), 0)
    return unit_around(shift(context.published, step, "day"), "day")


def _overnight(_: Groups, context: Context) -> Days:
    """The night between the day before publication and the day itself, or the night to come."""
    if context.published is None or not context.direction:
        return UNKNOWN
    other = shift(context.published, context.direction, "day")
    return Days(min(other, context.published), max(other, context.published))


def _unit(groups: Groups, context: Context) -> Days:
    if context.published is None:
        return UNKNOWN
    unit, which = groups["unit"].lower(), groups.get("which", "this").lower()
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "decade":
        return Days(shift(context.published, -1, unit), context.published) if which == "past" else UNKNOWN
    if "side" in groups:
        return _side(unit_around(context.published, unit), groups["side"].lower(), context.published)
    if which == "past" and not groups.get("part"):  # "early last year" keeps the calendar year, which third() divides
        return Days(shift(context.published, -1, unit), context.published)
    return unit_around(shift(context.published, step, unit), unit)


def _spell(groups: Groups, context: Context) -> Days:
    """ "the last week": as long back from the publication date; "the next week" may be that of a story."""
    if context.published is None or groups["which"].lower() in {"next", "coming"}:
        return UNKNOWN
    return Days(shift(context.published, -1, groups["unit"].lower()), context.published)


def _side(days: Days, side: str, published: date) -> Days:
    """What lies before or after the publication date: "earlier this year", "later this month"."""
    return Days(published, days.latest) if side.startswith("later") else Days(days.earliest, published)


def _weekend(groups: Groups, context: Context) -> Days:
    """The weekend gone or to come, as the words or the tense say."""
    published, which = context.published, groups.get("which", "").lower()
    if published is None:
        return UNKNOWN
    held = weekend(published)
    if which in {"last", "past"}:
        return weekend(shift(published, -1, "week"))
    if which in {"next", "coming"}:
        return weekend(shift(published, 1 if which == "next" or published.weekday() == 6 else 0, "week"))
    if context.direction < 0 and held.earliest and held.earliest > published:
        return weekend(shift(published, -1, "week"))
    return held if context.direction or which == "this" else UNKNOWN


def _weekday(groups: Groups, context: Context) -> Days:
    published, number = context.published, weekday_number(groups)
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


def _from_now(groups: Groups, context: Context) -> Days:
    """The calendar unit that lies so far ahead: "three weeks from now"."""
    return _in_units(groups, Context(context.published, 1, context.year))


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
    return shift(start, count, unit) if YEARS[0] <= year <= YEARS[1] else None


def _number(groups: Groups) -> int | None:
    """How many; None for more or fewer than can be counted."""
    text = groups["count"].lower()
    if text.isdigit():
        return int(text)
    found = [load_times().words["numbers"].get(word) for word in text.split("-")]  # "twenty-two"
    return sum(map(int, found)) if None not in found else None


DISTANCES: dict[str, Callable[[Groups, Context], Days]] = {
    "daily": _daily,
    "overnight": _overnight,
    "unit": _unit,
    "spell": _spell,
    "weekend": _weekend,
    "weekday": _weekday,
    "ago": _ago,
    "from now": _from_now,
    "within": _within,
    "stretch": _stretch,
    "in units": _in_units,
}
