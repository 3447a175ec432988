"""Commands that decide about the entities of a store: merge, split, list."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.options import StorePath, open_existing, store_path
from graph.cli.reporting import counted

if TYPE_CHECKING:
    from graph.rdf.curation import Decision

app = typer.Typer(
    name="entities", help="Say which entities are one, and which are not.", no_args_is_help=True, rich_markup_mode=None
)

Entity = Annotated[str, typer.Argument(metavar="ENTITY", help="Its IRI, or the last part of it.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept with the day.")]


@app.command()
def merge(
    entity: Entity,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The entity that stands for both from now on.")],
    reason: Reason,
    store: StorePath = None,
) -> int:
    """Make two entities one: all that is said of the first is said of the second."""
    from graph.curation import merge as merge_entities

    where = store_path(store)
    with open_existing(where) as opened:
        changed = merge_entities(opened, entity, into, reason, date.today())
        opened.flush()
    typer.echo(f"{entity} merged into {into}: {counted(changed, 'article')} changed in {where}")
    return 0


@app.command()
def split(
    entity: Entity,
    reason: Reason,
    undo: Annotated[bool, typer.Option("--undo", help="Put together again what was split into one an article.")] = (
        False
    ),
    store: StorePath = None,
) -> int:
    """Take a merge back; an entity that was not merged becomes another one in each article."""
    from graph.curation import rejoin
    from graph.curation import split as split_entity

    where = store_path(store)
    with open_existing(where) as opened:
        changed = (rejoin if undo else split_entity)(opened, entity, reason, date.today())
        opened.flush()
    done = "put together" if undo else "split"
    typer.echo(f"{entity} {done}: {counted(changed, 'article')} changed in {where}")
    return 0


@app.command("list")
def list_decisions(
    suspect: Annotated[bool, typer.Option("--suspect", help="Instead: pairs that may be one, the likeliest first.")] = (
        False
    ),
    limit: Annotated[int, typer.Option(min=1, help="So many rows.")] = 50,
    store: StorePath = None,
) -> int:
    """Print what was decided about entities, the latest first."""
    from graph.cli.tables import print_table
    from graph.curation import find_suspects
    from graph.store.opening import open_store

    with open_store(store_path(store)) as opened:
        if suspect:
            found = find_suspects(opened).found[:limit]
            rows = [(s.other.label, s.other.iri, s.kept.label, s.kept.iri, s.reason) for s in found]
            print_table("suspects", ("entity", "IRI", "may be", "IRI", "because"), rows)
        else:
            decisions = reversed(opened.decisions()[-limit:])
            print_table("decisions", ("day", "verdict", "entity", "into", "reason"), [_cells(d) for d in decisions])
    return 0


def _cells(decision: "Decision") -> tuple[str, ...]:
    return str(decision.day), decision.verdict.value, decision.entity, decision.into or "", decision.reason
