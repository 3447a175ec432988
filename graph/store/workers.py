"""A warm pool of processes that evaluate users' SPARQL and may be killed at any moment.

The engine cannot stop a query that it has begun, so each runs in a process of its own over a read-only snapshot, with a
deadline for the whole answer, limits of memory, rows and bytes, and no sockets. Slots are counted, not workers: a
killed one costs only the start of the next, and a slot comes back when its query ends, whatever its reader does.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from dataclasses import dataclass
from json import loads
from pathlib import Path

from graph.errors import HustingsError, InvalidQuery, QueryTimeout, QueryTooLarge, ServerBusy
from graph.store.engine import damaged
from graph.store.frames import CHUNK, END, FAILED, QueryRequest
from graph.store.guard import CheckedQuery
from graph.store.worker_process import Worker, start_worker


@dataclass(frozen=True, slots=True)
class Limits:
    """What a user's query may cost."""

    seconds: float = 10.0  # from the moment it has a worker to the last byte of the answer
    queue_seconds: float = 5.0  # until a worker is free
    megabytes: int = 1024  # of memory above what an idle worker takes
    rows: int = 100_000
    answer_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """A checked query, the media type of its answer, and the graphs that the request names in place of the query's."""

    query: CheckedQuery
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base_iri: str | None = None


class WorkerPool:
    """Evaluates users' queries in at most `size` processes at a time; lives in one event loop."""

    def __init__(self, snapshot: Callable[[], Path], *, size: int = 2, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._snapshot = snapshot
        self._size = size
        self._slots = asyncio.Semaphore(size)
        self._idle: list[Worker] = []
        self._alive: set[Worker] = set()
        self._starting = 0
        self._tasks: set[asyncio.Future[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the workers, so that the first query need not wait; raises StoreError when they cannot."""
        snapshot = await asyncio.to_thread(self._snapshot)
        for worker in await asyncio.gather(*(self._spawn(snapshot) for _ in range(self._size))):
            self._rest(worker)

    async def close(self) -> None:
        """Kill all workers and wait until they are gone."""
        self._closed = True
        for worker in list(self._alive):
            self._retire(worker)
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def answer(self, question: Question, client: str = "") -> AsyncGenerator[bytes, None]:
        """Yield the answer in chunks; the first comes, or an error is raised, before a client is promised anything.

        Raises InvalidQuery, QueryTimeout, QueryTooLarge or ServerBusy; an error after the first chunk means that the
        answer is not complete. Closing the generator, or the deadline, kills the worker.
        """
        lease = await self._lease()
        try:
            lease.worker.ask(self._request(question).to_bytes())
            sent = 0
            while (payload := await lease.read()) is not None:
                sent += len(payload)
                if sent > self.limits.answer_bytes:
                    raise QueryTooLarge(f"the answer has more than {self.limits.answer_bytes} bytes; ask with a LIMIT")
                yield payload
            lease.end(clean=True)
        except InvalidQuery:
            lease.end(clean=True)
            raise
        finally:
            lease.end(clean=False)  # does nothing where it has ended

    async def _lease(self) -> "_Lease":
        try:
            async with asyncio.timeout(self.limits.queue_seconds):
                await self._slots.acquire()
        except TimeoutError as error:
            raise ServerBusy(
                f"all {self._size} workers were busy for {self.limits.queue_seconds:g} seconds; try again later"
            ) from error
        try:
            return _Lease(self, await self._fresh_worker())
        except BaseException:
            self._slots.release()
            raise

    def take_back(self, worker: Worker, clean: bool) -> None:
        """End a lease: the worker goes on if its last answer was complete, and the slot is free again."""
        self._slots.release()
        if clean:
            self._rest(worker)
        else:
            self._retire(worker)
            self._keep(asyncio.ensure_future(self._warm()))

    def _rest(self, worker: Worker) -> None:
        """Keep a worker for the next query, unless there are enough."""
        if self._closed or len(self._alive) > self._size:
            self._retire(worker)
        else:
            self._idle.append(worker)

    async def _fresh_worker(self) -> Worker:
        """Return an idle worker over the present snapshot, or a new one."""
        snapshot = await asyncio.to_thread(self._snapshot)
        while self._idle:
            worker = self._idle.pop()
            if worker.snapshot == snapshot and worker.process.poll() is None:
                return worker
            self._retire(worker)
        return await self._spawn(snapshot)

    async def _spawn(self, snapshot: Path) -> Worker:
        self._starting += 1
        try:
            worker = await start_worker(snapshot, self.limits.megabytes)
        finally:
            self._starting -= 1
        self._alive.add(worker)
        return worker

    async def _warm(self) -> None:
        """Replace a worker that was killed, before the next query asks for one."""
        if self._closed or len(self._alive) + self._starting >= self._size:
            return
        with suppress(HustingsError, OSError):  # the next query tries again, and reports it
            self._rest(await self._spawn(await asyncio.to_thread(self._snapshot)))

    def _retire(self, worker: Worker) -> None:
        self._alive.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        worker.kill()
        self._keep(asyncio.get_running_loop().run_in_executor(None, worker.bury))

    def _keep(self, task: "asyncio.Future[None]") -> None:
        """Hold a background task until it is done: the event loop itself would let it be collected."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _request(self, question: Question) -> QueryRequest:
        return QueryRequest(
            query=question.query.text,
            media_type=question.media_type,
            max_rows=self.limits.rows,
            union=not question.query.names_dataset,
            default_graphs=question.default_graphs,
            named_graphs=question.named_graphs,
            base_iri=question.base_iri,
            star=question.query.star,
        )


class _Lease:
    """A worker for the time of one answer. The deadline ends it even while the client does not read on."""

    def __init__(self, pool: WorkerPool, worker: Worker) -> None:
        self.worker = worker
        self._pool = pool
        self._ended = False
        self._expired = False
        self._timer = asyncio.get_running_loop().call_later(pool.limits.seconds, self._expire)

    def end(self, *, clean: bool) -> None:
        """Give the worker back, once."""
        if not self._ended:
            self._ended = True
            self._timer.cancel()
            self._pool.take_back(self.worker, clean)

    def _expire(self) -> None:
        self._expired = True
        self.end(clean=False)

    async def read(self) -> bytes | None:
        """Return the next chunk; None at the end of the answer."""
        try:
            kind, payload = await self.worker.read()
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise self._death() from error
        if self._expired:  # what still lay in the buffer is no complete answer
            raise self._death()
        if kind == FAILED:
            raise self._failure(**loads(payload))
        return None if kind == END else payload if kind == CHUNK else b""

    def _death(self) -> HustingsError:
        limits = self._pool.limits
        if self._expired:
            return QueryTimeout(f"the query took longer than {limits.seconds:g} seconds and was stopped")
        return QueryTooLarge(f"the query was stopped: it needed more than {limits.megabytes} MB of memory")

    def _failure(self, kind: str, message: str) -> HustingsError:
        if kind == "rows":
            return QueryTooLarge(f"the answer has more than {self._pool.limits.rows} rows; ask with a LIMIT")
        if kind in ("RuntimeError", "OSError"):
            return damaged(self.worker.snapshot, message)
        if kind == "MemoryError":
            return QueryTooLarge(f"the query needed more than {self._pool.limits.megabytes} MB of memory")
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
