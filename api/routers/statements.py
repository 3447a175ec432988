"""Statements, and the stances that they and acts show: by source, target, stance and article."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import schemas
from api.dependencies import (
    HTML,
    JSON,
    EntityParameter,
    Limit,
    Offset,
    SidesDep,
    StoreDep,
    article_id,
    current_entity,
    forms,
)
from api.negotiation import choose
from api.pages import as_json, asked_sides, render
from graph.lookup import find_evidence, find_statements
from graph.rdf.identifiers import article_iri
from graph.store.base import Iri, Store

router = APIRouter(tags=["statements"])

ArticleParameter = Annotated[str | None, Query(max_length=2000, description="an article's id or IRI")]


@router.get("/statements", response_model=schemas.Listing[schemas.Statement], responses=forms(HTML))
def list_statements(
    request: Request,
    store: StoreDep,
    sides: SidesDep,
    source: EntityParameter = None,
    target: EntityParameter = None,
    article: ArticleParameter = None,
    asserted: Annotated[bool, Query(description="without those that are denied or only possible")] = False,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Statements that have all that is asked for, the latest article first; acts are listed by `/stances`."""
    page = find_statements(
        store,
        source=current_entity(store, source) if source else None,
        target=current_entity(store, target) if target else None,
        sides=sides,
        article=_article(store, article),
        asserted=asserted,
        limit=limit,
        offset=offset,
    )
    if choose(request.headers.get("accept"), (JSON, HTML)) == JSON:
        return as_json(schemas.statements(page))
    asked = {"source": source, "target": target, "article": article, "limit": limit, **asked_sides(sides)}
    asked |= {"asserted": "true"} if asserted else {}
    return render(request, "statements.html", {"page": page, "asked": asked, "limit": limit})


@router.get("/stances", response_model=schemas.Listing[schemas.StanceEvidence], responses=forms(HTML))
def list_stances(
    request: Request,
    store: StoreDep,
    sides: SidesDep,
    source: EntityParameter = None,
    target: EntityParameter = None,
    article: ArticleParameter = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Who is for or against what: each statement and act that shows it, the latest article first.

    Where none is listed, none was found: that is not a neutral stance.
    """
    page = find_evidence(
        store,
        source=current_entity(store, source) if source else None,
        target=current_entity(store, target) if target else None,
        sides=sides,
        article=_article(store, article),
        limit=limit,
        offset=offset,
    )
    if choose(request.headers.get("accept"), (JSON, HTML)) == JSON:
        return as_json(schemas.evidence(page))
    asked = {"source": source, "target": target, "article": article, "limit": limit, **asked_sides(sides)}
    return render(request, "stances.html", {"page": page, "asked": asked, "limit": limit})


def _article(store: Store, given: str | None) -> Iri | None:
    return Iri(article_iri(article_id(store, given), store.base).value) if given else None
