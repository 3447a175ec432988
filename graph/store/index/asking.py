"""What all questions to the read model share: rows, pages, a deadline, names with and without the store's base."""

import time
from dataclasses import dataclass, replace
from sqlite3 import Row as Row
from typing import Self
from urllib.parse import quote

from graph.store.index.connections import Index, Parameters
from graph.store.index.shown import full_iri

ALL = -1  # SQLite's LIMIT for no limit
ARTICLE = (
    "a.name AS article_name, a.title AS article_title, a.published AS article_published, a.publisher AS article_publisher,"
    " a.url AS article_url, a.statements AS article_statements, a.facts AS article_facts"
)
ENTITY = "SELECT e.iri, e.type, e.label, e.wikidata, e.mentions FROM entity e"


@dataclass(frozen=True, slots=True)
class Asker:
    """Questions to one state of a store; those that run past the deadline (of `time.monotonic`) raise QueryTimeout."""

    index: Index
    base: str
    deadline: float | None = None

    def within(self, seconds: float) -> Self:
        """The same, with so much time from now on for all that is asked of it."""
        return replace(self, deadline=time.monotonic() + seconds)

    def totals(self) -> dict[str, int]:
        """How many articles, entities, statements and facts there are."""
        return {row["name"]: row["value"] for row in self._rows("SELECT name, value FROM total")}

    def full(self, short: str) -> str:
        """The IRI of what the tables name without the base."""
        return full_iri(short, self.base)

    def made_iri(self, kind: str, article: str, key: str) -> str:
        """The IRI of a statement or fact."""
        return f"{self.base}{kind}/{quote(article, safe='')}/{key}"

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

    def _later(self, seconds: float) -> Self:
        return self if self.deadline is None else replace(self, deadline=self.deadline + seconds)


def stated(table: str) -> str:
    """The condition under which a statement or fact may be read as a plain edge."""
    return f"{table}.negated = 0 AND {table}.modality = 'asserted'"


def limits(limit: int | None, offset: int) -> tuple[int, int]:
    """LIMIT and OFFSET of SQL."""
    return ALL if limit is None else limit, offset
