"""SHACL: the shapes that `ontology/shapes.ttl` asks for, read once; `graph.rdf.validation` checks quads by them.

What a shape asks becomes functions (`graph.rdf.constraints`); `ontology/hustings.ttl` says which classes are
subclasses of which.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

import ontology
from graph.rdf.constraints import PairRule, Rule, Term, shorten, to_pair_rule, to_rule
from graph.rdf.vocabulary import RDF, RDFS

_SH = "http://www.w3.org/ns/shacl#"
_NIL = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
_FIRST, _REST = (NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}") for name in ("first", "rest"))
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
_IGNORED = frozenset({"path", "name", "description", "order", *_TARGETS})


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
        """Return the shapes that an instance of a class must have."""
        if kind not in self._of_class:
            above = self.above(kind)
            self._of_class[kind] = tuple(s for target, made in self._classes.items() if target in above for s in made)
        return self._of_class[kind]

    def above(self, kind: Term) -> frozenset[Term]:
        """Return a class and all of which it is a subclass."""
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
        """Return the properties that any shape looks at."""
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


@cache
def load_shapes() -> Shapes:
    """Our shapes."""
    return Shapes(ontology.read("shapes.ttl"), ontology.read("hustings.ttl"))


def _by_subject(text: str) -> dict[Term, list[Triple]]:
    said: dict[Term, list[Triple]] = {}
    for quad in parse(text.encode(), format=RdfFormat.TURTLE):
        said.setdefault(quad.subject, []).append(quad.triple)
    return said


def _local(predicate: NamedNode) -> str | None:
    """Return the name of a term of SHACL; None: a term of another vocabulary."""
    return predicate.value.removeprefix(_SH) if predicate.value.startswith(_SH) else None
