"""The command that serves a store over HTTP."""

from typing import Annotated

import typer

from graph.cli.options import StorePath, settings, store_path
from graph.cli.reporting import complain


def serve(
    host: Annotated[str | None, typer.Option(help="[default: HUSTINGS_HOST or 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="[default: HUSTINGS_PORT or 8000]")] = None,
    store: StorePath = None,
) -> int:
    """Serve a store over HTTP: page, SPARQL, lookup, export."""
    from api.server import serve as serve_store
    from graph.store.sandbox import missing

    if lacking := missing():
        complain(f"queries are not kept from {' or '.join(lacking)} on this system; serve those whom you trust alone")
    chosen = settings()
    serve_store(
        store_path(store),
        host or chosen.host,
        chosen.port if port is None else port,
        chosen,
        announce=typer.echo,
    )
    return 0
