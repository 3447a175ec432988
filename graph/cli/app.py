"""All commands in one application, and every error as one line."""

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from graph.cli import answers, articles, entities, networks, searching, seeds, serving, upkeep
from graph.cli.reporting import DEBUG_VARIABLE, FAILED, INTERRUPTED, USAGE, complain, explain
from graph.errors import HustingsError

app = typer.Typer(
    name="hustings",
    help="Political news as a knowledge graph: who said what about what, when, and where the sentence is.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    articles.build,
    articles.extract,
    articles.delete,
    answers.lookup,
    searching.search,
    answers.query,
    answers.export,
    networks.network,
    serving.serve,
    upkeep.verify,
    upkeep.index,
    upkeep.dump,
    upkeep.load,
    upkeep.backup,
    upkeep.restore,
    upkeep.upgrade,
):
    app.command()(command)
app.add_typer(entities.app)
app.add_typer(seeds.app)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"hustings {version('hustings')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command that the process was started with."""
    _set_up_log()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # `hustings extract … | head`: nobody reads on, and Python would say so at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command; its exit code. What goes wrong is one line on standard error, unless HUSTINGS_DEBUG is set."""
    try:
        code = app(list(arguments) or ["--help"], prog_name="hustings", standalone_mode=False)
    except SystemExit as error:  # nobody reads what is printed
        return int(error.code or 0)
    except Exception as error:
        return _report(error)
    if code == INTERRUPTED:
        complain("stopped")
    return int(code or 0)


def _report(error: Exception) -> int:
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    complain(explain(error))
    return USAGE if isinstance(error, HustingsError | typer.TyperException) else FAILED


def _set_up_log() -> None:
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s %(message)s")
    logging.captureWarnings(True)
    if os.environ.get(DEBUG_VARIABLE):
        logging.getLogger("graph").setLevel(logging.DEBUG)
