"""Which name a set of units goes by: one that a further article changes seldom."""

from collections.abc import Sequence

from graph.rdf.identifiers import joint_iri
from graph.resolution.families import family
from graph.resolution.units import Unit


def head_of(units: Sequence[Unit]) -> Unit:
    """Return the unit that stands for all: the linked one, else one that all articles call the same, fullest first."""
    return min(units, key=_rank)


def name_of(head: Unit) -> str:
    """Return the IRI of all: that of the head, or, where each article has its own, one made from the name."""
    return head.iri if head.shared or head.wikidata else joint_name(head)


def joint_name(unit: Unit) -> str:
    """Return the IRI that units have together which are one article's each and bear this one's name."""
    base = unit.iri.rpartition("entity/")[0]
    return joint_iri(family(unit.type), unit.main_name, base).value


def _rank(unit: Unit) -> tuple[bool, bool, int, str, str]:
    label = unit.label
    return not unit.wikidata, not unit.shared, -len(label.split()) if unit.shared else 0, label, unit.iri
