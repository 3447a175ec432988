"""Arguments and options that several commands share, and the settings that stand behind them."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.model import FactScope
from graph.settings import STANCE_MIN, Settings, from_environment

if TYPE_CHECKING:
    from graph.store.oxigraph import OxigraphStore


def settings() -> Settings:
    """What the environment says."""
    return from_environment(os.environ)


def store_path(given: Path | None) -> Path:
    """The store that an option names, or else the environment."""
    return given or settings().store


def open_existing(path: Path) -> "OxigraphStore":
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
    Path | None, typer.Option("--store", metavar="DIR", help="The store's folder. [default: HUSTINGS_STORE or ./store]")
]
