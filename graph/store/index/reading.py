"""What is asked of the read model: pages of rows, counts and names, each in one or two statements of SQL.

Rows are plain mappings with the columns of `schema.sql`; entities come as `…_iri` (whole) and `…_label`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Evidence
from graph.rdf.vocabulary import HUS
from graph.store.index.asking import ARTICLE, ENTITY, Row, limits, stated
from graph.store.index.matching import MatchReader
from graph.store.index.networks import NetworkReader
from graph.store.index.searching import SearchReader
from graph.store.index.stances import ANY, SideFilter


@dataclass(frozen=True, slots=True)
class Reader(MatchReader, SearchReader, NetworkReader):
    """All questions to one state of a store, those about articles and networks among them."""

    def articles(self, limit: int | None = None, offset: int = 0) -> list[Row]:
        """The articles, the latest first."""
        sql = f"SELECT {ARTICLE}, a.language FROM article a ORDER BY a.day, a.name LIMIT ? OFFSET ?"
        return self._rows(sql, limits(limit, offset))

    def article(self, name: str) -> Row | None:
        """The article with this id."""
        return self._one(f"SELECT {ARTICLE}, a.language FROM article a WHERE a.name = ?", (name,))

    def mentioned(self, article: str | None = None) -> list[Row]:
        """The entities that articles, or one of them, mention, with the number of times."""
        if article is None:
            return self._rows(f"{ENTITY} WHERE e.mentions > 0 ORDER BY e.iri")
        return self._rows(
            "SELECT e.iri, e.type, e.label, e.wikidata, m.number AS mentions FROM mention m JOIN entity e ON e.id = m.entity"
            " WHERE m.article = (SELECT id FROM article WHERE name = ?) ORDER BY e.iri",
            (article,),
        )

    def edges(self, article: str | None = None, sides: SideFilter = ANY) -> Iterator[Row]:
        """Stances as far as they are asked for, then facts between two entities in the articles' own voice: what may be read as plain edges."""
        one = " AND a.name = :article" if article is not None else ""
        values = sides.values() | {"article": article}
        for evidence, table, key in ((Evidence.STATEMENT, "statement", "s"), (Evidence.ACT, "fact", "f")):
            days = "s.said_earliest AS earliest, s.said_latest AS latest" if key == "s" else "f.earliest, f.latest"
            yield from self._rows(
                f"SELECT '{evidence}' AS basis, a.name AS article, {key}.key, o.iri AS source, d.stance AS relation,"
                f" NULL AS label, t.iri AS target, a.published, {days}, {key}.sentences, d.strength, d.confidence"
                f" FROM side d JOIN {table} {key} ON {key}.id = d.{table} JOIN article a ON a.id = d.article"
                " JOIN entity o ON o.id = d.source JOIN entity t ON t.id = d.target"
                f" WHERE {' AND '.join(sides.conditions('d'))}{one} ORDER BY d.day, a.name, d.ordinal, d.number",
                values,
            )
        # What a fact says of a side that it takes itself stands above.
        yield from self._rows(
            "SELECT 'fact' AS basis, a.name AS article, f.key, s.iri AS source, f.predicate AS relation, p.label,"
            " o.iri AS target, a.published, f.earliest, f.latest, f.sentences, NULL AS strength, NULL AS confidence"
            " FROM fact f JOIN article a ON a.id = f.article JOIN entity s ON s.id = f.subject JOIN entity o ON o.id = f.object"
            f" LEFT JOIN predicate p ON p.iri = f.predicate WHERE {stated('f')}"
            " AND NOT EXISTS (SELECT 1 FROM side d WHERE d.fact = f.id AND d.stands = 1"
            f" AND f.predicate = '{HUS.iri}' || d.stance)"
            f" AND f.according IS NULL AND f.in_statement IS NULL{one} ORDER BY f.day, a.name, f.ordinal",
            values,
        )
