"""Calendar arithmetic: the first and the last day of a year, a month, a week, a season, a third of each."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """From the earliest to the latest day, both inclusive; None: open, or not known."""

    earliest: date | None = None
    latest: date | None = None


UNKNOWN = Days()


def day(year: int, month: int, number: int) -> Days:
    """Return one day; unknown for 30 February."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return UNKNOWN
    found = date(year, month, number)
    return Days(found, found)


def month(year: int, number: int) -> Days:
    """Return a calendar month; numbers beyond twelve run into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return UNKNOWN
    return Days(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def months(year: int, first: int, count: int) -> Days:
    """Return some months on end."""
    return Days(month(year, first).earliest, month(year, first + count - 1).latest)


def years(first: int, count: int = 1) -> Days:
    """Return some years on end."""
    return months(first, 1, 12 * count) if first >= MINYEAR and first + count - 1 <= MAXYEAR else UNKNOWN


def week(holding: date) -> Days:
    """Monday to Sunday of the week that holds the day."""
    monday = holding - timedelta(days=holding.weekday())
    return Days(monday, monday + timedelta(days=6))


def weekend(holding: date) -> Days:
    """Saturday and Sunday of the week that holds the day."""
    monday = holding - timedelta(days=holding.weekday())
    return Days(monday + timedelta(days=5), monday + timedelta(days=6))


def add_months(start: date, count: int) -> date:
    """Return the same day of the month some months on, or the month's last."""
    year, number = start.year + (start.month - 1 + count) // 12, (start.month - 1 + count) % 12 + 1
    return date(year, number, min(start.day, monthrange(year, number)[1]))


def shift(start: date, count: int, unit: str) -> date:
    """Return the day that lies some days, weeks, months, years or decades on."""
    if unit in {"day", "week", "fortnight"}:
        return start + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return add_months(start, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])


def unit_around(holding: date, unit: str) -> Days:
    """Return the calendar unit that holds the day."""
    if unit == "day":
        return Days(holding, holding)
    if unit in {"week", "fortnight"}:
        return week(holding)
    if unit == "weekend":
        return weekend(holding)
    if unit == "month":
        return month(holding.year, holding.month)
    if unit == "quarter":
        return months(holding.year, (holding.month - 1) // 3 * 3 + 1, 3)
    length = {"decade": 10, "century": 100}.get(unit, 1)
    return years(holding.year // length * length, length)


def ordinal_weekday(days: Days, weekday: int, number: int) -> Days:
    """Return the first, second … (-1: last) such weekday within the days; unknown where there are not so many."""
    if days.earliest is None or days.latest is None:
        return UNKNOWN
    if number < 0:
        found = days.latest - timedelta(days=(days.latest.weekday() - weekday) % 7)
    else:
        found = days.earliest + timedelta(days=(weekday - days.earliest.weekday()) % 7 + 7 * (number - 1))
    return Days(found, found) if days.earliest <= found <= days.latest else UNKNOWN


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian reckoning, Meeus 1991)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    ahead = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * ahead) // 451
    number, first = divmod(epact + ahead - 7 * late + 114, 31)
    return date(year, number, first + 1)


def half(days: Days, part: int) -> Days:
    """Return the first (0) or second (1) half of a century, decade, year or month; unknown for other lengths."""
    if days.earliest is None or days.latest is None:
        return UNKNOWN
    start, length = days.earliest, (days.latest - days.earliest).days + 1
    if 28 <= length <= 31:
        return Days(start.replace(day=16), days.latest) if part else Days(start, start.replace(day=15))
    if length in {365, 366}:
        return months(start.year, 1 + 6 * part, 6)
    if length > 3600:
        count = (days.latest.year - start.year + 1) // 2
        return years(start.year + count * part, count)
    return UNKNOWN


def third(days: Days, part: int) -> Days:
    """Return the first (0), second (1) or last (2) third of a century, decade, year, season, month or week."""
    if days.earliest is None or days.latest is None:
        return UNKNOWN
    start, length = days.earliest, (days.latest - days.earliest).days + 1
    if length == 7:
        return Days(*(start + timedelta(days=number) for number in ((0, 2), (1, 3), (3, 6))[part]))
    if 28 <= length <= 31:
        ends = (10, 20, days.latest.day)
        return Days(start.replace(day=1 + 10 * part), start.replace(day=ends[part]))
    if 89 <= length <= 92:
        return months(start.year, start.month + part, 1)
    return months(start.year, 1 + 4 * part, 4) if length in {365, 366} else _third_of_years(start.year, length, part)


def _third_of_years(year: int, length: int, part: int) -> Days:
    if length > 36500:
        return years(year + 33 * part, (33, 33, 34)[part])
    return years(year + (0, 4, 7)[part], (4, 3, 3)[part]) if length > 3600 and year % 10 == 0 else UNKNOWN


def edge(days: Days, name: str) -> Days:
    """Return the piece at a named edge: of a year the first or last month, else a third, a half, a day."""
    if name in {"first day", "last day"}:
        end = days.earliest if name == "first day" else days.latest
        return Days(end, end)
    if name.endswith("half"):
        return half(days, 0 if name == "first half" else 1)
    whole_year = days.earliest and days.latest and (days.latest - days.earliest).days in {364, 365}
    if whole_year and days.earliest and name in {"first", "last"}:
        return month(days.earliest.year, 1 if name == "first" else 12)
    return third(days, {"first": 0, "first third": 0, "second third": 1}.get(name, 2))
