"""The server as a process: what it says, that it stops, and what stands in its way."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.server import listen, serve
from graph.errors import CannotServe, StoreUnreadable
from graph.store.opening import open_store
from tests.factory import make_annotation

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def store_path(tmp_path):
    path = tmp_path / "store"
    add(path, "a1")
    return path


def add(path, name):
    with open_store(path, write=True) as store:
        store.put(make_annotation(name))
        store.flush()


@contextmanager
def process(store_path, port=0):
    """`python -m api` on a store."""
    environment = os.environ | {"HUSTINGS_STORE": str(store_path), "HUSTINGS_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "api"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        try:
            yield started
        finally:
            started.kill()


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid):
    """Whether a process runs; one that is dead and waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.slow
def test_the_server_says_where_it_is_and_stops_when_told(store_path):
    with process(store_path) as server:
        first = server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", first)[0]
        alive = httpx.get(f"{address}/health").json()["status"]
        workers = children(server.pid)
        server.send_signal(signal.SIGINT)
        code = server.wait(timeout=20)

    assert (alive, code) == ("ok", 0)
    assert len(workers) == 3
    assert not [pid for pid in workers if is_alive(pid)]


@pytest.mark.slow
def test_articles_may_be_added_while_the_server_runs(store_path):
    with process(store_path) as server:
        server.stdout.readline()
        add(store_path, "b2")
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)

    with open_store(store_path) as store:
        assert store.articles() == ["a1", "b2"]
    assert list((store_path / "snapshots").iterdir()) == []


@pytest.mark.slow
def test_workers_do_not_outlive_a_server_that_is_killed(store_path):
    with process(store_path) as server:
        server.stdout.readline()
        workers = children(server.pid)
        server.kill()
        server.wait(timeout=20)

    assert len(workers) == 3
    deadline = time.monotonic() + 20
    while any(is_alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [pid for pid in workers if is_alive(pid)]


def test_a_port_in_use_is_told_in_one_line(store_path):
    with listen("127.0.0.1", 0) as taken, process(store_path, taken.getsockname()[1]) as server:
        output, errors = server.communicate(timeout=60)

    assert (server.returncode, output) == (2, "")
    assert re.fullmatch(r"hustings: cannot listen on 127\.0\.0\.1 port \d+: .*in use.*\n", errors)


def test_no_store_is_an_error(tmp_path):
    with pytest.raises(StoreUnreadable):
        serve(tmp_path / "none", port=0)


@pytest.mark.parametrize("host", ["256.0.0.1", "no-such-host.invalid"])
def test_a_host_that_is_none_is_an_error(host):
    with pytest.raises(CannotServe, match="cannot listen"):
        listen(host, 0)


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_ipv6_addresses_are_listened_on():
    try:
        with listen("::1", 0) as listening:
            assert listening.family == socket.AF_INET6
    except CannotServe:
        pytest.skip("no IPv6 loopback here")
