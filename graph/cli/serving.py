"""The command that serves a store over HTTP."""

from dataclasses import replace
from typing import Annotated

import typer

from graph.cli.options import StorePath, settings, store_path
from graph.cli.reporting import complain


def serve(
    host: Annotated[str | None, typer.Option(help="[default: HUSTINGS_HOST or 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="[default: HUSTINGS_PORT or 8000]")] = None,
    store: StorePath = None,
    public: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Where it is reached from outside, such as https://graph.example: its name is answered to,"
            " and pages of other sites may read. [default: HUSTINGS_URL and HUSTINGS_ORIGINS]",
        ),
    ] = None,
) -> int:
    """Serve a store over HTTP: page, SPARQL, lookup, export."""
    from api.server import serve as serve_store
    from graph.store.sandbox import missing

    if lacking := missing():
        complain(f"queries are not kept from {' or '.join(lacking)} on this system; serve those whom you trust alone")
    chosen = settings()
    if public:
        chosen = replace(chosen, url=public, origins="*")
    if host:
        chosen = replace(chosen, host=host)
    serve_store(
        store_path(store),
        chosen.host,
        chosen.port if port is None else port,
        chosen,
        announce=typer.echo,
    )
    return 0
