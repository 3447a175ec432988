"""Years, decades, centuries: the days that each allows."""

from graph.nlp.times.context import Context
from graph.nlp.times.intervals import UNKNOWN, Days, years
from graph.nlp.times.patterns import Groups, load_times

_AHEAD = 5  # years after publication that a short year may lie in


def year_days(groups: Groups) -> Days:
    """Return a calendar year."""
    return years(int(groups["year"]))


def year_span(groups: Groups) -> Days:
    """ "2015-16", "2008-9"."""
    first = int(groups["year"])
    length = 10 ** len(groups["to"])  # "2008-9", "2008-10"
    last = first - first % length + int(groups["to"])
    return years(first, last - first + 1) if first < last <= first + 50 else UNKNOWN


def decade_days(groups: Groups) -> Days:
    """ "the 1990s", "the nineties"."""
    if "year" in groups:
        year = int(groups["year"])
        if year % 100 == 0 and year < 2000:  # "the 1800s" are a century, "the 1900s" one or the other
            return years(year, 100) if year < 1900 else UNKNOWN
        return years(year, 10)
    name = groups.get("name", "").lower()
    short = load_times().words["decades"][name] if name else int(groups["short"])
    if "hundreds" in groups:
        return years((1800 if groups["hundreds"].lower() == "eighteen" else 1900) + short, 10)
    return years(1900 + short, 10) if short >= 30 else UNKNOWN  # "the '20s" are two decades


def century_days(groups: Groups) -> Days:
    """ "the 19th century"."""
    name = groups["number"].lower()
    number = int(load_times().words["centuries"].get(name, 0)) or int(name.rstrip("sthndr") or 0)
    return years(100 * (number - 1) + 1, 100) if 1 <= number <= 99 else UNKNOWN


def named_day(groups: Groups) -> Days:
    """Return a day that differs by country: known is at most the year."""
    return years(int(groups["year"])) if "year" in groups else UNKNOWN


def short_year(groups: Groups, context: Context) -> Days:
    """ "in ’08": of this century up to a few years after publication, else of the last."""
    if context.published is None:
        return UNKNOWN
    short, century = int(groups["short"]), context.published.year // 100 * 100
    return years(century + short - (0 if short <= context.published.year % 100 + _AHEAD else 100))
