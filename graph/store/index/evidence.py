"""The clues that the read model keeps: which of them a change touches, and all that share names with these."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import Any, TypeVar

from pyoxigraph import Quad

from graph.model import EntityType
from graph.resolution import Clue, Setting
from graph.store.index.clues import article_clues, clue_rows
from graph.store.index.connections import Index
from graph.store.index.keys import article_id

Value = TypeVar("Value")
_ASKED = 500  # values in one question
_KEYS = 2000  # that are looked at together
ALL = "all"
Groups = Callable[[str], Collection[str]]  # entity → those that people made one with it


@dataclass(frozen=True, slots=True)
class Stale:
    """Keys and entities whose resolution may be out of date; `everything`: all of them."""

    keys: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.keys or self.entities or self.everything)


def put_clues(held: Connection, name: str, quads: Collection[Quad], base: str) -> None:
    """Put what an article's quads tell in the place of what it told before, and note what both touch."""
    article = article_id(name)
    _mark(held, "SELECT key, 'key' FROM clue_key JOIN clue ON id = clue WHERE article = ?", article)
    _mark(held, "SELECT entity, 'entity' FROM clue WHERE article = ?", article)
    held.execute("DELETE FROM clue_key WHERE clue IN (SELECT id FROM clue WHERE article = ?)", (article,))
    held.execute("DELETE FROM clue WHERE article = ?", (article,))
    held.execute("DELETE FROM clue_article WHERE id = ?", (article,))
    clues = article_clues(quads, base)
    if clues:
        setting = clues[0].setting
        values = (article, name, setting.day, setting.outlet, setting.country)
        held.execute("INSERT INTO clue_article VALUES (?, ?, ?, ?, ?)", values)
    for row in clue_rows(clues, base):
        columns = [column for column in row if column != "keys"]
        marks = ", ".join(f":{column}" for column in columns)
        sql = f"INSERT INTO clue (article, {', '.join(columns)}) VALUES (:article, {marks})"
        clue = held.execute(sql, {**row, "article": article}).lastrowid
        keys = row["keys"]
        assert isinstance(keys, list)
        held.executemany("INSERT INTO clue_key VALUES (?, ?)", [(key, clue) for key in keys])
    _mark(held, "SELECT key, 'key' FROM clue_key JOIN clue ON id = clue WHERE article = ?", article)
    _mark(held, "SELECT entity, 'entity' FROM clue WHERE article = ?", article)


def mark_entities(index: Index, entities: Iterable[str]) -> None:
    """Note that these entities, by their names without the base, are to be looked at again."""
    with index.change() as held:
        held.executemany("INSERT OR IGNORE INTO stale VALUES (?, 'entity')", [(name,) for name in entities])


def mark_all(index: Index) -> None:
    """Note that everything is to be looked at again."""
    with index.change() as held:
        held.execute("DELETE FROM stale")
        held.execute(f"INSERT INTO stale VALUES ('', '{ALL}')")


def next_stale(index: Index) -> Stale:
    """Some of what is to be looked at again; nothing where all is done."""
    rows = index.rows("SELECT name, kind FROM stale ORDER BY kind, name LIMIT ?", (_KEYS,))
    by_kind = {kind: frozenset(row["name"] for row in rows if row["kind"] == kind) for kind in ("key", "entity", ALL)}
    return Stale(by_kind["key"], by_kind["entity"], bool(by_kind[ALL]))


def clear(index: Index, stale: Stale) -> None:
    """Note that this has been looked at."""
    with index.change() as held:
        if stale.everything:
            held.execute("DELETE FROM stale")
            return
        done = [(name, "key") for name in stale.keys] + [(name, "entity") for name in stale.entities]
        held.executemany("DELETE FROM stale WHERE name = ? AND kind = ?", done)


def touched_clues(index: Index, stale: Stale, groups: Groups) -> list[Clue]:
    """All clues that share a key with what is stale, directly or through others; entities without the base."""
    with index.connection() as held:
        if stale.everything:
            return _read(held, None)
        return _read(held, _closure(held, stale, groups))


def company(index: Index, articles: Collection[str]) -> dict[str, frozenset[str]]:
    """Who and what else each of these articles names."""
    found: dict[str, set[str]] = {}
    with index.connection() as held:
        for names in _pieces(sorted(articles)):
            sql = (
                "SELECT a.name, c.known FROM clue c JOIN clue_article a ON a.id = c.article WHERE c.known IS NOT NULL"
                f" AND c.type NOT IN ('Place', 'Party') AND a.name IN ({_marks(names)})"
            )
            for row in held.execute(sql, names):
                found.setdefault(row["name"], set()).add(row["known"])
    return {article: frozenset(known) for article, known in found.items()}


def _closure(held: Connection, stale: Stale, groups: Groups) -> set[int]:
    clues: set[int] = set()
    keys: set[str] = set()
    entities: set[str] = set()
    open_keys, open_entities = set(stale.keys), set(stale.entities)
    while open_keys or open_entities:
        open_entities = {other for entity in open_entities for other in groups(entity)} - entities
        fresh = set(_column(held, "SELECT clue FROM clue_key WHERE key IN", open_keys))
        fresh |= set(_column(held, "SELECT id FROM clue WHERE entity IN", open_entities))
        keys |= open_keys
        entities |= open_entities
        fresh -= clues
        clues |= fresh
        open_keys = set(_column(held, "SELECT DISTINCT key FROM clue_key WHERE clue IN", fresh)) - keys
        open_entities = set(_column(held, "SELECT DISTINCT entity FROM clue WHERE id IN", fresh)) - entities
    return clues


def _read(held: Connection, wanted: set[int] | None) -> list[Clue]:
    columns = "c.*, a.name AS article_name, a.day, a.outlet, a.country"
    sql = f"SELECT {columns} FROM clue c JOIN clue_article a ON a.id = c.article"
    if wanted is None:
        return [_clue(row) for row in held.execute(sql)]
    return [
        _clue(row)
        for ids in _pieces(sorted(wanted))
        for row in held.execute(f"{sql} WHERE c.id IN ({_marks(ids)})", ids)
    ]


def _clue(row: Row) -> Clue:
    return Clue(
        row["entity"],
        row["article_name"],
        EntityType(row["type"]),
        row["label"],
        row["wikidata"],
        tuple((text, number) for text, number in json.loads(row["names"])),
        tuple(json.loads(row["nouns"])),
        row["masculine"],
        row["feminine"],
        bool(row["shared"]),
        Setting(row["day"], row["outlet"], row["country"]),
    )


def _mark(held: Connection, sql: str, article: int) -> None:
    held.execute(f"INSERT OR IGNORE INTO stale {sql}", (article,))


def _column(held: Connection, sql: str, values: Collection[object]) -> Iterator[Any]:
    for piece in _pieces(list(values)):
        yield from (row[0] for row in held.execute(f"{sql} ({_marks(piece)})", piece))


def _pieces(values: list[Value]) -> Iterator[list[Value]]:
    return (values[start : start + _ASKED] for start in range(0, len(values), _ASKED))


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
