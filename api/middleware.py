"""What holds for every request: how large it may be, HEAD as GET without body, headers that keep browsers strict."""

import asyncio
import logging
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem
from api.tokens import shows_token
from graph.settings import Settings

log = logging.getLogger(__name__)

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def framed() -> dict[str, str]:
    """The headers of a page that others may show in a frame."""
    policy = SECURITY_HEADERS["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
    return {"Content-Security-Policy": policy}


_CLOSE = {"Connection": "close"}  # what has not been read would be taken for the next request


class StrictHeaders:
    """Adds those of `SECURITY_HEADERS` that an answer has not; ends quietly one that broke off in the middle."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_strictly(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                headers.add_vary_header("Accept")
            await send(message)

        try:
            await self._app(scope, receive, send_strictly)
        except Exception as error:
            if not started:
                raise
            # The status is out: to break the connection is all that tells the client that this is not the whole answer.
            log.warning("answer broken off", extra={"path": scope["path"], "reason": str(error.__cause__ or error)})


class HeadAsGet:
    """Answers HEAD as GET does, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; routes find `head` in the scope where they would rather not make a body at all."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET", "head": True}, receive, send_head)


class BodyLimit:
    """Refuses a request whose body is larger than it may be, declared or not, or takes longer to come.

    Whoever may write, and shows it, sends more: graphs.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body, which is at most so large."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, seconds = Headers(scope=scope), self._settings.body_timeout
        declared, most = headers.get("content-length", "0"), self._most(headers)
        too_large = not declared.isdecimal() or len(declared) > 18 or int(declared) > most
        try:
            async with asyncio.timeout(seconds):
                body = None if too_large else await self._read(receive, most)
        except TimeoutError:
            refusal = problem(Request(scope), 408, "body-too-slow", f"a body has {seconds:g} seconds to come", _CLOSE)
            await refusal(scope, receive, send)
            return
        if body is None:
            refusal = problem(Request(scope), 413, "body-too-large", f"a request may have {most} bytes", _CLOSE)
            await refusal(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    def _most(self, headers: Headers) -> int:
        may_write = shows_token(headers.get("authorization"), self._settings.update_token)
        return self._settings.max_graph_bytes if may_write else self._settings.max_body_bytes

    async def _read(self, receive: Receive, most: int) -> bytes | None:
        """The whole body; None where it is too large."""
        parts, size = [], 0
        while True:
            message = await receive()
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > most:
                return None
            if not message.get("more_body", False):
                return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A receive that gives the body that was read, then what comes after it: that the client went away."""
    given = False

    async def replay() -> Any:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
