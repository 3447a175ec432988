"""SPARQL 1.1 Graph Store HTTP Protocol: whole graphs, read by anybody, written with the owner's token.

A graph is named by `?graph=IRI` or `?default`, or it is the one whose IRI is the address itself, below `/graphs/`.
"""

from email import message_from_bytes
from email.policy import HTTP
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.answers import to_response
from api.dependencies import Desk, DeskDep, forms
from api.negotiation import choose
from api.protocol import content_type
from api.routers.sparql import TRIPLES
from api.tokens import check_token, note_written
from graph.errors import HustingsError, InvalidGraph, UnknownIri
from graph.lookup import checked_iri
from graph.store.guard import CheckedQuery, QueryForm
from graph.store.user_graphs import GRAPH_TYPES, GraphChange
from graph.store.workers import Question

router = APIRouter(prefix="/graphs", tags=["graphs"])

Graph = Annotated[str | None, Query(min_length=1, max_length=2000, description="the graph's IRI")]
Default = Annotated[str | None, Query(description="in its place: the default graph", json_schema_extra={"enum": [""]})]
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_BODY = {"requestBody": {"required": True, "content": {kind: {"schema": {"type": "string"}} for kind in GRAPH_TYPES}}}
_MADE: dict[int | str, dict[str, Any]] = {201: {"description": "the graph is new"}}
MULTIPART = "multipart/form-data"


@router.get("", response_class=Response, responses=forms(*TRIPLES))
@router.get("/{name:path}", response_class=Response, responses=forms(*TRIPLES))
async def read_graph(
    request: Request, desk: DeskDep, graph: Graph = None, default: Default = None, name: str = ""
) -> Response:
    """All triples of a graph."""
    target = _target(request, desk, graph, default, name)
    media_type = choose(request.headers.get("accept"), tuple(TRIPLES))
    if target is not None and not await run_in_threadpool(desk.store().holds_graph, checked_iri(target)):
        raise HTTPException(404, f"there is no graph <{target}>")
    question = Question(
        CheckedQuery(_ALL, QueryForm.CONSTRUCT, names_dataset=True), TRIPLES[media_type], (target,) if target else ()
    )
    return await to_response(request, desk, question, media_type)


@router.put("", response_class=Response, status_code=204, openapi_extra=_BODY, responses=_MADE)
@router.put("/{name:path}", response_class=Response, status_code=204, openapi_extra=_BODY, responses=_MADE)
async def replace_graph(
    request: Request, desk: DeskDep, graph: Graph = None, default: Default = None, name: str = ""
) -> Response:
    """Put what is sent in the place of a graph; it needs the owner's token."""
    check_token(request, desk)
    return await _write(request, desk, _target(request, desk, graph, default, name), replace=True)


@router.post("", response_class=Response, status_code=204, openapi_extra=_BODY, responses=_MADE)
@router.post("/{name:path}", response_class=Response, status_code=204, openapi_extra=_BODY, responses=_MADE)
async def add_to_graph(
    request: Request, desk: DeskDep, graph: Graph = None, default: Default = None, name: str = ""
) -> Response:
    """Add what is sent to a graph, or to a new one where none is named; it needs the owner's token."""
    check_token(request, desk)
    if graph is None and default is None and not name:
        made = desk.address(request, f"/graphs/{uuid4()}")
        return await _write(request, desk, made, replace=False, location=made)
    return await _write(request, desk, _target(request, desk, graph, default, name), replace=False)


@router.delete("", response_class=Response, status_code=204)
@router.delete("/{name:path}", response_class=Response, status_code=204)
async def remove_graph(
    request: Request, desk: DeskDep, graph: Graph = None, default: Default = None, name: str = ""
) -> Response:
    """Remove a graph; it needs the owner's token."""
    check_token(request, desk)
    target = _target(request, desk, graph, default, name)
    if not await _carry_out(request, desk, GraphChange(target, None)):
        raise HTTPException(404, f"there is no graph <{target}>")
    return Response(status_code=204)


async def _write(
    request: Request, desk: Desk, target: str | None, *, replace: bool, location: str | None = None
) -> Response:
    documents = _documents(request.headers.get("content-type"), await request.body())
    there = await _carry_out(request, desk, GraphChange(target, documents, replace))
    headers = {"Location": location} if location else None
    return Response(status_code=204 if there else 201, headers=headers)


async def _carry_out(request: Request, desk: Desk, change: GraphChange) -> bool:
    """True if the graph was there before."""
    asked = f"<{change.graph}>" if change.graph else "the default graph"
    try:
        done = await desk.write(change)
    except HustingsError as error:
        note_written(request, asked, f"failed: {type(error).__name__}")
        raise
    note_written(request, asked, "written")
    return bool(done["there"])


def _target(request: Request, desk: Desk, graph: str | None, default: str | None, name: str) -> str | None:
    """The graph that a request is about, None for the default graph; 400 unless exactly one is named."""
    if name and graph is None and default is None:
        return desk.address(request, request.url.path)
    if name or (graph is None) == (default is None):
        raise HTTPException(400, "name one graph: ?graph=IRI, ?default, or an address below /graphs/")
    try:
        return None if graph is None else str(checked_iri(graph))
    except UnknownIri as error:
        raise InvalidGraph(f"{graph!r:.100} is no absolute IRI, which the name of a graph must be") from error


def _documents(header: str | None, body: bytes) -> tuple[tuple[str, bytes], ...]:
    """The documents of a body with their media types; 415 where one of them is not read here."""
    media_type, charset = content_type(header)
    if media_type == MULTIPART:
        whole = message_from_bytes(b"Content-Type: " + (header or "").encode() + b"\r\n\r\n" + body, policy=HTTP)
        if not whole.is_multipart():
            raise InvalidGraph("the parts of the form cannot be told apart: its boundary is missing")
        bodies = ((part["content-type"], part.get_payload(decode=True)) for part in whole.iter_parts())
        return tuple(one for kind, data in bodies for one in _documents(kind, data if isinstance(data, bytes) else b""))
    if media_type not in GRAPH_TYPES:
        raise HTTPException(415, f"a graph is read as {', '.join(GRAPH_TYPES)} or {MULTIPART}")
    if charset.lower().replace("_", "-") not in ("utf-8", "us-ascii"):
        raise HTTPException(415, f"charset {charset[:40]!r} is not read here; send UTF-8")
    return ((media_type, body),)
