"""The tables of a gazetteer: their columns, and which of them tell one row from another."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The form of a table; `several` are columns whose cells hold values separated by `|`."""

    name: str
    columns: Cells
    key: Cells
    required: Cells
    several: frozenset[str] = frozenset()

    def key_of(self, row: Sequence[str]) -> Cells:
        """Return what tells the row from all others."""
        return tuple(row[self.columns.index(column)] for column in self.key)


def _table(name: str, columns: str, key: str, required: str, several: str = "") -> Table:
    return Table(name, tuple(columns.split()), tuple(key.split()), tuple(required.split()), frozenset(several.split()))


TABLES = {
    table.name: table
    for table in (
        _table(
            "persons", "qid name aliases gender born died countries parties", "qid", "qid name",
            "aliases countries parties",
        ),
        _table("positions", "id qid title jurisdiction", "id", "id title"),
        _table("offices", "person position start end as_of", "person position start", "person position"),
        _table(
            "parties", "qid name acronyms aliases countries founded dissolved", "qid", "qid name",
            "acronyms aliases countries",
        ),
        _table("countries", "qid iso2 iso3 name aliases capital", "qid", "qid iso2 name", "aliases"),
        _table(
            "subdivisions", "qid code name aliases abbreviations country type", "qid", "qid name country",
            "aliases abbreviations",
        ),
        _table("cities", "qid name aliases country admin1 capital population", "qid", "qid name country", "aliases"),
        _table("bodies", "qid name acronyms aliases country", "qid", "qid name", "acronyms aliases"),
        _table("legislatures", "qid name short aliases country", "qid", "qid name country", "short aliases"),
        _table("laws", "qid name at_home aliases country", "qid", "qid name", "at_home aliases"),
        _table("world_bodies", "qid name acronyms aliases", "qid", "qid name", "acronyms aliases"),
        _table("country_names", "country label names", "country", "country label", "names"),
        _table("demonyms", "country words", "country", "country words", "words"),
        _table("party_words", "country party words", "country party", "country party words", "words"),
        _table("party_names", "country party names", "country party", "country party", "names"),
        _table("metonyms", "country names", "country", "country names", "names"),
        _table("international", "name aliases", "name", "name", "aliases"),
    )
}  # fmt: skip


def read_rows(folder: Traversable, table: str) -> Iterator[list[str]]:
    """Yield the rows of a table in a folder; none where it has no such table."""
    path = folder / f"{table}.csv"
    if not path.is_file():
        return
    with path.open("r", encoding="utf-8") as lines:
        reader = csv.reader(lines)
        next(reader)
        yield from reader


def merged_rows(folders: Sequence[Traversable], table: str) -> Iterator[list[str]]:
    """Yield the rows of a table in all folders; of two with the same key the one in the later folder."""
    if not any((folder / f"{table}.csv").is_file() for folder in folders[1:]):
        yield from read_rows(folders[0], table)
        return
    key_of = TABLES[table].key_of
    yield from {key_of(row): row for folder in folders for row in read_rows(folder, table)}.values()
