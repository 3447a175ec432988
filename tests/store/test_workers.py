"""The pool of workers: answers, limits, what a killed worker leaves behind."""

import asyncio
import json
import os
import platform
import socket
import sys
import time
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import InvalidQuery, QueryTimeout, QueryTooLarge, ServerBusy, StoreError
from graph.store.guard import check_query
from graph.store.limits import Limits
from graph.store.turns import Room
from graph.store.workers import LONG_NICE, Question, WorkerPool

JSON = "application/sparql-results+json"
RUNAWAYS = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f ?i ?l",
    "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(20)))} }}" for i in range(8))
    + "}",
]


def make_snapshot(path, articles=3, size=200):
    store = ox.Store(str(path))
    store.extend(
        ox.Quad(ox.NamedNode(f"x:s{i}"), ox.NamedNode("x:p"), ox.Literal(i), ox.NamedNode(f"x:g{i % articles}"))
        for i in range(size)
    )
    store.flush()
    return path


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return make_snapshot(tmp_path_factory.mktemp("snapshot") / "store")


async def ask(pool, query, media_type=JSON, client="somebody", **graphs):
    async with aclosing(pool.answer(Question(check_query(query), media_type, **graphs), client)) as chunks:
        return b"".join([chunk async for chunk in chunks])


def with_pool(snapshot, test, *, room=None, **limits):
    """What `test(pool)` returns; afterwards no worker is alive."""

    async def run():
        chosen = Limits(room=room or Room(short=1, long=1, first_slice=30), **limits)
        pool = WorkerPool(snapshot if callable(snapshot) else lambda: snapshot, limits=chosen)
        await pool.start()
        pids = [worker.process.pid for worker in pool._alive]
        try:
            result = await test(pool)
            pids += [worker.process.pid for worker in pool._alive]
            return result
        finally:
            await pool.close()
            assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]

    return asyncio.run(run())


def numbers(answer):
    return [int(row["n"]["value"]) for row in json.loads(answer)["results"]["bindings"]]


@pytest.mark.parametrize(
    ("query", "graphs", "count"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {}, 200),
        ("SELECT (COUNT(*) AS ?n) FROM <x:g0> { ?s ?p ?o }", {}, 67),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {"default_graphs": ("x:g0", "x:g1")}, 134),
        ("SELECT (COUNT(*) AS ?n) FROM <x:g0> { ?s ?p ?o }", {"default_graphs": ("x:g2",)}, 66),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {"named_graphs": ("x:g0",)}, 0),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", {"named_graphs": ("x:g0",)}, 67),
    ],
)
def test_a_query_sees_the_graphs_that_it_names(snapshot, query, graphs, count):
    assert numbers(with_pool(snapshot, lambda pool: ask(pool, query, **graphs))) == [count]


def test_triples_come_in_the_format_asked_for(snapshot):
    turtle = with_pool(snapshot, lambda pool: ask(pool, "CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle"))

    assert len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) == 200


@pytest.mark.parametrize("query", RUNAWAYS)
def test_a_runaway_query_is_killed_and_the_next_is_answered(snapshot, query):
    async def test(pool):
        with pytest.raises(QueryTimeout, match=r"0\.3 seconds"):
            await ask(pool, query)
        return await ask(pool, "SELECT (1 AS ?n) {}")

    assert numbers(with_pool(snapshot, test, seconds=0.3)) == [1]


SEVEN = [
    *RUNAWAYS,
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT (COUNT(*) AS ?n) { ?a (<x:p>|!<x:p>)* ?b . ?b ^(<x:p>|!<x:p>)* ?c . ?d (<x:p>|!<x:p>)* ?e }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(STR(?a), STR(?f)) && REGEX(STR(?i), STR(?c), 'i')) }",
    "SELECT (STRLEN(?s40) AS ?n) { BIND('0123456789' AS ?s0) "
    + " ".join(f"BIND(CONCAT(?s{i}, ?s{i}) AS ?s{i + 1})" for i in range(40))
    + "}",
]


@pytest.mark.slow
@pytest.mark.parametrize("query", SEVEN)
def test_every_kind_of_runaway_query_ends_in_time(tmp_path, query):
    async def test(pool):
        began = time.monotonic()
        with pytest.raises((QueryTimeout, QueryTooLarge)):
            await ask(pool, query)
        seconds = time.monotonic() - began
        await ask(pool, "SELECT (1 AS ?n) {}")
        return seconds

    big = make_snapshot(tmp_path / "big", size=20_000)
    assert with_pool(big, test, seconds=3, rows=10**9, megabytes=400) < 4


def test_a_query_that_needs_too_much_memory_ends_alone(snapshot):
    doubling = " ".join(f"BIND(CONCAT(?s{i}, ?s{i}) AS ?s{i + 1})" for i in range(32))

    async def test(pool):
        with pytest.raises(QueryTooLarge, match="200 MB"):
            await ask(pool, f"SELECT (STRLEN(?s32) AS ?n) {{ BIND('0123456789' AS ?s0) {doubling} }}")
        return await ask(pool, "SELECT (1 AS ?n) {}")

    assert numbers(with_pool(snapshot, test, megabytes=200, seconds=60)) == [1]


@pytest.mark.parametrize("limit", [{"rows": 199}, {"answer_bytes": 1000}])
def test_too_large_an_answer_is_an_error(snapshot, limit):
    with pytest.raises(QueryTooLarge, match=r"199 rows|1000 bytes"):
        with_pool(snapshot, lambda pool: ask(pool, "SELECT * { ?s ?p ?n }"), **limit)


def test_as_many_rows_as_allowed_are_given(snapshot):
    answer = with_pool(snapshot, lambda pool: ask(pool, "SELECT * { ?s ?p ?n }"), rows=200)

    assert sorted(numbers(answer)) == list(range(200))


@pytest.mark.parametrize(
    ("query", "message"),
    [("SELECT ?x", "error at 1:10"), ("SELECT * { ?s ex:p ?o }", "SPARQL syntax")],
)
def test_what_does_not_parse_is_an_invalid_query_and_keeps_the_worker(snapshot, query, message):
    async def test(pool):
        with pytest.raises(InvalidQuery, match=message):
            await ask(pool, query)
        return [worker.process.pid for worker in pool._idle], [worker.process.pid for worker in pool._alive]

    idle, alive = with_pool(snapshot, test)
    assert sorted(idle) == sorted(alive)


def test_who_waits_too_long_for_a_worker_is_told_so(snapshot):
    async def test(pool):
        slow = asyncio.create_task(ask(pool, RUNAWAYS[0]))
        await asyncio.sleep(0.05)
        with pytest.raises(ServerBusy):
            await ask(pool, "SELECT (1 AS ?n) {}")
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        return await ask(pool, "SELECT (1 AS ?n) {}")

    assert numbers(with_pool(snapshot, test, room=Room(short=1, long=1, first_slice=30, queue_seconds=0.1))) == [1]


def test_a_client_that_goes_away_leaves_the_pool_whole(tmp_path):
    big = make_snapshot(tmp_path / "big", size=20_000)

    async def test(pool):
        for _ in range(5):
            async with aclosing(pool.answer(Question(check_query("SELECT * { ?s ?p ?o }"), JSON), "one")) as chunks:
                assert (await anext(chunks)).startswith(b'{"head"')
        return await ask(pool, "SELECT (1 AS ?n) {}"), len(pool._alive)

    answer, alive = with_pool(big, test, room=Room(short=2, long=1, first_slice=30))
    assert numbers(answer) == [1]
    assert alive <= 2


def test_a_client_that_does_not_read_on_holds_no_worker(tmp_path):
    big = make_snapshot(tmp_path / "big", size=20_000)

    async def test(pool):
        async with aclosing(pool.answer(Question(check_query("SELECT * { ?s ?p ?o }"), JSON), "one")) as chunks:
            await anext(chunks)
            answer = await ask(pool, "SELECT (1 AS ?n) {}")  # comes once the other's deadline has passed
            with pytest.raises(QueryTimeout):
                await anext(chunks)
        return answer

    assert numbers(with_pool(big, test, seconds=0.3, room=Room(short=1, long=1, first_slice=30, queue_seconds=30))) == [
        1
    ]


def test_a_new_snapshot_is_seen_by_the_next_query(snapshot, tmp_path):
    paths = [snapshot]

    async def test(pool):
        before = await ask(pool, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        paths.append(make_snapshot(tmp_path / "next", size=7))
        return before, await ask(pool, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

    before, after = with_pool(lambda: paths[-1], test)
    assert (numbers(before), numbers(after)) == ([200], [7])


def test_a_worker_killed_from_outside_is_replaced(snapshot):
    async def test(pool):
        for worker in list(pool._idle):
            worker.process.kill()
            worker.process.wait()
        return await ask(pool, "SELECT (1 AS ?n) {}")

    assert numbers(with_pool(snapshot, test)) == [1]


def test_a_snapshot_that_is_none_is_an_error_of_the_store(tmp_path):
    with pytest.raises(StoreError):
        with_pool(tmp_path / "missing", lambda pool: ask(pool, "ASK {}"))


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"), reason="no seccomp filter here"
)
def test_the_worker_cannot_open_sockets(snapshot):
    with socket.create_server(("127.0.0.1", 0)) as target:
        target.settimeout(0.2)
        port = target.getsockname()[1]

        async def test(pool):
            unguarded = replace(check_query("ASK {}"), text=f"ASK {{ SERVICE <http://127.0.0.1:{port}/x> {{}} }}")
            with pytest.raises(InvalidQuery, match=r"(?i)permission denied"):
                async with aclosing(pool.answer(Question(unguarded, JSON))) as chunks:
                    await anext(chunks)

        with_pool(snapshot, test)
        with pytest.raises(TimeoutError):
            target.accept()


def test_a_long_query_makes_room_and_steps_back(snapshot):
    async def test(pool):
        slow = asyncio.create_task(ask(pool, RUNAWAYS[0], client="greedy"))
        await asyncio.sleep(0.6)
        (worker,) = [worker for worker in pool._alive if worker not in pool._idle]
        nice = os.getpriority(os.PRIO_PROCESS, worker.process.pid)
        answer = await ask(pool, "SELECT (1 AS ?n) {}")
        with pytest.raises(QueryTimeout):
            await slow
        return numbers(answer), nice

    assert with_pool(snapshot, test, seconds=3, room=Room(short=1, long=1, first_slice=0.2)) == ([1], LONG_NICE)


def test_a_query_for_which_there_is_no_room_begins_anew_later(snapshot):
    medium = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < 2 && ?f < 4) }"

    async def test(pool):
        first = asyncio.create_task(ask(pool, RUNAWAYS[0], client="greedy"))
        await asyncio.sleep(0.3)  # it is in the long lane, all of which it takes
        second = asyncio.create_task(ask(pool, medium, client="other"))
        third = [await ask(pool, "SELECT (1 AS ?n) {}", client=f"c{number}") for number in range(5)]
        with pytest.raises(QueryTimeout):
            await first
        return numbers(await second), [numbers(answer) for answer in third]

    room = Room(short=1, long=1, first_slice=0.1, queue_seconds=20)
    assert with_pool(snapshot, test, seconds=8, room=room) == ([200 * 2 * 4], [[1]] * 5)
