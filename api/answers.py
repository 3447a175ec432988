"""Answers of the pool of workers as responses: the first chunk decides the status, later ones go out as they come."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from api.dependencies import TURTLE, Desk
from graph.errors import HustingsError, QueryTooLarge
from graph.store.frames import HELD_BYTES
from graph.store.workers import Question

_UTF8 = frozenset({"text/csv", "text/tab-separated-values", TURTLE, "text/n3", "text/plain"})
# What a line that is no part of the answer looks like, in the formats that know such lines.
_HASH, _XML = ("\n# {} #\n", "\n<!-- {} -->\n")
_COMMENTS = {
    TURTLE: _HASH,
    "text/n3": _HASH,
    "text/plain": _HASH,
    "application/n-triples": _HASH,
    "application/n-quads": _HASH,
    "application/trig": _HASH,
    "application/rdf+xml": _XML,
    "application/sparql-results+xml": _XML,
}
_OLD_HTTP_BYTES = 20_000_000  # of an answer to HTTP/1.0, where only a length tells a whole answer from a part


async def to_response(request: Request, desk: Desk, question: Question, media_type: str) -> Response:
    """The answer to a question. An answer that fits into one piece, or goes to HTTP/1.0, comes with its length."""
    chunks = desk.pool.answer(question, client_of(request))
    headers = {"Content-Type": f"{media_type}; charset=utf-8" if media_type in _UTF8 else media_type}
    first = await anext(chunks, b"")  # what goes wrong before here still has a status to say so
    if len(first) < HELD_BYTES or request.scope.get("http_version") == "1.0":
        return Response(first + await _rest(chunks), headers=headers)
    if request.scope.get("head"):
        await chunks.aclose()
        return StreamingResponse(iter(()), headers=headers)
    return StreamingResponse(_all(first, chunks, _COMMENTS.get(media_type)), headers=headers)


def client_of(request: Request) -> str:
    """Whose share of the workers a request takes: of its address, of an IPv6 network's first 64 bits."""
    host = request.client.host if request.client else ""
    return ":".join(host.split(":")[:4]) if host.count(":") > 1 else host


async def _rest(chunks: AsyncGenerator[bytes, None]) -> bytes:
    parts, size = [], 0
    async with aclosing(chunks):
        async for chunk in chunks:
            parts.append(chunk)
            size += len(chunk)
            if size > _OLD_HTTP_BYTES:
                raise QueryTooLarge("the answer is too long for HTTP/1.0; ask with a LIMIT, or by HTTP/1.1")
    return b"".join(parts)


async def _all(first: bytes, chunks: AsyncGenerator[bytes, None], comment: str | None) -> AsyncIterator[bytes]:
    async with aclosing(chunks):
        yield first
        try:
            async for chunk in chunks:
                yield chunk
        except HustingsError as error:
            if comment:
                yield comment.format(f"not complete: {error}").encode()
            raise  # which ends the connection without the end of the body
