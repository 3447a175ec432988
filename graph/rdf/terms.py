"""Python values as RDF literals, in the lexical form that the store keeps, so that quads made twice compare equal."""

from datetime import date
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.errors import InvalidModel
from graph.rdf.vocabulary import HUS, XSD

LANGUAGE = "en"


def plain(term: object) -> str:
    """The name or value of a term as text, without what tells one kind of term from another."""
    return str(getattr(term, "value", term))


def words(text: str) -> Literal:
    """Text in the language of the labels, white space collapsed."""
    return Literal(" ".join(text.split()), language=LANGUAGE)


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: float) -> Literal:
    """A number with at most four decimals and no idle zeros."""
    return Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=XSD.decimal)


def boolean(value: bool) -> Literal:
    """True or false."""
    return Literal(str(value).lower(), datatype=XSD.boolean)


def day(value: date) -> Literal:
    """A date."""
    return Literal(value.isoformat(), datatype=XSD.date)


@lru_cache(maxsize=4096)
def typed(text: str, datatype: str | None) -> Literal:
    """A literal of an XSD type given by its local name, as the store writes it: "007" as 7."""
    if datatype is None or datatype == "string":
        return Literal(text)
    if datatype not in XSD:
        raise InvalidModel(f"no XSD type {datatype!r} for the literal {text!r}")
    return _as_stored(Literal(text, datatype=XSD[datatype]))


def _as_stored(literal: Literal) -> Literal:
    scratch, node = Store(), NamedNode(HUS.iri)
    scratch.add(Quad(node, node, literal))
    (quad,) = scratch
    stored = quad.object
    return stored if isinstance(stored, Literal) else literal
