"""What routes ask for: the store as it now is, the pool, and checked parameters."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, cast

from fastapi import Depends, Query, Request

from graph.errors import StoreError
from graph.lookup import SideFilter, checked_iri
from graph.model import Evidence, Stance, Strength
from graph.settings import Settings
from graph.store.base import Iri, Store
from graph.store.serving import Served
from graph.store.updaters import Updater
from graph.store.updating import UpdateRequest
from graph.store.user_graphs import GraphChange
from graph.store.workers import WorkerPool

HTML = "text/html"
JSON = "application/json"
TURTLE = "text/turtle"
JSON_LD = "application/ld+json"


def forms(*media_types: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """For a route's description: in which forms its answer can be had, beside that of its model."""
    return {status: {"content": {media_type: {} for media_type in media_types}}}


@dataclass(slots=True)
class Desk:
    """What an app serves with: one for each app."""

    served: Served
    pool: WorkerPool
    settings: Settings
    updater: Updater | None = None  # None: nobody may write
    sizes: dict[str, Mapping[str, int]] = field(default_factory=dict)  # of named graphs, of the state last described

    def store(self, seconds: float | None = None) -> Store:
        """The latest state of the store, with as much time for one request as a query has unless that is said."""
        return self.served.edition().store.within(seconds or self.settings.query_timeout)

    def address(self, request: Request, path: str) -> str:
        """The address of a path of this server, as it is known outside or, where that is not set, as it was asked."""
        start = self.settings.url.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"
        return start + path

    async def write(self, change: UpdateRequest | GraphChange) -> dict[str, Any]:
        """Carry out what somebody who may write has sent; whoever reads after that sees it."""
        if self.updater is None:
            raise StoreError("nobody may write here")
        done = await self.updater.carry_out(change)
        await asyncio.to_thread(self.served.renew)
        return done


async def get_desk(request: Request) -> Desk:
    """The desk of the app that a request came to; async, since it needs no thread."""
    return cast(Desk, request.app.state.desk)


def get_store(desk: Annotated[Desk, Depends(get_desk)]) -> Store:
    """The latest state of the store."""
    return desk.store()


def entity_iri(store: Store, given: str) -> Iri:
    """The entity that is meant by an IRI or by the last part of one."""
    return checked_iri(given if "://" in given else f"{store.base}entity/{given}")


def current_entity(store: Store, given: str) -> Iri:
    """The same after all merges: what stands in the place of the entity that is meant."""
    return Iri(store.names().resolve(entity_iri(store, given)))


def article_id(store: Store, given: str) -> str:
    """The article that is meant by an IRI or by an id."""
    return given.removeprefix(f"{store.base}article/")


def get_sides(
    stance: Annotated[Stance | None, Query(description="only with this stance")] = None,
    strength: Annotated[
        Strength | None, Query(description="only stances that the words say (explicit), or that follow (implied)")
    ] = None,
    min_confidence: Annotated[float, Query(ge=0, le=1, description="only stances that are at least so sure")] = 0.0,
    evidence: Annotated[
        Evidence | None,
        Query(description="only stances that somebody stated, or that an act told by the article shows"),
    ] = None,
) -> SideFilter:
    """The stances that are asked for."""
    return SideFilter(stance, strength, min_confidence, evidence)


DeskDep = Annotated[Desk, Depends(get_desk)]
SidesDep = Annotated[SideFilter, Depends(get_sides)]
StoreDep = Annotated[Store, Depends(get_store)]
Limit = Annotated[int, Query(ge=1, le=500, description="at most so many")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="after so many")]
EntityParameter = Annotated[str | None, Query(max_length=2000, description="an entity's IRI, or the last part of it")]
