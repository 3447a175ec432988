"""The Reconciliation Service API 0.2, which OpenRefine and other tables speak: rows held against entities."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from api.dependencies import Desk, DeskDep, StoreDep, current_entity
from api.middleware import framed
from api.pages import environment, render
from api.protocol import FORM, content_type, decode, parse_form
from api.reconciling import (
    about,
    candidate,
    manifest,
    parse_extension,
    parse_queries,
    property_of,
    suggestion,
    type_of,
    value_of,
)
from graph.errors import InvalidQuery, UnknownIri
from graph.lookup import find_entities, find_entity, stances_of
from graph.lookup.properties import Property, all_properties
from graph.lookup.reconciling import extend, reconcile, suggest_properties, suggest_types
from graph.model import EntityType
from graph.store.base import Iri, Store

router = APIRouter(prefix="/reconcile", tags=["reconciliation"])

_SUGGESTED = 10
_PREVIEWED = 5  # stances
_TEXT = {"type": "string", "minLength": 2}
_ABOUT = {
    "queries": "a batch of queries, as JSON: {key: {query, type, properties, limit, type_strict}}",
    "extend": "entities and properties whose values are wanted, as JSON: {ids, properties}",
}
_PARAMETERS = {
    "parameters": [
        {"name": name, "in": "query", "schema": _TEXT, "description": words} for name, words in _ABOUT.items()
    ]
}
_FIELDS = {name: _TEXT | {"description": words} for name, words in _ABOUT.items()}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {FORM: {"schema": {"type": "object", "properties": _FIELDS}}},
    }
}

Prefix = Annotated[str, Query(max_length=200, description="what somebody has begun to type")]
Cursor = Annotated[int, Query(ge=0, le=10_000_000, description="after so many")]
Given = Annotated[str, Query(max_length=2000, description="an id of this service")]


@router.get("", response_model=dict[str, Any], openapi_extra=_PARAMETERS)
def reconcile_by_get(request: Request, desk: DeskDep) -> Response:
    """Reconcile a batch of queries or extend entities by properties; without either, the service's manifest."""
    pairs = request.query_params.multi_items()
    if not any(name in _ABOUT for name, _ in pairs):
        return JSONResponse(manifest(request, desk))
    return _answer(desk, pairs)


@router.post("", response_model=dict[str, Any], openapi_extra=_BODY)
async def reconcile_by_post(request: Request, desk: DeskDep) -> Response:
    """Reconcile a batch of queries, or extend entities by properties."""
    media_type, charset = content_type(request.headers.get("content-type"))
    if media_type != FORM:
        raise HTTPException(415, f"POST queries or extend as {FORM}")
    pairs = parse_form(decode(await request.body(), charset))
    return await run_in_threadpool(_answer, desk, pairs)


def _answer(desk: Desk, pairs: list[tuple[str, str]]) -> Response:
    given = [(name, text) for name, text in pairs if name in _ABOUT]
    if len(given) != 1:
        raise InvalidQuery(f"give one of queries and extend; there are {len(given)}")
    ((name, text),) = given
    store = desk.store()
    return JSONResponse(_reconciled(store, text) if name == "queries" else _extended(store, text))


def _reconciled(store: Store, text: str) -> dict[str, Any]:
    queries = parse_queries(text)
    return {
        key: {"result": [candidate(match) for match in reconcile(store, query.asked())]}
        for key, query in queries.items()
    }


def _extended(store: Store, text: str) -> dict[str, Any]:
    asked = parse_extension(text)
    wanted = {one.id: one.limit() for one in asked.properties}
    entities = {given: _entity_or_none(store, given) for given in asked.ids}
    known = extend(store, sorted({iri for iri in entities.values() if iri}), list(wanted))
    rows = {
        given: {
            pid: [value_of(value) for value in (known[iri][pid] if iri else ())[:limit]]
            for pid, limit in wanted.items()
        }
        for given, iri in entities.items()
    }
    properties = all_properties()
    meta = [
        property_of(properties[pid], described=False) if pid in properties else {"id": pid, "name": pid}
        for pid in wanted
    ]
    return {"meta": meta, "rows": rows}


def _entity_or_none(store: Store, given: str) -> Iri | None:
    try:
        return current_entity(store, given)
    except UnknownIri:
        return None


@router.get("/suggest/entity", response_model=dict[str, Any])
def suggest_entity(store: StoreDep, prefix: Prefix, cursor: Cursor = 0) -> Response:
    """Entities with such a name, as somebody types it."""
    found = find_entities(store, prefix, limit=_SUGGESTED, offset=cursor).items
    return JSONResponse({"result": [suggestion(entity) for entity in found]})


@router.get("/suggest/type", response_model=dict[str, Any])
def suggest_type(prefix: Prefix, cursor: Cursor = 0) -> Response:
    """Types of entities whose name begins so."""
    return JSONResponse({"result": [type_of(kind) for kind in suggest_types(prefix)[cursor:]]})


@router.get("/suggest/property", response_model=dict[str, Any])
def suggest_property(prefix: Prefix, cursor: Cursor = 0) -> Response:
    """Properties with a name of which a word begins so."""
    return JSONResponse({"result": [property_of(one) for one in suggest_properties(prefix)[cursor:]]})


@router.get("/properties", response_model=dict[str, Any])
def propose_properties(
    type: Annotated[str, Query(max_length=200, description="of entities of this type")] = "",
    limit: Annotated[int, Query(ge=1, le=500, description="at most so many")] = 100,
) -> Response:
    """Properties by which entities of a type can be extended."""
    found = [property_of(one) for one in suggest_properties("", type)[:limit]]
    return JSONResponse({"properties": found, "limit": limit} | ({"type": type} if type else {}))


@router.get("/flyout/entity", response_model=dict[str, Any])
def show_entity(store: StoreDep, id: Given) -> Response:
    """An entity in a few words of HTML."""
    entity = find_entity(store, current_entity(store, id))
    return _flyout(id, entity.label, about(entity))


@router.get("/flyout/type", response_model=dict[str, Any])
def show_type(id: Given) -> Response:
    """A type in a few words of HTML."""
    if id not in set(EntityType):
        raise HTTPException(404, f"no type {id[:100]!r}; there are {', '.join(EntityType)}")
    return _flyout(id, id, "")


@router.get("/flyout/property", response_model=dict[str, Any])
def show_property(id: Given) -> Response:
    """A property in a few words of HTML."""
    found: Property | None = all_properties().get(id)
    if found is None:
        raise HTTPException(404, f"no property {id[:100]!r}; there are {', '.join(all_properties())}")
    return _flyout(id, found.name, found.description)


@router.get("/preview", response_class=HTMLResponse)
def preview(request: Request, store: StoreDep, id: Given) -> Response:
    """An entity as a small page, to be shown in a frame of another page."""
    iri = current_entity(store, id)
    entity = find_entity(store, iri)
    stances = stances_of(store, iri, limit=_PREVIEWED)
    values = {"entity": entity, "stances": stances.items}
    return render(request, "preview.html", values, headers=framed())


def _flyout(id: str, name: str, words: str) -> Response:
    html = environment().get_template("flyout.html").render(name=name, words=words)
    return JSONResponse({"id": id, "html": html})
