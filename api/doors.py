"""Who is let in: under which host names, and with which methods."""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import problem
from api.methods import methods_of
from graph.settings import Settings


class AllowedHosts:
    """Answers only under names that are this server's: a page elsewhere can have its own name point to this machine.

    Addresses are no names, and nobody can make one point elsewhere.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with 421."""
        if scope["type"] == "http" and not self._is_ours(Headers(scope=scope).getlist("host")):
            detail = "this server does not answer under that name; its owner can add it to HUSTINGS_HOSTS"
            await problem(Request(scope), 421, "unknown-host", detail)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_ours(self, hosts: list[str]) -> bool:
        if len(hosts) > 1:
            return False
        return not hosts or is_allowed(hosts[0], self._names)


def is_allowed(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header, name or address with or without port, is one to answer."""
    name, port = _split(host)
    if port and not port.isdecimal():
        return False
    try:
        ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith(".localhost") or name in names
    return True


def allowed_names(settings: Settings) -> frozenset[str]:
    """The names that the settings allow, in lower case."""
    outside = urlsplit(settings.url).hostname
    given = [*settings.hosts.split(","), settings.host, outside or ""]
    return frozenset(name.strip().lower().rstrip(".") for name in given if name.strip())


def _split(host: str) -> tuple[str, str]:
    """Name and port; names in lower case, without the dot that may end them."""
    text = host.strip().lower()
    if text.startswith("["):
        name, end, rest = text.partition("]")
        return name.removeprefix("[") if end else text, rest.removeprefix(":")
    name, _, port = text.partition(":")
    return name.removesuffix("."), port


class Options:
    """Answers OPTIONS with the methods that an address has."""

    def __init__(self, app: ASGIApp, routes: Starlette) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless it asks for that, of an address that there is."""
        methods = methods_of(self._routes.routes, scope) if scope.get("method") == "OPTIONS" else ()
        if not methods:
            await self._app(scope, receive, send)
            return
        await Response(status_code=204, headers={"Allow": ", ".join(methods)})(scope, receive, send)
