"""What the worker process sends, asked within the test's own process."""

import socket
from collections.abc import Iterator
from json import loads

import pyoxigraph as ox
import pytest

from graph.store.frames import CHUNK, END, FAILED, HEADER, QueryRequest, frame
from graph.store.worker import HELD_BYTES, FrameWriter, TooManyRows, answer

JSON = "application/sparql-results+json"
CSV = "text/csv"
TURTLE = "text/turtle"


@pytest.fixture
def store() -> ox.Store:
    made = ox.Store()
    made.extend(
        ox.Quad(ox.NamedNode(f"x:s{i}"), ox.NamedNode("x:p"), ox.Literal(i), ox.NamedNode(f"x:g{i % 2}"))
        for i in range(6)
    )
    return made


@pytest.fixture
def sockets() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def ask(
    store: ox.Store,
    sockets: tuple[socket.socket, socket.socket],
    query: str,
    media_type: str = JSON,
    max_rows: int = 100,
    **graphs: tuple[str, ...],
) -> list[tuple[bytes, bytes]]:
    """Return the frames of an answer, kind and payload."""
    ours, theirs = sockets
    answer(store, theirs, QueryRequest(query, media_type, max_rows, **graphs))
    theirs.shutdown(socket.SHUT_WR)
    found = []
    with ours.makefile("rb") as answers:
        while header := answers.read(HEADER.size):
            kind, length = HEADER.unpack(header)
            found.append((kind, answers.read(length)))
    return found


def test_an_answer_is_its_chunks_and_an_end(store, sockets) -> None:
    (kind, payload), end = ask(store, sockets, "SELECT ?s { ?s <x:p> ?o } ORDER BY ?s")

    assert (kind, end) == (CHUNK, (END, b""))
    assert [row["s"]["value"] for row in loads(payload)["results"]["bindings"]] == [f"x:s{i}" for i in range(6)]


@pytest.mark.parametrize(
    ("query", "media_type", "words"),
    [
        ("ASK { ?s <x:p> 3 }", JSON, b"true"),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", CSV, b"6"),
        ("CONSTRUCT { ?s <x:q> ?o } { ?s <x:p> ?o FILTER(?o = 5) }", TURTLE, b"x:q"),
        ("DESCRIBE <x:s1>", TURTLE, b"x:s1"),
    ],
)
def test_each_form_of_query_has_its_format(store, sockets, query: str, media_type: str, words: bytes) -> None:
    (kind, payload), _ = ask(store, sockets, query, media_type)

    assert kind == CHUNK
    assert words in payload


@pytest.mark.parametrize(
    ("graphs", "count"),
    [
        ({"default_graphs": ("x:g0",)}, b"3"),
        ({"default_graphs": ("x:g0", "x:g1")}, b"6"),
        ({"named_graphs": ("x:g1",)}, b"0"),
        ({}, b"6"),
    ],
)
def test_a_query_sees_the_graphs_that_the_request_names(store, sockets, graphs, count: bytes) -> None:
    (_, payload), _ = ask(store, sockets, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", CSV, **graphs)

    assert payload.split() == [b"n", count]


@pytest.mark.parametrize(
    ("query", "max_rows", "kind"),
    [("SELECT ?s { ?s", 100, "SyntaxError"), ("SELECT ?s { ?s ?p ?o }", 3, "rows")],
)
def test_what_goes_wrong_is_one_frame_and_nothing_before_it(
    store, sockets, query: str, max_rows: int, kind: str
) -> None:
    ((sent, payload),) = ask(store, sockets, query, CSV, max_rows)

    assert sent == FAILED
    assert loads(payload)["kind"] == kind


class Sent(list[bytes]):
    """Stands for a socket: keeps what is sent."""

    def sendall(self, data: bytes) -> None:
        self.append(data)


def test_a_long_answer_goes_out_before_it_is_whole() -> None:
    sent = Sent()
    writer = FrameWriter(sent, QueryRequest("", JSON, 10))

    assert writer.write(b"x" * (HELD_BYTES - 1)) == HELD_BYTES - 1
    writer.flush()  # by the engine, which does not know whether the answer will be whole
    assert sent == []

    writer.write(b"xy")
    assert [HEADER.unpack(data[: HEADER.size]) for data in sent] == [(CHUNK, HELD_BYTES + 1)]


def test_rows_above_the_limit_stop_the_engine(sockets) -> None:
    writer = FrameWriter(sockets[1], QueryRequest("", CSV, 2))

    writer.write(b"s\nx:s1\n")
    with pytest.raises(TooManyRows):
        writer.write(b"x:s2\nx:s3\n")
    assert writer.overrun


def test_a_request_is_the_same_once_it_has_travelled() -> None:
    request = QueryRequest("ASK {}", JSON, 5, union=False, default_graphs=("x:g0",), named_graphs=("x:g1", "x:g2"))

    assert QueryRequest.from_bytes(request.to_bytes()) == request
    assert frame(END) == HEADER.pack(END, 0)
