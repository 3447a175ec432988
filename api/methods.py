"""Which methods an address has."""

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.routing import BaseRoute, Match, Mount

_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")


def methods_of(routes: Iterable[BaseRoute], scope: Mapping[str, Any]) -> list[str]:
    """The methods that an address has, in their usual order; none: there is no such address."""
    found: set[str] = set()
    for method in ("GET", "POST", "PUT", "DELETE"):
        # As the request came, before any route took a part of its path.
        asked = {**scope, "method": method, "root_path": scope.get("app_root_path", scope.get("root_path", ""))}
        matching = [route for route in routes if route.matches(asked)[0] is Match.FULL]
        if matching and not (method != "GET" and isinstance(matching[0], Mount)):  # which has files
            found.add(method)
    found |= {"HEAD"} if "GET" in found else set()
    found |= {"OPTIONS"} if found else set()
    return [method for method in _METHODS if method in found]
