"""Run the app until it is told to stop."""

import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.connections import timed_protocol
from graph.errors import CannotServe
from graph.settings import Settings
from graph.store.remote.addresses import Address

log = logging.getLogger(__name__)

_GRACE_SECONDS = 5  # for answers under way when the server is told to stop


def serve(
    store: Path | Address,
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    *,
    announce: Callable[[str], None] = log.info,
) -> None:
    """Serve a store until interrupted; `announce` is told, line by line, which addresses to open.

    Raises CannotServe where the port is taken, StoreError where there is no store.
    """
    with listen(host, port) as listening:
        app = create_app(store, settings)
        server = _Announcing(
            server_config(app, settings or Settings()), lambda: _tell(announce, host, listening.getsockname()[1])
        )
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def server_config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """How the app is served: with limits of time, and no header of a client's believed that says who it is."""
    return uvicorn.Config(
        app,
        http=timed_protocol(settings),
        log_level="warning",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies or None,
        limit_concurrency=settings.max_connections,
        ws="none",
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; CannotServe with what to do where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotServe(f"cannot listen on {host} port {port}: {reason}; choose another with --port") from error
    # Small answers go out at once: a kept connection otherwise waits 40 ms for the client's acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _tell(announce: Callable[[str], None], host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}"
    announce(f"Serving on {address}/ (Ctrl-C to stop)")
    announce(f"  SPARQL      {address}/sparql")
    announce(f"  entities    {address}/entities?q=")
    announce(f"  all routes  {address}/docs")


class _Announcing(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()
