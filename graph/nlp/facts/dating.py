"""Which time a verb has, and a time as a literal with its XSD type."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.nlp.findings import FoundTime
from graph.nlp.syntax.tree import Tree, Word
from graph.nlp.times.patterns import find_atoms

_CLIMB = 4
_DAYS = frozenset({"date", "iso", "numeric", "weekday", "daily"})
_YEAR = re.compile(r"\b[12]\d{3}\b")
_FORMATS = {
    "date": "{0.year:04}-{0.month:02}-{0.day:02}",
    "gYearMonth": "{0.year:04}-{0.month:02}",
    "gYear": "{0.year:04}",
}


@dataclass(frozen=True, slots=True)
class TimeIndex:
    """The times of a text by the verb that they hang on, and by the tokens that they consist of."""

    by_head: dict[int, list[FoundTime]]
    by_token: dict[int, FoundTime]


def index_times(doc: Tree, times: Sequence[FoundTime]) -> TimeIndex:
    """Return the times made ready for look-up."""
    heads: dict[int, list[FoundTime]] = defaultdict(list)
    tokens: dict[int, FoundTime] = {}
    for time in times:
        if time.head is not None:
            heads[time.head].append(time)
        for word in doc.touching(time.span.start, time.span.end):
            tokens[word.i] = time
    return TimeIndex(dict(heads), tokens)


def time_of(verb: Word, index: TimeIndex) -> FoundTime | None:
    """Return the time of the verb, or of the verbs that it completes; known days before mere words."""
    for _ in range(_CLIMB):
        own = index.by_head.get(verb.i, [])
        if own:
            return min(own, key=lambda time: (time.earliest is None and time.latest is None, time.span))
        if verb.dep_ != "xcomp" or verb.head == verb:
            return None
        verb = verb.head
    return None


def to_literal(words: str, time: FoundTime) -> tuple[str, str] | None:
    """Return the day, month or year that holds the time, with its XSD type; of "since 2018" the end that is known."""
    known = time.earliest or time.latest
    if known is None:
        return None
    datatype = _grain(time.earliest, time.latest) if time.earliest and time.latest else _named_grain(words)
    shifted = _YEAR.search(words) and f"{known.year:04}" not in words  # "after 2018" begins in 2019
    datatype = None if shifted else datatype
    return (_FORMATS[datatype].format(known), datatype) if datatype else None


def _grain(first: date, last: date) -> str | None:
    if first == last:
        return "date"
    if first.year != last.year:
        return None
    return "gYearMonth" if first.month == last.month else "gYear"


def _named_grain(words: str) -> str | None:
    """How fine the words are, where only one end is known."""
    for atom in find_atoms(words):
        if atom.kind in _DAYS:
            return "date"
        if atom.kind == "month" or atom.groups.get("unit", "").lower() == "month":
            return "gYearMonth"
        return "gYear" if atom.kind in {"year", "season", "quarter", "unit"} else None
    return None
