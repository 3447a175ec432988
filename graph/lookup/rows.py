"""Rows of the store as the values that views are made of."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from graph.errors import UnknownIri
from graph.lookup.views import Ref
from graph.model import EntityType, Modality, Stance, StatementKind
from graph.rdf.vocabulary import ENTITY_CLASS, HUS, MODALITY, STANCE, STATEMENT_KIND, WIKIDATA
from graph.store.base import Iri, Row, Value, to_term

E = TypeVar("E", bound=StrEnum)

TYPES: dict[str, EntityType] = {node.value: kind for kind, node in ENTITY_CLASS.items()}
KINDS: dict[str, StatementKind] = {node.value: kind for kind, node in STATEMENT_KIND.items()}
MODALITIES: dict[str, Modality] = {node.value: mood for mood, node in MODALITY.items()}
STANCES: dict[str, Stance] = {node.value: stance for stance, node in STANCE.items()}


def checked_iri(text: str) -> Iri:
    """What somebody gave as an IRI; UnknownIri where it is none, since nothing can have that name."""
    name = Iri(text)
    try:
        to_term(name)
    except ValueError as error:
        raise UnknownIri(text) from error
    return name


def iri(row: Row, name: str) -> Iri:
    """The IRI in a column that always has one."""
    return Iri(row[name])


def ref(row: Row, name: str) -> Ref | None:
    """The entity in a column, with the label that stands in the column beside it; None where the row has none."""
    found, label = row[name], row[f"{name}Label"]
    return Ref(found, str(label)) if isinstance(found, Iri) and label is not None else None


def text(row: Row, name: str) -> str | None:
    """The text in a column."""
    value = row[name]
    return None if value is None else str(value)


def number(row: Row, name: str) -> float:
    """The number in a column; 0 where there is none."""
    value = row[name]
    return value if isinstance(value, int | float) else 0.0


def day(row: Row, name: str) -> date | None:
    """The date in a column."""
    return to_day(row[name])


def to_day(value: Value | None) -> date | None:
    """A date; None for nothing, and for what a foreign store may hold in its place."""
    try:
        return date.fromisoformat(str(value)) if value is not None else None
    except ValueError:
        return None


def wikidata(row: Row) -> str | None:
    """The Wikidata item in the column of that name."""
    value = row["wikidata"]
    return str(value).removeprefix(WIKIDATA) if value is not None else None


def hus(name: str) -> Iri:
    """A term of our ontology as a value to bind."""
    return Iri(HUS[name].value)
