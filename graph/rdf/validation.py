"""SHACL: what is wrong with quads by the shapes of `ontology/shapes.ttl`.

The quads are looked at once, in memory, so that the cost is that of the quads.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graph.rdf.constraints import Term, Values, shorten
from graph.rdf.shapes import Choice, Shape, Shapes, load_shapes
from graph.rdf.vocabulary import RDF

_NO_VALUES: dict[Term, None] = {}
_NOTHING: dict[NamedNode, dict[Term, None]] = {}


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a rule."""

    node: str
    path: str  # the property; empty: the node as a whole
    message: str


def find_violations(
    quads: Iterable[Quad], known: Iterable[Quad] = (), *, shapes: Shapes | None = None
) -> list[Violation]:
    """Return what the shapes find wrong with the quads taken as one graph, sorted.

    `known` is what else is known of the nodes to which they refer; it is believed and not checked itself.
    """
    return sorted(_Graph(shapes or load_shapes(), quads, known).violations())


class _Graph:
    """Quads by subject and property, and the nodes in them that must have a shape."""

    def __init__(self, shapes: Shapes, quads: Iterable[Quad], known: Iterable[Quad]) -> None:
        self._shapes = shapes
        self._said: dict[Term, dict[NamedNode, dict[Term, None]]] = {}
        self._aims: dict[tuple[Term, Shape], None] = {}
        for quad in known:
            self._add(quad.subject, quad.predicate, quad.object)
        of_subjects, of_objects, paths, kind = shapes.of_subjects, shapes.of_objects, shapes.paths, RDF.type
        for quad in quads:
            predicate = quad.predicate
            if predicate in of_subjects:
                self._aim(quad.subject, of_subjects[predicate])
            if predicate in of_objects:
                self._aim(quad.object, of_objects[predicate])
            if predicate not in paths:
                continue
            subject, value = quad.subject, quad.object
            self._add(subject, predicate, value)
            if predicate == kind:
                self._aim(subject, shapes.of_class(value))

    def violations(self) -> set[Violation]:
        found: list[Violation] = []
        for node, shape in self._aims:
            self._check(node, shape, found)
        return set(found)

    def _add(self, subject: Term, predicate: NamedNode, value: Term) -> None:
        self._said.setdefault(subject, {}).setdefault(predicate, {})[value] = None

    def _aim(self, node: Term, shapes: Iterable[Shape]) -> None:
        for shape in shapes:
            self._aims[node, shape] = None

    def _kinds(self, node: Term) -> Iterable[Term]:
        kinds = self._said.get(node, {}).get(RDF.type, _NO_VALUES)
        return {above for kind in kinds for above in self._shapes.above(kind)}

    def _check(self, node: Term, shape: Shape, found: list[Violation]) -> None:
        """Add what is wrong with a node to `found`."""
        said = self._said.get(node, _NOTHING)
        values = {node: None} if shape.path is None else said.get(shape.path, _NO_VALUES)
        if values or shape.least or shape.pairs or shape.wanted:  # else nothing is asked: most properties of most nodes
            self._check_values(node, values, said, shape, found)

    def _check_values(
        self, node: Term, values: dict[Term, None], said: Values, shape: Shape, found: list[Violation]
    ) -> None:
        count = len(values)
        if count < shape.least:
            found.append(_violation(node, shape, f"has {_counted(count)}, should have at least {shape.least}"))
        if shape.most is not None and count > shape.most:
            found.append(_violation(node, shape, f"has {_counted(count)}, should have at most {shape.most}"))
        for value in values:
            if shape.rules or shape.choices:
                broken = [rule.fault for rule in shape.rules if not rule.holds(value, self._kinds)]
                broken += [choice.fault for choice in shape.choices if not self._suits(value, choice)]
                found += [_violation(node, shape, f"{shorten(value)} {fault}") for fault in broken]
            for inner in shape.inner:
                self._check(value, inner, found)
        for pair in shape.pairs:
            others = said.get(pair.other, _NO_VALUES)
            if values or others:
                wrong = pair.find_wrong(values, others)
                found += [_violation(node, shape, f"{shorten(value)} {pair.fault}") for value in wrong]
        for wanted in shape.wanted:
            if wanted not in values:
                found.append(_violation(node, shape, f"has no value {shorten(wanted)}"))

    def _suits(self, value: Term, choice: Choice) -> bool:
        return choice.holds(sum(self._has(value, shape) for shape in choice.shapes), len(choice.shapes))

    def _has(self, node: Term, shape: Shape) -> bool:
        found: list[Violation] = []
        self._check(node, shape, found)
        return not found


def _violation(node: Term, shape: Shape, fault: str) -> Violation:
    where = node.value if isinstance(node, NamedNode | Literal) else str(node)
    return Violation(where, shape.path.value if shape.path else "", fault)


def _counted(number: int) -> str:
    return f"{number} value" if number == 1 else f"{number} values"
