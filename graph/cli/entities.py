"""Commands that decide about the entities of a store: merge, split, differ, resolve, list."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.options import StorePath, open_existing, store_path
from graph.cli.reporting import USAGE, complain, counted, exit_code

if TYPE_CHECKING:
    from graph.rdf.curation import Decision
    from graph.store.oxigraph import OxigraphStore
    from graph.suspects import Suspicion

app = typer.Typer(
    name="entities", help="Say which entities are one, and which are not.", no_args_is_help=True, rich_markup_mode=None
)

Entity = Annotated[str, typer.Argument(metavar="ENTITY", help="Its IRI, or the last part of it.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept with the day.")]


@app.command()
def merge(
    entities: Annotated[
        list[str] | None,
        typer.Argument(metavar="ENTITY... INTO", help="By IRI or the last part of it; the last one stands for all."),
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept with the day.")] = "",
    all_suspects_above: Annotated[
        float | None,
        typer.Option(metavar="SCORE", min=0.0, max=1.0, help="Instead: all that `list --suspect` shows so likely."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be merged, and change nothing.")] = False,
    store: StorePath = None,
) -> int:
    """Make entities one: all that is said of the others is said of the last."""
    from graph.curation import merge_all
    from graph.store.opening import open_store

    where, given = store_path(store), entities or []
    if (all_suspects_above is None) == (not given) or len(given) == 1:
        complain("give two or more entities, the last one to stand for all, or --all-suspects-above")
        raise typer.Exit(USAGE)
    if given and not reason:
        complain("a decision needs --reason")
        raise typer.Exit(USAGE)
    if all_suspects_above is None:
        pairs = [(entity, given[-1], reason) for entity in given[:-1]]
    else:
        with open_store(where) as opened:
            pairs = [(s.other.iri, s.kept.iri, reason or s.reason) for s in _suspects(opened, all_suspects_above)]
    if dry_run:
        _print_pairs(pairs)
        return 0
    done = failed = changed = 0
    with open_existing(where) as opened:
        for entity, into, outcome in merge_all(opened, pairs, date.today()):
            if isinstance(outcome, int):
                done, changed = done + 1, changed + outcome
            elif len(pairs) == 1:
                raise outcome
            else:
                failed += 1
                complain(f"{entity} into {into}: {outcome}")
        opened.flush()
    said = f"{pairs[0][0]} merged into {pairs[0][1]}" if len(pairs) == 1 else f"{counted(done, 'entity')} merged"
    said += f", {failed:,} could not be" if failed else ""
    typer.echo(f"{said}: {counted(changed, 'article')} changed in {where}")
    return exit_code(done, failed)


@app.command()
def split(
    entity: Entity,
    reason: Reason,
    undo: Annotated[bool, typer.Option("--undo", help="Put together again what was split into one an article.")] = (
        False
    ),
    store: StorePath = None,
) -> int:
    """Take a merge back, for good; an entity that was not merged becomes another one in each article."""
    from graph.curation import rejoin
    from graph.curation import split as split_entity

    where = store_path(store)
    with open_existing(where) as opened:
        changed = (rejoin if undo else split_entity)(opened, entity, reason, date.today())
        opened.flush()
    done = "put together" if undo else "split"
    typer.echo(f"{entity} {done}: {counted(changed, 'article')} changed in {where}")
    return 0


@app.command()
def differ(
    entity: Entity,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The entity that it is not.")],
    reason: Reason,
    undo: Annotated[bool, typer.Option("--undo", help="Take that back: they may be one after all.")] = False,
    store: StorePath = None,
) -> int:
    """Say that two entities are not one: no resolution makes them one again."""
    from graph.curation import differ as tell_apart

    where = store_path(store)
    with open_existing(where) as opened:
        changed = tell_apart(opened, entity, other, reason, date.today(), undo=undo)
        opened.flush()
    done = "may be one again" if undo else "told apart"
    typer.echo(f"{entity} and {other} {done}: {counted(changed, 'article')} changed in {where}")
    return 0


@app.command()
def resolve(store: StorePath = None) -> int:
    """Work out which entities of several articles are one; `build` and `delete` do so by themselves."""
    where = store_path(store)
    with open_existing(where) as opened:
        changed = opened.resolve(anew=True)
        merges = len(opened.resolution().merges)
        opened.flush()
    typer.echo(f"{counted(merges, 'automatic merge')} in {where}: {counted(changed, 'article')} changed")
    return 0


@app.command("list")
def list_decisions(
    suspect: Annotated[
        bool, typer.Option("--suspect", help="Instead: what may be one, in clusters, the likeliest first.")
    ] = False,
    automatic: Annotated[
        bool, typer.Option("--automatic", help="Instead: what was merged without a person, the least sure first.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="So many rows.")] = 50,
    store: StorePath = None,
) -> int:
    """Print what was decided about entities, the latest first."""
    from graph.cli.tables import print_table
    from graph.store.opening import open_store

    with open_store(store_path(store)) as opened:
        if suspect:
            _print_suspects(opened, limit)
        elif automatic:
            _print_automatic(opened, limit)
        else:
            decisions = reversed(opened.decisions()[-limit:])
            print_table("decisions", ("day", "verdict", "entity", "into", "reason"), [_cells(d) for d in decisions])
    return 0


def _print_suspects(store: "OxigraphStore", limit: int) -> None:
    from graph.cli.tables import print_table
    from graph.suspects import find_suspects, grouped

    rows = [
        (str(number), f"{s.score:.2f}", s.other.label, s.other.iri, s.kept.label, s.kept.iri, s.reason)
        for number, group in enumerate(grouped(find_suspects(store).found), 1)
        for s in group
    ]
    print_table("suspects", ("cluster", "score", "entity", "IRI", "may be", "IRI", "because"), rows[:limit])


def _print_automatic(store: "OxigraphStore", limit: int) -> None:
    from graph.cli.tables import print_table

    resolution = store.resolution()
    ordered = sorted(resolution.merges, key=lambda merge: (merge.score, merge.entity))
    rows = [(f"{m.score:.3f}", m.entity, m.into, m.rule, m.reason) for m in ordered]
    rows += [("", entity, "several", "namesakes", "articles contradict") for entity in sorted(resolution.apart)]
    print_table("automatic merges", ("score", "entity", "into", "rule", "because"), rows[:limit])


def _suspects(store: "OxigraphStore", least: float) -> "list[Suspicion]":
    from graph.suspects import find_suspects

    return [one for one in find_suspects(store).found if one.score >= least]


def _print_pairs(pairs: Sequence[tuple[str, str, str]]) -> None:
    from graph.cli.tables import print_table

    print_table("would be merged", ("entity", "into", "reason"), pairs)


def _cells(decision: "Decision") -> tuple[str, ...]:
    return str(decision.day), decision.verdict.value, decision.entity, decision.into or "", decision.reason
