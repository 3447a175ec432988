"""Times: how many expressions of a table of made-up sentences get exactly the days that a reader gives them.

    python -m tests.benchmarks.times

The table (times.tsv): publication date, sentence, words, earliest, latest day, and which table the row came with. An
empty end is open or not known; "-" in both columns: nobody can say which days are meant, and none may be found in the
sentence. Each table was written in full, with its days, before the grammar of its time was run on it; LOG.md has
those first, blind results. Since then its rows are a guard against going back, not a measure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spacy.language import Language

from graph.nlp.parser import load_nlp, parse
from graph.nlp.times.find import find_times

TABLE = Path(__file__).with_name("times.tsv")
Ends = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with the days that its words allow."""

    published: date
    sentence: str
    words: str
    ends: Ends
    vague: bool  # no days may be found
    table: str  # first, second …: when it was new


@dataclass(frozen=True, slots=True)
class Reading:
    """What the grammar made of a row."""

    row: Row
    exact: bool
    invented: bool  # days that the row does not have, or another's
    found: tuple[tuple[str, Ends], ...]


def read_rows() -> Iterator[Row]:
    """The rows of the table in their order."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        published, sentence, words, earliest, latest, table = line.split("\t")
        vague = (earliest, latest) == ("-", "-")
        ends = (None, None) if vague else (_day(earliest), _day(latest))
        yield Row(date.fromisoformat(published), sentence, words, ends, vague, table)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def read_row(nlp: Language, row: Row) -> Reading:
    """The row with what the grammar finds in its sentence."""
    times = find_times(parse(nlp, row.sentence), row.published)
    found = tuple((row.sentence[t.span.start : t.span.end], (t.earliest, t.latest)) for t in times)
    dated = [(words, ends) for words, ends in found if ends != (None, None)]
    if row.vague:
        return Reading(row, not dated, bool(dated), found)
    meant = [ends for words, ends in dated if words in row.words or row.words in words]
    return Reading(row, meant == [row.ends], bool(meant) and row.ends not in meant, found)


def report() -> str:
    """The share of exact rows, the number of invented days, and each row that is not exact."""
    read = [read_row(load_nlp(), row) for row in read_rows()]
    lines = [_summary(table, [one for one in read if one.row.table == table]) for table in _tables(read)]
    for reading in (reading for reading in read if not reading.exact):
        lines.append(f"{reading.row.published} {reading.row.sentence}")
        lines.append(f"    {reading.row.words!r} {_show(reading.row.ends)}")
        lines += [f"    found {words!r} {_show(ends)}" for words, ends in reading.found]
    return "\n".join(lines)


def _tables(read: Iterable[Reading]) -> list[str]:
    return list(dict.fromkeys(one.row.table for one in read))


def _summary(table: str, read: list[Reading]) -> str:
    exact, invented = sum(one.exact for one in read), sum(one.invented for one in read)
    return f"{table} table: {exact} of {len(read)} exact ({exact / len(read):.1%}), {invented} invented"


def _show(ends: Ends) -> str:
    return " to ".join(day.isoformat() if day else "?" for day in ends)


if __name__ == "__main__":
    print(report())
