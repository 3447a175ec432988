"""What is asked of the read model: pages of rows, counts and names, each in one or two statements of SQL.

Rows are plain mappings with the columns of `schema.sql`; entities come as `…_iri` (whole) and `…_label`.
"""

import json
import re
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from sqlite3 import Row as Row
from urllib.parse import quote

from rapidfuzz import fuzz, process

from graph.store.index.connections import Index, Parameters
from graph.store.index.derive import ABOUT, FACT, fold

_WORD = re.compile(r"[^\W_]+")
_FORGIVEN = 78  # of 100: one letter wrong, missing, added or swapped in a word of five
_FUZZY_FROM = 3  # letters: shorter words are too like each other
_LIKE = 20  # words of the vocabulary that one with a slip of the pen may be
_ALL = -1  # SQLite's LIMIT for no limit
_BATCH = 500  # rows of a list that is read whole
_BEFORE_ALL: tuple[object, ...] = (-(10**9), -1, -1, "")  # day, article, ordinal and key

_ARTICLE = (
    "a.name AS article_name, a.title AS article_title, a.published AS article_published, a.publisher AS article_publisher,"
    " a.url AS article_url, a.statements AS article_statements, a.facts AS article_facts"
)
_ORDER = "s.day, s.article, s.ordinal, s.key"
_STATEMENT = (
    f"SELECT s.*, {_ARTICLE}, o.iri AS source_iri, o.label AS source_label, t.iri AS target_iri, t.label AS target_label,"
    " o.wikidata AS source_wikidata, t.wikidata AS target_wikidata, v.iri AS via_iri, v.label AS via_label"
    " FROM {rows} JOIN article a ON a.id = s.article"
    " LEFT JOIN entity o ON o.id = s.source LEFT JOIN entity t ON t.id = s.target LEFT JOIN entity v ON v.id = s.via"
    f" ORDER BY {_ORDER}"
)
_FACT = (
    f"SELECT f.*, {_ARTICLE}, s.iri AS subject_iri, s.label AS subject_label, o.iri AS object_iri, o.label AS object_label,"
    " c.iri AS according_iri, c.label AS according_label FROM {rows} JOIN article a ON a.id = f.article"
    " LEFT JOIN entity s ON s.id = f.subject LEFT JOIN entity o ON o.id = f.object LEFT JOIN entity c ON c.id = f.according"
    " ORDER BY f.day, f.article, f.ordinal, f.key"
)
_STANCES = "SELECT * FROM stance"
# Each side in its own order, so that a page reads no more than it shows.
_STANCES_OF = " UNION ALL ".join(
    f"SELECT * FROM ({_STANCES} WHERE {side} ORDER BY number DESC, last DESC, rank LIMIT :reach)"
    for side in (
        "source = (SELECT id FROM entity WHERE iri = :iri)",
        "target = (SELECT id FROM entity WHERE iri = :iri) AND source <> target",
    )
)
_ENTITY = "SELECT e.iri, e.type, e.label, e.wikidata, e.mentions FROM entity e"


def full_iri(short: str, base: str) -> str:
    """The IRI of what the tables name without the base."""
    return short if "://" in short else base + short


def sentences_of(row: Row) -> list[tuple[int, int, str]]:
    """Begin, end and words of the sentences that show a statement or fact."""
    return [(begin, end, words) for begin, end, words in json.loads(row["sentences"])]


def parts_of(row: Row) -> Iterator[tuple[str, int, int, str]]:
    """Role, begin, end and words of the pieces that carry a statement or fact, in text order."""
    sentences = sentences_of(row)
    for role, begin, end, *own in json.loads(row["parts"]):
        if own:
            yield role, begin, end, own[0]
        else:
            first, words = next((b, words) for b, e, words in sentences if b <= begin and end <= e)
            yield role, begin, end, words[begin - first : end - first]


@dataclass(frozen=True, slots=True)
class Reader:
    """Questions to one state of a store; those that run past the deadline (of `time.monotonic`) raise QueryTimeout."""

    index: Index
    base: str
    deadline: float | None = None

    def within(self, seconds: float) -> "Reader":
        """The same, with so much time from now on for all that is asked of it."""
        return Reader(self.index, self.base, time.monotonic() + seconds)

    def _later(self, seconds: float) -> "Reader":
        return self if self.deadline is None else replace(self, deadline=self.deadline + seconds)

    # Articles

    def totals(self) -> dict[str, int]:
        """How many articles, entities, statements and facts there are."""
        return {row["name"]: row["value"] for row in self._rows("SELECT name, value FROM total")}

    def articles(self, limit: int | None = None, offset: int = 0) -> list[Row]:
        """The articles, the latest first."""
        sql = f"SELECT {_ARTICLE}, a.language FROM article a ORDER BY a.day, a.name LIMIT ? OFFSET ?"
        return self._rows(sql, _page(limit, offset))

    def article(self, name: str) -> Row | None:
        """The article with this id."""
        return self._one(f"SELECT {_ARTICLE}, a.language FROM article a WHERE a.name = ?", (name,))

    # Entities

    def entity(self, iri: str) -> Row | None:
        """The entity with this IRI."""
        return self._one("SELECT * FROM entity WHERE iri = ?", (self._short(iri),))

    def names(self, iri: str) -> list[str]:
        """All names of an entity, in their order."""
        sql = "SELECT DISTINCT n.text FROM name n JOIN entity e ON e.id = n.entity WHERE e.iri = ? ORDER BY n.text"
        return [row["text"] for row in self._rows(sql, (self._short(iri),))]

    def relations(self, iri: str) -> list[Row]:
        """Of a proposal: whose it is, what it is about, who is to act, with their labels."""
        sql = (
            "SELECT r.role, ? || r.other AS other_iri, o.label AS other_label FROM relation r JOIN entity e ON e.id = r.entity"
            " JOIN entity o ON o.iri = r.other WHERE e.iri = ? ORDER BY r.role, r.other"
        )
        return self._rows(sql, (self.base, self._short(iri)))

    def candidates(self, iri: str) -> list[Row]:
        """What an entity that is not linked may be, best first."""
        sql = (
            "SELECT c.* FROM candidate c JOIN entity e ON e.id = c.entity WHERE e.iri = ?"
            " ORDER BY c.score DESC, c.wikidata, c.label, c.reason"
        )
        return self._rows(sql, (self._short(iri),))

    def entities(self) -> list[Row]:
        """All entities, the most often mentioned first."""
        return self._rows(f"{_ENTITY} ORDER BY e.mentions DESC, e.label, e.iri")

    def all_names(self) -> list[Row]:
        """Every name of every entity."""
        return self._rows("SELECT e.iri, n.text FROM name n JOIN entity e ON e.id = n.entity ORDER BY e.iri, n.text")

    def proposals(self) -> list[Row]:
        """Proposals and policies with an action, what they relate to, and the articles that mention them."""
        sql = (
            "SELECT e.iri, e.label, e.action, r.role, r.other, NULL AS article FROM entity e LEFT JOIN relation r ON r.entity = e.id"
            " WHERE e.type IN ('Proposal', 'Policy') AND e.action IS NOT NULL UNION ALL"
            " SELECT e.iri, e.label, e.action, NULL, NULL, a.name FROM entity e JOIN mention m ON m.entity = e.id"
            " JOIN article a ON a.id = m.article WHERE e.type IN ('Proposal', 'Policy') AND e.action IS NOT NULL ORDER BY 1"
        )
        return self._rows(sql)

    def search(
        self, text: str, types: Collection[str] = (), limit: int | None = None, offset: int = 0
    ) -> tuple[list[Row], int]:
        """The entities with such a name, the closest first, then the most often mentioned; and how many there are.

        Any word by its beginning, accents folded; a word that nobody's name begins with may have one slip of the pen.
        """
        asked = fold(text)
        kinds = f" AND e.type IN ({', '.join('?' * len(types))})" if types else ""
        page = _page(limit, offset)
        if not asked:
            rows = self._rows(
                f"{_ENTITY} WHERE 1{kinds} ORDER BY e.mentions DESC, e.label, e.iri LIMIT ? OFFSET ?", (*types, *page)
            )
            return rows, self.totals()["entities"] if not types else self._count(f"entity e WHERE 1{kinds}", (*types,))
        words = _WORD.findall(asked)
        found = self._matching([[f'"{word}"*'] for word in words], asked, kinds, types, page)
        if found[1] or not words:
            return found
        return self._matching([self._nearly(word) for word in words], "", kinds, types, page)

    def _matching(
        self, words: list[list[str]], asked: str, kinds: str, types: Collection[str], page: tuple[int, int]
    ) -> tuple[list[Row], int]:
        if not words or not all(words):
            return [], 0
        match = " AND ".join(f"({' OR '.join(options)})" for options in words)
        rows = self._rows(
            "WITH hit AS (SELECT n.entity, MIN(CASE WHEN n.folded = ? THEN 0 WHEN substr(n.folded, 1, ?) = ? THEN 1 ELSE 2 END)"
            " AS rank FROM name_words w JOIN name n ON n.id = w.rowid WHERE name_words MATCH ? GROUP BY n.entity)"
            " SELECT e.iri, e.type, e.label, e.wikidata, e.mentions, COUNT(*) OVER () AS total FROM hit"
            f" JOIN entity e ON e.id = hit.entity WHERE 1{kinds} ORDER BY hit.rank, e.mentions DESC, e.label, e.iri"
            " LIMIT ? OFFSET ?",
            (asked, len(asked), asked, match, *types, *page),
        )
        if rows or not page[1]:
            return rows, rows[0]["total"] if rows else 0
        return rows, self._matching(words, asked, kinds, types, (1, 0))[1]  # past the end

    def _nearly(self, word: str) -> list[str]:
        """The words that may be meant: those that begin so, and those with one slip of the pen."""
        vocabulary = self.index.vocabulary()
        begun = [f'"{word}"*'] if any(known.startswith(word) for known in vocabulary) else []
        if len(word) < _FUZZY_FROM:
            return begun
        likely = process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_FORGIVEN, limit=_LIKE)
        return begun + [f'"{match}"' for match, *_ in likely]

    # Statements and facts

    def statements(
        self,
        *,
        source: str | None = None,
        target: str | None = None,
        stance: str | None = None,
        article: str | None = None,
        asserted: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[list[Row], int]:
        """The statements that have all that is asked for, the latest first; and how many there are.

        Those that are denied or only possible are left out where they must be `asserted`.
        """
        where, values = ["1"], list[object]()
        for column, iri in (("source", source), ("target", target)):
            if iri is not None:
                where.append(f"s.{column} = (SELECT id FROM entity WHERE iri = ?)")
                values.append(self._short(iri))
        if stance is not None:
            where.append("s.stance = ?")
            values.append(stance)
        if article is not None:
            where.append("s.article = (SELECT id FROM article WHERE name = ?)")
            values.append(article)
        if asserted:
            where.append(_stated("s"))
        found = f"statement s WHERE {' AND '.join(where)}"
        total = self._count(found, values) if len(where) > 1 else self.totals()["statements"]
        return self._statements(found, values, limit, offset), total

    def statements_about(self, iri: str, limit: int | None = None, offset: int = 0) -> tuple[list[Row], int]:
        """What others said for or against an entity, or with its name in their words, the latest first."""
        found = (
            "entry n JOIN statement s ON s.article = n.article AND s.ordinal = n.ordinal"
            f" WHERE n.kind = '{ABOUT}' AND n.entity = (SELECT id FROM entity WHERE iri = ?)"
        )
        return self._statements(found, [self._short(iri)], limit, offset, "n"), self._known(iri, "about")

    def all_statements(self, *, article: str | None = None, types: Collection[str] = ()) -> Iterator[Row]:
        """The statements one after the other, the latest first: all, an article's, by or about entities of some types.

        They are read in batches, so that there may be any number of them. Time that the caller takes between rows does
        not count for the deadline.
        """
        where, values = ["(s.day, s.article, s.ordinal, s.key) > (?, ?, ?, ?)"], list[object]()
        if article is not None:
            where.append("s.article = (SELECT id FROM article WHERE name = ?)")
            values.append(article)
        if types:
            marks = ", ".join("?" * len(types))
            where.append(f"EXISTS (SELECT 1 FROM entity e WHERE e.id IN (s.source, s.target) AND e.type IN ({marks}))")
            values.extend(types)
        found = f"(SELECT s.* FROM statement s WHERE {' AND '.join(where)} ORDER BY {_ORDER} LIMIT {_BATCH}) s"
        sql, reader, after = _STATEMENT.format(rows=found), self, _BEFORE_ALL
        while rows := reader._rows(sql, (*after, *values)):
            given = time.monotonic()
            yield from rows
            reader = reader._later(time.monotonic() - given)
            after = tuple(rows[-1][column] for column in ("day", "article", "ordinal", "key"))

    def statement(self, article: str, key: str) -> Row | None:
        """One statement of an article."""
        found = "statement s WHERE s.article = (SELECT id FROM article WHERE name = ?) AND s.key = ?"
        return next(iter(self._statements(found, [article, key], 1, 0)), None)

    def facts(
        self, iri: str | None = None, *, article: str | None = None, limit: int | None = None, offset: int = 0
    ) -> tuple[list[Row], int]:
        """The facts that an entity has part in, an article's, or all; the latest first; and how many there are."""
        joined, where, values = "fact f", ["1"], list[object]()
        order = "f.day, f.article, f.ordinal, f.key"
        if iri is not None:
            joined = "entry n JOIN fact f ON f.article = n.article AND f.ordinal = n.ordinal"
            order = "n.day, n.article, n.ordinal"
            where.append(f"n.kind = '{FACT}' AND n.entity = (SELECT id FROM entity WHERE iri = ?)")
            values.append(self._short(iri))
        if article is not None:
            where.append("f.article = (SELECT id FROM article WHERE name = ?)")
            values.append(article)
        found = f"{joined} WHERE {' AND '.join(where)}"
        page = f"(SELECT f.* FROM {found} ORDER BY {order} LIMIT ? OFFSET ?) f"
        rows = self._rows(_FACT.format(rows=page), (*values, *_page(limit, offset)))
        if iri is not None and article is None:
            return rows, self._known(iri, "facts")
        return rows, self._count(found, values) if values else self.totals()["facts"]

    def stances(self, iri: str | None = None, limit: int | None = None, offset: int = 0) -> tuple[list[Row], int]:
        """Who is for or against whom, a row for each pair, the most often stated first, then the latest; and how many.

        Number of statements, first and last day, names; days are those on which it was said or, where the text does not
        tell, published.
        """
        first, after = _page(limit, offset)
        values = {
            "iri": self._short(iri or ""),
            "limit": first,
            "offset": after,
            "reach": first + after if limit else _ALL,
        }
        rows = self._rows(
            "SELECT o.iri AS source_iri, o.label AS source_label, p.stance, t.iri AS target_iri, t.label AS target_label,"
            f" p.number, p.first, p.last FROM ({_STANCES if iri is None else _STANCES_OF}) p"
            " JOIN entity o ON o.id = p.source JOIN entity t ON t.id = p.target"
            " ORDER BY p.number DESC, p.last DESC, p.rank LIMIT :limit OFFSET :offset",
            values,
        )
        counted = self._one(
            f"SELECT COUNT(*) FROM ({_STANCES if iri is None else _STANCES_OF})", {**values, "reach": _ALL}
        )
        return rows, int(counted[0]) if counted else 0

    # Networks

    def mentioned(self, article: str | None = None) -> list[Row]:
        """The entities that articles, or one of them, mention, with the number of times."""
        if article is None:
            return self._rows(f"{_ENTITY} WHERE e.mentions > 0 ORDER BY e.iri")
        return self._rows(
            "SELECT e.iri, e.type, e.label, e.wikidata, m.number AS mentions FROM mention m JOIN entity e ON e.id = m.entity"
            " WHERE m.article = (SELECT id FROM article WHERE name = ?) ORDER BY e.iri",
            (article,),
        )

    def edges(self, article: str | None = None) -> Iterator[Row]:
        """Stances, then facts between two entities in the articles' own voice: what may be read as plain edges."""
        one = " AND a.name = ?" if article is not None else ""
        values = (article,) if article is not None else ()
        yield from self._rows(
            "SELECT 'statement' AS basis, a.name AS article, s.key, o.iri AS source, s.stance AS relation, NULL AS label,"
            " t.iri AS target, a.published, s.said_earliest AS earliest, s.said_latest AS latest, s.sentences"
            " FROM statement s JOIN article a ON a.id = s.article JOIN entity o ON o.id = s.source JOIN entity t ON t.id = s.target"
            f" WHERE s.stance IS NOT NULL AND {_stated('s')}{one} ORDER BY s.day, a.name, s.ordinal",
            values,
        )
        yield from self._rows(
            "SELECT 'fact' AS basis, a.name AS article, f.key, s.iri AS source, f.predicate AS relation, p.label,"
            " o.iri AS target, a.published, f.earliest, f.latest, f.sentences"
            " FROM fact f JOIN article a ON a.id = f.article JOIN entity s ON s.id = f.subject JOIN entity o ON o.id = f.object"
            f" LEFT JOIN predicate p ON p.iri = f.predicate WHERE {_stated('f')}"
            f" AND f.according IS NULL AND f.in_statement IS NULL{one} ORDER BY f.day, a.name, f.ordinal",
            values,
        )

    def full(self, short: str) -> str:
        """The IRI of what the tables name without the base."""
        return full_iri(short, self.base)

    def made_iri(self, kind: str, article: str, key: str) -> str:
        """The IRI of a statement or fact."""
        return f"{self.base}{kind}/{quote(article, safe='')}/{key}"

    def _statements(
        self, found: str, values: list[object], limit: int | None, offset: int, sorted_by: str = "s"
    ) -> list[Row]:
        order = ", ".join(f"{sorted_by}.{column}" for column in ("day", "article", "ordinal"))
        page = f"(SELECT s.* FROM {found} ORDER BY {order} LIMIT ? OFFSET ?) s"
        return self._rows(_STATEMENT.format(rows=page), [*values, *_page(limit, offset)])

    def _known(self, iri: str, column: str) -> int:
        row = self._one(f"SELECT {column} FROM entity WHERE iri = ?", (self._short(iri),))
        return int(row[0]) if row else 0

    def _count(self, found: str, values: Parameters) -> int:
        row = self._one(f"SELECT COUNT(*) FROM {found}", values)
        return int(row[0]) if row else 0

    def _one(self, sql: str, values: Parameters = ()) -> Row | None:
        return next(iter(self._rows(sql, values)), None)

    def _rows(self, sql: str, values: Parameters = ()) -> list[Row]:
        return self.index.rows(sql, values, deadline=self.deadline)

    def _short(self, iri: str) -> str:
        return iri.removeprefix(self.base)


def _stated(table: str) -> str:
    """The condition under which a statement or fact may be read as a plain edge."""
    return f"{table}.negated = 0 AND {table}.modality = 'asserted'"


def _page(limit: int | None, offset: int) -> tuple[int, int]:
    """LIMIT and OFFSET of SQL."""
    return _ALL if limit is None else limit, offset
