"""Keep the read model in step with the graph: what a change touches is noted first, and derived again after it.

A crash between the two leaves the note, and the next writer does what it says (`recover`). A tail lost in a power cut,
which neither engine may have noticed, shows in the articles' hashes: then everything is derived again.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from typing import Self

from pyoxigraph import NamedNode, Quad

from graph.errors import StoreError
from graph.rdf.identifiers import article_graph, article_id_of, shared_graph
from graph.rdf.terms import plain
from graph.rdf.vocabulary import DCTERMS, HUS
from graph.store.engine import Engine
from graph.store.index.connections import Index
from graph.store.index.counting import add_stances, count_entities, stances_of, take_stances
from graph.store.index.derive import ArticleRows, Row, article_id, article_rows, fold, subject_rows

Progress = Callable[[Sequence[str]], Iterable[str]]
_TABLES = (
    "article", "entity", "relation", "name", "predicate", "mention", "candidate", "statement", "side", "stance", "fact",
    "entry", "pending",
)  # fmt: skip
_ENTITIES = {"statement": ("source", "target", "via"), "fact": ("subject", "object", "according")}


@dataclass(frozen=True, slots=True)
class Touched:
    """Articles (by id) and subjects of the graph of entities (by IRI) that a change may alter."""

    articles: frozenset[str]
    subjects: frozenset[str]

    @classmethod
    def by(cls, quads: Iterable[Quad], base: str) -> "Touched":
        """What the quads to add or to remove touch."""
        entities = shared_graph("entities", base)
        graphs, subjects = set(), set()
        for quad in quads:
            graph = quad.graph_name
            if graph == entities:
                subjects.add(plain(quad.subject))
            else:
                graphs.add(graph)
        articles = {article_id_of(graph, base) for graph in graphs if isinstance(graph, NamedNode)}
        return cls(frozenset(name for name in articles if name is not None), frozenset(subjects))


def announce(index: Index, touched: Touched) -> None:
    """Note what is about to change."""
    rows = [(name, "article") for name in touched.articles] + [(name, "subject") for name in touched.subjects]
    with index.change() as held:
        held.executemany("INSERT OR REPLACE INTO pending VALUES (?, ?)", rows)


def follow(
    index: Index, engine: Engine, base: str, touched: Touched, known: Mapping[str, Collection[Quad]] | None = None
) -> None:
    """Derive again what has changed; `known` holds the quads of articles that need not be read again."""
    read = known or {}
    with _deriving(index) as held:
        for name in touched.articles:
            _drop_article(held, name)
        _put_subjects(held, engine, base, touched.subjects)
        for name in touched.articles:
            rows = article_rows(read[name], base) if name in read else _read_article(engine, base, name)
            _put_article(held, name, rows)
        held.execute("DELETE FROM pending")


def recover(index: Index, engine: Engine, base: str) -> None:
    """Finish what a crash cut off."""
    rows = index.rows("SELECT name, kind FROM pending")
    if rows:
        by_kind = {kind: frozenset(r["name"] for r in rows if r["kind"] == kind) for kind in ("article", "subject")}
        follow(index, engine, base, Touched(by_kind["article"], by_kind["subject"]))
    if _hashes_of_graph(engine) != {r["name"]: r["sha256"] for r in index.rows("SELECT name, sha256 FROM article")}:
        rebuild(index, engine, base)


def rebuild(index: Index, engine: Engine, base: str, progress: Progress = iter) -> None:
    """Derive the whole read model from the graph; `progress` may watch the ids of the articles go by."""
    with _deriving(index) as held:
        for table in _TABLES:
            held.execute(f"DELETE FROM {table}")
        held.execute("INSERT INTO name_words(name_words) VALUES ('delete-all')")
        held.execute("INSERT INTO statement_words(statement_words) VALUES ('delete-all')")
        _put_subjects(held, engine, base, _subjects(engine, base))
        for name in progress(sorted(_hashes_of_graph(engine))):
            _put_article(held, name, _read_article(engine, base, name))


class Comparison:
    """What the read model should be, derived from the graph an article at a time, beside what it is."""

    def __init__(self, index: Index, engine: Engine, base: str) -> None:
        self._index, self._engine, self._base = index, engine, base
        self._folder = TemporaryDirectory()
        self._fresh = Index(Path(self._folder.name) / "fresh.sqlite", writable=True)
        self._failed: StoreError | None = None
        try:
            with _deriving(self._fresh) as held:
                _put_subjects(held, engine, base, _subjects(engine, base))
        except StoreError as error:  # such as an entity without a name
            self._failed = error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._fresh.close()
        self._folder.cleanup()

    def take(self, name: str, quads: Iterable[Quad]) -> None:
        """Derive what one article amounts to; all of them must be taken before `differences`."""
        if self._failed:
            return
        try:
            with _deriving(self._fresh) as held:
                _put_article(held, name, article_rows(quads, self._base))
        except StoreError as error:  # such as one statement in two articles
            self._failed = error

    def differences(self) -> list[str]:
        """Where the read model is not what the graph amounts to: a line for each row too many or too few.

        Raises StoreError where the graph is so damaged that no read model can be made of it.
        """
        if self._failed:
            raise self._failed
        self._fresh.settle()
        with self._index.connection() as held:
            held.execute("ATTACH ? AS fresh", (str(self._fresh.file),))
            try:
                return [f"{how} {row['kind']} {row['key']}" for how, row in _compared(held)]
            finally:
                held.execute("DETACH fresh")


@contextmanager
def _deriving(index: Index) -> Iterator[Connection]:
    """A transaction on the read model; StoreError where the graph says what no index can hold."""
    try:
        with index.change() as held:
            yield held
    except (ValueError, LookupError, ArithmeticError) as error:
        raise StoreError(
            f"no index can be made of the graph ({error}); load a good dump, or build the articles again"
        ) from error


def _compared(held: Connection) -> Iterator[tuple[str, Row]]:
    for how, one, other in (("has", "main", "fresh"), ("lacks", "fresh", "main")):
        sql = f"SELECT kind, key, value FROM {one}.canonical EXCEPT SELECT kind, key, value FROM {other}.canonical"
        for row in held.execute(f"{sql} ORDER BY 1, 2"):
            yield how, dict(row)


def _put_subjects(held: Connection, engine: Engine, base: str, subjects: Iterable[str]) -> None:
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


def _drop_names(held: Connection, entity: int) -> None:
    for name, folded in held.execute("SELECT id, folded FROM name WHERE entity = ?", (entity,)).fetchall():
        held.execute("INSERT INTO name_words (name_words, rowid, folded) VALUES ('delete', ?, ?)", (name, folded))
    held.execute("DELETE FROM name WHERE entity = ?", (entity,))
    held.execute("DELETE FROM relation WHERE entity = ?", (entity,))


def _drop_article(held: Connection, name: str) -> None:
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


def _put_article(held: Connection, name: str, rows: ArticleRows | None) -> None:
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


def _insert(held: Connection, table: str, row: Row) -> int:
    columns = ", ".join(row)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(':' + name for name in row)})"
    return held.execute(sql, row).lastrowid or 0


def _passage(sentences: object) -> str:
    return "\n".join(text for _, _, text in json.loads(str(sentences)))


def _read_article(engine: Engine, base: str, name: str) -> ArticleRows | None:
    return article_rows(engine.quads_for_pattern(None, None, None, article_graph(name, base)), base)


def _subjects(engine: Engine, base: str) -> Iterator[str]:
    """The subjects of the graph of entities, each once."""
    before: set[str] = set()
    for quad in engine.quads_for_pattern(None, None, None, shared_graph("entities", base)):
        subject = plain(quad.subject)
        if subject not in before:
            before.add(subject)
            yield subject


def _hashes_of_graph(engine: Engine) -> dict[str, str]:
    """The articles of the graph, by id, with the hashes of their texts."""
    names = {q.subject: plain(q.object) for q in engine.quads_for_pattern(None, DCTERMS.identifier, None)}
    hashes = engine.quads_for_pattern(None, HUS.textSha256, None)
    return {names[q.subject]: plain(q.object) for q in hashes if q.subject in names}


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
