"""Questions of discourse networks: every side that stands, who is mentioned where, who reports whose words."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Evidence
from graph.store.index.asking import Asker, Row
from graph.store.index.stances import SideFilter

_ENDS = ", ".join(
    f"{one}.iri AS {name}, {one}.label AS {name}_label, {one}.type AS {name}_type, {one}.wikidata AS {name}_wikidata"
    for one, name in (("o", "source"), ("t", "target"))
)
_ARTICLE = "a.name AS article, a.published, a.publisher"
_BY = ((Evidence.STATEMENT, "statement"), (Evidence.ACT, "fact"))


@dataclass(frozen=True, slots=True)
class NetworkReader(Asker):
    """Rows to be counted, with entities at both ends; IRIs come without the base."""

    def sides_taken(self, sides: SideFilter) -> Iterator[Row]:
        """The sides that stand, as far as they are asked for; `basis` names the table of what shows each."""
        for evidence, table in _BY:
            if sides.evidence not in (None, evidence):
                continue
            yield from self._rows(
                f"SELECT '{table}' AS basis, {_ENDS}, {_ARTICLE}, d.first, d.stance, d.confidence, m.key, m.sentences"
                f" FROM side d JOIN {table} m ON m.id = d.{table} JOIN article a ON a.id = d.article"
                " JOIN entity o ON o.id = d.source JOIN entity t ON t.id = d.target"
                f" WHERE {' AND '.join(sides.conditions('d'))}",
                sides.values(),
            )

    def words_reported(self) -> list[Row]:
        """The statements that one source reports of another: the one who reports as source, the other as target."""
        return self._rows(
            f"SELECT 'statement' AS basis, {_ENDS}, {_ARTICLE}, s.said_earliest AS first, s.confidence, s.key,"
            " s.sentences FROM statement s JOIN article a ON a.id = s.article"
            " JOIN entity o ON o.id = s.via JOIN entity t ON t.id = s.source"
        )

    def mentions(self) -> list[Row]:
        """Which entity is mentioned in which article, and how often."""
        return self._rows(
            "SELECT e.iri AS source, e.label AS source_label, e.type AS source_type, e.wikidata AS source_wikidata,"
            f" {_ARTICLE}, m.number FROM mention m JOIN entity e ON e.id = m.entity JOIN article a ON a.id = m.article"
        )
