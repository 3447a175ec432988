"""Entities: by name, or one with all that is known of it and its stances."""

from collections.abc import Collection, Iterable
from datetime import date

from graph.errors import UnknownIri
from graph.lookup.index import EntityIndex
from graph.lookup.rows import STANCES, TYPES, day, iri, number, ref, text, wikidata
from graph.lookup.views import CandidateView, EntitySummary, EntityView, Page, Ref, StanceView
from graph.model import EntityType, Stance
from graph.store.base import Iri, Row, Store


def find_entities(
    store: Store, name: str = "", *, types: Collection[EntityType] = (), limit: int | None = 20, offset: int = 0
) -> Page[EntitySummary]:
    """The entities with such a name, the closest first; all of them, where the name is empty.

    Reads all names of the store: who asks often keeps an `EntityIndex` and asks that.
    """
    return EntityIndex.from_store(store).search(name, types=types, limit=limit, offset=offset)


def find_entity(store: Store, entity: Iri) -> EntityView:
    """The entity with this name in the graph; UnknownIri where the store has none."""
    rows = store.select("lookup_entity", entity=entity)
    if not rows:
        raise UnknownIri(entity)
    row = rows[0]
    names = store.select("lookup_names", entity=entity)
    counts = store.select("lookup_mention_counts", entity=entity)
    return EntityView(
        iri=entity,
        label=str(row["label"]),
        type=TYPES[str(row["type"])],
        wikidata=wikidata(row),
        mentions=int(number(counts[0], "mentions")) if counts else 0,
        names=tuple(dict.fromkeys(str(name["name"]) for name in names)),
        candidates=tuple(_candidate(c) for c in store.select("lookup_candidates", entity=entity)),
        proposer=ref(row, "proposer"),
        action=text(row, "action"),
        about=ref(row, "about"),
        addressee=ref(row, "addressee"),
    )


def stances_of(store: Store, entity: Iri | None = None) -> tuple[StanceView, ...]:
    """Who is for or against whom, the most often stated first; only what the entity has part in, where one is named."""
    if entity is None:
        rows = store.select("lookup_stances")
    else:
        rows = [*store.select("lookup_stances", source=entity), *store.select("lookup_stances", target=entity)]
    groups: dict[tuple[Iri, Stance, Iri], dict[Iri, Row]] = {}
    for row in rows:
        key = (iri(row, "source"), STANCES[str(row["stance"])], iri(row, "target"))
        groups.setdefault(key, {})[iri(row, "statement")] = row
    views = (_stance(stance, list(found.values())) for (_, stance, _), found in groups.items())
    return tuple(sorted(views, key=lambda v: (-len(v.statements), v.source.label, v.target.label, v.source, v.stance)))


def _stance(stance: Stance, rows: list[Row]) -> StanceView:
    days = [d for row in rows for d in _days(row)]
    return StanceView(
        source=Ref(iri(rows[0], "source"), str(rows[0]["sourceLabel"])),
        stance=stance,
        target=Ref(iri(rows[0], "target"), str(rows[0]["targetLabel"])),
        statements=tuple(sorted(iri(row, "statement") for row in rows)),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _days(row: Row) -> Iterable[date]:
    said = [d for d in (day(row, "saidEarliest"), day(row, "saidLatest")) if d]
    published = day(row, "published")
    return said or ([published] if published else [])


def _candidate(row: Row) -> CandidateView:
    return CandidateView(wikidata(row) or "", str(row["label"]), number(row, "score"), str(row["reason"]))
