"""Entities: found by name, or one as JSON, JSON-LD, Turtle or a page."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from api import schemas
from api.dependencies import HTML, JSON, JSON_LD, TURTLE, Limit, Offset, SidesDep, StoreDep, entity_iri, forms
from api.negotiation import choose
from api.pages import as_json, asked_sides, entity_url, render
from graph.export.description import describe
from graph.export.jsonld import to_jsonld
from graph.export.rdf import to_rdf
from graph.lookup import facts_of, find_entity, stances_of, statements_about, statements_by
from graph.lookup import find_entities as search
from graph.model import EntityType

router = APIRouter(prefix="/entities", tags=["entities"])

PERMANENT, TEMPORARY = 308, 307
_RDF = (TURTLE, "application/n-triples", "application/rdf+xml")


@router.get("", response_model=schemas.Listing[schemas.Entity], responses=forms(HTML))
def find_entities(
    request: Request,
    store: StoreDep,
    q: Annotated[str, Query(max_length=200, description="a name, or the beginning of one; typos are forgiven")] = "",
    type: Annotated[list[EntityType] | None, Query(description="only entities of these types")] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Find entities by name: the closest first, then the most often mentioned; all of them without a name."""
    page = search(store, q, types=type or (), limit=limit, offset=offset)
    if choose(request.headers.get("accept"), (JSON, HTML)) == JSON:
        return as_json(schemas.Listing[schemas.Entity].of(page))
    asked = {"q": q, "type": type, "limit": limit}
    values = {"page": page, "q": q, "types": list(EntityType), "chosen": type or [], "asked": asked, "limit": limit}
    return render(request, "entities.html", values)


@router.get("/{entity_id:path}", response_model=schemas.EntityDetail, responses=forms(HTML, JSON_LD, *_RDF))
def read_entity(
    request: Request, store: StoreDep, entity_id: str, sides: SidesDep, limit: Limit = 20, offset: Offset = 0
) -> Response:
    """One entity: names, statements by and about it, stances and facts, each list at most `limit` long.

    `stance`, `strength`, `min_confidence` and `evidence` say which stances are counted. Where none is listed, none was
    found: that is not a neutral stance.
    """
    iri = entity_iri(store, entity_id)
    kept, query = store.names().resolve(iri), request.url.query
    if kept != iri:
        status = PERMANENT if store.curation().resolve(iri) == kept else TEMPORARY  # what no person decided may change
        return RedirectResponse(entity_url(kept) + (f"?{query}" if query else ""), status)
    entity = find_entity(store, iri)
    media_type = choose(request.headers.get("accept"), (JSON, JSON_LD, *_RDF, HTML))
    if media_type in _RDF:
        return Response(to_rdf(describe(store, iri, limit=limit, offset=offset), media_type), media_type=media_type)
    if media_type == JSON_LD:
        return JSONResponse(to_jsonld(describe(store, iri, limit=limit, offset=offset)), media_type=JSON_LD)
    said = statements_by(store, iri, limit=limit, offset=offset)
    about = statements_about(store, iri, limit=limit, offset=offset)
    stances = stances_of(store, iri, sides=sides, limit=limit, offset=offset)
    facts = facts_of(store, iri, limit=limit, offset=offset)
    if media_type == HTML:
        values = {"entity": entity, "said": said, "about": about, "stances": stances, "facts": facts, "limit": limit}
        values |= {"sides_asked": sides, "asked": {"limit": limit, **asked_sides(sides)}}
        return render(request, "entity.html", values)
    return as_json(
        schemas.EntityDetail(
            entity=schemas.EntityFull.of(entity),
            statements_by=schemas.Listing[schemas.Statement].of(said),
            statements_about=schemas.Listing[schemas.Statement].of(about),
            stances=schemas.Listing[schemas.StanceResponse].of(stances),
            facts=schemas.Listing[schemas.Fact].of(facts),
        )
    )
