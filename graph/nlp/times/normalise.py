"""What expressions of time mean: the days that each allows, alone, after a preposition, and as the ends of a range."""

from datetime import timedelta

from graph.nlp.lexicons import listed
from graph.nlp.times.context import YEARS, Context
from graph.nlp.times.dates import date_days, iso_days, month_days, number_of, numeric_days
from graph.nlp.times.intervals import UNKNOWN, Days, edge, third
from graph.nlp.times.parts import PARTS
from graph.nlp.times.patterns import Atom, Groups, load_times
from graph.nlp.times.relative import DISTANCES, safe_shift
from graph.nlp.times.years import century_days, decade_days, named_day, short_year, year_days, year_span

_ABSOLUTE = {
    "iso": iso_days,
    "numeric": numeric_days,
    "year": year_days,
    "year span": year_span,
    "decade": decade_days,
    "century": century_days,
    "named day": named_day,
}
_RELATIVE = PARTS | DISTANCES | {"date": date_days, "month": month_days, "short year": short_year}
_NEED_YEAR = frozenset({"date", "month", "weekday", "season", "holiday"})  # near what they stand beside
_BACK = listed("times", "earlier")


def resolve(atom: Atom, context: Context) -> Days:
    """Return the days that an atom allows; unknown where the grammar is not sure."""
    if context.published and not YEARS[0] <= context.published.year <= YEARS[1]:
        context = Context(None, context.direction)
    if atom.kind in _ABSOLUTE:
        days = _ABSOLUTE[atom.kind](atom.groups)
    elif atom.kind in _RELATIVE:
        days = _RELATIVE[atom.kind](atom.groups, context)
    else:
        return UNKNOWN  # a duration
    if "part" in atom.groups and days != UNKNOWN:
        days = _part(days, load_times().words["parts"][atom.groups["part"].lower()])
    if "edge" in atom.groups and days != UNKNOWN:
        days = edge(days, load_times().words["edges"][atom.groups["edge"].lower()])
    return days


def apply_preposition(name: str, days: Days) -> Days:
    """Return what a preposition leaves of the days: "since" opens the end, "until" the beginning."""
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
    """From the first day of one time to the last day of another; the end that is known decides the other's year."""
    if "year" not in last.groups and last.kind in _NEED_YEAR and ("year" in first.groups or context.direction < 0):
        start = resolve(first, context)
        latest = resolve(last, Context(start.earliest, 1)) if start.earliest else UNKNOWN
    else:
        latest = resolve(last, context)
        near = "year" not in first.groups and first.kind in _NEED_YEAR and latest.latest is not None
        start = resolve(first, Context(latest.latest, -1) if near else context)
    if start.earliest is None or latest.latest is None or start.earliest > latest.latest:
        return UNKNOWN
    return Days(start.earliest, latest.latest)


def move(days: Days, groups: Groups, side: str) -> Days:
    """So long before or after a day: "two days after July 4"; unknown where the day or the length is not."""
    count = number_of(groups) if "count" in groups else 1
    if days.earliest is None or days.earliest != days.latest or count is None:
        return UNKNOWN
    moved = safe_shift(days.earliest, -count if side in _BACK else count, groups["unit"].lower())
    return UNKNOWN if moved is None else Days(moved, moved)


def _part(days: Days, ends: list[int]) -> Days:
    """From one third to another: "late", "mid-to-late"."""
    first, last = third(days, ends[0]), third(days, ends[1])
    return UNKNOWN if UNKNOWN in (first, last) else Days(first.earliest, last.latest)
