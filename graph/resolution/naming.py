"""Which name a set of units goes by: one that a further article changes seldom."""

from collections import Counter
from collections.abc import Sequence

from graph.model import EntityType
from graph.rdf.identifiers import joint_iri
from graph.resolution.families import family
from graph.resolution.units import Unit


def head_of(units: Sequence[Unit]) -> Unit:
    """Return the unit that stands for all: the linked one, else one that all articles call the same, fullest first."""
    kind = type_of(units)
    return min(units, key=lambda unit: _rank(unit, kind))


def type_of(units: Sequence[Unit]) -> EntityType:
    """Return what all are: what the linked one is, else what most articles take them for, a person last of equals."""
    linked = [unit for unit in units if unit.wikidata]
    kinds = Counter(clue.type for unit in linked or units for clue in unit.clues)
    order = list(EntityType)
    return min(kinds, key=lambda kind: (-kinds[kind], kind is EntityType.PERSON, order.index(kind)))


def name_of(head: Unit) -> str:
    """Return the IRI of all: that of the head, or, where each article has its own, one made from the name."""
    return head.iri if head.shared or head.wikidata else joint_name(head)


def joint_name(unit: Unit) -> str:
    """Return the IRI that units have together which are one article's each and bear this one's name."""
    base = unit.iri.rpartition("entity/")[0]
    return joint_iri(family(unit.type), unit.main_name, base).value


def _rank(unit: Unit, kind: EntityType) -> tuple[bool, bool, bool, int, str, str]:
    size = -len(unit.label.split()) if unit.shared else 0
    return not unit.wikidata, not unit.shared, unit.type is not kind, size, unit.label, unit.iri
