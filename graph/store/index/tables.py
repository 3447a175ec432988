"""Put the rows of an article, or of a subject of the graph of entities, into the tables; take them out."""

import json
from collections.abc import Iterable
from sqlite3 import Connection

from pyoxigraph import NamedNode

from graph.rdf.identifiers import shared_graph
from graph.store.engine import Engine
from graph.store.index.counting import add_stances, count_entities, stances_of, take_stances
from graph.store.index.derive import ArticleRows, subject_rows
from graph.store.index.derive.values import Row
from graph.store.index.keys import article_id, fold

_ENTITIES = {"statement": ("source", "target", "via"), "fact": ("subject", "object", "according")}


def put_subjects(held: Connection, engine: Engine, base: str, subjects: Iterable[str]) -> None:
    """Entities and relations as the graph describes them now; one that it no longer describes goes.

    Counts stay: they belong to the articles that mention it.
    """
    graph = shared_graph("entities", base)
    for subject in subjects:
        found = subject_rows(engine.quads_for_pattern(NamedNode(subject), None, None, graph), base)
        iri = subject.removeprefix(base)
        if found.label is not None:
            held.execute("INSERT OR REPLACE INTO predicate VALUES (?, ?)", (iri, found.label))
        elif found.entity is None:
            held.execute("DELETE FROM predicate WHERE iri = ?", (iri,))
        entity = held.execute("SELECT id FROM entity WHERE iri = ?", (iri,)).fetchone()
        if entity is not None:
            _drop_names(held, entity[0])
            if found.entity is None:
                held.execute("DELETE FROM entity WHERE id = ?", (entity[0],))
        if found.entity is None:
            continue
        (number,) = held.execute(
            "INSERT INTO entity (iri, type, label, wikidata, action) VALUES (:iri, :type, :label, :wikidata, :action)"
            " ON CONFLICT (iri) DO UPDATE SET type = :type, label = :label, wikidata = :wikidata, action = :action"
            " RETURNING id",
            {"iri": iri, **found.entity},
        ).fetchone()
        for text in found.names:
            folded = fold(text)
            (name,) = held.execute(
                "INSERT INTO name (entity, text, folded) VALUES (?, ?, ?) RETURNING id", (number, text, folded)
            ).fetchone()
            held.execute("INSERT INTO name_words (rowid, folded) VALUES (?, ?)", (name, folded))
        held.executemany("INSERT INTO relation VALUES (?, ?, ?)", [(number, *pair) for pair in found.relations])


def drop_article(held: Connection, name: str) -> None:
    """Take an article's rows out, and what they add to the counts."""
    article = article_id(name)
    stances = stances_of(held, article)
    if held.execute("DELETE FROM article WHERE id = ? RETURNING id", (article,)).fetchone() is None:
        return
    count_entities(held, article, -1)
    passages = held.execute("SELECT id, sentences FROM statement WHERE article = ?", (article,)).fetchall()
    held.executemany(
        "INSERT INTO statement_words (statement_words, rowid, passage) VALUES ('delete', ?, ?)",
        [(row["id"], _passage(row["sentences"])) for row in passages],
    )
    for table in ("statement", "side", "fact", "mention", "candidate", "entry"):
        held.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
    take_stances(held, stances)


def put_article(held: Connection, name: str, rows: ArticleRows | None) -> None:
    """Put an article's rows in and add them to the counts; its entities must stand in their table already."""
    if rows is None:
        return
    article, day = rows.article["id"], rows.article["day"]
    numbers = _Entities(held)
    _insert(held, "article", rows.article)
    made_as: dict[tuple[str, object], int] = {}
    for table, found in (("statement", rows.statements), ("fact", rows.facts)):
        for row in found:
            entities = {column: numbers.of(row[column]) for column in _ENTITIES[table]}
            made = _insert(held, table, {**row, **entities, "article": article, "day": day})
            made_as[table, row["key"]] = made
            if table == "statement":
                held.execute(
                    "INSERT INTO statement_words (rowid, passage) VALUES (?, ?)", (made, _passage(row["sentences"]))
                )
    for row in rows.sides:
        shown = {kind: made_as.get((kind, row[kind])) for kind in ("statement", "fact")}
        ends = {end: numbers.of(row[end]) for end in ("source", "target")}
        if ends["target"] is not None:
            _insert(held, "side", {**row, **shown, **ends, "article": article, "day": day})
    mentions = [(numbers.of(entity), article, n) for entity, n in sorted(rows.mentions.items())]
    held.executemany("INSERT INTO mention VALUES (?, ?, ?)", [row for row in mentions if row[0] is not None])
    for row in rows.candidates:
        if (entity := numbers.of(row["entity"])) is not None:
            _insert(held, "candidate", {**row, "entity": entity, "article": article})
    entries = [(numbers.of(entity), kind, day, article, n) for entity, kind, n in sorted(rows.entries)]
    held.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", [row for row in entries if row[0] is not None])
    count_entities(held, article_id(name), 1)
    add_stances(held, stances_of(held, article_id(name)))


def _drop_names(held: Connection, entity: int) -> None:
    for name, folded in held.execute("SELECT id, folded FROM name WHERE entity = ?", (entity,)).fetchall():
        held.execute("INSERT INTO name_words (name_words, rowid, folded) VALUES ('delete', ?, ?)", (name, folded))
    held.execute("DELETE FROM name WHERE entity = ?", (entity,))
    held.execute("DELETE FROM relation WHERE entity = ?", (entity,))


def _insert(held: Connection, table: str, row: Row) -> int:
    columns = ", ".join(row)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(':' + name for name in row)})"
    return held.execute(sql, row).lastrowid or 0


def _passage(sentences: object) -> str:
    return "\n".join(text for _, _, text in json.loads(str(sentences)))


class _Entities:
    """The numbers of entities in the tables, each looked up once; None for one that the graph does not describe."""

    def __init__(self, held: Connection) -> None:
        self._held = held
        self._known: dict[str, int | None] = {}

    def of(self, iri: object) -> int | None:
        if not isinstance(iri, str):
            return None
        if iri not in self._known:
            row = self._held.execute("SELECT id FROM entity WHERE iri = ?", (iri,)).fetchone()
            self._known[iri] = row[0] if row else None
        return self._known[iri]
