"""The service description: what the endpoint offers, as RDF, counted anew for each state of the store."""

import json
from collections.abc import Mapping

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.dependencies import Desk
from api.negotiation import choose
from graph.errors import HustingsError
from graph.export.service import Offer, describe_service
from graph.store.guard import check_query
from graph.store.turns import OWN
from graph.store.workers import Question

_COUNT = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_JSON = "application/sparql-results+json"


async def describe(request: Request, desk: Desk, offered: Mapping[str, str]) -> Response:
    """The service description in the form that is asked for."""
    media_type = choose(request.headers.get("accept"), tuple(offered))
    counts = await graph_sizes(desk)
    offer = Offer(desk.address(request, "/sparql"), desk.address(request, "/graphs"), desk.updater is not None)
    text = await run_in_threadpool(describe_service, desk.store(), offer, counts, offered[media_type])
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(text, headers={"Content-Type": media_type + charset})


async def graph_sizes(desk: Desk) -> Mapping[str, int]:
    """How many triples each named graph has; nothing where that takes too long."""
    folder = str(desk.served.edition().folder)
    if folder not in desk.sizes:
        question = Question(check_query(_COUNT), _JSON)
        try:
            answer = b"".join([chunk async for chunk in desk.pool.answer(question, OWN)])
        except HustingsError:
            return {}
        rows = json.loads(answer)["results"]["bindings"]
        desk.sizes.clear()
        desk.sizes[folder] = {row["g"]["value"]: int(row["n"]["value"]) for row in rows if row["g"]["type"] == "uri"}
    return desk.sizes[folder]
