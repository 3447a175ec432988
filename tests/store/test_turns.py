"""Whose query runs next, with a clock of hundredths of seconds."""

import asyncio

import pytest

from graph.errors import ServerBusy, TooManyQueries
from graph.store.turns import OWN, Lane, Room, Turns


class Begun(Turns):
    """Turns whose workers are there at once."""

    async def take(self, *given):
        turn = await super().take(*given)
        turn.begin()
        return turn


def run(test, **room):
    """What `test(turns)` returns."""

    async def go():
        return await test(Begun(Room(**{"short": 2, "long": 1, "first_slice": 0.05, "queue_seconds": 1.0, **room})))

    return asyncio.run(go())


async def use(turns, client, seconds, order=None):
    """One query of so many seconds; notes its client when it begins."""
    turn = await turns.take(client)
    if order is not None:
        order.append(client)
    await asyncio.sleep(seconds)
    turn.end()


def test_as_many_run_as_there_is_room_for():
    async def test(turns):
        first, second = await turns.take("a"), await turns.take("b")
        third = asyncio.create_task(turns.take("c"))
        await asyncio.sleep(0.01)
        waits = not third.done()
        first.end()
        turn = await third
        for one in (second, turn):
            one.end()
        return waits, turn.lane

    assert run(test, first_slice=10) == (True, Lane.SHORT)


def test_who_has_used_less_comes_first():
    async def test(turns):
        await use(turns, "much", 0.03)
        order = []
        held = await turns.take("x")
        waiting = [asyncio.create_task(use(turns, client, 0, order)) for client in ("much", "little")]
        await asyncio.sleep(0.01)
        held.end()
        await asyncio.gather(*waiting)
        return order

    assert run(test, short=1, first_slice=10) == ["little", "much"]


def test_a_clients_own_queries_keep_their_order_and_share():
    async def test(turns):
        order = []
        held = await turns.take("x")
        waiting = [asyncio.create_task(use(turns, c, 0.01, order)) for c in ("many", "many", "many", "one")]
        await asyncio.sleep(0.01)
        held.end()
        await asyncio.gather(*waiting)
        return order

    assert run(test, short=1, first_slice=10).index("one") <= 1


def test_who_has_used_much_waits_in_the_long_lane():
    async def test(turns):
        await use(turns, "greedy", 0.05)
        lanes = []
        for _ in range(2):
            turn = await turns.take("greedy")
            lanes.append(turn.lane)
            turn.end()
        light = await turns.take("light")
        light.end()
        return [*lanes, light.lane]

    assert run(test, first_slice=0.01) == [Lane.LONG, Lane.LONG, Lane.SHORT]


def test_after_its_first_slice_a_query_is_in_the_long_lane():
    async def test(turns):
        demoted = []
        turn = await turns.take("a")
        turn.demote = lambda: demoted.append(turn.lane)
        await asyncio.sleep(0.08)
        turn.end()
        return demoted

    assert run(test) == [Lane.LONG]


@pytest.mark.parametrize(("sending", "stopped"), [(False, True), (True, False)])
def test_without_room_there_it_is_stopped_unless_its_answer_has_begun(sending, stopped):
    async def test(turns):
        stops = []
        turn = await turns.take("a")
        turn.stop = lambda: stops.append(turn.client)
        turn.sending = sending
        waiting = asyncio.create_task(turns.take("b"))
        await asyncio.sleep(0.08)
        turn.end()
        (await waiting).end()
        return bool(stops)

    assert run(test, short=1, long=0) is stopped


def test_nobody_is_stopped_while_nobody_waits():
    async def test(turns):
        turn = await turns.take("a")
        turn.stop = pytest.fail
        await asyncio.sleep(0.08)
        turn.end()

    run(test, short=1, long=0)


def test_own_queries_wait_for_nobody():
    async def test(turns):
        held = [await turns.take("a"), await turns.take("b")]
        own = await asyncio.wait_for(turns.take(OWN), 0.1)
        for turn in (*held, own):
            turn.end()
        return own.lane

    assert run(test, first_slice=10) is Lane.OWN


def test_who_waits_too_long_is_told_when_to_come_again():
    async def test(turns):
        held = await turns.take("a")
        with pytest.raises(ServerBusy) as told:
            await turns.take("b")
        held.end()
        after = await turns.take("b")
        after.end()
        return told.value.retry_after

    assert run(test, short=1, first_slice=10, queue_seconds=0.05) == 1


def test_one_client_waits_with_so_many_and_all_with_so_many():
    async def test(turns):
        held = await turns.take("x")
        waiting = [asyncio.create_task(turns.take(client)) for client in ("a", "a", "b")]
        await asyncio.sleep(0.01)
        with pytest.raises(TooManyQueries):
            await turns.take("a")
        with pytest.raises(ServerBusy):
            await turns.take("c")
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        held.end()
        (await turns.take("c")).end()

    run(test, short=1, first_slice=10, queue=3, client_queue=2)
