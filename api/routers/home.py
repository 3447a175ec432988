"""The start page, the list of routes, and whether the server is well."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from api import schemas
from api.dependencies import DeskDep, StoreDep
from api.pages import render
from api.routers.examples import read_examples
from api.software import software_version
from graph.export.formats import FORMATS
from graph.lookup import find_entities, list_articles

router = APIRouter(tags=["home"])

_ARTICLES, _ENTITIES = 20, 24  # on the start page


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def start(request: Request, store: StoreDep) -> Response:
    """The start page: search, articles, the entities most often mentioned, examples of queries."""
    totals = store.reader.totals()
    values = {
        "articles": list_articles(store, limit=_ARTICLES).items,
        "entities": find_entities(store, limit=_ENTITIES).items,
        "counts": {
            "article": totals["articles"],
            "statement": totals["statements"],
            "fact": totals["facts"],
            "entity": totals["entities"],
        },
        "examples": read_examples(),
        "formats": FORMATS,
    }
    return render(request, "home.html", values)


@router.get("/health")
def health(desk: DeskDep) -> schemas.Health:
    """That the server can read its store."""
    return schemas.Health(status="ok", version=software_version(), articles=desk.store().reader.totals()["articles"])


@router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
def docs(request: Request) -> Response:
    """Every route with its parameters, read off the OpenAPI description."""
    return render(request, "docs.html", {"routes": list(_routes(request.app.openapi()))})


def _routes(description: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, methods in description["paths"].items():
        for method, route in methods.items():
            parameters = [
                {"name": p["name"], "about": p.get("description", ""), "required": p.get("required", False)}
                for p in route.get("parameters", ())
            ]
            yield {"method": method.upper(), "path": path, "about": route["description"], "parameters": parameters}
