"""A worker for the time of one answer: read until its end, its deadline, or until it has to begin anew."""

import asyncio
from collections.abc import Callable
from json import loads

from graph.errors import HustingsError, InvalidQuery, QueryTimeout, QueryTooLarge
from graph.store.engine import damaged
from graph.store.frames import CHUNK, END, FAILED
from graph.store.limits import Limits
from graph.store.worker_process import Worker


class BeginAnew(Exception):
    """The worker was taken away: the query goes on from its beginning, in the long lane."""


class Lease:
    """A worker for the time of one answer. The deadline ends it even while the client does not read on."""

    def __init__(self, worker: Worker, limits: Limits, give_back: Callable[[Worker, bool], None]) -> None:
        self.worker = worker
        self._limits = limits
        self._give_back = give_back
        self._ended = self._expired = self._stopped = False
        self._timer = asyncio.get_running_loop().call_later(limits.seconds, self._expire)

    def end(self, *, clean: bool) -> None:
        """Give the worker back, once; it may go on if its answer was complete."""
        if not self._ended:
            self._ended = True
            self._timer.cancel()
            self._give_back(self.worker, clean)

    def stop(self) -> None:
        """Have the query begin anew elsewhere."""
        self._stopped = True
        self.end(clean=False)

    def _expire(self) -> None:
        self._expired = True
        self.end(clean=False)

    async def read(self) -> bytes | None:
        """Return the next chunk; None at the end of the answer."""
        try:
            kind, payload = await self.worker.read()
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise self._death() from error
        if self._expired or self._stopped:  # what still lay in the buffer is no complete answer
            raise self._death()
        if kind == FAILED:
            raise self._failure(**loads(payload))
        return None if kind == END else payload if kind == CHUNK else b""

    def _death(self) -> Exception:
        if self._stopped:
            return BeginAnew()
        if self._expired:
            return QueryTimeout(
                f"the query took longer than {self._limits.seconds:g} seconds and was stopped; ask with a LIMIT"
            )
        return QueryTooLarge(
            f"the query was stopped: it needed more than {self._limits.megabytes} MB of memory; ask with a LIMIT"
        )

    def _failure(self, kind: str, message: str) -> HustingsError:
        if kind == "rows":
            return QueryTooLarge(f"the answer has more than {self._limits.rows} rows; ask with a LIMIT")
        if kind in ("RuntimeError", "OSError"):
            return damaged(self.worker.snapshot, message)
        if kind == "MemoryError":
            return QueryTooLarge(f"the query needed more than {self._limits.megabytes} MB of memory")
        return InvalidQuery(_readable(kind, message))


def _readable(kind: str, message: str) -> str:
    """Return the engine's complaint in one line, without the long list of characters that it would have taken."""
    first, _, expected = message.partition(": expected ")
    if kind == "SyntaxError":
        hint = f", expected {expected}" if expected and len(expected) <= 60 and "\n" not in expected else ""
        return (
            f"SPARQL syntax {first}{hint}" if first.startswith("error at") else f"SPARQL syntax error: {message[:200]}"
        )
    return f"the query could not be answered: {' '.join(message.split())[:200]}"
