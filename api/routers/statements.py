"""Statements: by source, target, stance and article."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import schemas
from api.dependencies import HTML, JSON, Limit, Offset, StoreDep, article_id, current_entity
from api.negotiation import choose
from api.pages import as_json, render
from graph.lookup import find_statements
from graph.model import Stance
from graph.rdf.identifiers import article_iri
from graph.store.base import Iri

router = APIRouter(prefix="/statements", tags=["statements"])

EntityParameter = Annotated[str | None, Query(max_length=2000, description="an entity's IRI, or the last part of it")]


@router.get("", response_model=schemas.Listing[schemas.Statement])
def list_statements(
    request: Request,
    store: StoreDep,
    source: EntityParameter = None,
    target: EntityParameter = None,
    stance: Annotated[Stance | None, Query(description="only statements with this stance")] = None,
    article: Annotated[str | None, Query(max_length=2000, description="an article's id or IRI")] = None,
    asserted: Annotated[bool, Query(description="without those that are denied or only possible")] = False,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Statements that have all that is asked for, the latest article first."""
    page = find_statements(
        store,
        source=current_entity(store, source) if source else None,
        target=current_entity(store, target) if target else None,
        stance=stance,
        article=Iri(article_iri(article_id(store, article), store.base).value) if article else None,
        asserted=asserted,
        limit=limit,
        offset=offset,
    )
    if choose(request.headers.get("accept"), (JSON, HTML)) == JSON:
        return as_json(schemas.statements(page))
    asked = {"source": source, "target": target, "stance": stance, "article": article, "limit": limit}
    asked |= {"asserted": "true"} if asserted else {}
    return render(request, "statements.html", {"page": page, "asked": asked, "limit": limit})
