"""Rows of somebody else's table held against the entities of a store: candidates with scores, and which are certain.

The questions are those of the W3C community group's Reconciliation Service API 0.2
(https://reconciliation-api.github.io/specs/0.2/); names are compared by `graph.linking.comparing`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from graph.linking.comparing import compare_names
from graph.lookup.entities import to_entity
from graph.lookup.properties import Known, Property, Value, all_properties, names_of_country, read_values
from graph.lookup.views import EntitySummary, Ref
from graph.model import EntityType
from graph.store.base import Iri, Store
from graph.store.index.asking import Row
from graph.store.index.keys import fold

NAME = "name"  # the feature beside those of the properties
LONGEST = 300  # characters of a name: longer texts are none

_COMPARED = 50  # entities, those that share the rarest words
_KEPT = 0.5  # score of a candidate that is told
_CERTAIN, _CERTAIN_SHOWN = 0.95, 0.85  # score of a match; where a property shows it
_AHEAD = 0.02  # of the next candidate
_UNKNOWN = 0.03  # what goes where nothing is known of what is asked
_OTHER_TYPE = 0.15
_AGREES, _DIFFERS = 0.8, 0.5  # likeness of values
_PART = 0.9  # likeness of values of which one has all words of the other


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of a table: a name, types, and what else it says, property by property.

    `strict`: entities of other types are left out; else they score less.
    """

    name: str = ""
    types: tuple[str, ...] = ()
    strict: bool = True
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that may be meant, how likely (0 to 1), whether it is certain, and the likeness of each part."""

    entity: EntitySummary
    score: float
    certain: bool
    features: tuple[tuple[str, float], ...]


def reconcile(store: Store, asked: Asked) -> tuple[Match, ...]:
    """The entities that a row may mean, the likeliest first, then linked ones, then the most often mentioned."""
    rows = _candidates(store, asked)
    entities = {to_entity(row, store.base).iri: to_entity(row, store.base) for row in rows}
    if not entities:
        return ()
    properties = [all_properties()[pid] for pid, _ in asked.properties if pid in all_properties()]
    known = read_values(store, list(entities), [all_properties()["name"], *properties])
    scored = [_score(entity, asked, known) for entity in entities.values()]
    found = sorted(
        (match for match in scored if match.score >= _KEPT),
        key=lambda match: (-match.score, not match.entity.wikidata, -match.entity.mentions, match.entity.iri),
    )
    return tuple(_marked(found, asked)[: asked.limit])


def _candidates(store: Store, asked: Asked) -> list[Row]:
    names = [asked.name] if asked.name else [name for pid, values in asked.properties if pid == NAME for name in values]
    ids = [value for pid, values in asked.properties if pid == "wikidata" for value in values]
    types = _types(asked)
    if types is None:
        return []
    rows = store.reader.linked(ids, types) if ids else []
    for name in names:
        if len(name) <= LONGEST:
            rows += store.reader.alike(name, types, _COMPARED)
    return rows


def _types(asked: Asked) -> Collection[str] | None:
    """The types to look among, () for all; None where nothing can be of what is asked for."""
    if not asked.types or not asked.strict:
        return ()
    return [kind for kind in asked.types if kind in set(EntityType)] or None


def _score(entity: EntitySummary, asked: Asked, known: Known) -> Match:
    values = known[entity.iri]
    features: list[tuple[str, float]] = []
    score = 1.0
    if asked.name:
        score = max((compare_names(asked.name, str(name)) for name in (entity.label, *values[NAME])), default=0.0)
        features.append((NAME, score))
    for pid, wanted in asked.properties:
        one = all_properties().get(pid)
        had = values.get(pid, ()) if one else ()
        if not one or not had or not wanted:
            score -= _UNKNOWN
            continue
        likeness = max(_likeness(one, text, value) for text in wanted for value in had)
        features.append((pid, likeness))
        score -= one.against * _doubt(likeness)
        if one.kind == "wikidata" and likeness == 1.0:
            score = max(score, _CERTAIN)
    if asked.types and entity.type not in asked.types:
        score -= _OTHER_TYPE
    return Match(entity, min(max(score, 0.0), 1.0), False, tuple(features))


def _doubt(likeness: float) -> float:
    """How far values that are so alike speak against each other: not at all, wholly, or in between."""
    return min(max((_AGREES - likeness) / (_AGREES - _DIFFERS), 0.0), 1.0)


def _likeness(one: Property, text: str, value: Value) -> float:
    if one.kind == "column":
        return float(text == str(value))
    if isinstance(value, Ref) and text in (value.iri, value.iri.rpartition("/entity/")[2]):
        return 1.0
    shown = value.label if isinstance(value, Ref) else str(value)
    if one.kind == "wikidata":
        return float(text.strip().rpartition("/")[2] == shown)
    if one.kind == "country":
        return float(fold(text) in {fold(name) for name in names_of_country(shown)})
    return _alike(fold(text), fold(shown))


def _alike(text: str, shown: str) -> float:
    if text == shown:
        return 1.0
    words, others = set(text.split()), set(shown.split())
    if words and others and (words <= others or others <= words):
        return _PART
    return OSA.normalized_similarity(text, shown)


def _marked(found: Sequence[Match], asked: Asked) -> list[Match]:
    """The matches; the first is certain if likely enough, with no other nearly so, and nothing against it."""
    if not found:
        return []
    first, others = found[0], found[1:]
    shown = any(pid != NAME and likeness >= _AGREES for pid, likeness in first.features)
    differs = any(pid != NAME and likeness < _DIFFERS for pid, likeness in first.features)
    alone = not others or first.score - others[0].score >= _AHEAD
    whole = len(fold(asked.name).split()) > 1 or first.entity.type is not EntityType.PERSON
    certain = alone and not differs and (first.score >= (_CERTAIN_SHOWN if shown else _CERTAIN)) and (shown or whole)
    return [Match(first.entity, first.score, certain, first.features), *others]


def suggest_properties(prefix: str, kind: str = "") -> tuple[Property, ...]:
    """The properties of entities of a type whose id or name has a word that begins so."""
    return tuple(one for one in all_properties().values() if _begins(prefix, one.id, one.name) and _fits(one, kind))


def suggest_types(prefix: str) -> tuple[EntityType, ...]:
    """The types whose name begins so."""
    return tuple(kind for kind in EntityType if _begins(prefix, kind.value))


def _begins(prefix: str, *texts: str) -> bool:
    wanted = fold(prefix)
    return any(fold(text).startswith(wanted) or f" {wanted}" in fold(text) for text in texts)


def _fits(one: Property, kind: str) -> bool:
    return not kind or not one.types or kind in one.types


def extend(store: Store, ids: Sequence[Iri], properties: Sequence[str]) -> dict[Iri, dict[str, tuple[Value, ...]]]:
    """The values of these properties that these entities have; () for what nobody knows."""
    chosen = [all_properties()[pid] for pid in properties if pid in all_properties()]
    known = read_values(store, ids, chosen)
    return {iri: {pid: known.get(iri, {}).get(pid, ()) for pid in properties} for iri in ids}
