"""Count the rows of a SELECT's answer while it is written, chunk by chunk, without parsing it again."""

import re
from dataclasses import dataclass

_ESCAPE = re.compile(rb"\\.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RowMarks:
    """What stands between rows in a format: the bytes, whether strings in quotation marks may hold them too."""

    mark: bytes
    more: int  # rows that the answer has above the number of marks
    quoted: bool = False
    escaped: bool = False  # a backslash escapes a quotation mark


MARKS = {
    "application/sparql-results+json": RowMarks(b"},{", 1, quoted=True, escaped=True),
    "application/sparql-results+xml": RowMarks(b"<result>", 0),
    "text/csv": RowMarks(b"\n", -1, quoted=True),
    "text/tab-separated-values": RowMarks(b"\n", -1),
}


class RowCounter:
    """The number of rows in the chunks seen so far; 0 for formats without rows."""

    def __init__(self, media_type: str) -> None:
        self._marks = MARKS.get(media_type)
        self._found = 0
        self._in_string = False
        self._rest = b""  # an escape that a chunk cuts in two
        self._tail = b""  # the beginning of a mark that a chunk cuts in two

    def add(self, chunk: bytes) -> int:
        """Return the number of rows so far, this chunk's among them."""
        if self._marks is None:
            return 0
        seen = self._tail + (self._outside_strings(chunk) if self._marks.quoted else chunk)
        self._found += seen.count(self._marks.mark)
        keep = len(self._marks.mark) - 1
        self._tail = seen[-keep:] if keep else b""
        return max(0, self._found + self._marks.more)

    def _outside_strings(self, chunk: bytes) -> bytes:
        chunk = self._rest + chunk
        self._rest = b""
        if self._marks is not None and self._marks.escaped:
            chunk = _ESCAPE.sub(b"", chunk)
            if chunk.endswith(b"\\"):
                chunk, self._rest = chunk[:-1], b"\\"
        parts = chunk.split(b'"')
        outside = parts[self._in_string :: 2]
        self._in_string ^= len(parts) % 2 == 0
        return b"".join(outside)
