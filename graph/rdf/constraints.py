"""SHACL constraints: each as a function of a value, made once from what `ontology/shapes.ttl` says.

The part of SHACL core that our shapes use, and some more: whatever else a shape says is refused when it is read, since
a rule that nobody checks is worse than none. The tests compare with pySHACL, which is twenty times slower.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.rdf.vocabulary import PREFIXES, RDF, XSD

Term = NamedNode | BlankNode | Literal | Triple
Values = Mapping[NamedNode, dict[Term, None]]  # property → values, each once, in order
Kinds = Callable[[Term], Iterable[Term]]  # what a node is: its classes and all that are above them
Test = Callable[[Term, Kinds], bool]  # True: the value is as it should be
PairTest = Callable[[Iterable[Term], Iterable[Term]], Iterable[Term]]  # values, those of another property → the wrong
Comparable = Decimal | float | datetime | str

_SHOWN = 80  # characters of a value in a message
_INTEGER, _DECIMAL = re.compile(r"[+-]?\d+"), re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?")
_NUMBERS = (XSD.integer, XSD.decimal, XSD.double)
_NODE_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (NamedNode,),
    "BlankNode": (BlankNode,),
    "Literal": (Literal,),
    "BlankNodeOrIRI": (BlankNode, NamedNode),
    "BlankNodeOrLiteral": (BlankNode, Literal),
    "IRIOrLiteral": (NamedNode, Literal),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A test of each value, and the words for a value that fails it."""

    holds: Test
    fault: str


@dataclass(frozen=True, slots=True)
class PairRule:
    """What the values of two properties of a node must have to do with each other."""

    other: NamedNode
    find_wrong: PairTest
    fault: str


def to_rule(name: str, wanted: Term, listed: Callable[[Term], list[Term]]) -> Rule | None:
    """The rule that `sh:{name} wanted` makes for each value; None: it makes none of this kind.

    `listed` reads an RDF list. NotImplementedError where a value is one that is not checked here.
    """
    match name:
        case "class":
            return Rule(lambda value, kinds: wanted in kinds(value), f"is no {shorten(wanted)}")
        case "datatype":
            return Rule(_of_datatype(wanted), f"is no {shorten(wanted)}")
        case "nodeKind":
            types = _NODE_KINDS[shorten(wanted).removeprefix("sh:")]
            return Rule(lambda value, _: isinstance(value, types), f"is no {shorten(wanted).removeprefix('sh:')}")
        case "in" | "languageIn":
            return _one_of(name, listed(wanted))
        case "minInclusive" | "maxInclusive":
            return _bounded(name, wanted)
        case "minLength" | "maxLength":
            return _long(name, int(_text(wanted)))
        case "pattern":
            return _matching(_text(wanted))
    return None


def to_pair_rule(name: str, other: Term) -> PairRule | None:
    """The rule that `sh:{name} other` makes for the values of two properties; None: it makes none of this kind."""
    if name not in _PAIRS:
        return None
    if not isinstance(other, NamedNode):
        raise NotImplementedError(f"sh:{name} wants a property, not {other}")
    find_wrong, fault = _PAIRS[name]
    return PairRule(other, find_wrong, f"{fault} {shorten(other)}")


def shorten(term: Term) -> str:
    """A term for people: with our prefixes, cut where it is long."""
    if isinstance(term, Literal):
        return f"{term.value[:_SHOWN]}…" if len(term.value) > _SHOWN else term.value
    if not isinstance(term, NamedNode):
        return str(term)
    known = ((prefix, iri) for prefix, iri in _PREFIXES.items() if term.value.startswith(iri))
    return next((f"{prefix}:{term.value.removeprefix(iri)}" for prefix, iri in known), term.value)


_PREFIXES = {**PREFIXES, "sh": "http://www.w3.org/ns/shacl#", "shape": "https://w3id.org/hustings/shapes#"}


def _of_datatype(wanted: Term) -> Test:
    if wanted == RDF.langString:
        return lambda value, _: isinstance(value, Literal) and value.language is not None
    if wanted not in _WELL_FORMED:
        raise NotImplementedError(f"sh:datatype {shorten(wanted)} is not checked; add it to graph/rdf/constraints.py")
    well_formed = _WELL_FORMED[wanted]
    return lambda value, _: isinstance(value, Literal) and value.datatype == wanted and bool(well_formed(value.value))


def _is_day(text: str) -> bool:
    return _to_day(text) is not None


def _to_day(text: str) -> datetime | None:
    found = _DATE.fullmatch(text)
    try:
        return datetime.fromisoformat(f"{date.fromisoformat(found[1])}T00:00{found[2] or ''}") if found else None
    except ValueError:
        return None


_WELL_FORMED: dict[Term, Callable[[str], object]] = {
    XSD.string: lambda _: True,
    XSD.anyURI: lambda _: True,
    XSD.boolean: {"true", "false", "1", "0"}.__contains__,
    XSD.integer: _INTEGER.fullmatch,
    XSD.decimal: _DECIMAL.fullmatch,
    XSD.date: _is_day,
}


def _one_of(name: str, wanted: list[Term]) -> Rule:
    among = ", ".join(map(shorten, wanted))
    if name == "in":
        members = frozenset(wanted)
        return Rule(lambda value, _: value in members, f"is none of {among}")
    ranges = tuple(_text(tag).lower() for tag in wanted)
    return Rule(lambda value, _: _speaks(value, ranges), f"is in none of the languages {among}")


def _speaks(value: Term, ranges: tuple[str, ...]) -> bool:
    tag = (value.language or "").lower() if isinstance(value, Literal) else ""
    return any(tag == wanted or tag.startswith(f"{wanted}-") for wanted in ranges)


def _bounded(name: str, wanted: Term) -> Rule:
    bound = _to_number(wanted)
    if bound is None:
        raise NotImplementedError(f"sh:{name} is checked for numbers alone, not for {wanted}")
    if name == "minInclusive":
        return Rule(lambda value, _: _at_most(bound, _to_number(value)), f"is no number from {bound} on")
    return Rule(lambda value, _: _at_most(_to_number(value), bound), f"is no number up to {bound}")


def _long(name: str, wanted: int) -> Rule:
    if name == "minLength":
        return Rule(lambda value, _: _length(value) >= wanted, f"is shorter than {wanted}")
    return Rule(lambda value, _: 0 <= _length(value) <= wanted, f"is longer than {wanted}")


def _length(value: Term) -> int:
    """Characters of a name or literal; -1 for what has none."""
    return len(value.value) if isinstance(value, NamedNode | Literal) else -1


def _matching(pattern: str) -> Rule:
    # In Python `$` also matches before a last line break, in XPath's expressions it does not.
    compiled = re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern))
    return Rule(
        lambda value, _: isinstance(value, NamedNode | Literal) and compiled.search(value.value) is not None,
        f"does not match {pattern}",
    )


def _different(values: Iterable[Term], others: Iterable[Term]) -> Iterable[Term]:
    return set(values) ^ set(others)


def _common(values: Iterable[Term], others: Iterable[Term]) -> Iterable[Term]:
    return set(values) & set(others)


def _not_less(values: Iterable[Term], others: Iterable[Term]) -> list[Term]:
    limits = [_comparable(other) for other in others]
    return [v for v in values if not all(_less(_comparable(v), limit) for limit in limits)]


def _not_at_most(values: Iterable[Term], others: Iterable[Term]) -> list[Term]:
    limits = [_comparable(other) for other in others]
    return [v for v in values if not all(_at_most(_comparable(v), limit) for limit in limits)]


_PAIRS: dict[str, tuple[PairTest, str]] = {
    "equals": (_different, "is not both here and in"),
    "disjoint": (_common, "is also in"),
    "lessThan": (_not_less, "is not less than"),
    "lessThanOrEquals": (_not_at_most, "is more than"),
}


def _less(one: Comparable | None, other: Comparable | None) -> bool:
    """Whether one is less than the other; never, where they cannot be compared."""
    try:
        return one is not None and other is not None and one < other  # type: ignore[operator]
    except TypeError:
        return False


def _at_most(one: Comparable | None, other: Comparable | None) -> bool:
    return _less(one, other) or (one is not None and one == other)


def _comparable(value: Term) -> Comparable | None:
    if not isinstance(value, Literal):
        return None
    if value.datatype == XSD.date:
        return _to_day(value.value)
    return value.value if value.datatype == XSD.string else _to_number(value)


def _to_number(value: Term) -> Decimal | float | None:
    if not isinstance(value, Literal) or value.datatype not in _NUMBERS:
        return None
    try:
        return float(value.value) if value.datatype == XSD.double else Decimal(value.value)
    except (ValueError, InvalidOperation):
        return None


def _text(term: Term) -> str:
    if not isinstance(term, Literal):
        raise NotImplementedError(f"a literal is wanted, not {term}")
    return term.value
