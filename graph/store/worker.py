"""The worker process: evaluates users' queries over a read-only snapshot, one after the other, until it is killed.

Started by `graph.store.worker_process` as `python -m graph.store.worker SNAPSHOT MEGABYTES SOCKET`. The socket is a
number or, where processes inherit none, `shared`: what it is comes on standard input.
"""

import socket
import sys
from json import dumps
from typing import IO, cast

from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from graph.store.comma_separated import to_csv
from graph.store.frames import CHUNK, END, FAILED, HEADER, HELD_BYTES, READY, QueryRequest, frame, open_connection
from graph.store.guard import tokenize
from graph.store.rows import RowCounter
from graph.store.sandbox import deny_sockets, die_with_parent, limit_memory, step_back

FRAME_BYTES = 64 * 1024


class TooManyRows(Exception):
    """The answer has more rows than it may."""


class FrameWriter:
    """The file that the engine writes an answer to; it goes out in frames.

    The beginning is held back for a while, so that most answers which fail do so before anything of them is sent.
    """

    def __init__(self, connection: socket.socket, request: QueryRequest) -> None:
        self._connection = connection
        self._rows = RowCounter(request.media_type)
        self._max_rows = request.max_rows
        self._held: list[bytes] = []
        self._size = 0
        self._enough = HELD_BYTES
        self.overrun = False

    def write(self, data: bytes) -> int:
        """Return the number of bytes taken: all."""
        chunk = bytes(data)
        if self._rows.add(chunk) > self._max_rows:
            self.overrun = True
            raise TooManyRows
        self._held.append(chunk)
        self._size += len(chunk)
        if self._size >= self._enough:
            self.send()
        return len(chunk)

    def flush(self) -> None:
        """What the engine calls at the end; `send` is for us to call, once the answer is known to be whole."""

    def send(self) -> None:
        """Send what is held."""
        if self._held:
            self._connection.sendall(frame(CHUNK, b"".join(self._held)))
        self._held, self._size, self._enough = [], 0, FRAME_BYTES


def main(arguments: list[str]) -> None:
    """Answer queries from the socket until the other side closes it."""
    snapshot, megabytes, descriptor = arguments
    die_with_parent()
    connection = open_connection(descriptor)
    try:
        store = Store.read_only(snapshot)
        store.query("ASK { ?s ?p ?o }")  # what the engine loads at first use is loaded before the limits
    except (OSError, RuntimeError) as error:
        connection.sendall(failure(error))
        return
    step_back()
    limit_memory(int(megabytes))
    deny_sockets()
    connection.sendall(frame(READY))
    with connection, connection.makefile("rb") as requests:
        while header := requests.read(HEADER.size):
            _, length = HEADER.unpack(header)
            answer(store, connection, QueryRequest.from_bytes(requests.read(length)))


def answer(store: Store, connection: socket.socket, request: QueryRequest) -> None:
    """Send the answer in chunks, then its end or what went wrong."""
    writer = FrameWriter(connection, request)
    try:
        evaluate(store, request, writer)
    except Exception as error:  # whatever the engine raises is the asker's to know
        connection.sendall(failure(error, "rows" if writer.overrun else None))
    else:
        writer.send()
        connection.sendall(frame(END))


def failure(error: Exception, kind: str | None = None) -> bytes:
    """Return what went wrong, as a frame."""
    return frame(FAILED, dumps({"kind": kind or type(error).__name__, "message": str(error)}).encode())


def in_order(query: str, star: int | None, base_iri: str | None) -> str:
    """Return the query with the variables in place of its *, as they come in the text: the engine sorts them."""
    if star is None:
        return query
    results = Store().query(query, base_iri=base_iri)  # over nothing: the names of the columns alone are wanted
    names = {variable.value for variable in results.variables} if isinstance(results, QuerySolutions) else set()
    found = dict.fromkeys(token.text[1:] for token in tokenize(query[star:]) if token.kind == "variable")
    ordered = [name for name in found if name in names]
    if not ordered or set(ordered) != names:
        return query
    return f"{query[:star]} ?{' ?'.join(ordered)} {query[star + 1 :]}"


def evaluate(store: Store, request: QueryRequest, writer: FrameWriter) -> None:
    """Write the answer in the format that was asked for."""
    query = in_order(request.query, request.star, request.base_iri)
    if request.default_graphs or request.named_graphs:
        results = store.query(
            query,
            base_iri=request.base_iri,
            default_graph=[NamedNode(iri) for iri in request.default_graphs],
            named_graphs=[NamedNode(iri) for iri in request.named_graphs],
        )
    else:
        results = store.query(query, base_iri=request.base_iri, use_default_graph_as_union=request.union)
    sink = cast("IO[bytes]", writer)  # the engine calls no more than write and flush
    if isinstance(results, QuerySolutions) and request.media_type.partition(";")[0] == "text/csv":
        for piece in to_csv(results):
            writer.write(piece)
    elif isinstance(results, QuerySolutions | QueryBoolean):
        results.serialize(sink, format=QueryResultsFormat.from_media_type(request.media_type))
    else:
        results.serialize(sink, format=RdfFormat.from_media_type(request.media_type))


if __name__ == "__main__":
    main(sys.argv[1:])
