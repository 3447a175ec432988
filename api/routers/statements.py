"""Statements, and the stances that they and acts show: by source, target, stance and article."""

from dataclasses import dataclass
from typing import Annotated, Any, TypedDict

from fastapi import APIRouter, Depends, Query, Request
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
from graph.lookup import SideFilter, find_evidence, find_statements
from graph.lookup.views import Page
from graph.rdf.identifiers import article_iri
from graph.store.base import Iri

router = APIRouter(tags=["statements"])

ArticleParameter = Annotated[str | None, Query(max_length=2000, description="an article's id or IRI")]


class Search(TypedDict):
    """What a list is searched for, as the store knows it."""

    source: Iri | None
    target: Iri | None
    article: Iri | None
    sides: SideFilter
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What both lists are asked for: the search, and the parameters by which another page asks the same."""

    search: Search
    parameters: dict[str, object]


def get_asked(
    store: StoreDep,
    sides: SidesDep,
    source: EntityParameter = None,
    target: EntityParameter = None,
    article: ArticleParameter = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Asked:
    """The statements or stances that are asked for."""
    search = Search(
        source=current_entity(store, source) if source else None,
        target=current_entity(store, target) if target else None,
        article=Iri(article_iri(article_id(store, article), store.base).value) if article else None,
        sides=sides,
        limit=limit,
        offset=offset,
    )
    parameters = {"source": source, "target": target, "article": article, "limit": limit, **asked_sides(sides)}
    return Asked(search, parameters)


AskedDep = Annotated[Asked, Depends(get_asked)]


@router.get("/statements", response_model=schemas.Listing[schemas.Statement], responses=forms(HTML))
def list_statements(
    request: Request,
    store: StoreDep,
    asked: AskedDep,
    asserted: Annotated[bool, Query(description="without those that are denied or only possible")] = False,
) -> Response:
    """Statements that have all that is asked for, the latest article first; acts are listed by `/stances`."""
    page = find_statements(store, **asked.search, asserted=asserted)
    if choose(request.headers.get("accept"), (JSON, HTML)) == JSON:
        return as_json(schemas.statements(page))
    return _as_page(request, "statements.html", page, asked.parameters | ({"asserted": "true"} if asserted else {}))


@router.get("/stances", response_model=schemas.Listing[schemas.StanceEvidence], responses=forms(HTML))
def list_stances(request: Request, store: StoreDep, asked: AskedDep) -> Response:
    """Who is for or against what: each statement and act that shows it, the latest article first.

    Where none is listed, none was found: that is not a neutral stance.
    """
    page = find_evidence(store, **asked.search)
    if choose(request.headers.get("accept"), (JSON, HTML)) == JSON:
        return as_json(schemas.evidence(page))
    return _as_page(request, "stances.html", page, asked.parameters)


def _as_page(request: Request, template: str, page: Page[Any], asked: dict[str, object]) -> Response:
    return render(request, template, {"page": page, "asked": asked, "limit": asked["limit"]})
