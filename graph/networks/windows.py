"""Moving windows: the days of a range cut into periods of one length, each a step after the one before."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.errors import InvalidNetwork

MOST = 2000  # windows of one network
_FORM = re.compile(r"([1-9][0-9]{0,3})\s*([dwmy])")
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}


@dataclass(frozen=True, slots=True)
class Length:
    """A number of days, weeks, months or years."""

    number: int
    unit: str  # d, w, m, y

    def __str__(self) -> str:
        return f"{self.number} {_UNITS[self.unit]}{'s' * (self.number > 1)}"

    def after(self, day: date, times: int = 1) -> date:
        """The day so long after another, so many times; the last of a month where that has no such day."""
        number = self.number * times
        if self.unit in "dw":
            return day + timedelta(days=number * (7 if self.unit == "w" else 1))
        months = day.month - 1 + number * (12 if self.unit == "y" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Windows:
    """How long windows are, and how far each starts after the one before."""

    length: Length
    step: Length


@dataclass(frozen=True, slots=True)
class Window:
    """A period, both days included."""

    first: date
    last: date


def parse_length(text: str) -> Length:
    """The length that "30d", "4w", "6m" or "1y" says; InvalidNetwork for what says none."""
    found = _FORM.fullmatch(text.strip().casefold())
    if not found:
        raise InvalidNetwork(f"{text!r} is no length of time; write days, weeks, months or years: 30d, 4w, 6m, 1y")
    return Length(int(found[1]), found[2])


def windows_of(first: date, last: date, windows: Windows) -> list[Window]:
    """The windows of a range of days, the first from its first day, until one reaches its last; at most `MOST`.

    The last may be longer than what is left of the range. InvalidNetwork for windows longer than the range.
    """
    days = (last - first).days + 1
    if _end(first, windows.length) > last:
        raise InvalidNetwork(f"a window of {windows.length} is longer than the {days:,} days from {first} to {last}")
    made = []
    for window in _moving(first, windows):
        made.append(window)
        if window.last >= last:
            return made
        if len(made) > MOST:
            raise InvalidNetwork(f"steps of {windows.step} make more than {MOST:,} windows of {first} to {last}")
    return made


def _moving(first: date, windows: Windows) -> Iterator[Window]:
    number = 0
    while True:
        start = windows.step.after(first, number)
        yield Window(start, _end(start, windows.length))
        number += 1


def _end(start: date, length: Length) -> date:
    try:
        return length.after(start) - timedelta(days=1)
    except (OverflowError, ValueError):
        return date.max


def parse_windows(window: str | None, step: str | None) -> Windows | None:
    """The windows that two lengths say, the step by default as long as a window; None where none are asked for."""
    if window is None:
        if step is not None:
            raise InvalidNetwork("a step without a window; say how long a window is")
        return None
    length = parse_length(window)
    return Windows(length, parse_length(step) if step is not None else length)
