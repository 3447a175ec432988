"""Rows of the read model as the values that views are made of."""

from datetime import date

from graph.errors import UnknownIri
from graph.lookup.views import Ref
from graph.store.base import Iri, to_term
from graph.store.index import asking, shown

Row = asking.Row


def checked_iri(text: str) -> Iri:
    """What somebody gave as an IRI; UnknownIri where it is none, since nothing can have that name."""
    name = Iri(text)
    try:
        to_term(name)
    except ValueError as error:
        raise UnknownIri(text) from error
    return name


def ref(row: Row, name: str, base: str) -> Ref | None:
    """The entity in a column, with the label that stands in the column beside it; None where the row has none."""
    found, label = row[f"{name}_iri"], row[f"{name}_label"]
    return Ref(to_iri(found, base), str(label)) if found is not None and label is not None else None


def to_iri(short: object, base: str) -> Iri:
    """The IRI of what the read model names without the store's base."""
    return Iri(shown.full_iri(str(short), base))


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


def to_day(value: object) -> date | None:
    """A date; None for nothing, and for what a foreign store may hold in its place."""
    try:
        return date.fromisoformat(str(value)) if value is not None else None
    except ValueError:
        return None
