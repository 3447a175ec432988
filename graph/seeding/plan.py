"""What an import would change: rows that are new, rows that learn something, and values that contradict ours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from graph.errors import InvalidSeeds
from graph.linking.tables import TABLES, Cells, Table, merged_rows
from graph.seeding.batch import Batch, gather

Rows = dict[Cells, dict[str, str]]
_PLAIN = frozenset({"name", "as_of", "title", "label"})  # another name becomes an alias; the later day counts


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of the file that contradicts what is known."""

    table: str
    key: str
    column: str
    known: str
    given: str

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.column} is {self.known}, the file has {self.given}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows to write, by table, and what is new in them."""

    rows: dict[str, Rows]
    added: dict[str, tuple[str, ...]]  # keys, by table
    changed: dict[str, tuple[str, ...]]
    conflicts: tuple[Difference, ...]
    left_out: int

    def __bool__(self) -> bool:
        return bool(self.rows)


def make_plan(batch: Batch, folders: Sequence[Traversable], *, replace: bool = False) -> Plan:
    """The plan for a batch over the tables of the folders; values that contradict stay as they are unless `replace`."""
    known = {name: _known(TABLES[name], folders) for name in ("persons", *batch.rows)}
    batch.rows = _with_our_positions(batch.rows, known.get("positions", {}))
    _check_holders(batch, known["persons"])
    rows: dict[str, Rows] = {}
    added: dict[str, tuple[str, ...]] = {}
    changed: dict[str, tuple[str, ...]] = {}
    conflicts: list[Difference] = []
    for name, given in sorted(batch.rows.items()):
        new = {key: row for key, row in given.items() if key not in known[name]}
        old = {key: known[name][key] for key in given if key in known[name]}
        conflicts += [found for key, row in old.items() for found in _differences(TABLES[name], row, given[key])]
        united = {key: _unite(TABLES[name], row, given[key], replace=replace) for key, row in old.items()}
        learned = {key: row for key, row in united.items() if row != old[key]}
        if new or learned:
            rows[name] = new | learned
            added[name], changed[name] = tuple(map(" ".join, new)), tuple(map(" ".join, learned))
    return Plan(rows, added, changed, tuple(conflicts), batch.left_out)


def _known(table: Table, folders: Sequence[Traversable]) -> Rows:
    return {table.key_of(row): dict(zip(table.columns, row, strict=True)) for row in merged_rows(folders, table.name)}


def _with_our_positions(given: dict[str, Rows], known: Rows) -> dict[str, Rows]:
    """The rows with our number of each office that we know by the same title and place."""
    ours = {(row["title"].casefold(), row["jurisdiction"]): row["id"] for row in known.values()}
    numbers = {
        row["id"]: ours[row["title"].casefold(), row["jurisdiction"]]
        for row in given.get("positions", {}).values()
        if (row["title"].casefold(), row["jurisdiction"]) in ours
    }
    if not numbers:
        return given
    made = {name: rows for name, rows in given.items() if name not in ("positions", "offices")}
    made["positions"] = {key: row for key, row in given["positions"].items() if row["id"] not in numbers}
    renamed = [row | {"position": numbers.get(row["position"], row["position"])} for row in given["offices"].values()]
    made["offices"] = {(row["person"], row["position"], row["start"]): row for row in renamed}
    return made


def _check_holders(batch: Batch, known: Rows) -> None:
    people = batch.rows.get("persons", {})
    for row in batch.rows.get("offices", {}).values():
        if (row["person"],) not in people and (row["person"],) not in known:
            raise InvalidSeeds(f"an office is held by {row['person']}, whom nobody knows; import persons first")


def _differences(table: Table, row: dict[str, str], given: dict[str, str]) -> Iterable[Difference]:
    for column in table.columns:
        old, new = row[column], given[column]
        if column in table.several or column in _PLAIN or not old or not new:
            continue
        if not (old.startswith(new) or new.startswith(old)):
            yield Difference(table.name, " ".join(row[part] for part in table.key), column, old, new)


def _unite(table: Table, row: dict[str, str], given: dict[str, str], *, replace: bool) -> dict[str, str]:
    made = gather(row, given, table.several)
    if replace:
        made |= {found.column: found.given for found in _differences(table, row, given)}
    return made
