"""Discourse networks as files for other programs, with the statements behind every edge."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query
from starlette.responses import StreamingResponse

from api.dependencies import DeskDep, SidesDep, forms
from graph.export.formats import FORMATS, NETWORKS, network_files
from graph.model import EntityType
from graph.networks.network import make_network
from graph.networks.options import Counting, Duplicates, Ends, Kind, Normalisation, Options
from graph.networks.selecting import Selection
from graph.networks.windows import parse_windows

MOST_EDGES = 100_000  # of all windows together
_FORMATS = (*NETWORKS, "csv")
_Names = Annotated[list[Annotated[str, Query(max_length=2000)]] | None, Query(max_length=100)]

router = APIRouter(prefix="/networks", tags=["networks"])

KindName = Annotated[str, Path(json_schema_extra={"enum": [str(kind) for kind in Kind]})]
FormatName = Annotated[str, Query(json_schema_extra={"enum": list(_FORMATS)}, description="how the file is written")]


@dataclass(frozen=True, slots=True)
class Counted:
    """How a network is counted."""

    count: Annotated[Counting, Query(description="of actor-target: what the weight is")] = Counting.SUBTRACT
    of: Annotated[Ends, Query(description="what one-mode networks relate")] = Ends.ACTORS
    normalise: Annotated[Normalisation, Query(description="what weights are divided by")] = Normalisation.NONE
    duplicates: Annotated[Duplicates, Query(description="within what the same counts once")] = Duplicates.ALL
    isolates: Annotated[bool, Query(description="keep what has no edge")] = False
    min_weight: Annotated[float, Query(ge=0, allow_inf_nan=False, description="only edges that weigh so much")] = 0.0
    min_statements: Annotated[int, Query(ge=1, description="only edges that so many statements show")] = 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """What part of the store a network is of."""

    actor_type: Annotated[list[EntityType] | None, Query(description="only actors of these types")] = None
    target_type: Annotated[list[EntityType] | None, Query(description="only targets of these types")] = None
    outlet: _Names = None
    actor: _Names = None
    target: _Names = None
    exclude: _Names = None
    start: Annotated[date | None, Query(alias="from", description="from this day of publication on")] = None
    end: Annotated[date | None, Query(alias="to", description="to this day")] = None
    window: Annotated[str | None, Query(max_length=20, description="a network for each window of 30d, 4w, 6m, 1y")] = (
        None
    )
    step: Annotated[str | None, Query(max_length=20, description="how far windows move; else their length")] = None


@router.get(
    "/{kind}",
    response_class=StreamingResponse,
    responses=forms(*sorted({FORMATS[name].media_type for name in _FORMATS})),
)
def network(
    desk: DeskDep,
    sides: SidesDep,
    counted: Annotated[Counted, Depends()],
    chosen: Annotated[Chosen, Depends()],
    kind: KindName,
    format: FormatName = "node-link",
) -> StreamingResponse:
    """Who agrees with whom on what: weights as Discourse Network Analyzer counts them, and what shows each edge."""
    if kind not in list(Kind) or format not in _FORMATS:
        raise HTTPException(
            404, f"no network {kind} as {format}; there are {', '.join(Kind)}, as {', '.join(_FORMATS)}"
        )
    store = desk.store(desk.settings.export_timeout)
    options = Options(
        Kind(kind),
        counted.count,
        counted.of,
        counted.normalise,
        counted.duplicates,
        counted.isolates,
        counted.min_weight,
        counted.min_statements,
    )
    names = (chosen.outlet or (), chosen.actor or (), chosen.target or (), chosen.exclude or ())
    types = (chosen.actor_type or (), chosen.target_type or ())
    selection = Selection(sides, *types, *names, chosen.start, chosen.end)
    windows = parse_windows(chosen.window, chosen.step)
    made = make_network(store, options, selection, windows, most=MOST_EDGES)
    shape = FORMATS[format]
    headers = {"Content-Disposition": f'attachment; filename="hustings-{kind}.{shape.extension}"'}
    pieces = next(iter(network_files(made, format, archive=True).values()))
    return StreamingResponse(pieces, media_type=shape.media_type, headers=headers)
