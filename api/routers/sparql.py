"""SPARQL 1.1 Protocol, queries only: GET, POST of a form, POST of the query itself."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from api.dependencies import HTML, JSON, JSON_LD, TURTLE, DeskDep
from api.negotiation import choose, parse_accept, quality
from api.pages import render
from api.routers.examples import read_examples
from graph.errors import InvalidQuery
from graph.store.guard import QueryForm, check_query
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
    "text/n3": "text/n3",
    "text/plain": "application/n-triples",
    JSON: JSON_LD,
}
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_UTF8 = frozenset({"text/csv", "text/tab-separated-values", TURTLE, "text/n3", "text/plain"})
_PARAMETERS = {
    "parameters": [
        {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}},
        {"name": "default-graph-uri", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "named-graph-uri", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
    ]
}
_BODY = {
    "requestBody": {
        "content": {
            QUERY: {"schema": {"type": "string"}},
            FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}},
        }
    }
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the protocol's parameters say."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@router.get("/sparql", response_class=StreamingResponse, openapi_extra=_PARAMETERS)
async def query_by_get(request: Request, desk: DeskDep) -> Response:
    """Answer a SPARQL query in the URL; a browser that brings none gets a form."""
    pairs = request.query_params.multi_items()
    if not any(name == "query" for name, _ in pairs) and _is_browser(request):
        return render(request, "sparql.html", {"examples": read_examples()})
    return await _answer(request, desk, to_asked(pairs))


@router.post("/sparql", response_class=StreamingResponse, openapi_extra=_BODY)
async def query_by_post(request: Request, desk: DeskDep) -> Response:
    """Answer a SPARQL query in the body."""
    body = _decode(await request.body())
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == FORM:
        return await _answer(request, desk, to_asked(parse_qsl(body, keep_blank_values=True)))
    if media_type == QUERY:
        if "query" in request.query_params:
            raise InvalidQuery("the query stands both in the body and in the URL: give it once")
        return await _answer(request, desk, to_asked([*request.query_params.multi_items(), ("query", body)]))
    if media_type == UPDATE:
        raise InvalidQuery("only queries are answered here: updates are refused")
    raise HTTPException(415, f"POST a query as {QUERY} or {FORM}")


def to_asked(pairs: Sequence[tuple[str, str]]) -> Asked:
    """The parameters of the protocol; InvalidQuery without exactly one query."""
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise InvalidQuery("only queries are answered here: updates are refused")
    if len(queries) != 1:
        raise InvalidQuery(f"give one query parameter; there are {len(queries)}")
    graphs = {
        kind: tuple(value for name, value in pairs if name == f"{kind}-graph-uri") for kind in ("default", "named")
    }
    return Asked(queries[0], graphs["default"], graphs["named"])


async def _answer(request: Request, desk: DeskDep, asked: Asked) -> Response:
    checked = await run_in_threadpool(check_query, asked.query)
    offered = {QueryForm.SELECT: ROWS, QueryForm.ASK: TRUTH}.get(checked.form, TRIPLES)
    media_type = choose(request.headers.get("accept"), tuple(offered))
    question = Question(checked, offered[media_type], asked.default_graphs, asked.named_graphs)
    chunks = desk.pool.answer(question)
    first = await anext(chunks, b"")  # what goes wrong before here still has a status to say so
    headers = {"Content-Type": f"{media_type}; charset=utf-8" if media_type in _UTF8 else media_type}
    if request.scope.get("head"):
        await chunks.aclose()
        return Response(headers=headers)
    return StreamingResponse(_all(first, chunks), headers=headers)


async def _all(first: bytes, chunks: AsyncGenerator[bytes, None]) -> AsyncIterator[bytes]:
    async with aclosing(chunks):
        yield first
        async for chunk in chunks:
            yield chunk


def _is_browser(request: Request) -> bool:
    ranges = parse_accept(request.headers.get("accept"))
    return quality(HTML, ranges) > quality("application/sparql-results+json", ranges)


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise InvalidQuery("the query is not UTF-8") from error
