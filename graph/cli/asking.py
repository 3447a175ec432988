"""Have a query answered in a process of its own, over a store that others may write to meanwhile."""

import asyncio
from collections.abc import Iterator
from contextlib import aclosing, closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from graph.cli.options import settings
from graph.errors import QueryTimeout, QueryTooLarge

if TYPE_CHECKING:
    from graph.cli.options import Place
    from graph.store.workers import Question


def ask_store(where: "Place", question: "Question", out: IO[bytes]) -> None:
    """Write the answer. A process of its own evaluates the query, so that a deadline, a limit or Ctrl-C can end it."""
    from graph.store.engine import check_readable
    from graph.store.limits import Limits
    from graph.store.turns import Room
    from graph.store.workers import WorkerPool

    chosen = settings()
    limits = Limits(
        seconds=chosen.query_timeout,
        megabytes=chosen.query_megabytes,
        rows=chosen.max_rows,
        answer_bytes=chosen.max_answer_bytes,
        room=Room(short=1),
    )

    async def answer(folder: Path) -> None:
        pool = WorkerPool(lambda: folder, limits=limits)
        try:
            async with aclosing(pool.answer(question)) as chunks:
                async for chunk in chunks:
                    out.write(chunk)
        finally:
            await pool.close()

    with _folder_to_read(where) as folder:
        try:
            asyncio.run(answer(folder))
        except (QueryTooLarge, QueryTimeout):
            check_readable(folder)  # over some damage, the engine counts on and on
            raise


@contextmanager
def _folder_to_read(where: "Place") -> Iterator[Path]:
    """The data of a store, or the last snapshot of it while somebody writes; nobody removes it meanwhile.

    Of a store on another server it is a copy.
    """
    from graph.store.home import read_home_or_snapshot

    if not isinstance(where, Path):
        from graph.store.opening import open_store
        from graph.store.serving import ServedCopy

        with open_store(where) as opened, closing(ServedCopy(opened)) as copy:
            yield copy.edition().folder
        return

    home, folder = read_home_or_snapshot(where)
    try:
        yield folder
    finally:
        home.release()
