"""Tables in our own form: `seeds/README.md` says which columns they have."""

from collections.abc import Sequence
from pathlib import Path

from graph.errors import InvalidSeeds
from graph.linking.gazetteer import Gazetteer
from graph.linking.tables import TABLES, Table
from graph.seeding.batch import Batch
from graph.seeding.checks import check_order, to_day, to_qid

_TITLED = ("person", "title")  # offices may give a title and a jurisdiction in place of a position's number
_DAYS = ("start", "end", "as_of", "born", "died", "founded", "dissolved")
_ORDERED = (("start", "end"), ("born", "died"), ("founded", "dissolved"))
_ELSEWHERE = {"title", "jurisdiction"}


def read_table(
    path: Path, header: Sequence[str], records: Sequence[tuple[int, list[str]]], batch: Batch, known: Gazetteer
) -> None:
    """Put the rows of a table into the batch."""
    form = _form(path, header)
    for number, cells in records:
        where, row = f"{path} line {number}", dict(zip(header, map(str.strip, cells), strict=True))
        for column in _DAYS:
            if column in row:
                row[column] = to_day(row[column], where)
        for start, end in _ORDERED:
            check_order(row.get(start, ""), row.get(end, ""), where)
        if form.name == "offices":
            _add_office(row, batch, known, where)
        else:
            batch.add(form.name, row, where, once=True)


def _form(path: Path, header: Sequence[str]) -> Table:
    """The table that a file is, by its name or else by its columns."""
    doubled = [column for column in header if list(header).count(column) > 1]
    if doubled:
        raise InvalidSeeds(f"{path}: two columns are called {doubled[0]!r}")
    named = TABLES.get(path.stem)
    fitting = [named] if named else [form for form in TABLES.values() if _fits(form, header)]
    if len(fitting) != 1:
        raise InvalidSeeds(f"{path}: no table has the columns {', '.join(header)}; name it after one: persons.csv, …")
    missing = [column for column in _required(fitting[0], header) if column not in header]
    if missing:
        raise InvalidSeeds(f"{path}: the column {missing[0]} is missing; {fitting[0].name} needs it")
    strange = [column for column in header if column not in (*fitting[0].columns, *_ELSEWHERE)]
    if strange:
        raise InvalidSeeds(f"{path}: {fitting[0].name} has no column {strange[0]!r}")
    return fitting[0]


def _fits(form: Table, header: Sequence[str]) -> bool:
    known = {*form.columns, *(_ELSEWHERE if form.name == "offices" else ())}
    return set(_required(form, header)) <= set(header) <= known


def _required(form: Table, header: Sequence[str]) -> tuple[str, ...]:
    return _TITLED if form.name == "offices" and "position" not in header else form.required


def _add_office(row: dict[str, str], batch: Batch, known: Gazetteer, where: str) -> None:
    person, number = to_qid(row["person"]), row.get("position", "")
    if not person:
        raise InvalidSeeds(f"{where}: {row['person']!r} is no Wikidata id; write Q and a number")
    if number and number not in known.positions:
        raise InvalidSeeds(f"{where}: there is no position {number!r}; give title and jurisdiction instead")
    title = known.positions[number].title if number else row["title"]
    place = known.positions[number].jurisdiction if number else row.get("jurisdiction", "")
    days = {column: row.get(column, "") for column in ("start", "end", "as_of")}
    batch.office(person, title, where, jurisdiction=place or known.country_ids.get(batch.country, ""), **days)
