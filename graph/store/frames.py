"""What server and worker say to each other over a socket: frames of a kind, a length and so many bytes."""

import socket
import struct
import sys
from dataclasses import asdict, dataclass
from json import dumps, loads

HEADER = struct.Struct("!cI")

READY = b"R"  # worker: the snapshot is open
CHUNK = b"C"  # worker: a piece of the answer
END = b"E"  # worker: the answer is complete
FAILED = b"F"  # worker: kind and message of what went wrong, as JSON
SHARED = "shared"  # in place of the number of the socket, where processes inherit none: what it is comes on stdin
HELD_BYTES = 256 * 1024  # of an answer before its first frame: a first frame that is smaller is the whole answer
QUERY = b"Q"  # server: a query, as JSON


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A checked query, the form of its answer, and the graphs it may see; none named: all, merged."""

    query: str
    media_type: str
    max_rows: int
    union: bool = True
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base_iri: str | None = None  # of relative IRIs
    star: int | None = None  # where the * of SELECT * stands in the query

    def to_bytes(self) -> bytes:
        """Return the request as JSON."""
        return dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "QueryRequest":
        """Return the request that `to_bytes` wrote."""
        values = loads(data)
        for name in ("default_graphs", "named_graphs"):
            values[name] = tuple(values[name])
        return cls(**values)


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """Return a frame ready to send."""
    return HEADER.pack(kind, len(payload)) + payload


def open_connection(descriptor: str) -> socket.socket:
    """Return the socket that a worker was started with: by its number, or as what standard input shares."""
    if descriptor == SHARED:
        return socket.fromshare(sys.stdin.buffer.read())  # type: ignore[attr-defined,no-any-return]  # Windows alone has it
    return socket.socket(fileno=int(descriptor))
