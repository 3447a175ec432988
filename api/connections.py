"""Connections that end by themselves: where the head of a request does not come, or nobody takes the answer.

uvicorn closes idle connections between requests; it waits for ever for the rest of a head, and for a client to read.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

from graph.settings import Settings

_LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class TimedProtocol(H11Protocol):
    """HTTP/1.1 with limits of time for the head of a request and for the client to read; see `timed_protocol`."""

    head_seconds = 10.0
    write_seconds = 60.0
    _head: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Start to wait for a head."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in a piece of a request; the time for its head began with the first one."""
        if self._head is None and not self._is_answering():
            self._expect_head()
        super().data_received(data)
        if self._is_answering():
            self._stop_waiting()

    def pause_writing(self) -> None:
        """The client does not take what is sent: give it so long."""
        super().pause_writing()
        self._stalled = self._stalled or self.loop.call_later(self.write_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The client goes on."""
        if self._stalled:
            self._stalled.cancel()
            self._stalled = None
        super().resume_writing()

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _expect_head(self) -> None:
        self._head = self.loop.call_later(self.head_seconds, self._too_late)

    def _stop_waiting(self) -> None:
        if self._head:
            self._head.cancel()
            self._head = None

    def _too_late(self) -> None:
        self._head = None
        if not self._is_answering() and not self.transport.is_closing():
            self.transport.write(_LATE)
            self.transport.close()


def timed_protocol(settings: Settings) -> type[TimedProtocol]:
    """The protocol with the limits of the settings."""
    limits = {"head_seconds": settings.head_timeout, "write_seconds": settings.write_timeout}
    return type("LimitedProtocol", (TimedProtocol,), limits)
