"""Pairs of entities that may be one: for people to decide, the likeliest first, in clusters."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from graph.lookup.entities import to_entity
from graph.lookup.proposals import find_alike, read_proposals
from graph.lookup.rows import to_iri
from graph.lookup.views import EntitySummary
from graph.model import EntityType
from graph.store.base import Iri, Store
from graph.store.index.keys import fold

_SHORT_NAME = 6  # letters: in shorter ones a different letter is a different name
_LONG_NAME = 9  # letters: in shorter ones only a long word may differ, and not in its first letter
_LONG_WORD = 4
_COMPARED = 8  # names of one entity
_SAME, _ORDER, _SLIP, _INITIAL = range(4)
_SCORES = (0.8, 0.75, 0.7, 0.55)  # how likely two are one whose names are so alike; with single names:
_SINGLE = 0.45
_WANTED = 0.6  # proposals that want the same
# What a name may mean as one thing and as the other; proposals and policies are compared by what they want.
_KINDS = {
    EntityType.PERSON: "person",
    EntityType.PLACE: "place",
    EntityType.PARTY: "body",
    EntityType.ORGANIZATION: "body",
    EntityType.OTHER: "body",
    EntityType.AGREEMENT: "agreement",
    EntityType.EVENT: "event",
    EntityType.WORK: "work",
}


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two entities that may be one, how likely that is (0 to 1) and why; the first is the one to keep."""

    kept: EntitySummary
    other: EntitySummary
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Suspects:
    """The suspicions, the strongest first, and how many pairs were compared for them."""

    found: tuple[Suspicion, ...]
    comparisons: int


def find_suspects(store: Store) -> Suspects:
    """Pairs that the resolution was not sure enough of, that have nearly one name, or are proposals that want the same.

    Names that share a key are compared with the most often mentioned one among them, so the time grows with the names.
    """
    found = (to_entity(row, store.base) for row in store.reader.entities())
    entities = {entity.iri: entity for entity in found}
    names: dict[Iri, list[str]] = {}
    for row in store.reader.all_names():
        names.setdefault(to_iri(row["iri"], store.base), []).append(str(row["text"]))
    apart = store.curation().apart | store.resolution().apart
    by_name = compare(entities.values(), names, apart)
    wanting = (Suspicion(entities[a], entities[b], _WANTED, why) for a, b, why in find_alike(read_proposals(store)))
    told = store.curation().told()
    best: dict[frozenset[str], Suspicion] = {}
    for one in (*_doubtful(store, entities), *by_name.found, *wanting):
        pair = frozenset((one.kept.iri, one.other.iri))
        if pair not in told and (pair not in best or best[pair].score < one.score):
            best[pair] = one
    return Suspects(tuple(sorted(best.values(), key=_order)), by_name.comparisons)


def grouped(found: Iterable[Suspicion]) -> list[list[Suspicion]]:
    """Return the suspicions in clusters that have no entity in common, those with the strongest one first."""
    groups: list[list[Suspicion]] = []
    place: dict[Iri, int] = {}
    for one in sorted(found, key=_order):
        near = sorted({place[iri] for iri in (one.kept.iri, one.other.iri) if iri in place})
        target = near[0] if near else len(groups)
        if not near:
            groups.append([])
        groups[target].append(one)
        for other in near[1:]:
            groups[target] += groups[other]
            groups[other] = []
        for member in groups[target]:
            place[member.kept.iri] = place[member.other.iri] = target
    return [sorted(group, key=_order) for group in groups if group]


def _order(one: Suspicion) -> tuple[float, int, str, str]:
    return -one.score, -one.other.mentions, one.other.iri, one.kept.iri


def _doubtful(store: Store, entities: Mapping[Iri, EntitySummary]) -> Iterator[Suspicion]:
    """What the resolution thought likely and was not sure of."""
    names = store.names()
    for merge in store.unresolved().doubtful:
        one, other = (entities.get(Iri(names.resolve(iri))) for iri in (merge.into, merge.entity))
        if one and other and one.iri != other.iri:
            yield Suspicion(one, other, merge.score, merge.reason)


def compare(
    entities: Iterable[EntitySummary], names: Mapping[Iri, Collection[str]], apart: Collection[str] = ()
) -> Suspects:
    """Return the suspicions among entities with such names; the pieces of one taken apart suspect each other never."""
    ordered = sorted(entities, key=lambda e: (e.wikidata is None, -e.mentions, e.label, e.iri))
    blocks: dict[tuple[int, str, str], tuple[EntitySummary, str]] = {}
    found: dict[tuple[Iri, Iri], Suspicion] = {}
    comparisons = 0
    for entity in ordered:
        for rank, key, name in dict.fromkeys(_keys(entity, names.get(entity.iri, ()))):
            first, known = blocks.setdefault((rank, _KINDS[entity.type], key), (entity, name))
            if first is entity or (first.iri, entity.iri) in found:
                continue
            comparisons += 1
            reason = _reason(rank, known, name)
            if reason and not _differ(first, entity, apart):
                found[first.iri, entity.iri] = Suspicion(first, entity, _score(rank, name), reason)
    return Suspects(tuple(sorted(found.values(), key=_order)), comparisons)


def _score(rank: int, name: str) -> float:
    return _SCORES[rank] if " " in name else _SINGLE


def _keys(entity: EntitySummary, names: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """Yield what names that may mean the same have in common: rank of likeness, key, and the name as it is compared."""
    if entity.type not in _KINDS or not entity.label[:1].isupper():
        return
    if entity.type is EntityType.PERSON and entity.label.rpartition(" ")[2].islower():
        return  # "Republican nominee": a role is nobody's name
    folded = dict.fromkeys(map(_plain, (entity.label, *sorted(names))))
    for name in list(folded)[:_COMPARED]:
        words = name.split()
        if len(words) > 1:
            yield _SAME, name, name
            yield _ORDER, " ".join(sorted(words)), name
        elif name and name == _plain(entity.label):
            yield _SAME, name, name
        if len(words) > 1 and len(name) >= _SHORT_NAME:
            for place in range(len(name)):
                yield _SLIP, name[:place] + name[place + 1 :], name
            yield _SLIP, name, name
        if len(words) > 1 and entity.type is EntityType.PERSON:
            yield _INITIAL, f"{words[0][0]} {words[-1]}", name


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def _reason(rank: int, one: str, other: str) -> str:
    """Return the likeness of two names in words; empty where the key alone was alike."""
    if one == other:
        return "the same name" if " " in one else "the same single name"
    if rank == _ORDER:
        return "the same words in another order"
    if rank == _SLIP and _differ_by_a_slip(one, other):
        return "the same name but for one letter"
    first, second = one.split(), other.split()
    if rank == _INITIAL and _abbreviates(first, second):
        return "the same last name, and a first name that may be short for the other"
    return ""


def _differ_by_a_slip(one: str, other: str) -> bool:
    if DamerauLevenshtein.distance(one, other, score_cutoff=1) > 1:
        return False
    if min(len(one), len(other)) >= _LONG_NAME:
        return True
    unlike = [(a, b) for a, b in zip(one.split(), other.split(), strict=False) if a != b]
    return all(a[0] == b[0] and min(len(a), len(b)) >= _LONG_WORD for a, b in unlike)


def _abbreviates(one: list[str], other: list[str]) -> bool:
    """True if the first name of one is that of the other, or may be short for it: "J", "Joe"."""
    short, long = sorted((one[0], other[0]), key=len)
    return short == long or long.startswith(short)


def _differ(one: EntitySummary, other: EntitySummary, apart: Collection[str]) -> bool:
    """True if two are known to be different: two Wikidata ids, or told apart by a person."""
    if one.wikidata and other.wikidata:
        return one.wikidata != other.wikidata
    whole, mark, _ = one.iri.partition("-in-")
    if mark and whole in apart and other.iri.startswith(whole + mark):
        return True
    return one.type is EntityType.PERSON and _are_two_people(_plain(one.label).split(), _plain(other.label).split())


def _are_two_people(one: list[str], other: list[str]) -> bool:
    """True if two labels are full names with other first names: one of them was called by the other's name once."""
    if min(len(one), len(other)) < 2 or sorted(one) == sorted(other) or _abbreviates(one, other):
        return False
    return not _differ_by_a_slip(" ".join(one), " ".join(other))
