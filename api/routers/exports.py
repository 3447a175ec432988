"""The whole graph, or a part of it, as a file for other programs."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from starlette.responses import StreamingResponse

from api.dependencies import DeskDep, SidesDep, article_id, forms
from graph.export.formats import FORMATS, export
from graph.export.network import Filters
from graph.model import EntityType

router = APIRouter(prefix="/export", tags=["export"])

FormatName = Annotated[str, Path(json_schema_extra={"enum": list(FORMATS)})]


@router.get("/{name}", response_class=StreamingResponse, responses=forms(*(one.media_type for one in FORMATS.values())))
def download(
    desk: DeskDep,
    sides: SidesDep,
    name: FormatName,
    article: Annotated[str | None, Query(max_length=2000, description="only this article: its id or IRI")] = None,
    type: Annotated[
        list[EntityType] | None,
        Query(description="only entities of these types (networks), or by or about them (statements)"),
    ] = None,
    top: Annotated[int | None, Query(ge=0, le=10_000_000, description="only the weightiest edges (networks)")] = None,
) -> StreamingResponse:
    """A file in one of the formats: networks of entities for analysis, a table of statements, or all triples.

    `stance`, `strength`, `min_confidence` and `evidence` say which stances are in a network, or which a statement must
    take to be in the table.
    """
    if name not in FORMATS:
        raise HTTPException(404, f"no export format {name}; there are {', '.join(FORMATS)}")
    chosen, store = FORMATS[name], desk.store(desk.settings.export_timeout)
    filters = Filters(article_id(store, article) if article else None, type or (), top, sides)
    headers = {"Content-Disposition": f'attachment; filename="hustings.{chosen.extension}"'}
    return StreamingResponse(export(store, name, filters), media_type=chosen.media_type, headers=headers)
