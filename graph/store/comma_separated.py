"""Answers as CSV, by Python's own writer: the engine leaves IRIs with a comma, such as those of spans, unquoted."""

import csv
import io
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

_PIECE = 200  # rows written at once


def to_csv(solutions: QuerySolutions) -> Iterator[bytes]:
    """Yield names and rows as "SPARQL 1.1 Query Results CSV" has them, UTF-8, in pieces of whole rows."""
    held = io.StringIO()
    table = csv.writer(held)
    table.writerow(variable.value for variable in solutions.variables)
    for number, solution in enumerate(solutions, 1):
        table.writerow([_plain(term) for term in solution])
        if number % _PIECE == 0:
            yield _taken(held)
    yield _taken(held)


def _taken(held: io.StringIO) -> bytes:
    """What is held, which then is empty."""
    text = held.getvalue()
    held.seek(0)
    held.truncate()
    return text.encode()


def _plain(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    if isinstance(term, NamedNode | Literal):
        return term.value
    return "" if term is None else str(term)
