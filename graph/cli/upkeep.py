"""Commands that keep a store whole: verify, dump, load, backup, restore, upgrade."""

import shlex
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.options import StorePath, settings, store_path
from graph.cli.reporting import FAILED, complain, counted, show_progress
from graph.errors import InputError, StoreUnreadable

if TYPE_CHECKING:
    from graph.cli.options import Place
    from graph.store.base import Store

_SHOWN_PROBLEMS = 20


def verify(store: StorePath = None) -> int:
    """Check quotes, shapes and edges of a store."""
    from graph.store.opening import open_store
    from graph.verify import verify as find_problems

    where = store_path(store)
    with open_store(where) as opened:
        found = _show(find_problems(opened, _watch))
        articles = len(opened.articles())
    if found:
        complain(f"{counted(found, 'problem')} in {where}; build the articles again, or load a good dump")
        return FAILED
    typer.echo(f"{where} is sound: {counted(articles, 'article')}")
    return 0


def index(store: StorePath = None) -> int:
    """Make the index of a store again from its graph."""
    from graph.store.opening import reindex

    where = store_path(store)
    articles = reindex(where, _watch)
    typer.echo(f"{where} indexed: {counted(articles, 'article')}")
    return 0


def dump(
    file: Annotated[Path, typer.Argument(help="Where to write: .nq or .trig, with .gz to compress.")],
    store: StorePath = None,
) -> int:
    """Write a whole store to a file that load reads."""
    from graph.store.opening import open_store

    with open_store(store_path(store)) as opened:
        quads = opened.dump(file)
    typer.echo(f"{counted(quads, 'quad')} written to {file}")
    return 0


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write: .tar, or .tar.gz to compress.")],
    store: StorePath = None,
) -> int:
    """Write a whole store to a file, also while it is served or written to."""
    from graph.store.backups import back_up

    where = _folder(store)
    size = back_up(where, file)
    typer.echo(f"{counted(size, 'byte')} of {where} written to {file}")
    return 0


def restore(
    file: Annotated[Path, typer.Argument(help="A backup: .tar or .tar.gz.")],
    store: StorePath = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the store there.")] = False,
) -> int:
    """Make a store of a backup; a server that runs on it goes on with what was restored."""
    from graph.store.backups import restore as restore_store

    where = _folder(store)
    restore_store(file, where, replace=replace)
    typer.echo(f"{file} restored to {where}")
    return 0


def upgrade(store: StorePath = None) -> int:
    """Bring a store that an earlier version wrote to this version."""
    from graph.store.upgrading import upgrade as upgrade_store

    where = _folder(store)
    done = upgrade_store(where, _watch)
    change = f"from format {done.before} to {done.now}" if done.before != done.now else f"has format {done.now}"
    typer.echo(f"{where} {change}; index made again: {counted(done.articles, 'article')}")
    return 0


def _folder(given: "Place | None") -> Path:
    where = store_path(given)
    if not isinstance(where, Path):
        raise InputError(f"{where} is on another server, whose own means do that; dump and load work for it")
    return where


def load(
    file: Annotated[Path, typer.Argument(help="A dump: .nq or .trig, perhaps with .gz.")],
    store: StorePath = None,
    replace: Annotated[bool, typer.Option("--replace", help="Throw away the articles that the store holds.")] = False,
    check: Annotated[
        bool, typer.Option("--check/--no-check", help="Take in only what verify would find to be sound.")
    ] = True,
) -> int:
    """Fill a store from a dump."""
    from graph.store.opening import open_store

    where = store_path(store)
    fresh = not where.exists()
    try:
        with open_store(where, write=True, base=settings().base or None) as opened:
            quads = opened.load(file, replace=replace, accept=partial(_accept, file) if check else None)
    except BaseException:
        if fresh and isinstance(where, Path):
            shutil.rmtree(where, ignore_errors=True)
        raise
    typer.echo(f"{counted(quads, 'quad')} loaded into {where}")
    if not check:
        typer.echo(
            "not checked: quotes against texts, dates, shapes, licences and edges;"
            f" to do so: hustings verify --store {shlex.quote(str(where))}"
        )
    return 0


def _accept(dump: Path, taken: "Store") -> None:
    """StoreUnreadable where the graph of a dump is not sound; its problems are printed."""
    from graph.verify import verify_graph

    if found := _show(verify_graph(taken, _watch)):
        raise StoreUnreadable(
            f"cannot load {dump}: {counted(found, 'problem')} in it; nothing was changed;"
            " load a good dump, or take it in as it is with --no-check"
        )


def _show(problems: Iterable[object]) -> int:
    """Print the first problems; how many there are."""
    found = 0
    for problem in problems:
        found += 1
        if found <= _SHOWN_PROBLEMS:
            complain(str(problem))
    return found


def _watch(names: Sequence[str]) -> Iterator[str]:
    return show_progress(names, len(names))
