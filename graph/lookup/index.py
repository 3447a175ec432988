"""An index of entity names, held in memory: whole names, any word by its beginning, accents folded, typos forgiven.

The closest names come first: the same name, a name that begins so, every word found, words found but for a slip of the
pen; among equals the most often mentioned.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.lookup.rows import TYPES, iri, number, wikidata
from graph.lookup.views import EntitySummary, Page, to_page
from graph.model import EntityType
from graph.store.base import Iri, Store

_WORD = re.compile(r"\w+")
_SAME, _BEGINS, _WORDS, _SLIP = range(4)
_FORGIVEN = 78  # of 100: one letter wrong, missing, added or swapped in a word of five
_FUZZY_FROM = 3  # letters: shorter words are too like each other


@dataclass(frozen=True, slots=True)
class _Name:
    folded: str
    words: frozenset[str]
    entity: int


class EntityIndex:
    """Finds entities by name; built once from a store, and as old as its building."""

    def __init__(self, entities: Iterable[EntitySummary], names: Mapping[Iri, Collection[str]]) -> None:
        self._entities = sorted(entities, key=lambda e: (-e.mentions, e.label, e.iri))
        self._names: list[_Name] = []
        self._by_word: dict[str, set[int]] = {}
        for number_, entity in enumerate(self._entities):
            for name in dict.fromkeys(map(fold, (entity.label, *names.get(entity.iri, ())))):
                self._add(_Name(name, frozenset(_WORD.findall(name)), number_))
        self._vocabulary = sorted(self._by_word)

    @classmethod
    def from_store(cls, store: Store) -> "EntityIndex":
        """The index of all entities of a store."""
        counts = {iri(row, "entity"): int(number(row, "mentions")) for row in store.select("lookup_mention_counts")}
        names: dict[Iri, list[str]] = {}
        for row in store.select("lookup_names"):
            names.setdefault(iri(row, "entity"), []).append(str(row["name"]))
        entities = {
            iri(row, "entity"): EntitySummary(
                iri(row, "entity"),
                str(row["label"]),
                TYPES[str(row["type"])],
                wikidata(row),
                counts.get(iri(row, "entity"), 0),
            )
            for row in store.select("lookup_entities")
        }
        return cls(entities.values(), names)

    def __len__(self) -> int:
        return len(self._entities)

    def search(
        self, text: str, *, types: Collection[EntityType] = (), limit: int | None = 20, offset: int = 0
    ) -> Page[EntitySummary]:
        """The entities with such a name, the closest first; all of them by mentions, where the text is empty."""
        asked = fold(text)
        numbers = self._ranked(asked) if asked else range(len(self._entities))
        found = [self._entities[n] for n in numbers]
        return to_page([entity for entity in found if not types or entity.type in types], limit, offset)

    def _add(self, name: _Name) -> None:
        for word in name.words:
            self._by_word.setdefault(word, set()).add(len(self._names))
        self._names.append(name)

    def _ranked(self, asked: str) -> list[int]:
        words = _WORD.findall(asked)
        best: dict[int, int] = {}
        exact = self._with_all(words, fuzzy=False)
        for position in exact or self._with_all(words, fuzzy=True):
            name = self._names[position]
            rank = _closeness(asked, name.folded) if exact else _SLIP
            best[name.entity] = min(rank, best.get(name.entity, rank))
        return sorted(best, key=lambda entity: (best[entity], entity))

    def _with_all(self, words: Collection[str], *, fuzzy: bool) -> set[int]:
        """The names in which every word asked for is found, by its beginning or, if fuzzy, nearly."""
        found: set[int] | None = None
        for word in words:
            known = self._beginning(word)
            if fuzzy and not known:
                known = self._like(word)
            names = {position for match in known for position in self._by_word[match]}
            found = names if found is None else found & names
        return found or set()

    def _beginning(self, prefix: str) -> list[str]:
        start = bisect_left(self._vocabulary, prefix)
        end = bisect_left(self._vocabulary, prefix + "\U0010ffff")
        return self._vocabulary[start:end]

    def _like(self, word: str) -> list[str]:
        if len(word) < _FUZZY_FROM:
            return []
        matches = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_FORGIVEN, limit=20)
        return [match for match, *_ in matches]


def fold(text: str) -> str:
    """The text without accents, capitals and needless space: "  François-Ó " and "francois-o" are the same."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def _closeness(asked: str, name: str) -> int:
    if asked == name:
        return _SAME
    return _BEGINS if name.startswith(asked) else _WORDS
