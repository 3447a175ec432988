"""SHACL: whether quads have the shape that `ontology/shapes.ttl` asks for.

Shapes are read once and become functions (`graph.rdf.constraints`); the quads are looked at once, in memory, so that
the cost is that of the quads. `ontology/hustings.ttl` says which classes are subclasses of which.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

import ontology
from graph.rdf.constraints import PairRule, Rule, Term, Values, shorten, to_pair_rule, to_rule
from graph.rdf.vocabulary import RDF, RDFS

_SH = "http://www.w3.org/ns/shacl#"
_NIL = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
_FIRST, _REST = (NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}") for name in ("first", "rest"))
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
_IGNORED = frozenset({"path", "name", "description", "order", *_TARGETS})
_NO_VALUES: dict[Term, None] = {}
_NOTHING: dict[NamedNode, dict[Term, None]] = {}


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a rule."""

    node: str
    path: str  # the property; empty: the node as a whole
    message: str


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What is asked of a node itself, or of its values of one property."""

    path: NamedNode | None  # None: of the node itself
    least: int
    most: int | None  # None: any number
    rules: tuple[Rule, ...]
    pairs: tuple[PairRule, ...]
    wanted: tuple[Term, ...]  # each must be among the values
    choices: tuple["Choice", ...]
    inner: tuple["Shape", ...]  # what is asked of each value in turn
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """How many of some shapes a value must have."""

    shapes: tuple[Shape, ...]
    holds: Callable[[int, int], bool]  # how many it has, of how many
    fault: str


class Shapes:
    """The shapes of a Turtle text, with the classes of another one."""

    def __init__(self, text: str, classes: str) -> None:
        self._said = _by_subject(text)
        self._above = _by_subject(classes)
        self._made: dict[Term, Shape | None] = {}  # None: being made
        self._by_kind: dict[Term, frozenset[Term]] = {}
        targets: dict[str, dict[Term, list[Shape]]] = {name: {} for name in _TARGETS}
        for node in self._said:
            if any(_local(said.predicate) is not None for said in self._said[node]):
                self._aim(node, targets)
        self._classes, self.of_subjects, self.of_objects = targets.values()
        self._of_class: dict[Term, tuple[Shape, ...]] = {}

    def of_class(self, kind: Term) -> tuple[Shape, ...]:
        """The shapes that an instance of a class must have."""
        if kind not in self._of_class:
            above = self.above(kind)
            self._of_class[kind] = tuple(s for target, made in self._classes.items() if target in above for s in made)
        return self._of_class[kind]

    def above(self, kind: Term) -> frozenset[Term]:
        """A class and all of which it is a subclass."""
        if kind not in self._by_kind:
            found, queue = {kind}, [kind]
            while queue:
                said = self._above.get(queue.pop(), [])
                new = {t.object for t in said if t.predicate == _SUBCLASS} - found
                found |= new
                queue += new
            self._by_kind[kind] = frozenset(found)
        return self._by_kind[kind]

    @cached_property
    def paths(self) -> frozenset[NamedNode]:
        """The properties that any shape looks at."""
        shapes = [shape for shape in self._made.values() if shape is not None]
        paths = {shape.path for shape in shapes if shape.path is not None}
        return frozenset({RDF.type, *paths, *(pair.other for shape in shapes for pair in shape.pairs)})

    def _aim(self, node: Term, targets: dict[str, dict[Term, list[Shape]]]) -> None:
        """Make a shape, even of a node without targets, so that all that shapes say is understood or refused."""
        shape = self._shape(node)
        for name in _TARGETS:
            for target in self._values(node, name):
                targets[name].setdefault(target, []).append(shape)

    def _shape(self, node: Term) -> Shape:
        if node in self._made:
            made = self._made[node]
            if made is None:
                raise NotImplementedError(f"the shape {node} has part in itself")
            return made
        self._made[node] = None
        shape = self._made[node] = self._make(node)
        return shape

    def _make(self, node: Term) -> Shape:
        path = next(iter(self._values(node, "path")), None)
        if path is not None and not isinstance(path, NamedNode):
            raise NotImplementedError(f"sh:path is checked for single properties alone, not for {path}")
        rules: list[Rule] = []
        pairs: list[PairRule] = []
        choices: list[Choice] = []
        counts: dict[str, int] = {}
        wanted: list[Term] = []
        inner: list[Shape] = []
        for said in self._said[node]:
            name, value = _local(said.predicate), said.object
            if name is None or name in _IGNORED:
                continue
            if rule := to_rule(name, value, self._listed):
                rules.append(rule)
            elif pair := to_pair_rule(name, value):
                pairs.append(pair)
            elif name in _CHOICES:
                choices.append(self._choice(name, value))
            elif name in ("property", "node"):
                inner.append(self._shape(value))
            elif name == "hasValue":
                wanted.append(value)
            elif name in ("minCount", "maxCount") and isinstance(value, Literal):
                counts[name] = int(value.value)
            else:
                raise NotImplementedError(f"sh:{name} is not checked; add it to graph/rdf/shapes.py")
        return Shape(
            path,
            counts.get("minCount", 0),
            counts.get("maxCount"),
            tuple(rules),
            tuple(pairs),
            tuple(wanted),
            tuple(choices),
            tuple(inner),
            shorten(node),
        )

    def _choice(self, name: str, value: Term) -> Choice:
        nodes = [value] if name == "not" else self._listed(value)
        shapes = tuple(map(self._shape, nodes))
        holds, fault = _CHOICES[name]
        return Choice(shapes, holds, f"{fault} {', '.join(shape.name for shape in shapes)}")

    def _listed(self, node: Term) -> list[Term]:
        if node == _NIL:
            return []
        said = {triple.predicate: triple.object for triple in self._said[node]}
        return [said[_FIRST], *self._listed(said[_REST])]

    def _values(self, node: Term, name: str) -> Iterator[Term]:
        return (said.object for said in self._said[node] if _local(said.predicate) == name)


_SUBCLASS = NamedNode(f"{RDFS.iri}subClassOf")
_CHOICES: dict[str, tuple[Callable[[int, int], bool], str]] = {
    "xone": (lambda held, _: held == 1, "has not exactly one shape of"),
    "or": (lambda held, _: held > 0, "has no shape of"),
    "and": (lambda held, of: held == of, "has not all shapes of"),
    "not": (lambda held, _: held == 0, "has the shape"),
}


def find_violations(
    quads: Iterable[Quad], known: Iterable[Quad] = (), *, shapes: Shapes | None = None
) -> list[Violation]:
    """What the shapes find wrong with the quads taken as one graph, sorted.

    `known` is what else is known of the nodes to which they refer; it is believed and not checked itself.
    """
    return sorted(_Graph(shapes or load_shapes(), quads, known).violations())


@cache
def load_shapes() -> Shapes:
    """Our shapes."""
    return Shapes(ontology.read("shapes.ttl"), ontology.read("hustings.ttl"))


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


def _by_subject(text: str) -> dict[Term, list[Triple]]:
    said: dict[Term, list[Triple]] = {}
    for quad in parse(text.encode(), format=RdfFormat.TURTLE):
        said.setdefault(quad.subject, []).append(quad.triple)
    return said


def _local(predicate: NamedNode) -> str | None:
    """The name of a term of SHACL; None: a term of another vocabulary."""
    return predicate.value.removeprefix(_SH) if predicate.value.startswith(_SH) else None


def _counted(number: int) -> str:
    return f"{number} value" if number == 1 else f"{number} values"
