"""The command for discourse networks."""

import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from graph.cli.options import (
    LeastConfidence,
    OnlyEvidence,
    OnlyStance,
    OnlyStrength,
    StorePath,
    parse_published,
    store_path,
)
from graph.cli.reporting import counted
from graph.model import EntityType
from graph.networks.options import Counting, Duplicates, Ends, Kind, Normalisation, parse_choice

# As `graph.export` names them; a test compares.
FORMATS = ("graphml", "gexf", "cytoscape", "node-link", "dot", "csv")
_Choice = TypeVar("_Choice", bound=StrEnum)


def _parse(choices: type[_Choice], what: str) -> Callable[[str], _Choice]:
    return partial(parse_choice, choices, what)


def _any_of(choices: type[StrEnum]) -> str:
    return ", ".join(choices)


_Names = list[str] | None


def network(
    kind: Annotated[Kind, typer.Argument(parser=_parse(Kind, "kind"), metavar="KIND", help=f"One of {_any_of(Kind)}.")],
    out: Annotated[str | None, typer.Option(metavar="NAME", help="Where to write. [default: standard output]")] = None,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            help=f"One of {', '.join(FORMATS)}. [default: what the ending of --out says, or else graphml]",
        ),
    ] = None,
    store: StorePath = None,
    dna: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Hand-coded statements of Discourse Network Analyzer 3 in place of a store."),
    ] = None,
    coding: Annotated[
        str,
        typer.Option(metavar="ACTOR,TARGET,SIDE", help="Which of its variables are actor, target and agreement."),
    ] = "organization,concept,agreement",
    count: Annotated[
        Counting,
        typer.Option(
            parser=_parse(Counting, "way of counting"),
            metavar="HOW",
            help="Of actor-target: subtract (for less against), combine (1 for, 2 against, 3 both), total.",
        ),
    ] = Counting.SUBTRACT,
    of: Annotated[Ends, typer.Option(help="What congruence, conflict, subtract and shared relate.")] = Ends.ACTORS,
    normalise: Annotated[
        Normalisation,
        typer.Option(
            parser=_parse(Normalisation, "normalisation"), metavar="HOW", help=f"One of {_any_of(Normalisation)}."
        ),
    ] = Normalisation.NONE,
    duplicates: Annotated[
        Duplicates,
        typer.Option(
            parser=_parse(Duplicates, "period of duplicates"),
            metavar="PERIOD",
            help=f"Count the same side of the same actor on the same target once a … : {_any_of(Duplicates)}.",
        ),
    ] = Duplicates.ALL,
    isolates: Annotated[bool, typer.Option("--isolates", help="Keep what has no edge.")] = False,
    min_weight: Annotated[float, typer.Option(min=0, help="Only edges that weigh so much, for or against.")] = 0.0,
    min_statements: Annotated[int, typer.Option(min=1, help="Only edges that so many statements and acts show.")] = 1,
    start: Annotated[
        date | None, typer.Option("--from", parser=parse_published, metavar="DATE", help="From this day on.")
    ] = None,
    end: Annotated[
        date | None, typer.Option("--to", parser=parse_published, metavar="DATE", help="To this day.")
    ] = None,
    window: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="A network for each window of 30d, 4w, 6m, 1y.")
    ] = None,
    step: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="How far windows move. [default: their length]")
    ] = None,
    actor_type: Annotated[
        list[EntityType] | None, typer.Option(metavar="TYPE", help=f"Only such actors: {_any_of(EntityType)}.")
    ] = None,
    target_type: Annotated[list[EntityType] | None, typer.Option(metavar="TYPE", help="Only such targets.")] = None,
    outlet: Annotated[_Names, typer.Option(metavar="NAME", help="Only articles of this outlet.")] = None,
    actor: Annotated[_Names, typer.Option(metavar="NAME", help="Only this actor, by label or IRI.")] = None,
    target: Annotated[_Names, typer.Option(metavar="NAME", help="Only this target.")] = None,
    exclude: Annotated[_Names, typer.Option(metavar="NAME", help="Neither as actor nor as target.")] = None,
    stance: OnlyStance = None,
    strength: OnlyStrength = None,
    min_confidence: LeastConfidence = 0.0,
    evidence: OnlyEvidence = None,
) -> int:
    """Compute who agrees with whom on what: a discourse network, with the statements behind every edge."""
    from graph.export.formats import network_files, network_format
    from graph.export.saving import save_network
    from graph.networks.dna import parse_coding, read_dna
    from graph.networks.network import make_coded_network, make_network
    from graph.networks.options import Options
    from graph.networks.selecting import Selection
    from graph.networks.windows import parse_windows
    from graph.store.index.stances import SideFilter
    from graph.store.opening import open_store

    options = Options(kind, count, of, normalise, duplicates, isolates, min_weight, min_statements)
    sides = SideFilter(stance, strength, min_confidence, evidence)
    names = (outlet or (), actor or (), target or (), exclude or ())
    selection = Selection(sides, actor_type or (), target_type or (), *names, start, end)
    windows, format = parse_windows(window, step), format or network_format(out)
    if dna is not None:
        made = make_coded_network(read_dna(dna, parse_coding(coding)), options, selection, windows)
    else:
        with open_store(store_path(store)) as opened:
            made = make_network(opened, options, selection, windows)
    if out is None:
        for piece in next(iter(network_files(made, format).values())):
            sys.stdout.buffer.write(piece)
    else:
        save_network(made, format, out)
        typer.echo(
            f"{counted(made.number_of_nodes(), 'node')} and {counted(made.number_of_edges(), 'edge')} written to {out}"
        )
    return 0
