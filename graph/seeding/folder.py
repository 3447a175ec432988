"""A user's own gazetteer on disk: a folder of tables for each import, and a file that says which one holds.

An import writes a whole new folder beside the old one and then changes that file, so that it is there wholly or not at
all; undoing it goes back to the folder before.
"""

import csv
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import InvalidSeeds, StoreBusy
from graph.linking.tables import TABLES, read_rows
from graph.locks import lock as lock_file
from graph.seeding.plan import Plan

_CURRENT, _ABOUT, _LOCK = "current", "import.json", "lock"


@dataclass(frozen=True, slots=True)
class Import:
    """One import that holds: from which file, on which day, and how much it brought."""

    number: int
    file: str
    day: str
    added: int
    changed: int
    conflicts: int
    before: int  # the import on which it stands; 0: none


def current(folder: Path) -> Path | None:
    """Where the tables are that hold; None where nothing was imported yet."""
    number = _number(folder)
    return _version(folder, number) if number else None


def history(folder: Path) -> list[Import]:
    """The imports that hold, the latest first."""
    found, number = [], _number(folder)
    while number:
        found.append(_about(folder, number))
        number = found[-1].before
    return found


def write(folder: Path, plan: Plan, file: str, day: str) -> Import:
    """Take an import in: wholly or not at all."""
    with _locked(folder):
        before = _number(folder)
        numbers = [int(path.name) for path in folder.glob("[0-9]*") if path.name.isdecimal()]
        made = Import(
            max([0, *numbers]) + 1,
            file,
            day,
            sum(map(len, plan.added.values())),
            sum(map(len, plan.changed.values())),
            len(plan.conflicts),
            before,
        )
        partial = folder / "partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        _write_tables(partial, _version(folder, before) if before else None, plan)
        (partial / _ABOUT).write_text(json.dumps(asdict(made), indent=2) + "\n", encoding="utf-8")
        partial.rename(_version(folder, made.number))
        _point_to(folder, made.number)
    return made


def undo(folder: Path) -> Import:
    """Take the latest import back; which it was."""
    if not _number(folder):
        raise InvalidSeeds(f"nothing to undo: {folder} holds no import")
    with _locked(folder):
        last = _about(folder, _number(folder))
        _point_to(folder, last.before)
        shutil.rmtree(_version(folder, last.number))
    return last


def _write_tables(target: Path, before: Path | None, plan: Plan) -> None:
    for table in TABLES.values():
        old = {table.key_of(row): row for row in read_rows(before, table.name)} if before else {}
        new = {key: [row[column] for column in table.columns] for key, row in plan.rows.get(table.name, {}).items()}
        if old or new:
            with (target / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerows([table.columns, *(row for _, row in sorted((old | new).items()))])


def _number(folder: Path) -> int:
    try:
        return int((folder / _CURRENT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return 0
    except (OSError, ValueError) as error:
        raise InvalidSeeds(f"{folder / _CURRENT} cannot be read ({error}); it holds the number of an import") from error


def _point_to(folder: Path, number: int) -> None:
    fresh = folder / f"{_CURRENT}.new"
    fresh.write_text(f"{number}\n", encoding="utf-8")
    fresh.replace(folder / _CURRENT)


def _version(folder: Path, number: int) -> Path:
    return folder / f"{number:04d}"


def _about(folder: Path, number: int) -> Import:
    path = _version(folder, number) / _ABOUT
    try:
        return Import(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise InvalidSeeds(f"{path} is damaged ({error}); remove {folder} and import the files again") from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("wb")
    except OSError as error:
        raise InvalidSeeds(f"cannot write to {folder} ({error.strerror}); set HUSTINGS_SEEDS to another one") from error
    with lock:
        try:
            lock_file(lock, shared=False)
        except BlockingIOError as error:
            raise StoreBusy(f"{folder} is in use by another import; try again when it has finished") from error
        yield
