"""Whose query runs next: cheap ones soon, whoever has used little before whoever has used much.

There are two lanes. A query begins in the short one; when its first slice of time is over, it goes on in the long one,
in a process that steps back for all others. Where that lane is full and others wait, it is stopped and begins anew when
its turn in the long lane comes, unless part of its answer is out. Whoever has used much lately begins there too.
Waiting clients get slots by what they have used, each client's own queries in their order. So a few clients with long
queries take what the others leave over, and no more. Cf. multi-level feedback queues (Corbato et al. 1962) and
stochastic fair queueing (McKenney 1990).
"""

import asyncio
import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from graph.errors import ServerBusy, TooManyQueries

OWN = ""  # the server's own queries, which wait for nobody
_HALF_LIFE = 30.0  # seconds after which half of what a client used is forgotten
_PATIENCE = 2  # first slices of time that a query may take where it does not use as much of a processor
_REMEMBERED, _LITTLE = 10_000, 0.1  # clients, beyond which those who used less (in seconds) are forgotten
_MUCH = 3.0  # first slices: who has used more lately has used much
_OVERRUN = 10.0  # first slices, which a query that overruns its own costs its client


class Lane(Enum):
    """Where a query runs."""

    SHORT = "short"
    LONG = "long"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Room:
    """How many may run and wait; times in seconds."""

    short: int = 2
    long: int = 2
    first_slice: float = 0.5
    queue: int = 200
    client_queue: int = 16
    queue_seconds: float = 5.0


class Turn:
    """A query that runs. `demote` tells it that it is in the long lane now, `stop` that it must begin anew there."""

    def __init__(self, turns: "Turns", client: str, lane: Lane) -> None:
        self.client, self.lane = client, lane
        self.sending = False  # part of the answer is out
        self.stopped = self.overran = False
        self.demote: Callable[[], None] = _nothing
        self.stop: Callable[[], None] = _nothing
        self._turns = turns
        self._clock: Callable[[], float] | None = None  # None: its worker is still to start
        self._start = self._began = 0.0
        self._ended = False
        self._look(turns.room.first_slice)

    def begin(self, clock: Callable[[], float] | None = None) -> None:
        """Have what is used count from now on, by a clock of processor time where there is one."""
        self._clock = clock or self._now
        self._start, self._began = self._clock(), self._now()

    @property
    def used(self) -> float:
        """Return how many seconds of a processor it has used, or for how many it runs where that is not known."""
        return max(0.0, self._clock() - self._start) if self._clock else 0.0

    def is_over(self, first_slice: float) -> bool:
        """True if its first slice is over; a machine that is busy with other things is no reason, for a while."""
        lasts = self._now() - self._began if self._clock else 0.0
        return self.used >= first_slice or lasts >= _PATIENCE * first_slice

    def end(self) -> None:
        """Give the slot back, once."""
        if not self._ended:
            self._ended = True
            self._timer.cancel()
            self._turns.take_back(self)

    def _look(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._settle)

    def _settle(self) -> None:
        self._turns.settle()
        if not self._ended and self.lane is Lane.SHORT:
            self._look(self._turns.room.first_slice / 4)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


class Turns:
    """Gives turns to queries; lives in one event loop."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._running: set[Turn] = set()
        self._waiting: dict[Lane, dict[str, deque[asyncio.Future[Turn]]]] = {
            Lane.SHORT: defaultdict(deque),
            Lane.LONG: defaultdict(deque),
        }
        self._used: dict[str, tuple[float, float]] = {}  # client → seconds, as of when

    async def take(self, client: str, lane: Lane = Lane.SHORT) -> Turn:
        """Wait for a turn; ServerBusy where it does not come in time, TooManyQueries for one client's too many."""
        if client == OWN:
            return self._start(client, Lane.OWN)
        lane = Lane.LONG if self._has_used_much(client) else lane
        queue = self._waiting[lane][client]
        self._check_room(len(queue))
        place: asyncio.Future[Turn] = asyncio.get_running_loop().create_future()
        queue.append(place)
        self.settle()
        try:
            async with asyncio.timeout(self.room.queue_seconds):
                return await place
        except TimeoutError as error:
            raise ServerBusy(
                f"no worker came free in {self.room.queue_seconds:g} seconds; try again later",
                retry_after=math.ceil(self.room.queue_seconds),
            ) from error
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # the turn came at the moment when its client went away
                place.result().end()
            raise
        finally:
            if place in queue:
                queue.remove(place)
            if not queue:
                self._waiting[lane].pop(client, None)

    def take_back(self, turn: Turn) -> None:
        """End a turn."""
        self._running.discard(turn)
        if turn.client != OWN:
            self._charge(turn.client, turn.used)
            if len(self._used) > _REMEMBERED:
                self._used = {client: known for client, known in self._used.items() if self._usage(client) > _LITTLE}
        self.settle()

    def _charge(self, client: str, seconds: float) -> None:
        known, when = self._used.get(client, (0.0, 0.0))
        self._used[client] = (known * self._forgotten(when) + seconds, self._now())

    def settle(self) -> None:
        """Give free slots away, and make room where somebody waits and a first slice is over."""
        for turn in sorted(self._running, key=lambda turn: -turn.used):
            if turn.lane is Lane.SHORT and turn.is_over(self.room.first_slice) and not turn.stopped:
                self._make_room(turn)
        for lane in (Lane.SHORT, Lane.LONG):
            while self._give(lane):
                pass

    def _make_room(self, turn: Turn) -> None:
        """Move a query to the long lane, or stop it where others wait and there is no place for it there."""
        if not turn.overran and turn.used >= self.room.first_slice / 4:  # else it was the machine that was busy
            turn.overran = True
            self._charge(turn.client, _OVERRUN * self.room.first_slice)
        extra = self.room.short if turn.sending else 0
        if self._number(Lane.LONG) < self.room.long + extra:
            turn.lane = Lane.LONG
            turn.demote()
        elif self._anybody(Lane.SHORT) and not turn.sending:
            turn.stopped = True
            turn.stop()

    def _give(self, lane: Lane) -> bool:
        """Give one slot of a lane to the client who has used least; False where there is none, or nobody for it."""
        free = (self.room.short if lane is Lane.SHORT else self.room.long) - self._number(lane)
        waiting = [client for client, queue in self._waiting[lane].items() if queue]
        if free <= 0 or not waiting:
            return False
        client = min(waiting, key=lambda client: (self._number(None, client), self._usage(client)))
        place = self._waiting[lane][client].popleft()
        if not place.done():
            place.set_result(self._start(client, lane))
        return True

    def _start(self, client: str, lane: Lane) -> Turn:
        turn = Turn(self, client, lane)
        self._running.add(turn)
        return turn

    def _check_room(self, own: int) -> None:
        if own >= self.room.client_queue:
            raise TooManyQueries(
                f"{own} queries of yours wait already; ask one after the other",
                retry_after=math.ceil(self.room.first_slice),
            )
        if sum(len(queue) for lane in self._waiting.values() for queue in lane.values()) >= self.room.queue:
            raise ServerBusy("too many queries wait; try again later", retry_after=math.ceil(self.room.queue_seconds))

    def _number(self, lane: Lane | None, client: str | None = None) -> int:
        return sum(lane in (None, turn.lane) and client in (None, turn.client) for turn in self._running)

    def _anybody(self, lane: Lane) -> bool:
        return any(self._waiting[lane].values())

    def _has_used_much(self, client: str) -> bool:
        return self._usage(client) > _MUCH * self.room.first_slice

    def _usage(self, client: str) -> float:
        """How many seconds of workers a client has used lately, with what it uses now."""
        seconds, when = self._used.get(client, (0.0, 0.0))
        running = sum(turn.used for turn in self._running if turn.client == client)
        return seconds * self._forgotten(when) + running

    def _forgotten(self, when: float) -> float:
        """The share of what was used then that still counts."""
        return math.pow(0.5, (self._now() - when) / _HALF_LIFE)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _nothing() -> None:
    """Do nothing: for a turn whose query has not begun."""
