"""Commands that ask a store: lookup, query, export."""

import json
import sys
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import typer

from graph.cli.asking import ask_store
from graph.cli.options import LeastConfidence, OnlyEvidence, OnlyStance, OnlyStrength, StorePath, store_path
from graph.cli.reporting import FAILED, complain, counted
from graph.errors import InvalidQuery
from graph.model import EntityType


class Answer(StrEnum):
    """How the answer to a query is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


# As `graph.export` names them; a test compares. Importing that here would slow every command down.
EXPORTS = ("graphml", "gexf", "cytoscape", "node-link", "dot", "csv", "statements", "turtle", "trig", "jsonld")

_CSV = (
    "csv: edges.csv gets the edges, as standard output does; network.zip and the folder network (a name without "
    "ending, or with a slash at its end) get nodes.csv and edges.csv."
)

# SELECT and ASK, and after them CONSTRUCT and DESCRIBE.
_ROWS = {
    Answer.TABLE: "application/sparql-results+json",
    Answer.CSV: "text/csv",
    Answer.JSON: "application/sparql-results+json",
}
_TRIPLES = {Answer.TABLE: "text/turtle", Answer.CSV: "application/n-triples", Answer.JSON: "application/ld+json"}


def lookup(
    name: Annotated[str, typer.Argument(help="A name, or its beginning; slips of the pen are forgiven.")],
    store: StorePath = None,
    limit: Annotated[int, typer.Option(min=1, help="So many rows a table.")] = 20,
) -> int:
    """Find an entity by name: its stances, what it said, what was said of it."""
    from graph.cli.tables import print_entities, print_facts, print_stances, print_statements
    from graph.lookup import facts_of, find_entities, stances_of, statements_about, statements_by
    from graph.store.opening import open_store

    where = store_path(store)
    with open_store(where) as opened:
        found = find_entities(opened, name, limit=limit)
        if not found.items:
            complain(f"no entity named {name!r} in {where}; try a part of the name")
            return FAILED
        first = found.items[0]
        print_entities(f"entities named {name}", found.items)
        print_stances(f"stances of {first.label}", stances_of(opened, first.iri, limit=limit).items)
        print_statements(f"statements by {first.label}", statements_by(opened, first.iri, limit=limit).items)
        print_statements(f"statements about {first.label}", statements_about(opened, first.iri, limit=limit).items)
        print_facts(f"facts about {first.label}", facts_of(opened, first.iri, limit=limit).items)
    return 0


def query(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE.rq]", help="A file with a SPARQL query; - for standard input.")
    ] = None,
    store: StorePath = None,
    example: Annotated[
        str | None, typer.Option(metavar="NAME", help="In place of a file: an example; `list` for their names.")
    ] = None,
    format: Annotated[Answer, typer.Option(help="For SELECT; triples come as Turtle, N-Triples or JSON-LD.")] = (
        Answer.TABLE
    ),
) -> int:
    """Answer a SPARQL query over all graphs."""
    from graph.store.guard import QueryForm, check_query
    from graph.store.workers import Question

    if example == "list":
        return _list_examples()
    checked = check_query(_text_of(file, example))
    rows = checked.form in (QueryForm.SELECT, QueryForm.ASK)
    question = Question(checked, (_ROWS if rows else _TRIPLES)[format])
    if rows and format is Answer.TABLE:
        buffer = BytesIO()
        ask_store(store_path(store), question, buffer)
        _print_rows(json.loads(buffer.getvalue()))
    else:
        ask_store(store_path(store), question, sys.stdout.buffer)
        typer.echo()
    return 0


def _text_of(file: str | None, example: str | None) -> str:
    from api.routers.examples import find_example

    if (file is None) == (example is None):
        raise InvalidQuery("give a file with a query, - for standard input, or --example NAME")
    return _read_query(file) if file is not None else find_example(example or "").query


def _list_examples() -> int:
    from api.routers.examples import all_examples
    from graph.cli.tables import print_table

    print_table("examples", ("name", "what it answers"), [(one.name, one.title) for one in all_examples()])
    return 0


def _read_query(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidQuery(
            f"{file}: cannot be read ({error.strerror}); give a file with a SPARQL query, or -"
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidQuery(f"{file}: not UTF-8 at byte {error.start}; a query is text in UTF-8") from error


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(EXPORTS)}.")],
    out: Annotated[
        str | None, typer.Option(metavar="NAME", help=f"Where to write. [default: standard output] {_CSV}")
    ] = (None),
    store: StorePath = None,
    article: Annotated[str | None, typer.Option(metavar="ID", help="Only this article.")] = None,
    type: Annotated[
        list[EntityType] | None,
        typer.Option(
            metavar="TYPE",
            help="Only entities of this type, or statements by or about them; may be given several times. "
            f"One of {', '.join(EntityType)}.",
        ),
    ] = None,
    stance: OnlyStance = None,
    strength: OnlyStrength = None,
    min_confidence: LeastConfidence = 0.0,
    evidence: OnlyEvidence = None,
) -> int:
    """Write a store, its network or its statements for other programs."""
    from graph.export.formats import export_files
    from graph.export.network import Filters
    from graph.export.saving import save
    from graph.lookup import SideFilter
    from graph.store.opening import open_store

    filters = Filters(article, type or (), sides=SideFilter(stance, strength, min_confidence, evidence))
    with open_store(store_path(store)) as opened:
        if out is None:
            for piece in next(iter(export_files(opened, format, filters).values())):
                sys.stdout.buffer.write(piece)
        else:
            size = save(opened, format, out, filters)
            typer.echo(f"{counted(size, 'byte')} of {format} written to {out}")
    return 0


def _print_rows(answer: dict[str, Any]) -> None:
    from graph.cli.tables import print_table

    if "boolean" in answer:
        typer.echo(str(answer["boolean"]).lower())
        return
    names = answer["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in names] for row in answer["results"]["bindings"]]
    print_table("rows", names, rows)


def _cell(term: dict[str, str] | None) -> str:
    """A term for people: IRIs by their short names, literals by their words."""
    if term is None:
        return ""
    return _short(term["value"]) if term["type"] == "uri" else str(term["value"])


def _short(iri: str) -> str:
    from graph.rdf.vocabulary import PREFIXES

    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
