"""Arguments and options that several commands share, and the settings that stand behind them."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.model import Evidence, FactScope, Stance, Strength
from graph.settings import STANCE_MIN, Settings, from_environment, variable
from graph.store.remote.addresses import Address, is_address, parse_address

if TYPE_CHECKING:
    from graph.store.oxigraph import OxigraphStore

    Place = Path | Address
else:
    Place = Path  # typer takes no union; `parse_store` makes either


def settings() -> Settings:
    """What the environment says."""
    return from_environment(os.environ)


def store_path(given: "Place | None") -> "Place":
    """The store that an option names, or else the environment."""
    named = os.environ.get(variable("store"), "").strip()
    return given or (parse_store(named) if is_address(named) else settings().store)


def parse_store(text: str) -> "Place":
    """The folder or the server that --store names."""
    return parse_address(text) if is_address(text) else Path(text)


def open_existing(path: "Place") -> "OxigraphStore":
    """The store for writing; one that is not there is not made."""
    from graph.store.opening import open_store

    open_store(path).close()
    return open_store(path, write=True)


def parse_published(text: str) -> date:
    """The day that --published names."""
    from graph.text import parse_date

    return parse_date(text)


Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help="Articles, or folders with .txt files.")]
Published = Annotated[
    date | None,
    typer.Option(
        parser=parse_published, metavar="DATE", help="When the articles appeared, above what their sidecars say."
    ),
]
# Which stances a command looks at.
OnlyStance = Annotated[Stance | None, typer.Option("--stance", help="Only these stances.")]
OnlyStrength = Annotated[
    Strength | None, typer.Option("--strength", help="Only stances that the words say, or that follow.")
]
LeastConfidence = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Only stances that are at least so sure.")
]
OnlyEvidence = Annotated[
    Evidence | None, typer.Option("--evidence", help="Only stances that somebody stated, or that an act shows.")
]
StanceMin = Annotated[
    float | None,
    typer.Option(
        metavar="SHARE",
        min=0,
        max=1,
        help=f"How sure a stance must be to become an edge. [default: HUSTINGS_STANCE_MIN or {STANCE_MIN}]",
    ),
]
Facts = Annotated[
    FactScope | None,
    typer.Option(help="Facts of core relations alone, or open triples too. [default: HUSTINGS_FACTS or core]"),
]
StorePath = Annotated[
    Place | None,
    typer.Option(
        "--store",
        parser=parse_store,
        metavar="DIR|URL",
        help="The store's folder, or the address of a SPARQL server. [default: HUSTINGS_STORE or ./store]",
    ),
]
