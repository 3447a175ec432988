"""The command that looks for the words of statements."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.options import LeastConfidence, OnlyStance, OnlyStrength, StorePath, parse_published, store_path
from graph.cli.reporting import FAILED, complain
from graph.model import StatementKind

if TYPE_CHECKING:
    from graph.store.base import Iri, Store

_ENTITY = "Only statements {} this entity: a name, or its IRI."


def search(
    words: Annotated[
        str,
        typer.Argument(help='Words that must all be there, "phrases", beginnings (tax*), OR, NOT or -, parentheses.'),
    ],
    store: StorePath = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help=_ENTITY.format("by"))] = None,
    target: Annotated[str | None, typer.Option(metavar="NAME", help=_ENTITY.format("for or against"))] = None,
    stance: OnlyStance = None,
    strength: OnlyStrength = None,
    min_confidence: LeastConfidence = 0.0,
    kind: Annotated[StatementKind | None, typer.Option(help="Only statements of this kind.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Only of this publisher.")] = None,
    since: Annotated[
        date | None, typer.Option(parser=parse_published, metavar="DATE", help="Published then or later.")
    ] = None,
    until: Annotated[
        date | None, typer.Option(parser=parse_published, metavar="DATE", help="Published then or earlier.")
    ] = None,
    latest: Annotated[bool, typer.Option("--latest", help="The latest first, not the best match.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="So many rows.")] = 20,
) -> int:
    """Find statements by the words of their sentences."""
    from graph.cli.tables import print_statements
    from graph.lookup import Narrowed, Order, SideFilter, search_statements
    from graph.store.opening import open_store

    where = store_path(store)
    with open_store(where) as opened:
        narrowed = Narrowed(
            source=_entity(opened, source) if source else None,
            target=_entity(opened, target) if target else None,
            sides=SideFilter(stance, strength, min_confidence),
            kind=kind,
            outlet=outlet,
            since=since,
            until=until,
        )
        order = Order.DATE if latest else Order.RELEVANCE
        found = search_statements(opened, words, narrowed, order=order, limit=limit)
        if not found.items:
            complain(f"no statement with {words!r} in {where}; try fewer words, or the beginning of one: tax*")
            return FAILED
        print_statements(f"statements with {words}", found.items)
        if found.total > len(found.items):
            typer.echo(f"{found.total - len(found.items):,} more; --limit shows more of them")
    return 0


def _entity(store: "Store", given: str) -> "Iri":
    """The entity with this IRI, or the first of those with this name; UnknownIri where there is none."""
    from graph.errors import UnknownIri
    from graph.lookup import checked_iri, find_entities
    from graph.store.base import Iri

    if "://" in given:
        return Iri(store.names().resolve(checked_iri(given)))
    found = find_entities(store, given, limit=1).items
    if not found:
        raise UnknownIri(given)
    return found[0].iri
