"""Discourse networks of a store, as networkx has them: nodes are IRIs, every edge has its weight and its evidence."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import networkx as nx

from graph.errors import InvalidNetwork
from graph.networks.counting import Weights, count, pairs_at_most
from graph.networks.events import Events, to_events
from graph.networks.evidence import Evidence, attributes_of
from graph.networks.options import FROM_STANCES, ONE_MODE, Counting, Ends, Kind, Options
from graph.networks.selecting import Selection, Thing, Things, choose, read_mentions, read_quotes, read_stances
from graph.networks.windows import Window, Windows, windows_of
from graph.store.base import Store

_TRIED = 100  # so many times the edges that may come are counted, since most may weigh too little
Network = Any  # nx.MultiDiGraph[str] or, where an edge has no direction, nx.MultiGraph[str]


def make_network(
    store: Store,
    options: Options,
    selection: Selection | None = None,
    windows: Windows | None = None,
    *,
    most: int | None = None,
) -> Network:
    """The network that is asked for; with windows, an edge for each of them, alive from its first day to its last.

    InvalidNetwork where nothing in the store is asked for, no edge weighs enough, a window is longer than the range, or
    there are more edges than `most`; what would take much memory is refused before it is counted.
    """
    selection = selection or Selection()
    found, things = _READ[options.kind](store, selection)
    if not found:
        raise InvalidNetwork(f"nothing to make a network of {options.kind} of: {_reason(store, options, selection)}")
    return _some(from_events(to_events(found), options, things, windows, selection, most=most), options)


def make_coded_network(
    coded: Events, options: Options, selection: Selection | None = None, windows: Windows | None = None
) -> Network:
    """The network of statements that were coded by hand; InvalidNetwork as for that of a store."""
    if options.kind not in FROM_STANCES:
        raise InvalidNetwork(f"a network of {options.kind} is made of a store, not of statements coded by hand")
    selection = selection or Selection()
    found = choose(coded.rows, selection)
    if not found:
        raise InvalidNetwork(f"nothing to make a network of {options.kind} of: no coded statement passes all filters")
    return _some(from_events(to_events(found, coded.scale), options, {}, windows, selection), options)


def _some(network: Network, options: Options) -> Network:
    if not network:
        raise InvalidNetwork(
            f"no edge of {options.kind} weighs enough; ask for less, or keep what has no edge (isolates)"
        )
    return network


def from_events(
    events: Events,
    options: Options,
    things: Things | None = None,
    windows: Windows | None = None,
    selection: Selection | None = None,
    *,
    most: int | None = None,
) -> Network:
    """The network of events that were read or coded; `things` tells what the names at their ends stand for."""
    events = events.once(options.duplicates, signed=options.signed)
    network: Network = nx.MultiGraph() if _is_symmetric(options) else nx.MultiDiGraph()
    for node, values in _nodes(events, options, things or {}):
        network.add_node(node, **values)
    for number, window in enumerate(_cut(events, windows, selection or Selection())):
        rows = events if window is None else events.between(window.first.toordinal(), window.last.toordinal())
        for one, other, values in _edges(rows, options, most and most - network.number_of_edges()):
            if window is None:
                network.add_edge(one, other, str(options.kind), **values)
            else:
                lifetime = {"window": number + 1, "start": window.first, "end": window.last}
                network.add_edge(one, other, f"{options.kind} {number:04}", **values | lifetime)
    if not options.isolates:
        network.remove_nodes_from([node for node, degree in list(network.degree()) if degree == 0])
    return network


_READ = dict.fromkeys(FROM_STANCES, read_stances) | {Kind.CO_MENTION: read_mentions, Kind.QUOTES: read_quotes}


def _reason(store: Store, options: Options, selection: Selection) -> str:
    if selection != Selection() and _READ[options.kind](store, Selection())[0]:
        return "nothing in the store passes all filters; ask for less"
    return "the store holds none; build more articles"


def _is_symmetric(options: Options) -> bool:
    return options.kind in ONE_MODE or options.kind is Kind.CO_MENTION


def _cut(events: Events, windows: Windows | None, selection: Selection) -> list[Window] | list[None]:
    """The windows of the range of days that is asked for or, where it is open, that the events have."""
    if windows is None:
        return [None]
    days = events.day[events.day > 0]
    if not len(days):
        raise InvalidNetwork("windows need days, and nothing here has one; give the articles their dates")
    first = selection.start or date.fromordinal(int(days.min()))
    last = selection.end or date.fromordinal(int(days.max()))
    return windows_of(first, last, windows)


def _nodes(events: Events, options: Options, things: Things) -> Iterator[tuple[str, dict[str, object]]]:
    """The nodes with what they are, how often they take a side, and how often one is taken on them."""
    acting, acted_on = Counter(row.actor for row in events.rows), Counter(row.target for row in events.rows)
    for name in sorted(_names(events, options)):
        thing = things.get(name, Thing(name, ""))
        values = {"label": thing.label, "type": thing.type or None, "wikidata": thing.wikidata}
        if options.kind is Kind.CO_MENTION:
            yield name, values | {"articles": acting[name]}
        else:
            yield name, values | {"activity": acting[name], "prominence": acted_on[name]}


def _names(events: Events, options: Options) -> set[str]:
    actors, targets = ({getattr(row, end) for row in events.rows} for end in ("actor", "target"))
    if options.kind in (Kind.ACTOR_TARGET, Kind.QUOTES):
        return actors | targets
    return targets if options.kind in ONE_MODE and options.ends is Ends.TARGETS else actors


def _edges(events: Events, options: Options, most: int | None = None) -> Iterator[tuple[str, str, dict[str, object]]]:
    """The ends and attributes of the edges that weigh enough and are shown often enough."""
    options_of_count, ends = _counted_as(events, options)
    if most is not None and pairs_at_most(events, options_of_count) > _TRIED * most:
        raise InvalidNetwork(f"far more pairs than the {most:,} edges that may still come; ask for fewer types or days")
    weights, evidence = count(events, options_of_count), Evidence.of(events, options)
    if most is not None and len(weights.weight) > most:
        raise InvalidNetwork(f"{len(weights.weight):,} edges, where {most:,} may still come; raise the least weight")
    for place, (row, column) in enumerate(zip(weights.rows.tolist(), weights.columns.tolist(), strict=True)):
        shown = evidence.between(row, column)
        if len({event.statement for event in shown}) >= options.min_statements:
            values = _weighed(weights, place, options) | attributes_of(shown)
            if options.kind is Kind.CO_MENTION:
                del values["statements"]  # articles alone show it
            yield ends[0][row], ends[1][column], values


def _counted_as(events: Events, options: Options) -> tuple[Options, tuple[tuple[str, ...], tuple[str, ...]]]:
    """How the sums are made: quotes like an actor's statements on a target, mentions like shared targets (articles)."""
    if options.kind is Kind.QUOTES:
        quotes = Options(Kind.ACTOR_TARGET, Counting.TOTAL, min_weight=options.min_weight)
        return quotes, (events.actors, events.targets)
    if options.kind is Kind.CO_MENTION:
        return Options(Kind.SHARED, min_weight=options.min_weight), (events.actors, events.actors)
    if options.kind is Kind.ACTOR_TARGET:
        return options, (events.actors, events.targets)
    names = events.actors if options.ends is Ends.ACTORS else events.targets
    return options, (names, names)


def _weighed(weights: Weights, place: int, options: Options) -> dict[str, object]:
    weight = float(weights.weight[place])
    values: dict[str, object] = {"relation": str(options.kind), "weight": weight}
    if options.kind in FROM_STANCES:
        values |= {name: float(part[place]) for name, part in weights.parts.items() if name != "statements"}
    if options.kind in (Kind.ACTOR_TARGET, Kind.SUBTRACT) and options.counting is Counting.SUBTRACT:
        values["sign"] = "positive" if weight > 0 else "negative" if weight < 0 else "even"
    return values
