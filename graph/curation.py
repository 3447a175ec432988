"""What people decide about the entities of a store: two are one, one is several; and which pairs are worth a look."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import DamerauLevenshtein

from graph.errors import InvalidDecision, UnknownIri
from graph.lookup import checked_iri
from graph.lookup.entities import to_entity
from graph.lookup.proposals import find_alike, read_proposals
from graph.lookup.rows import to_iri
from graph.lookup.views import EntitySummary
from graph.model import EntityType
from graph.rdf.curation import Decision, Verdict
from graph.store.base import Iri, Store
from graph.store.index.keys import fold

_LONGEST_REASON = 500
_SHORT_NAME = 6  # letters: in shorter ones a different letter is a different name
_LONG_NAME = 9  # letters: in shorter ones only a long word may differ, and not in its first letter
_LONG_WORD = 4
_COMPARED = 8  # names of one entity
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
    """Two entities that may be one, and why; the first is the one to keep."""

    kept: EntitySummary
    other: EntitySummary
    reason: str


@dataclass(frozen=True, slots=True)
class Suspects:
    """The suspicions, the strongest first, and how many pairs were compared for them."""

    found: tuple[Suspicion, ...]
    comparisons: int


def merge(store: Store, entity: str, into: str, reason: str, day: date) -> int:
    """Return how many articles changed: from now on one entity stands for both. Entities by IRI or its last part."""
    old, new = _known(store, entity), _known(store, into)
    return store.curate(Decision(Verdict.MERGED, old, _checked(reason), day, new))


def split(store: Store, entity: str, reason: str, day: date) -> int:
    """Return how many articles changed: a merge is taken back or, if there is none, each article gets its own."""
    name = _known(store, entity)
    merged = name in store.curation().replaced
    verdict = Verdict.UNMERGED if merged else Verdict.TAKEN_APART
    return store.curate(Decision(verdict, name, _checked(reason), day))


def rejoin(store: Store, entity: str, reason: str, day: date) -> int:
    """Return how many articles changed: an entity that was split into one an article is one again."""
    return store.curate(Decision(Verdict.PUT_TOGETHER, _known(store, entity), _checked(reason), day))


def find_suspects(store: Store) -> Suspects:
    """Pairs with nearly the same name and a fitting type, and proposals that want the same, each with its reason.

    Names that share a key are compared with the most often mentioned one among them, so the time grows with the names.
    """
    found = (to_entity(row, store.base) for row in store.reader.entities())
    entities = {entity.iri: entity for entity in found}
    names: dict[Iri, list[str]] = {}
    for row in store.reader.all_names():
        names.setdefault(to_iri(row["iri"], store.base), []).append(str(row["text"]))
    by_name = compare(entities.values(), names, store.curation().apart)
    wanting = tuple(Suspicion(entities[a], entities[b], why) for a, b, why in find_alike(read_proposals(store)))
    return Suspects((*by_name.found, *wanting), by_name.comparisons)


def compare(
    entities: Iterable[EntitySummary], names: Mapping[Iri, Collection[str]], apart: Collection[str] = ()
) -> Suspects:
    """Return the suspicions among entities with such names; the pieces of one taken apart suspect each other never."""
    ordered = sorted(entities, key=lambda e: (e.wikidata is None, -e.mentions, e.label, e.iri))
    blocks: dict[tuple[int, str, str], tuple[EntitySummary, str]] = {}
    found: dict[tuple[Iri, Iri], tuple[int, Suspicion]] = {}
    comparisons = 0
    for entity in ordered:
        for rank, key, name in dict.fromkeys(_keys(entity, names.get(entity.iri, ()))):
            first, known = blocks.setdefault((rank, _KINDS[entity.type], key), (entity, name))
            if first is entity or (first.iri, entity.iri) in found:
                continue
            comparisons += 1
            reason = _reason(rank, known, name)
            if reason and not _differ(first, entity, apart):
                found[first.iri, entity.iri] = rank, Suspicion(first, entity, reason)
    ranked = sorted(found.values(), key=lambda pair: (pair[0], -pair[1].other.mentions, pair[1].other.iri))
    return Suspects(tuple(suspicion for _, suspicion in ranked), comparisons)


_SAME, _ORDER, _SLIP, _INITIAL, _SURNAME = range(5)


def _keys(entity: EntitySummary, names: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """Yield what names that may mean the same have in common: rank of likeness, key, and the name as it is compared."""
    if entity.type not in _KINDS or not entity.label[:1].isupper():
        return
    folded = dict.fromkeys(map(_plain, (entity.label, *sorted(names))))
    for name in list(folded)[:_COMPARED]:
        words = name.split()
        if len(words) > 1:
            yield _SAME, name, name
            yield _ORDER, " ".join(sorted(words)), name
        elif name and name == _plain(entity.label):
            yield (_SURNAME if entity.type is EntityType.PERSON else _SAME), name, name
        if len(words) > 1 and len(name) >= _SHORT_NAME:
            for place in range(len(name)):
                yield _SLIP, name[:place] + name[place + 1 :], name
            yield _SLIP, name, name
        if len(words) > 1 and entity.type is EntityType.PERSON:
            yield _INITIAL, f"{words[0][0]} {words[-1]}", name
            yield _SURNAME, words[-1], name


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def _reason(rank: int, one: str, other: str) -> str:
    """Return the likeness of two names in words; empty where the key alone was alike."""
    if one == other:
        return "the same name" if " " in one or rank == _SAME else "the same single name"
    if rank == _ORDER:
        return "the same words in another order"
    if rank == _SLIP and _differ_by_a_slip(one, other):
        return "the same name but for one letter"
    first, second = one.split(), other.split()
    if rank == _INITIAL and _abbreviates(first, second):
        return "the same last name, and a first name that may be short for the other"
    if rank == _SURNAME and len(first) != len(second) and 1 in (len(first), len(second)):
        return "the same last name, in one article without a first name"
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
    return bool(mark) and whole in apart and other.iri.startswith(whole + mark)


def _known(store: Store, given: str) -> Iri:
    """Return the entity that somebody means, if the store has or had it."""
    name = checked_iri(given if "://" in given else f"{store.base}entity/{given}")
    curation = store.curation()
    if name in curation.replaced or name in curation.apart or store.reader.entity(name) is not None:
        return name
    raise UnknownIri(name)


def _checked(reason: str) -> str:
    text = " ".join(reason.split())
    if not text or len(text) > _LONGEST_REASON:
        raise InvalidDecision(f"a decision needs a reason of 1 to {_LONGEST_REASON} characters")
    return text
