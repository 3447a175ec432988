"""The application: what it serves with, its routes, and what holds for all of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from api.dependencies import Desk
from api.doors import AllowedHosts, Options, allowed_names
from api.errors import RESPONSES, handle_errors
from api.middleware import BodyLimit, HeadAsGet, StrictHeaders
from api.origins import Origins
from api.routers import (
    articles,
    entities,
    exports,
    feeds,
    graphs,
    home,
    networks,
    reconcile,
    search,
    sparql,
    statements,
)
from api.software import software_version
from graph.settings import Settings
from graph.store.base import Store
from graph.store.limits import Limits
from graph.store.remote.addresses import Address
from graph.store.serving import Edition, serve_store
from graph.store.turns import Room
from graph.store.updaters import Updater
from graph.store.workers import WorkerPool

STATIC = Path(__file__).parent / "static"
# Pages made at the same time: with more, threads only wait for each other, and each holds a connection with its cache.
_READERS = 4
_OPEN_STORE = 512  # megabytes that the engine maps for a store that it writes to
ABOUT = "Who said what about what in political news, with the sentence that says so."


def create_app(store: Path | Address | Store, settings: Settings | None = None) -> FastAPI:
    """The app that serves a store, by its path or address or open; StoreError where there is none."""
    settings = settings or Settings()
    served = serve_store(store)
    pool = WorkerPool(
        lambda: served.edition().folder, limits=limits_of(settings), known=lambda: _folder(served.known())
    )
    desk = Desk(served, pool, settings, _updater(store, settings))
    app = FastAPI(
        title="Hustings",
        version=software_version(),
        description=ABOUT,
        docs_url=None,  # their pages load scripts from elsewhere; ours is in routers/home.py
        redoc_url=None,
        redirect_slashes=False,  # the address of a redirect would hold whatever host the client names
        lifespan=_lifespan(desk),
        responses=RESPONSES,
    )
    app.state.desk = desk
    handle_errors(app)
    for module in (home, entities, feeds, statements, search, articles, exports, networks, reconcile, sparql, graphs):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    # The last added is the outermost.
    app.add_middleware(BodyLimit, settings=settings)
    app.add_middleware(Options, routes=app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Origins, origins=[one.strip() for one in settings.origins.split(",") if one.strip()])
    app.add_middleware(HeadAsGet)
    app.add_middleware(AllowedHosts, names=allowed_names(settings))
    app.add_middleware(StrictHeaders)
    return app


def _folder(edition: Edition | None) -> Path | None:
    return edition.folder if edition else None


def limits_of(settings: Settings) -> Limits:
    """What the settings let a query cost."""
    return Limits(
        seconds=settings.query_timeout,
        megabytes=settings.query_megabytes,
        rows=settings.max_rows,
        answer_bytes=settings.max_answer_bytes,
        room=Room(
            short=settings.query_workers,
            long=settings.long_query_workers,
            first_slice=settings.first_slice,
            queue=settings.queue_length,
            client_queue=settings.client_queue_length,
            queue_seconds=settings.queue_timeout,
        ),
    )


def _updater(store: Path | Address | Store, settings: Settings) -> Updater | None:
    if not isinstance(store, Path) or not settings.update_token:
        return None
    return Updater(
        store,
        seconds=settings.query_timeout,
        queue_seconds=settings.queue_timeout,
        megabytes=settings.query_megabytes + _OPEN_STORE,
    )


def _lifespan(desk: Desk) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _READERS
        await desk.pool.start()
        if desk.updater:
            await desk.updater.start()
        try:
            yield
        finally:
            if desk.updater:
                await desk.updater.close()
            await desk.pool.close()
            desk.served.close()

    return lifespan
