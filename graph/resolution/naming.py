"""Which name a set of units goes by: one that a further article changes seldom."""

from collections.abc import Sequence
from hashlib import sha256

from graph.resolution.body_names import plain_name
from graph.resolution.units import Unit


def head_of(units: Sequence[Unit]) -> Unit:
    """Return the unit that stands for all: the linked one, else one that all articles call the same, fullest first."""
    return min(units, key=_rank)


def name_of(head: Unit, units: Sequence[Unit]) -> str:
    """Return the IRI of all: that of the head, or, where each article has its own, one made from the name."""
    if head.shared or head.wikidata:
        return head.iri
    kind, plain = head.type, plain_name(head.label)
    digest = sha256(f"resolved\n{kind}\n{plain}".encode()).hexdigest()[:8]
    start, _, last = head.iri.rpartition("/")
    return f"{start}/{last.rpartition('-')[0] or 'thing'}-{digest}"


def _rank(unit: Unit) -> tuple[bool, bool, int, str, str]:
    label = unit.label
    return not unit.wikidata, not unit.shared, -len(label.split()) if unit.shared else 0, label, unit.iri
