"""Which pages elsewhere may read what is served here, by the Fetch standard's cross-origin rules (CORS)."""

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# OpenRefine's page comes from a server on its user's own machine.
_LOCAL = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"


class Origins:
    """Lets the pages of the origins that the owner names read everything; programs on this machine, `/reconcile`."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._other = CORSMiddleware(app, allow_origins=origins, allow_methods=_METHODS) if origins else app
        self._reconciling = CORSMiddleware(
            app, allow_origins=origins, allow_origin_regex=_LOCAL, allow_methods=_METHODS
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        path = scope.get("path", "")
        chosen = self._reconciling if path == "/reconcile" or path.startswith("/reconcile/") else self._other
        await chosen(scope, receive, send)
