"""SPARQL 1.1 Protocol: queries by GET and POST, updates by POST with the owner's token, the service description."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.answers import to_response
from api.dependencies import HTML, JSON, JSON_LD, TURTLE, Desk, DeskDep, forms
from api.negotiation import choose, parse_accept, quality
from api.pages import render
from api.protocol import FORM, QUERY, UPDATE, Operation, from_body, from_url
from api.routers.examples import read_examples
from api.services import describe
from api.tokens import check_token, note_written
from graph.errors import HustingsError, InvalidQuery
from graph.store.guard import QueryForm, check_query
from graph.store.updating import UpdateRequest
from graph.store.workers import Question

router = APIRouter(tags=["sparql"])

# What a client may ask for → what the engine is asked for; the first is what it gets without asking.
ROWS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    JSON: "application/sparql-results+json",
}
TRUTH = {media_type: engine for media_type, engine in ROWS.items() if not media_type.startswith("text/")}
TRIPLES = {
    TURTLE: TURTLE,
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    JSON_LD: JSON_LD,
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
    "text/n3": "text/n3",
    "text/plain": "application/n-triples",
    JSON: JSON_LD,
}
_SHORT = 2000  # characters of a query that are read in less time than it takes to have a thread read them
_WRITTEN: dict[int | str, dict[str, Any]] = {204: {"description": "the update is done"}}
_GRAPHS = {"type": "array", "items": {"type": "string"}}
_TEXT = {"type": "string", "minLength": 1}
_PARAMETERS = {
    "parameters": [
        {"name": "query", "in": "query", "schema": _TEXT, "description": "a SPARQL query; none: what is offered here"},
        {"name": "default-graph-uri", "in": "query", "schema": _GRAPHS},
        {"name": "named-graph-uri", "in": "query", "schema": _GRAPHS},
    ]
}
_FIELDS = {"query": _TEXT, "update": _TEXT, "default-graph-uri": _GRAPHS, "named-graph-uri": _GRAPHS}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            QUERY: {"schema": _TEXT},
            UPDATE: {"schema": _TEXT},
            FORM: {"schema": {"type": "object", "properties": _FIELDS}},
        },
    }
}


@router.get("/sparql/", response_class=Response, include_in_schema=False)
@router.get("/sparql", response_class=Response, openapi_extra=_PARAMETERS, responses=forms(HTML, *ROWS, *TRIPLES))
async def query_by_get(request: Request, desk: DeskDep) -> Response:
    """Answer a SPARQL query in the URL; where there is none, say what is offered here, a browser in a form."""
    pairs = request.query_params.multi_items()
    if not any(name in ("query", "update") for name, _ in pairs):
        if _is_browser(request):
            return render(request, "sparql.html", {"examples": read_examples()})
        return await describe(request, desk, TRIPLES)
    return await _answer(request, desk, from_url(pairs))


@router.post("/sparql/", response_class=Response, include_in_schema=False)
@router.post("/sparql", response_class=Response, openapi_extra=_BODY, responses=forms(*ROWS, *TRIPLES) | _WRITTEN)
async def query_by_post(request: Request, desk: DeskDep) -> Response:
    """Answer a SPARQL query in the body, or carry out an update, which needs the owner's token."""
    operation = await from_body(request)
    return await (_update if operation.is_update else _answer)(request, desk, operation)


async def _answer(request: Request, desk: Desk, operation: Operation) -> Response:
    if len(operation.text) > desk.settings.max_query_length:
        raise InvalidQuery(f"a query may have {desk.settings.max_query_length:,} characters")
    short = len(operation.text) <= _SHORT
    checked = check_query(operation.text) if short else await run_in_threadpool(check_query, operation.text)
    offered = {QueryForm.SELECT: ROWS, QueryForm.ASK: TRUTH}.get(checked.form, TRIPLES)
    media_type = choose(request.headers.get("accept"), tuple(offered))
    question = Question(
        checked, offered[media_type], operation.default_graphs, operation.named_graphs, desk.address(request, "/sparql")
    )
    return await to_response(request, desk, question, media_type)


async def _update(request: Request, desk: Desk, operation: Operation) -> Response:
    check_token(request, desk)
    base_iri = desk.address(request, "/sparql")
    update = UpdateRequest(operation.text, base_iri, operation.default_graphs, operation.named_graphs)
    try:
        await desk.write(update)
    except HustingsError as error:
        note_written(request, operation.text, f"failed: {type(error).__name__}")
        raise
    note_written(request, operation.text, "written")
    return Response(status_code=204)


def _is_browser(request: Request) -> bool:
    ranges = parse_accept(request.headers.get("accept"))
    return quality(HTML, ranges) > max(quality("application/sparql-results+json", ranges), quality(TURTLE, ranges))
