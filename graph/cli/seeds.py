"""Commands for a user's own people, offices, parties and places: import, list."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.options import parse_published, settings
from graph.cli.reporting import complain, counted
from graph.errors import InvalidSeeds

if TYPE_CHECKING:
    from graph.seeding import Plan

app = typer.Typer(
    name="seeds", help="Teach Hustings more people, offices and parties.", no_args_is_help=True, rich_markup_mode=None
)
_SHOWN = 20

AsOf = Annotated[
    date | None,
    typer.Option(parser=parse_published, metavar="DATE", help="The day on which the file was true. [default: today]"),
]


@app.command("import")
def import_(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Popolo, a Wikidata query's CSV or JSON, FollowTheMoney, or our own CSV."),
    ] = None,
    country: Annotated[str, typer.Option(metavar="CODE", help="For what the file does not say, such as CA.")] = "",
    as_of: AsOf = None,
    preview: Annotated[bool, typer.Option("--preview", help="Show what would change, and change nothing.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Where the file contradicts us, believe the file.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the latest import back.")] = False,
) -> int:
    """Take people, offices and parties from a file; articles built from then on know them."""
    from graph.seeding import undo as undo_import

    folder = settings().seeds
    if undo == (file is not None):
        raise InvalidSeeds("give a file to import, or --undo")
    if file is None:
        last = undo_import(folder)
        typer.echo(f"import {last.number} of {last.file} taken back")
    else:
        _import(file, folder, country.upper(), (as_of or date.today()).isoformat(), preview=preview, replace=replace)
    return 0


@app.command("list")
def list_imports() -> int:
    """Print the imports that hold, the latest first."""
    from graph.cli.tables import print_table
    from graph.seeding import history

    rows = [
        (str(i.number), i.day, i.file, f"{i.added:,}", f"{i.changed:,}", f"{i.conflicts:,}")
        for i in history(settings().seeds)
    ]
    print_table(f"imports in {settings().seeds}", ("number", "day", "file", "added", "changed", "conflicts"), rows)
    return 0


def _import(file: Path, folder: Path, country: str, as_of: str, *, preview: bool, replace: bool) -> None:
    from graph.linking.gazetteer import load_gazetteer, our_tables
    from graph.seeding import current, make_plan, read_file, write

    own = current(folder)
    batch = read_file(file, load_gazetteer(own), country=country, as_of=as_of)
    plan = make_plan(batch, (our_tables(), *((own,) if own else ())), replace=replace)
    _show(plan, replace=replace)
    if not plan:
        typer.echo(f"{file}: nothing new")
    elif preview:
        typer.echo(f"{file}: nothing was changed; without --preview it goes to {folder}")
    else:
        made = write(folder, plan, file.name, date.today().isoformat())
        typer.echo(f"import {made.number}: {counted(made.added, 'row')} added, {made.changed:,} changed in {folder}")


def _show(plan: "Plan", *, replace: bool) -> None:
    from graph.cli.tables import print_table

    rows = [
        (name, f"{len(plan.added[name]):,}", f"{len(plan.changed[name]):,}", _some(plan, name)) for name in plan.rows
    ]
    print_table("changes", ("table", "added", "changed", "for example"), rows)
    for conflict in plan.conflicts[:_SHOWN]:
        complain(f"{conflict}; {'the file counts' if replace else 'ours stays, --replace would change it'}")
    if len(plan.conflicts) > _SHOWN:
        complain(f"{counted(len(plan.conflicts) - _SHOWN, 'further value')} of the file contradict ours")
    if plan.left_out:
        complain(f"{counted(plan.left_out, 'record')} without Wikidata id or name left out")


def _some(plan: "Plan", name: str) -> str:
    return ", ".join(
        row.get("name") or row.get("title") or " ".join(key) for key, row in [*plan.rows[name].items()][:3]
    )
