"""Messages between processes: a length, then that many bytes."""

import struct
from typing import IO

_LENGTH = struct.Struct(">Q")


class Crashed(Exception):
    """The other end is gone."""


def write_frame(out: IO[bytes], data: bytes) -> None:
    """Send a message."""
    out.write(_LENGTH.pack(len(data)))
    out.write(data)
    out.flush()


def read_frame(source: IO[bytes]) -> bytes:
    """Return the next message; Crashed where there is none, or only a part."""
    (length,) = _LENGTH.unpack(_read(source, _LENGTH.size))
    return _read(source, length)


def _read(source: IO[bytes], size: int) -> bytes:
    data = source.read(size)
    if len(data) < size:
        raise Crashed
    return data
