"""Hand-coded statements from the databases of Discourse Network Analyzer, version 3 (SQLite).

Offsets in them count UTF-16 units, days are seconds since 1970 (UTC).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import InvalidNetwork
from graph.networks.events import Event, Events, Scale, to_events

_VARIABLES = (
    "SELECT t.ID AS type, t.Label AS label, v.ID AS id, v.Variable AS name, v.DataType AS kind FROM VARIABLES v"
    " JOIN STATEMENTTYPES t ON t.ID = v.StatementTypeId ORDER BY t.ID, v.ID"
)
_STATEMENTS = (
    "SELECT s.ID AS id, s.Start AS begin, s.Stop AS end, a.Value AS actor, c.Value AS target, q.Value AS level,"
    " d.Title AS title, d.Text AS text, d.Date AS date FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"
    " JOIN DATASHORTTEXT x ON x.StatementId = s.ID AND x.VariableId = :actor JOIN ENTITIES a ON a.ID = x.Entity"
    " JOIN DATASHORTTEXT y ON y.StatementId = s.ID AND y.VariableId = :target JOIN ENTITIES c ON c.ID = y.Entity"
    " JOIN {levels} q ON q.StatementId = s.ID AND q.VariableId = :level ORDER BY s.ID"
)
_LEVELS = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER"}
_TEXT = "short text"


@dataclass(frozen=True, slots=True)
class Coding:
    """Which variables of a statement type are the actor, the target, and the side that is taken."""

    actor: str = "organization"
    target: str = "concept"
    qualifier: str = "agreement"
    statement_type: str | None = None  # None: the first that has these variables


def parse_coding(text: str) -> Coding:
    """The coding that "organization,concept,agreement" says; InvalidNetwork for other than three names."""
    names = [name.strip() for name in text.split(",")]
    if len(names) != 3 or not all(names):
        raise InvalidNetwork(f"{text!r} does not name three variables; write actor,target,side")
    return Coding(*names)


def read_dna(path: Path, coding: Coding | None = None) -> Events:
    """The statements of a database as events; those without an actor or a target are left out, as in DNA.

    InvalidNetwork for what is no database of version 3, is locked, or has not these variables.
    """
    if not path.is_file():
        raise InvalidNetwork(f"{path}: no such file; give a database of Discourse Network Analyzer")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)) as database:
            database.row_factory = sqlite3.Row
            return _events(database, path, coding or Coding())
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise InvalidNetwork(f"{path}: cannot be read now ({error}); close it elsewhere, then try again") from error
        raise InvalidNetwork(f"{path}: no database of Discourse Network Analyzer 3 ({error})") from error


def _events(database: sqlite3.Connection, path: Path, coding: Coding) -> Events:
    _check_version(database, path)
    variables, kind = _variables(database, path, coding)
    rows = database.execute(_STATEMENTS.format(levels=_LEVELS[kind]), variables).fetchall()
    scale = Scale() if kind == "boolean" else Scale.of_integers(row["level"] for row in rows)
    return to_events(_read(rows), scale)


def _check_version(database: sqlite3.Connection, path: Path) -> None:
    tables = {row[0].upper() for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "SETTINGS" not in tables:
        raise InvalidNetwork(f"{path}: a database, but none of Discourse Network Analyzer")
    found = database.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()
    version = found[0] if found else "unknown"
    if not version.startswith("3."):
        raise InvalidNetwork(
            f"{path}: of version {version}; open it in Discourse Network Analyzer 3, which can import it"
        )


def _variables(database: sqlite3.Connection, path: Path, coding: Coding) -> tuple[dict[str, int], str]:
    """The numbers of the three variables, and the data type of the qualifier."""
    types: dict[str, dict[str, tuple[int, str]]] = {}
    for row in database.execute(_VARIABLES):
        types.setdefault(row["label"], {})[row["name"]] = (row["id"], row["kind"])
    for label, known in types.items():
        if coding.statement_type in (None, label) and _fits(known, coding):
            numbers = {
                "actor": known[coding.actor][0],
                "target": known[coding.target][0],
                "level": known[coding.qualifier][0],
            }
            return numbers, known[coding.qualifier][1]
    there = "; ".join(
        f"{label}: {', '.join(f'{name} ({kind})' for name, (_, kind) in known.items())}"
        for label, known in types.items()
    )
    raise InvalidNetwork(
        f"{path}: no type of statements with {coding.actor} and {coding.target} (short text) and {coding.qualifier}"
        f" (boolean or integer); there are {there}"
    )


def _fits(known: dict[str, tuple[int, str]], coding: Coding) -> bool:
    kinds = [known.get(name, (0, ""))[1] for name in (coding.actor, coding.target, coding.qualifier)]
    return kinds[:2] == [_TEXT, _TEXT] and kinds[2] in _LEVELS


def _read(rows: list[sqlite3.Row]) -> Iterator[Event]:
    for row in rows:
        if row["actor"] and row["target"]:
            day = datetime.fromtimestamp(row["date"], UTC).date()
            words = row["text"].encode("utf-16-le")[2 * row["begin"] : 2 * row["end"]].decode("utf-16-le", "replace")
            name = f"statement {row['id']}"
            yield Event(
                row["actor"], row["target"], row["level"], day, row["title"], name, (words,), place=row["begin"]
            )
