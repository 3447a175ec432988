"""Feeds (Atom, RFC 4287): what is said by or about somebody, for programs that look again and again."""

import re
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import DeskDep, StoreDep, entity_iri
from api.pages import environment, feed_url
from api.routers.entities import PERMANENT, TEMPORARY
from graph.lookup import find_entity
from graph.lookup.news import latest_statements

router = APIRouter(prefix="/feeds", tags=["entities"])

ATOM = "application/atom+xml"
_UNKNOWN = "1970-01-01"
# What no XML 1.0 may have, however it is written.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@router.get(
    "/{entity_id:path}.atom",
    response_class=Response,
    responses={200: {"content": {ATOM: {}}}, 304: {"description": "nothing is new"}},
)
def read_feed(
    request: Request,
    desk: DeskDep,
    store: StoreDep,
    entity_id: str,
    limit: Annotated[int, Query(ge=1, le=500, description="at most so many")] = 50,
) -> Response:
    """The latest statements by or about an entity as an Atom feed: the quote, the article, a link to it.

    Those of articles without a date come last, updated in 1970: Atom has no other word for a day that nobody knows.
    `If-None-Match` is heeded.
    """
    iri = entity_iri(store, entity_id)
    kept, query = store.names().resolve(iri), request.url.query
    if kept != iri:
        status = PERMANENT if store.curation().resolve(iri) == kept else TEMPORARY
        return RedirectResponse(feed_url(kept) + (f"?{query}" if query else ""), status)
    values = {
        "entity": find_entity(store, iri),
        "statements": latest_statements(store, iri, limit),
        "address": desk.address(request, feed_url(iri)),
        "home": desk.address(request, ""),
        "unknown": _UNKNOWN,
    }
    text = _NO_XML.sub("", environment().get_template("feed.atom").render(**values))
    tag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(text, headers=headers, media_type=ATOM)
