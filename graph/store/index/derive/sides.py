"""The sides that statements and acts take, as rows of the read model: derived from an article's nodes."""

from collections.abc import Iterator, Sequence

from graph.rdf.attributions import GAP
from graph.rdf.vocabulary import HUS, RDF, STANCE, STANCE_PREDICATE, STRENGTH
from graph.store.index.derive.values import ArticleNodes, Place, Row, Values, places_of, value_of

_STANCES = {node.value: stance.value for stance, node in STANCE.items()}
_PREDICATES = {node.value: stance.value for stance, node in STANCE_PREDICATE.items()}
_STRENGTHS = {node.value: strength.value for strength, node in STRENGTH.items()}
SPANS = {HUS.targetSpan.value: "target", HUS.stanceTrigger.value: "stance"}


def sides_of(nodes: ArticleNodes, values: Values) -> list[Values]:
    """The nodes of the sides that a statement or fact takes and that stand."""
    return [nodes.values[node.value] for node in values.get(HUS.takes.value, ()) if node.value in nodes.values]


def side_rows(nodes: ArticleNodes, values: Values) -> list[Row]:
    """The sides of a statement or fact, those that stand first, then the surest; of those alike, the one it states."""
    found = [
        row
        for takes, stands in ((HUS.takes, True), (HUS.mayTake, False))
        for node in values.get(takes.value, ())
        for row in _row(nodes, node.value, stands)
    ]
    stated = _PREDICATES.get(value_of(values, RDF.predicate) or "")
    toward = nodes.entity(values, RDF.object) or ""

    def order(row: Row) -> tuple[object, ...]:
        other = (row["stance"], row["target"]) != (stated, toward)
        return not row["stands"], -float(str(row["confidence"])), other, row["key"]

    return [{**row, "number": number} for number, row in enumerate(sorted(found, key=order))]


def _row(nodes: ArticleNodes, name: str, stands: bool) -> Iterator[Row]:
    values = nodes.values.get(name, {})
    stance, strength = _STANCES.get(value_of(values, HUS.stance) or ""), value_of(values, HUS.strength)
    target = nodes.entity(values, HUS.target)
    if stance is None or target is None or strength not in _STRENGTHS:
        return
    yield {
        "key": name.rpartition("/")[2],
        "stance": stance,
        "target": target,
        "strength": _STRENGTHS[strength],
        "confidence": float(value_of(values, HUS.confidence) or 0),
        "rule": value_of(values, HUS.rule),
        "words": _joined(nodes.text, places_of(values, HUS.stanceTrigger)),
        "stands": int(stands),
    }


def _joined(text: str, places: Sequence[Place]) -> str | None:
    """The words at these places; those that only white space parts stand together, others with a gap between."""
    said = ""
    for number, (begin, end) in enumerate(places):
        between = text[places[number - 1][1] : begin] if number else ""
        said += (between if not between.strip() else GAP) + text[begin:end]
    return said or None
