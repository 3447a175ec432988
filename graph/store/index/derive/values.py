"""What the nodes of an article's graph have, by property, and the pieces of text that they point at."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graph.rdf.attributions import GAP

Row = dict[str, object]
Values = Mapping[str, Sequence[NamedNode | Literal]]  # property → what it has
Place = tuple[int, int]  # offsets into the article, code points, end exclusive

_SPAN = re.compile(r"#char=(\d+),(\d+)$")


@dataclass(frozen=True, slots=True)
class ArticleNodes:
    """What every node of an article's graph has, with the base of the store's names and the article's text."""

    values: Mapping[str, Values]  # by the node's name
    base: str
    text: str

    def short(self, term: NamedNode | Literal) -> str:
        """Return the name without the store's base."""
        return term.value.removeprefix(self.base)

    def entity(self, values: Values, predicate: NamedNode) -> str | None:
        """Return the name, without the store's base, of the entity that a property has."""
        name = value_of(values, predicate)
        return name.removeprefix(self.base) if name is not None else None

    def words(self, values: Values, predicate: NamedNode) -> str | None:
        """Return the words of the spans that a property has, a gap between; None where it has no span."""
        return GAP.join(self.text[begin:end] for begin, end in places_of(values, predicate)) or None


def by_node(quads: Iterable[Quad]) -> dict[str, Values]:
    """Return what every named node has, by its name."""
    nodes: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            values = nodes.setdefault(quad.subject.value, {})
            values.setdefault(quad.predicate.value, []).append(quad.object)
    return dict(nodes)


def by_property(quads: Iterable[Quad]) -> Values:
    """Return what the one subject of the quads has."""
    values: dict[str, list[NamedNode | Literal]] = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode | Literal):
            values.setdefault(quad.predicate.value, []).append(quad.object)
    return values


def value_of(values: Values, predicate: NamedNode) -> str | None:
    """Return the value that a property has; the first in order where a damaged graph has several."""
    found = values.get(predicate.value)
    if not found:
        return None
    return found[0].value if len(found) == 1 else min(value.value for value in found)


def places_of(values: Values, predicate: NamedNode) -> list[Place]:
    """Return the offsets of the spans that a property has, in text order."""
    return sorted(place for value in values.get(predicate.value, ()) if (place := place_of(value.value)))


def place_of(iri: str) -> Place | None:
    """Return the offsets that the name of a span ends with; None for any other name."""
    match = _SPAN.search(iri)
    return (int(match[1]), int(match[2])) if match else None
