"""Questions about stances as SQL: which are asked for, who is for or against whom, and what shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from graph.model import Evidence, Stance, Strength

SUMMED = (
    "COUNT(*) AS number, COUNT(DISTINCT v.article) AS articles, SUM(v.fact IS NOT NULL) AS acts,"
    " SUM(v.strength = 'explicit') AS explicit, MAX(v.confidence) AS confidence, MIN(v.first) AS first,"
    " MAX(v.last) AS last"
)
_ORDER = "number DESC, last DESC, rank"
# Each end of an entity's stances in its own order, so that a page reads no more than it shows.
_ENDS = (
    "{one}.source = (SELECT id FROM entity WHERE iri = :iri)",
    "{one}.target = (SELECT id FROM entity WHERE iri = :iri) AND {one}.source <> {one}.target",
)
_EVIDENCE = {Evidence.ACT: "{one}.fact IS NOT NULL", Evidence.STATEMENT: "{one}.statement IS NOT NULL"}


@dataclass(frozen=True, slots=True)
class SideFilter:
    """Which sides are asked for; what is empty asks for nothing."""

    stance: Stance | None = None
    strength: Strength | None = None
    min_confidence: float = 0.0
    evidence: Evidence | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return any(getattr(self, field.name) for field in fields(self))

    def conditions(self, one: str) -> list[str]:
        """What must hold of a row of `side`, that it stands among it; the values are named as in `values`."""
        asked = [f"{one}.stands = 1", f"+{one}.source IS NOT NULL"]  # +: no index is sought by it
        asked += [f"{one}.stance = :stance"] * bool(self.stance)
        asked += [f"{one}.strength = :strength"] * bool(self.strength)
        asked += [f"{one}.confidence >= :min_confidence"] * bool(self.min_confidence)
        asked += [_EVIDENCE[self.evidence].format(one=one)] if self.evidence else []
        return asked

    def values(self) -> dict[str, object]:
        """The values that the conditions name."""
        return {"stance": self.stance, "strength": self.strength, "min_confidence": self.min_confidence}


ANY = SideFilter()


def pairs_sql(asked: SideFilter, *, of_entity: bool) -> tuple[str, str]:
    """Return the SQL of a page of pairs, and of their number.

    It names :iri, :limit, :offset, :reach (how far the page reaches) and what the filter names.
    `other`: how many statements and acts, of those asked for, take the other side between the same two.
    """
    pairs = [_pairs(asked, end) for end in (_ENDS if of_entity else ("1",))]
    page = " UNION ALL ".join(f"SELECT * FROM ({one} ORDER BY {_ORDER} LIMIT :reach)" for one in pairs)
    ends = "x.source = p.source AND x.target = p.target AND x.stance <> p.stance"
    if asked:
        kept = " AND ".join(replace(asked, stance=None).conditions("x"))
        other = f"(SELECT COUNT(*) FROM side x WHERE {ends} AND {kept})"
    else:
        other = f"COALESCE((SELECT x.number FROM stance x WHERE {ends}), 0)"
    sql = (
        "SELECT o.iri AS source_iri, o.label AS source_label, p.stance, t.iri AS target_iri, t.label AS target_label,"
        f" p.number, p.articles, p.acts, p.explicit, p.confidence, p.first, p.last, {other} AS other"
        f" FROM ({page}) p JOIN entity o ON o.id = p.source JOIN entity t ON t.id = p.target"
        " ORDER BY p.number DESC, p.last DESC, p.rank LIMIT :limit OFFSET :offset"
    )
    return sql, f"SELECT COUNT(*) FROM ({' UNION ALL '.join(pairs)})"


def statements_sql(asked: SideFilter, where: Sequence[str]) -> str:
    """Return what to read sides `d` and their statements `s` from, each statement once; `where` names more of `d`."""
    first = " AND ".join(("e.statement = d.statement AND e.number < d.number", *_of(asked, where, "e")))
    return (
        f"side d JOIN statement s ON s.id = d.statement WHERE {' AND '.join(_of(asked, where, 'd'))}"
        f" AND NOT EXISTS (SELECT 1 FROM side e WHERE {first})"
    )


def evidence_sql(asked: SideFilter, where: Sequence[str]) -> str:
    """Return what to read sides `d` from; `where` names more of them."""
    return f"side d WHERE {' AND '.join(_of(asked, where, 'd'))}"


def _of(asked: SideFilter, where: Sequence[str], one: str) -> list[str]:
    return [*asked.conditions(one), *(condition.format(one=one) for condition in where)]


def _pairs(asked: SideFilter, end: str) -> str:
    if not asked:
        return f"SELECT v.* FROM stance v WHERE {end.format(one='v')}"
    return (
        f"SELECT v.source, v.stance, v.target, {SUMMED}, k.rank FROM side v"
        " JOIN stance k ON k.source = v.source AND k.target = v.target AND k.stance = v.stance"
        f" WHERE {' AND '.join(_of(asked, [end], 'v'))} GROUP BY v.source, v.stance, v.target"
    )
