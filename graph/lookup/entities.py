"""Entities: by name, or one with all that is known of it and its stances."""

from collections.abc import Collection

from graph.errors import UnknownIri
from graph.lookup.rows import Row, day, number, ref, text, to_iri
from graph.lookup.views import CandidateView, EntitySummary, EntityView, Page, Ref, StanceView
from graph.model import EntityType, Stance, Strength
from graph.store.base import Iri, Store
from graph.store.index.stances import ANY, SideFilter


def find_entities(
    store: Store, name: str = "", *, types: Collection[EntityType] = (), limit: int | None = 20, offset: int = 0
) -> Page[EntitySummary]:
    """The entities with such a name, the closest first; all of them by mentions, where the name is empty.

    Any word may be given by its beginning, without accents, and with a slip of the pen where no name begins so.
    """
    rows, total = store.reader.search(name, [kind.value for kind in types], limit, offset)
    return Page(tuple(to_entity(row, store.base) for row in rows), total, offset)


def find_entity(store: Store, entity: Iri) -> EntityView:
    """The entity with this name in the graph; UnknownIri where the store has none."""
    reader = store.reader
    row = reader.entity(entity)
    if row is None:
        raise UnknownIri(entity)
    related = {str(r["role"]): ref(r, "other", store.base) for r in reversed(reader.relations(entity))}
    return EntityView(
        iri=entity,
        label=str(row["label"]),
        type=EntityType(row["type"]),
        wikidata=text(row, "wikidata"),
        mentions=int(number(row, "mentions")),
        names=tuple(reader.names(entity)),
        candidates=tuple(_candidate(candidate) for candidate in reader.candidates(entity)),
        proposer=related.get("proposer"),
        action=text(row, "action"),
        about=related.get("about"),
        addressee=related.get("addressee"),
    )


def stances_of(
    store: Store,
    entity: Iri | None = None,
    *,
    sides: SideFilter = ANY,
    limit: int | None = None,
    offset: int = 0,
) -> Page[StanceView]:
    """Who is for or against whom, the most often shown first, then the latest; one entity's, where one is named.

    `sides` says what is counted: explicit ones, sure ones, acts.
    """
    rows, total = store.reader.stances(entity, sides, limit, offset)
    return Page(tuple(_stance(row, store.base) for row in rows), total, offset)


def to_entity(row: Row, base: str) -> EntitySummary:
    """The entity that a row of the read model tells of."""
    return EntitySummary(
        to_iri(row["iri"], base),
        str(row["label"]),
        EntityType(row["type"]),
        text(row, "wikidata"),
        int(number(row, "mentions")),
    )


def _stance(row: Row, base: str) -> StanceView:
    return StanceView(
        source=Ref(to_iri(row["source_iri"], base), str(row["source_label"])),
        stance=Stance(row["stance"]),
        target=Ref(to_iri(row["target_iri"], base), str(row["target_label"])),
        statements=int(number(row, "number") - number(row, "acts")),
        acts=int(number(row, "acts")),
        articles=int(number(row, "articles")),
        other=int(number(row, "other")),
        strength=Strength.EXPLICIT if row["explicit"] else Strength.IMPLIED,
        confidence=number(row, "confidence"),
        first=day(row, "first"),
        last=day(row, "last"),
    )


def _candidate(row: Row) -> CandidateView:
    return CandidateView(str(row["wikidata"]), str(row["label"]), number(row, "score"), str(row["reason"]))
