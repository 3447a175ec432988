"""The sides that statements and acts take, as rows of the read model: derived from an article's nodes."""

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from graph.rdf.attributions import GAP
from graph.rdf.vocabulary import HUS, RDF, STANCE, STANCE_PREDICATE, STRENGTH

Row = dict[str, object]
Values = Mapping[str, Sequence[NamedNode | Literal]]  # property → what it has
Place = tuple[int, int]

STANCES = {node.value: stance.value for stance, node in STANCE.items()}
_PREDICATES = {node.value: stance.value for stance, node in STANCE_PREDICATE.items()}
_STRENGTHS = {node.value: strength.value for strength, node in STRENGTH.items()}
SPANS = {HUS.targetSpan.value: "target", HUS.stanceTrigger.value: "stance"}


def sides_of(values: Values, nodes: Mapping[str, Values]) -> list[Values]:
    """The nodes of the sides that a statement or fact takes and that stand."""
    return [nodes[node.value] for node in values.get(HUS.takes.value, ()) if node.value in nodes]


def side_rows(values: Values, nodes: Mapping[str, Values], base: str, text: str) -> list[Row]:
    """The sides of a statement or fact, those that stand first, then the surest; of those alike, the one it states."""
    found = [
        row
        for takes, stands in ((HUS.takes, True), (HUS.mayTake, False))
        for node in values.get(takes.value, ())
        for row in _row(node.value, nodes.get(node.value, {}), stands, base, text)
    ]
    stated = _PREDICATES.get(_first(values, RDF.predicate.value) or "")
    toward = (_first(values, RDF.object.value) or "").removeprefix(base)

    def order(row: Row) -> tuple[object, ...]:
        other = (row["stance"], row["target"]) != (stated, toward)
        return not row["stands"], -float(str(row["confidence"])), other, row["key"]

    return [{**row, "number": number} for number, row in enumerate(sorted(found, key=order))]


def joined(text: str, places: Sequence[Place]) -> str | None:
    """The words at these places; those that only white space parts stand together, others with a gap between."""
    said = ""
    for number, (begin, end) in enumerate(places):
        between = text[places[number - 1][1] : begin] if number else ""
        said += (between if not between.strip() else GAP) + text[begin:end]
    return said or None


def _row(node: str, values: Values, stands: bool, base: str, text: str) -> Iterator[Row]:
    stance, strength = STANCES.get(_first(values, HUS.stance.value) or ""), _first(values, HUS.strength.value)
    target = _first(values, HUS.target.value)
    if stance is None or target is None or strength not in _STRENGTHS:
        return
    yield {
        "key": node.rpartition("/")[2],
        "stance": stance,
        "target": target.removeprefix(base),
        "strength": _STRENGTHS[strength],
        "confidence": float(_first(values, HUS.confidence.value) or 0),
        "rule": _first(values, HUS.rule.value),
        "words": joined(text, sorted(_places(values, HUS.stanceTrigger.value))),
        "stands": int(stands),
    }


def _places(values: Values, predicate: str) -> Iterator[Place]:
    for value in values.get(predicate, ()):
        _, _, offsets = value.value.partition("#char=")
        begin, _, end = offsets.partition(",")
        if begin.isdecimal() and end.isdecimal():
            yield int(begin), int(end)


def _first(values: Values, predicate: str) -> str | None:
    """The value of a property; the first in order where a damaged graph has several."""
    return min((value.value for value in values.get(predicate, ())), default=None)
