"""Users' updates, one after the other, each in a process that may be killed when its time is over."""

import asyncio
from json import loads
from pathlib import Path
from typing import Any

from graph import errors
from graph.errors import HustingsError, QueryTimeout, QueryTooLarge, ServerBusy, StoreError
from graph.store.frames import CHUNK, FAILED
from graph.store.update_worker import encode
from graph.store.updating import UpdateRequest
from graph.store.user_graphs import GraphChange
from graph.store.worker_process import UPDATES, Worker, start_worker


class Updater:
    """Writes to one store on disk what users send; lives in one event loop."""

    def __init__(self, store: Path, *, seconds: float, queue_seconds: float, megabytes: int) -> None:
        self._store = store
        self._seconds, self._queue_seconds, self._megabytes = seconds, queue_seconds, megabytes
        self._turn = asyncio.Lock()
        self._worker: Worker | None = None

    async def start(self) -> None:
        """Start the process, so that the first update need not wait."""
        self._worker = await start_worker(self._store, self._megabytes, UPDATES)

    async def close(self) -> None:
        """End the process."""
        worker, self._worker = self._worker, None
        if worker:
            worker.kill()
            await asyncio.to_thread(worker.bury)

    async def carry_out(self, request: UpdateRequest | GraphChange) -> dict[str, Any]:
        """Return what came of a request. Raises what is wrong with it, QueryTimeout, QueryTooLarge or ServerBusy."""
        try:
            async with asyncio.timeout(self._queue_seconds):
                await self._turn.acquire()
        except TimeoutError as error:
            raise ServerBusy("other updates are under way; try again later") from error
        try:
            return await self._ask(encode(request))
        finally:
            self._turn.release()

    async def _ask(self, request: bytes) -> dict[str, Any]:
        if self._worker is None or self._worker.process.poll() is not None:
            await self.start()
        worker = self._worker
        if worker is None:
            raise StoreError("the process of updates could not be started; the log says why")
        finished = False
        try:
            worker.ask(request)
            async with asyncio.timeout(self._seconds):
                kind, payload = await worker.read()
                if kind == CHUNK:
                    await worker.read()  # the end
            finished = True
        except TimeoutError as error:
            raise QueryTimeout(f"the update took longer than {self._seconds:g} seconds; nothing was changed") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise QueryTooLarge(f"the update needed more than {self._megabytes} MB of memory") from error
        finally:
            if not finished:
                await self.close()
        if kind == FAILED:
            raise _failure(**loads(payload), megabytes=self._megabytes)
        done: dict[str, Any] = loads(payload)
        return done


def _failure(kind: str, message: str, megabytes: int) -> HustingsError:
    if kind == "MemoryError":
        return QueryTooLarge(f"the update needed more than {megabytes} MB of memory; nothing was changed")
    found = getattr(errors, kind, HustingsError)
    if found is errors.UnknownIri:
        return HustingsError(message)
    made: HustingsError = found(message)
    return made
