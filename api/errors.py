"""Errors as people and programs read them: problem+json (RFC 9457), or a page where a browser asked."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.methods import methods_of
from api.negotiation import parse_accept, quality
from api.pages import render
from graph.errors import (
    HustingsError,
    InputError,
    InvalidQuery,
    ProtectedGraph,
    QueryTimeout,
    QueryTooLarge,
    ServerBusy,
    StoreError,
    TooManyQueries,
    UnknownIri,
)

PROBLEM = "application/problem+json"
PROBLEM_TYPES = "https://w3id.org/hustings/problem/"
_RETRY = 5  # seconds until a store that somebody writes may be read
_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {name: {"type": "string"} for name in ("type", "title", "detail")} | {"status": {"type": "integer"}},
}
_FAILURES = {
    400: "what is asked cannot be understood, or asks for more than it may",
    401: "writing needs the owner's token",
    403: "writing is off, or would change what building wrote",
    404: "there is no such thing",
    405: "the address has not this method",
    406: "the answer cannot be had in the form that is asked for",
    408: "the request came too slowly",
    413: "the request is too large",
    415: "the request has a form that is not read here",
    421: "the server does not answer under this name",
    422: "a parameter has a value that it cannot have",
    429: "too many of this client's queries wait",
    503: "a limit of time, or of how many are served at once, or the store cannot be read now",
}
# For the description of every route: what may go wrong, and that it comes as a problem (or as a page).
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"description": words, "content": {PROBLEM: {"schema": _SCHEMA}, "text/html": {}}}
    for status, words in _FAILURES.items()
}
# The most special first.
STATUS: dict[type[HustingsError], int] = {
    UnknownIri: 404,
    ProtectedGraph: 403,
    InvalidQuery: 400,
    InputError: 400,
    QueryTooLarge: 400,
    QueryTimeout: 503,
    TooManyQueries: 429,
    ServerBusy: 503,
    StoreError: 503,
    HustingsError: 500,
}


def handle_errors(app: FastAPI) -> None:
    """Make every error of the app a problem that says what is wrong."""
    app.add_exception_handler(HustingsError, _on_our_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_parameters)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_surprise)


def problem(request: Request, status: int, kind: str, detail: str, headers: dict[str, str] | None = None) -> Response:
    """The response for something that went wrong."""
    title = HTTPStatus(status).phrase
    if _wants_page(request):
        return render(request, "error.html", {"status": status, "title": title, "detail": detail}, status, headers)
    body = {"type": PROBLEM_TYPES + kind, "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type=PROBLEM)


def _wants_page(request: Request) -> bool:
    ranges = parse_accept(request.headers.get("accept"))
    return quality("text/html", ranges) > max(quality("application/json", ranges), quality(PROBLEM, ranges))


def _on_our_error(request: Request, error: Exception) -> Response:
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    wait = error.retry_after if isinstance(error, ServerBusy) else _RETRY if isinstance(error, StoreError) else None
    headers = {"Retry-After": str(wait)} if wait is not None else None
    return problem(request, status, _kind(type(error).__name__), str(error), headers)


def _on_invalid_parameters(request: Request, error: Exception) -> Response:
    found: list[dict[str, Any]] = list(error.errors()) if isinstance(error, RequestValidationError) else []
    details = (f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in found)
    return problem(request, 422, "invalid-parameter", "; ".join(details))


def _on_http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return _on_surprise(request, error)
    kind = _kind(HTTPStatus(error.status_code).phrase.title())
    headers, detail = dict(error.headers) if error.headers else {}, str(error.detail)
    if error.status_code == 405:  # the route that was found knows its own methods alone
        allowed = ", ".join(methods_of(request.app.routes, request.scope))
        headers["Allow"], detail = allowed, f"{request.method[:20]} cannot be done here; {allowed} can"
    return problem(request, error.status_code, kind, detail, headers)


def _on_surprise(request: Request, _: Exception) -> Response:  # the server logs it
    return problem(request, 500, "internal-error", "something went wrong here; the log says what")


def _kind(name: str) -> str:
    """A name in capitals as words with hyphens: "InvalidQuery" → "invalid-query"."""
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in name)
    return "-".join(words.split())
