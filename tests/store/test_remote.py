"""A store on another server is the same as one here: on oxigraph's own where it is installed, and on a small one."""

import shutil
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import httpx
import pyoxigraph as ox
import pytest

from graph.errors import InvalidSetting, StoreBusy, StoreError, StoreUnreadable, UnknownIri
from graph.rdf.curation import Decision, Verdict
from graph.store.opening import memory_store, open_store, reindex
from graph.store.remote.addresses import parse_address
from graph.verify import verify
from tests.factory import TUESDAY, make_annotation

BASE = "https://w3id.org/hustings/id/"
BINARY = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


class SmallServer(BaseHTTPRequestHandler):
    """SPARQL over a store in memory, as far as a remote store needs it; with faults to order."""

    store: ox.Store
    faults: ClassVar[list[int]] = []

    def log_message(self, *_: object) -> None: ...

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path = urlsplit(self.path).path
        if self.faults:
            return self._reply(self.faults.pop(0))
        if path == "/query":
            results = self.store.query(parse_qs(body.decode())["query"][0])
            return self._reply(
                200, results.serialize(format=ox.QueryResultsFormat.JSON), "application/sparql-results+json"
            )
        if path == "/update":
            self.store.update(body.decode())
        else:
            self.store.load(body, format=ox.RdfFormat.N_TRIPLES, to_graph=self._graph())
        return self._reply(204)

    def do_PUT(self) -> None:
        self.store.remove_graph(self._graph())
        self.do_POST()

    def do_GET(self) -> None:
        if not self.store.contains_named_graph(self._graph()):
            return self._reply(404)
        found = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=self._graph())
        return self._reply(200, found, "application/n-triples")

    def _graph(self) -> ox.NamedNode:
        return ox.NamedNode(parse_qs(urlsplit(self.path).query)["graph"][0])

    def _reply(self, status: int, body: bytes = b"", media_type: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def small():
    """The address of a small server, and the server."""
    kind = type("Handler", (SmallServer,), {"store": ox.Store(), "faults": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", kind
        finally:
            server.shutdown()


@pytest.fixture
def oxigraph(tmp_path):
    """The address of oxigraph's own server."""
    if BINARY is None:
        pytest.skip("oxigraph's server is not installed")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [BINARY, "serve", "--location", str(tmp_path / "server"), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                try:
                    httpx.post(f"http://127.0.0.1:{port}/query", data={"query": "ASK {}"})
                    break
                except httpx.HTTPError:
                    time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.fixture(params=["small", "oxigraph"])
def address(request, tmp_path):
    found = request.getfixturevalue(request.param)
    url = found if isinstance(found, str) else found[0]
    return parse_address(url, {"HUSTINGS_REMOTE_CACHE": str(tmp_path / "cache")})


def quads(store):
    return sorted(map(str, store.quads()))


def test_articles_there_are_the_same_quads_as_here(address):
    here = memory_store()
    with open_store(address, write=True) as there:
        for name in ("a1", "b2", "c3"):
            here.put(make_annotation(name))
            there.put(make_annotation(name))
        there.put(make_annotation("a1"))
        here.delete("b2")
        there.delete("b2")
        assert quads(there) == quads(here)
        assert list(verify(there)) == []
        with pytest.raises(UnknownIri):
            there.delete("b2")
    with open_store(address) as again:
        assert again.articles() == ["a1", "c3"]
        assert again.reader.totals() == here.reader.totals()
        assert not again.writable


def test_decisions_reach_the_articles_there(address):
    old, new = f"{BASE}entity/Q777", f"{BASE}entity/Q999"
    decision = Decision(Verdict.MERGED, old, "the same person", TUESDAY, new)
    here = memory_store()
    with open_store(address, write=True) as there:
        for store in (here, there):
            store.put(make_annotation("a1"))
            assert store.curate(decision) == 1
        assert quads(there) == quads(here)
        assert there.curation().resolve(old) == new


def test_the_read_model_is_made_again_from_there(address):
    with open_store(address, write=True) as store:
        store.put(make_annotation("a1"))
        before = store.reader.totals()
    (address.folder / "index.sqlite").unlink()

    with open_store(address) as store:
        assert store.reader.totals() == before
    assert reindex(address) == 1


def test_a_dump_goes_there_and_back(address, tmp_path):
    here = memory_store()
    here.put(make_annotation("a1"))
    here.dump(tmp_path / "all.nq")
    with open_store(address, write=True) as there:
        there.put(make_annotation("old"))
        with pytest.raises(StoreError, match="--replace"):
            there.load(tmp_path / "all.nq")
        there.load(tmp_path / "all.nq", replace=True)
        assert there.articles() == ["a1"]
        there.dump(tmp_path / "back.nq")
    read = [sorted((tmp_path / name).read_text().splitlines()) for name in ("all.nq", "back.nq")]
    assert read[0] == read[1]


def test_no_store_there_is_an_error(address):
    with pytest.raises(StoreUnreadable, match="no store at http"):
        open_store(address)


def test_one_command_at_a_time(address):
    with open_store(address, write=True), pytest.raises(StoreBusy):
        open_store(address)


def test_trouble_that_passes_is_waited_for(small, tmp_path, monkeypatch):
    monkeypatch.setattr("graph.store.remote.client._PAUSE", 0.01)
    url, server = small
    where = parse_address(url, {"HUSTINGS_REMOTE_CACHE": str(tmp_path)})
    with open_store(where, write=True) as store:
        server.faults += [503, 502, 429]
        store.put(make_annotation("a1"))
        assert store.articles() == ["a1"]
        server.faults += [503] * 4
        with pytest.raises(StoreError, match="answers 503"):
            store.articles()


@pytest.mark.parametrize(
    ("status", "words"), [(302, "points elsewhere"), (401, "lets nobody in"), (418, "answers 418")]
)
def test_what_does_not_pass_is_told(small, tmp_path, status, words):
    url, server = small
    where = parse_address(url, {"HUSTINGS_REMOTE_CACHE": str(tmp_path), "HUSTINGS_REMOTE_KIND": "oxigraph"})
    server.faults += [status]

    with pytest.raises(StoreError, match=words):
        open_store(where)


def test_nobody_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("graph.store.remote.client._PAUSE", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(StoreError, match="cannot reach http"):
        open_store(parse_address(f"http://127.0.0.1:{port}", {"HUSTINGS_REMOTE_CACHE": str(tmp_path)}))


SECRET = {"HUSTINGS_REMOTE_TOKEN": "secret of the tests"}


@pytest.mark.parametrize(
    ("text", "environment"),
    [
        ("http://user:password@host/", {}),
        ("https://", {}),
        ("https://host/a?b", {}),
        ("http://elsewhere.example/", SECRET),
        ("https://host/", {"HUSTINGS_REMOTE_KIND": "unheard-of"}),
        ("https://host/", {"HUSTINGS_REMOTE_TIMEOUT": "soon"}),
    ],
)
def test_what_is_no_address_or_gives_secrets_away_is_refused(text, environment):
    with pytest.raises(InvalidSetting):
        parse_address(text, environment)


def test_secrets_go_by_https_and_are_not_shown():
    found = parse_address("https://elsewhere.example/data/", SECRET)

    assert (found.url, found.authorization) == ("https://elsewhere.example/data", "Bearer secret of the tests")
    assert "secret" not in repr(found)
    assert parse_address("http://localhost:7878", SECRET).authorization
    basic = parse_address("https://h/", {"HUSTINGS_REMOTE_USER": "ana", "HUSTINGS_REMOTE_PASSWORD": "pw"})
    assert basic.authorization == "Basic YW5hOnB3"
