"""A warm pool of processes that evaluate users' SPARQL and may be killed at any moment.

The engine cannot stop a query that it has begun, so each runs in a process of its own over a read-only snapshot, with a
deadline for the whole answer, limits of memory, rows and bytes, and no sockets. Turns are counted, not workers: a
killed one costs only the start of the next, and a turn comes back when its query ends, whatever its reader does.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from graph.errors import HustingsError, InvalidQuery, QueryTooLarge
from graph.store.frames import QueryRequest
from graph.store.guard import CheckedQuery
from graph.store.leases import BeginAnew, Lease
from graph.store.limits import Limits
from graph.store.turns import OWN, Lane, Turn, Turns
from graph.store.worker_process import Worker, start_worker

LONG_NICE = 19  # of processes in the long lane: the system gives them what the others leave over


@dataclass(frozen=True, slots=True)
class Question:
    """A checked query, the media type of its answer, and the graphs that the request names in place of the query's."""

    query: CheckedQuery
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base_iri: str | None = None


class WorkerPool:
    """Evaluates users' queries, as many at a time as there is room for; lives in one event loop."""

    def __init__(
        self,
        snapshot: Callable[[], Path],
        *,
        limits: Limits | None = None,
        known: Callable[[], Path | None] = lambda: None,
    ) -> None:
        """`known` gives the snapshot where that takes no time, else None."""
        self.limits = limits or Limits()
        self._snapshot, self._known = snapshot, known
        self._size = self.limits.room.short + 1  # idle workers, so that nobody waits for one to start
        self._turns = Turns(self.limits.room)
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

    async def answer(self, question: Question, client: str = OWN) -> AsyncGenerator[bytes, None]:
        """Yield the answer in chunks; the first comes, or an error is raised, before a client is promised anything.

        Raises InvalidQuery, QueryTimeout, QueryTooLarge, ServerBusy or TooManyQueries; an error after the first chunk
        means that the answer is not complete. Closing the generator, or the deadline, kills the worker.
        """
        turn = await self._turns.take(client)
        try:
            while True:
                try:
                    async with aclosing(self._evaluate(question, turn)) as chunks:
                        async for chunk in chunks:
                            turn.sending = True
                            yield chunk
                    return
                except BeginAnew:
                    turn.end()
                turn = await self._turns.take(client, Lane.LONG)
        finally:
            turn.end()

    async def _evaluate(self, question: Question, turn: Turn) -> AsyncGenerator[bytes, None]:
        lease = Lease(await self._fresh_worker(turn), self.limits, partial(self._take_back, turn))
        turn.stop, turn.demote = lease.stop, partial(self._step_back, lease.worker)
        if turn.lane is Lane.LONG:
            turn.demote()
        try:
            lease.worker.ask(self._request(question).to_bytes())
            turn.begin(lease.worker.seconds)
            sent = 0
            while (payload := await lease.read()) is not None:
                sent += len(payload)
                if sent > self.limits.answer_bytes:
                    raise QueryTooLarge(f"the answer has more than {self.limits.answer_bytes} bytes; ask with a LIMIT")
                yield payload
            lease.end(clean=turn.lane is not Lane.LONG)
        except InvalidQuery:
            lease.end(clean=turn.lane is not Lane.LONG)
            raise
        finally:
            lease.end(clean=False)  # does nothing where it has ended

    def _step_back(self, worker: Worker) -> None:
        """Let a worker go on behind all others, and start another one for those who come now."""
        worker.step_back(LONG_NICE)
        self._keep(asyncio.ensure_future(self._warm()))

    def _take_back(self, turn: Turn, worker: Worker, clean: bool) -> None:
        """End a lease, and the turn, though nobody reads on; the worker goes on if it can be used again."""
        turn.end()
        if clean:
            self._rest(worker)
        else:
            self._retire(worker)
            self._keep(asyncio.ensure_future(self._warm()))

    def _rest(self, worker: Worker) -> None:
        """Keep a worker for the next query, unless there are enough."""
        if self._closed or len(self._idle) >= self._size:
            self._retire(worker)
        else:
            self._idle.append(worker)

    async def _fresh_worker(self, turn: Turn) -> Worker:
        """Return an idle worker over the present snapshot, or a new one; BeginAnew where the turn is over by then."""
        worker = await self._worker()
        if turn.stopped:
            self._rest(worker)
            raise BeginAnew
        return worker

    async def _worker(self) -> Worker:
        known = self._known()
        snapshot = await asyncio.to_thread(self._snapshot) if known is None else known
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
        if self._closed or len(self._idle) + self._starting >= self._size:
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
