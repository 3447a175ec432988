"""Commands that keep a store whole: verify, dump, load."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from graph.cli.options import StorePath, settings, store_path
from graph.cli.reporting import FAILED, complain, counted, show_progress
from graph.errors import HustingsError

_SHOWN_PROBLEMS = 20


def verify(store: StorePath = None) -> int:
    """Check quotes, shapes and edges of a store."""
    from graph.store.oxigraph import open_store
    from graph.verify import verify as find_problems

    where = store_path(store)
    found = 0
    with open_store(where) as opened:
        for problem in find_problems(opened, lambda ids: show_progress(ids, len(ids))):
            found += 1
            if found <= _SHOWN_PROBLEMS:
                complain(str(problem))
        articles = len(opened.articles())
    if found:
        complain(f"{counted(found, 'problem')} in {where}; build the articles again, or load a good dump")
        return FAILED
    typer.echo(f"{where} is sound: {counted(articles, 'article')}")
    return 0


def index(store: StorePath = None) -> int:
    """Make the index of a store again from its graph."""
    from graph.store.oxigraph import reindex

    where = store_path(store)
    articles = reindex(where, lambda names: show_progress(names, len(names)))
    typer.echo(f"{where} indexed: {counted(articles, 'article')}")
    return 0


def dump(
    file: Annotated[Path, typer.Argument(help="Where to write: .nq or .trig, with .gz to compress.")],
    store: StorePath = None,
) -> int:
    """Write a whole store to a file that load reads."""
    from graph.store.oxigraph import open_store

    with open_store(store_path(store)) as opened:
        quads = opened.dump(file)
    typer.echo(f"{counted(quads, 'quad')} written to {file}")
    return 0


def load(
    file: Annotated[Path, typer.Argument(help="A dump: .nq or .trig, perhaps with .gz.")],
    store: StorePath = None,
    replace: Annotated[bool, typer.Option("--replace", help="Throw away the articles that the store holds.")] = False,
) -> int:
    """Fill a store from a dump."""
    from graph.store.oxigraph import open_store

    where = store_path(store)
    fresh = not where.exists()
    try:
        with open_store(where, write=True, base=settings().base or None) as opened:
            quads = opened.load(file, replace=replace)
    except HustingsError:
        if fresh:
            shutil.rmtree(where, ignore_errors=True)
        raise
    typer.echo(f"{counted(quads, 'quad')} loaded into {where}")
    return 0
