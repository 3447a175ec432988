"""Statements, facts and stances of the read model: pages of rows, counts, and what shows who is for or against whom."""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graph.store.index.asking import ALL, ARTICLE, Asker, Row, limits
from graph.store.index.derive.article import ABOUT, FACT
from graph.store.index.stances import ANY, SideFilter, evidence_sql, pairs_sql, statements_sql

_BATCH = 500  # rows of a list that is read whole
_BEFORE_ALL: tuple[object, ...] = (-(10**9), -1, -1, "")  # day, article, ordinal and key
# Number, stance, target (IRI and label), strength, confidence, rule, words, whether it stands: JSON, in any order.
_SIDES = (
    "(SELECT json_group_array(json_array(d.number, d.stance, t.iri, t.label, d.strength, d.confidence, d.rule, d.words,"
    " d.stands)) FROM side d JOIN entity t ON t.id = d.target WHERE d.{kind} = {one}.id) AS sides"
)
_ORDER = "s.day, s.article, s.ordinal, s.key"
_STATEMENT = (
    f"SELECT s.*, {ARTICLE}, {_SIDES.format(kind='statement', one='s')}, o.iri AS source_iri, o.label AS source_label, t.iri AS target_iri, t.label AS target_label,"
    " o.wikidata AS source_wikidata, t.wikidata AS target_wikidata, v.iri AS via_iri, v.label AS via_label,"
    " b.iri AS behalf_iri, b.label AS behalf_label"
    " FROM {rows} JOIN article a ON a.id = s.article"
    " LEFT JOIN entity o ON o.id = s.source LEFT JOIN entity t ON t.id = s.target LEFT JOIN entity v ON v.id = s.via"
    " LEFT JOIN entity b ON b.id = s.behalf"
    f" ORDER BY {_ORDER}"
)
_FACT = (
    f"SELECT f.*, {ARTICLE}, {_SIDES.format(kind='fact', one='f')}, s.iri AS subject_iri, s.label AS subject_label, o.iri AS object_iri, o.label AS object_label,"
    " c.iri AS according_iri, c.label AS according_label FROM {rows} JOIN article a ON a.id = f.article"
    " LEFT JOIN entity s ON s.id = f.subject LEFT JOIN entity o ON o.id = f.object LEFT JOIN entity c ON c.id = f.according"
    " ORDER BY f.day, f.article, f.ordinal, f.key"
)
_SIDE = (
    "SELECT d.*, o.iri AS source_iri, o.label AS source_label, t.iri AS target_iri, t.label AS target_label FROM {rows}"
    " JOIN entity t ON t.id = d.target LEFT JOIN entity o ON o.id = d.source ORDER BY d.day, d.article, d.ordinal, d.id"
)


@dataclass(frozen=True, slots=True)
class StatementReader(Asker):
    """Questions about statements, facts and stances."""

    def statements(
        self,
        *,
        source: str | None = None,
        target: str | None = None,
        sides: SideFilter = ANY,
        article: str | None = None,
        asserted: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[list[Row], int]:
        """The statements that have all that is asked for, the latest first; and how many there are.

        With a target or `sides`, those that take such a side surely enough. Those that are denied or only possible are
        left out where they must be `asserted`.
        """
        where, values = self._named(source, target, article)
        if target is not None or sides:
            found, one = statements_sql(sides, where), "d"
            return self._page_of(found, sides.values() | values, limit, offset, one)
        where += ["{one}.negated = 0 AND {one}.modality = 'asserted'"] * asserted
        if not where:
            return self._statements("statement s", values, limit, offset), self.totals()["statements"]
        return self._page_of(f"statement s WHERE {' AND '.join(where)}".format(one="s"), values, limit, offset, "s")

    def _page_of(
        self, found: str, values: dict[str, object], limit: int | None, offset: int, sorted_by: str
    ) -> tuple[list[Row], int]:
        return self._statements(found, values, limit, offset, sorted_by), self._count(found, values)

    def _named(
        self, source: str | None, target: str | None, article: str | None
    ) -> tuple[list[str], dict[str, object]]:
        """Conditions on rows that have a source, a target and an article, and their values."""
        where, values = list[str](), dict[str, object]()
        for column, iri in (("source", source), ("target", target)):
            if iri is not None:
                where.append(f"{{one}}.{column} = (SELECT id FROM entity WHERE iri = :{column})")
                values[column] = self._short(iri)
        if article is not None:
            where.append("{one}.article = (SELECT id FROM article WHERE name = :article)")
            values["article"] = article
        return where, values

    def statements_about(self, iri: str, limit: int | None = None, offset: int = 0) -> tuple[list[Row], int]:
        """What others said for or against an entity, or with its name in their words, the latest first."""
        found = (
            "entry n JOIN statement s ON s.article = n.article AND s.ordinal = n.ordinal"
            f" WHERE n.kind = '{ABOUT}' AND n.entity = (SELECT id FROM entity WHERE iri = :iri)"
        )
        return self._statements(found, {"iri": self._short(iri)}, limit, offset, "n"), self._known(iri, "about")

    def all_statements(
        self, *, article: str | None = None, types: Collection[str] = (), sides: SideFilter = ANY
    ) -> Iterator[Row]:
        """The statements one after the other, the latest first: all, an article's, by or about entities of some types,
        those that take such sides.

        They are read in batches, so that there may be any number of them. Time that the caller takes between rows does
        not count for the deadline.
        """
        where, values = self._named(None, None, article)
        where = ["(s.day, s.article, s.ordinal, s.key) > (:day, :number, :ordinal, :key)", *where]
        values |= sides.values()
        if types:
            kinds = {f"type{number}": kind for number, kind in enumerate(types)}
            values |= kinds
            where.append(
                f"EXISTS (SELECT 1 FROM entity e WHERE e.type IN ({', '.join(':' + name for name in kinds)})"
                " AND (e.id = s.source"
                " OR e.id IN (SELECT d.target FROM side d WHERE d.statement = s.id AND d.stands = 1)))"
            )
        if sides:
            taken = " AND ".join(("d.statement = s.id", *sides.conditions("d")))
            where.append(f"EXISTS (SELECT 1 FROM side d WHERE {taken})")
        conditions = " AND ".join(where).format(one="s")
        found = f"(SELECT s.* FROM statement s WHERE {conditions} ORDER BY {_ORDER} LIMIT {_BATCH}) s"
        sql, reader, after = _STATEMENT.format(rows=found), self, _BEFORE_ALL
        while rows := reader._rows(sql, values | dict(zip(("day", "number", "ordinal", "key"), after, strict=True))):
            given = time.monotonic()
            yield from rows
            reader = reader._later(time.monotonic() - given)
            after = tuple(rows[-1][column] for column in ("day", "article", "ordinal", "key"))

    def statement(self, article: str, key: str) -> Row | None:
        """One statement of an article."""
        found = "statement s WHERE s.article = (SELECT id FROM article WHERE name = :article) AND s.key = :key"
        return next(iter(self._statements(found, {"article": article, "key": key}, 1, 0)), None)

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
        rows = self._rows(_FACT.format(rows=page), (*values, *limits(limit, offset)))
        if iri is not None and article is None:
            return rows, self._known(iri, "facts")
        return rows, self._count(found, values) if values else self.totals()["facts"]

    def stances(
        self, iri: str | None = None, sides: SideFilter = ANY, limit: int | None = None, offset: int = 0
    ) -> tuple[list[Row], int]:
        """Who is for or against whom, a row for each pair, the most often shown first, then the latest; and how many.

        Number of statements and acts, of articles, of acts, of explicit ones, the surest, first and last day, the number
        of those that take the other side, names. Days are those on which it was said or done or, where the text does not
        tell, published.
        """
        page, number = pairs_sql(sides, of_entity=iri is not None)
        first, after = limits(limit, offset)
        reach = first + after if limit is not None else ALL
        values = {"iri": self._short(iri or ""), "limit": first, "offset": after, "reach": reach} | sides.values()
        counted = self._one(number, values)
        return self._rows(page, values), int(counted[0]) if counted else 0

    def evidence(
        self,
        *,
        source: str | None = None,
        target: str | None = None,
        sides: SideFilter = ANY,
        article: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[list[tuple[Row, Row]], int]:
        """The sides that stand, each with the statement or fact that shows it, the latest first; and how many."""
        where, values = self._named(source, target, article)
        values |= sides.values()
        found = evidence_sql(sides, where)
        page = f"(SELECT d.* FROM {found} ORDER BY d.day, d.article, d.ordinal, d.id LIMIT :limit OFFSET :offset) d"
        first, after = limits(limit, offset)
        rows = self._rows(_SIDE.format(rows=page), values | {"limit": first, "offset": after})
        statements = {row["id"]: row for row in self._by_id("statement", _STATEMENT, "s", rows)}
        facts = {row["id"]: row for row in self._by_id("fact", _FACT, "f", rows)}
        shown = [(row, statements[row["statement"]] if row["statement"] else facts[row["fact"]]) for row in rows]
        return shown, self._count(found, values)

    def statements_with(self, ids: list[int]) -> list[Row]:
        """The statements with these numbers of the table, the latest first."""
        marks = ", ".join("?" * len(ids))
        return self._rows(_STATEMENT.format(rows=f"(SELECT * FROM statement WHERE id IN ({marks})) s"), ids)

    def _by_id(self, table: str, sql: str, one: str, sides: list[Row]) -> list[Row]:
        wanted = [row[table] for row in sides if row[table] is not None]
        marks = ", ".join("?" * len(wanted))
        return self._rows(sql.format(rows=f"(SELECT * FROM {table} WHERE id IN ({marks})) {one}"), wanted)

    def _statements(
        self, found: str, values: dict[str, object], limit: int | None, offset: int, sorted_by: str = "s"
    ) -> list[Row]:
        order = ", ".join(f"{sorted_by}.{column}" for column in ("day", "article", "ordinal"))
        page = f"(SELECT s.* FROM {found} ORDER BY {order} LIMIT :limit OFFSET :offset) s"
        first, after = limits(limit, offset)
        return self._rows(_STATEMENT.format(rows=page), {**values, "limit": first, "offset": after})
