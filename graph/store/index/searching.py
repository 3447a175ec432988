"""Statements by the words of the sentences that show them."""

from dataclasses import dataclass
from datetime import date

from graph.store.index.asking import Row, limits
from graph.store.index.stances import ANY, SideFilter
from graph.store.index.statements import StatementReader

_LATEST = "s.day, s.article, s.ordinal, s.key"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which statements are looked for: those that match an expression of FTS5 and have all else that is named.

    `source` and `target` are IRIs; since and until, days included, are those of publication.
    """

    match: str
    source: str | None = None
    target: str | None = None
    sides: SideFilter = ANY
    kind: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SearchReader(StatementReader):
    """Questions about the words of statements."""

    def search_statements(
        self, sought: Sought, *, by_date: bool = False, limit: int | None = None, offset: int = 0
    ) -> tuple[list[Row], int]:
        """The statements that are looked for, those that match best (BM25) or the latest first; and how many."""
        where, values = self._conditions(sought)
        found = f"statement_words w JOIN statement s ON s.id = w.rowid JOIN article a ON a.id = s.article WHERE {where}"
        order = _LATEST if by_date else f"w.rank, {_LATEST}"
        first, after = limits(limit, offset)
        page = self._rows(
            f"SELECT s.id, COUNT(*) OVER () AS total FROM {found} ORDER BY {order} LIMIT :limit OFFSET :offset",
            values | {"limit": first, "offset": after},
        )
        rows = {row["id"]: row for row in self.statements_with([row["id"] for row in page])}
        total = page[0]["total"] if page else self._count(found, values) if offset else 0
        return [rows[row["id"]] for row in page], total

    def _conditions(self, sought: Sought) -> tuple[str, dict[str, object]]:
        """What must hold of statements `s`, their words `w` and articles `a`, and the values that it names."""
        where = ["w.statement_words MATCH :match"]
        values: dict[str, object] = {"match": sought.match}
        if sought.source is not None:
            where.append("s.source = (SELECT id FROM entity WHERE iri = :source)")
            values["source"] = self._short(sought.source)
        if sought.target is not None or sought.sides:
            where.append(self._side(sought))
            values |= sought.sides.values() | {"target": self._short(sought.target or "")}
        for condition, value in (
            ("s.kind = :kind", sought.kind),
            ("a.publisher = :outlet COLLATE NOCASE", sought.outlet),
            ("s.day <= :since AND s.day < 0", -sought.since.toordinal() if sought.since else None),
            ("s.day >= :until AND s.day < 0", -sought.until.toordinal() if sought.until else None),
        ):
            if value is not None:
                where.append(condition)
                values[condition.partition(":")[2].split()[0]] = value
        return " AND ".join(where), values

    def _side(self, sought: Sought) -> str:
        target = ["d.target = (SELECT id FROM entity WHERE iri = :target)"] * (sought.target is not None)
        taken = " AND ".join(("d.statement = s.id", *sought.sides.conditions("d"), *target))
        return f"EXISTS (SELECT 1 FROM side d WHERE {taken})"
