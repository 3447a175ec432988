"""Which events a network is made of: read from a store, chosen by who, what, where and when."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidNetwork
from graph.model import EntityType, Stance
from graph.networks.events import Event
from graph.rdf.identifiers import article_iri
from graph.store.base import Store
from graph.store.index.asking import Row
from graph.store.index.stances import ANY, SideFilter


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; what is empty asks for all. Names are labels, IRIs, or the last parts of IRIs."""

    sides: SideFilter = ANY
    actor_types: Collection[EntityType] = ()
    target_types: Collection[EntityType] = ()
    outlets: Collection[str] = ()
    actors: Collection[str] = ()  # no others
    targets: Collection[str] = ()
    exclude: Collection[str] = ()  # at neither end
    start: date | None = None  # days of publication, both included
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise InvalidNetwork(f"the period ends on {self.end}, before it starts on {self.start}")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a node of a network is."""

    label: str
    type: str
    wikidata: str | None = None


Things = dict[str, Thing]  # by IRI


def read_stances(store: Store, selection: Selection) -> tuple[list[Event], Things]:
    """The sides that are asked for as events, 1 for and 0 against; and what their ends are."""
    rows = list(store.reader.sides_taken(selection.sides))
    return _read(store, rows, selection, lambda row: int(row["stance"] == Stance.SUPPORTS))


def read_quotes(store: Store, selection: Selection) -> tuple[list[Event], Things]:
    """The statements that one source reports of another as events, all of one level."""
    return _read(store, store.reader.words_reported(), selection, lambda _: 1)


def read_mentions(store: Store, selection: Selection) -> tuple[list[Event], Things]:
    """Which entity is mentioned in which article, as events whose target is the article."""
    rows, full = store.reader.mentions(), store.reader.full
    things = {full(row["source"]): _thing(row, "source") for row in rows}
    kept = _chosen(things, selection.actors, "entity") - _named(things, selection.exclude)
    events = []
    for row in rows:
        article, entity = article_iri(row["article"], store.base).value, full(row["source"])
        if entity in kept and _fits(row, selection) and _of_type(row["source_type"], selection.actor_types):
            events.append(Event(entity, article, 1, _day(row), article, article))
    return _in_period(events, selection), things


def choose(events: Iterable[Event], selection: Selection) -> list[Event]:
    """The events of a hand coding that are asked for by name and period; InvalidNetwork for what only a store knows."""
    if selection.sides or selection.actor_types or selection.target_types or selection.outlets:
        raise InvalidNetwork("types, outlets and stances are asked of a store; of a .dna file, names and a period")
    events = list(events)
    actors, targets = ({name: Thing(name, "") for name in names} for names in _ends(events))
    excluded = {name.casefold() for name in selection.exclude}
    kept = (_chosen(actors, selection.actors, "actor"), _chosen(targets, selection.targets, "target"))
    found = [
        event
        for event in events
        if event.actor in kept[0]
        and event.target in kept[1]
        and not excluded.intersection((event.actor.casefold(), event.target.casefold()))
    ]
    return _in_period(found, selection)


def _ends(events: Collection[Event]) -> tuple[set[str], set[str]]:
    return {event.actor for event in events}, {event.target for event in events}


def _read(
    store: Store, rows: Collection[Row], selection: Selection, level: Callable[[Row], int]
) -> tuple[list[Event], Things]:
    full = store.reader.full
    actors, targets = ({full(row[end]): _thing(row, end) for row in rows} for end in ("source", "target"))
    things = {**actors, **targets}
    excluded = _named(things, selection.exclude)
    kept = (
        _chosen(actors, selection.actors, "actor") - excluded,
        _chosen(targets, selection.targets, "target") - excluded,
    )
    events = [
        _event(store, row, level(row))
        for row in rows
        if full(row["source"]) in kept[0] and full(row["target"]) in kept[1] and _is_asked_for(row, selection)
    ]
    return _in_period(events, selection), things


def _event(store: Store, row: Row, level: int) -> Event:
    sentences = sorted(json.loads(row["sentences"]))
    return Event(
        store.reader.full(row["source"]),
        store.reader.full(row["target"]),
        level,
        _day(row),
        article_iri(row["article"], store.base).value,
        store.reader.made_iri(row["basis"], row["article"], row["key"]),
        tuple(words for _, _, words in sentences),
        row["confidence"],
        min((begin for begin, _, _ in sentences), default=0),
    )


def _is_asked_for(row: Row, selection: Selection) -> bool:
    return (
        row["source"] != row["target"]
        and _of_type(row["source_type"], selection.actor_types)
        and _of_type(row["target_type"], selection.target_types)
        and _fits(row, selection)
    )


def _of_type(kind: str, asked: Collection[EntityType]) -> bool:
    return not asked or kind in asked


def _fits(row: Row, selection: Selection) -> bool:
    """Whether the article is of an outlet that is asked for."""
    outlets = {outlet.casefold() for outlet in selection.outlets}
    return not outlets or (row["publisher"] or "").casefold() in outlets


def _in_period(events: Iterable[Event], selection: Selection) -> list[Event]:
    """The events of the period; what has no day is in none, but counts where no period is asked for."""
    if not (selection.start or selection.end):
        return list(events)
    first, last = selection.start or date.min, selection.end or date.max
    return [event for event in events if event.day and first <= event.day <= last]


def _chosen(things: Things, names: Collection[str], what: str) -> set[str]:
    """The things with these names, or all; InvalidNetwork for a name that none of them has."""
    found = {name: _named(things, [name]) for name in names}
    for name, ones in found.items():
        if not ones:
            raise InvalidNetwork(f"no {what} named {name!r} is at the end of an edge; give a label, or an entity's IRI")
    return set().union(*found.values()) if names else set(things)


def _named(things: Things, names: Collection[str]) -> set[str]:
    wanted = {name.casefold() for name in names}
    return {iri for iri, thing in things.items() if wanted.intersection(_names_of(iri, thing))} if wanted else set()


def _names_of(iri: str, thing: Thing) -> Iterator[str]:
    yield iri.casefold()
    yield iri.rpartition("/")[2].casefold()
    yield thing.label.casefold()


def _thing(row: Row, end: str) -> Thing:
    return Thing(row[f"{end}_label"], row[f"{end}_type"], row[f"{end}_wikidata"])


def _day(row: Row) -> date | None:
    """When the article appeared or, where that is unknown, the first day on which it was said."""
    first = row["first"] if "first" in row.keys() else None  # noqa: SIM118  # a row's `in` looks at its values
    for text in filter(None, (row["published"], first)):
        try:
            return date.fromisoformat(text)
        except ValueError:
            continue
    return None
