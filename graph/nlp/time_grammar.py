"""What expressions of time mean: the days that each allows, alone, after a preposition, and as the ends of a range."""

from datetime import timedelta

from graph.nlp.calendar_days import UNKNOWN, Days, month, third
from graph.nlp.time_context import YEARS, Context
from graph.nlp.time_dates import ABSOLUTE, DATES
from graph.nlp.time_distances import DISTANCES
from graph.nlp.time_patterns import Atom, load_times

_FIRST_DAY, _LAST_DAY = 10, 12  # the edges of the lexicon that are single days
_RELATIVE = DATES | DISTANCES


def resolve(atom: Atom, context: Context) -> Days:
    """The days that an atom allows; unknown where the grammar is not sure."""
    if context.published and not YEARS[0] <= context.published.year <= YEARS[1]:
        context = Context(None, context.direction, context.year)
    if atom.kind in ABSOLUTE:
        days = ABSOLUTE[atom.kind](atom.groups)
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
    if part in {_FIRST_DAY, _LAST_DAY}:
        end = days.earliest if part == _FIRST_DAY else days.latest
        return Days(end, end)
    if days.earliest and days.latest and (days.latest - days.earliest).days > 300:
        return month(days.earliest.year, 1) if part == 0 else month(days.latest.year, 12)
    return third(days, part)
