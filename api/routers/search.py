"""Full text: statements by the words of the sentences that show them."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import schemas
from api.dependencies import HTML, JSON, EntityParameter, Limit, Offset, SidesDep, StoreDep, current_entity, forms
from api.negotiation import choose
from api.pages import as_json, asked_sides, render
from graph.lookup import Narrowed, Order, search_statements
from graph.lookup.expressions import LONGEST
from graph.model import StatementKind

router = APIRouter(tags=["statements"])

Words = Annotated[
    str,
    Query(
        max_length=LONGEST,
        description='words that must all be there, "phrases", beginnings (tax*), OR, NOT or -, parentheses',
    ),
]
Since = Annotated[datetime.date | None, Query(description="published on this day or later")]
Until = Annotated[datetime.date | None, Query(description="published on this day or earlier")]


@router.get("/search", response_model=schemas.Listing[schemas.Statement], responses=forms(HTML))
def search(
    request: Request,
    store: StoreDep,
    sides: SidesDep,
    q: Words = "",
    source: EntityParameter = None,
    target: EntityParameter = None,
    kind: Annotated[StatementKind | None, Query(description="only statements of this kind")] = None,
    outlet: Annotated[str | None, Query(max_length=200, description="only of this publisher")] = None,
    since: Since = None,
    until: Until = None,
    sort: Annotated[Order, Query(description="the best match or the latest article first")] = Order.RELEVANCE,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Statements in whose sentences the words stand; in `parts`, the words that were found have the role `match`.

    Nothing is found without a word. With `target`, `stance`, `strength`, `min_confidence` or `evidence`: those that
    take such a side.
    """
    narrowed = Narrowed(
        source=current_entity(store, source) if source else None,
        target=current_entity(store, target) if target else None,
        sides=sides,
        kind=kind,
        outlet=outlet or None,
        since=since,
        until=until,
    )
    page = search_statements(store, q, narrowed, order=sort, limit=limit, offset=offset)
    if choose(request.headers.get("accept"), (JSON, HTML)) == JSON:
        return as_json(schemas.Listing[schemas.Statement].of(page))
    given = {"source": source, "target": target, "kind": kind, "outlet": outlet, "since": since, "until": until}
    kept: dict[str, object] = {name: value for name, value in given.items() if value} | asked_sides(sides)
    asked = {"q": q, **kept, "sort": sort, "limit": limit}
    values = {"page": page, "q": q, "kept": kept, "sort": sort, "orders": list(Order), "asked": asked, "limit": limit}
    return render(request, "search.html", values)
