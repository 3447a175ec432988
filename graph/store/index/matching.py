"""Entities that a name of somebody else's table may mean, and what is known of them, many at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.store.index.asking import ENTITY, Row
from graph.store.index.entities import EntityReader, words_of

_LONGEST = 40  # letters of two words without a space
_NAMES_READ = 400  # of those that share words with what is asked: the ones that share rare words come first


@dataclass(frozen=True, slots=True)
class MatchReader(EntityReader):
    """Questions about entities that may be what somebody else means."""

    def alike(self, text: str, types: Collection[str] = (), limit: int = 50) -> list[Row]:
        """The entities with names that share words with this one, those that share the rarest first.

        Words that no name has may have one slip of the pen, or be two without a space; initials count where there are
        no longer words.
        """
        words = [word for word in words_of(text) if len(word) > 1] or words_of(text)
        options = [option for word in words for option in self._spelled(word)]
        if not options:
            return []
        kinds = f" WHERE e.type IN ({', '.join('?' * len(types))})" if types else ""
        return self._rows(
            "WITH near AS MATERIALIZED (SELECT rowid, rank AS far FROM name_words WHERE name_words MATCH ?"
            " ORDER BY rank LIMIT ?), hit AS (SELECT n.entity, MIN(w.far) AS far FROM near w"
            f" JOIN name n ON n.id = w.rowid GROUP BY n.entity) {ENTITY} JOIN hit ON hit.entity = e.id{kinds}"
            " ORDER BY hit.far, e.mentions DESC, e.label, e.iri LIMIT ?",
            (" OR ".join(dict.fromkeys(options)), _NAMES_READ, *types, limit),
        )

    def linked(self, wikidata: Sequence[str], types: Collection[str] = ()) -> list[Row]:
        """The entities that are linked to one of these items."""
        kinds = f" AND e.type IN ({', '.join('?' * len(types))})" if types else ""
        sql = f"{ENTITY} WHERE e.wikidata IN ({', '.join('?' * len(wikidata))}){kinds} ORDER BY e.mentions DESC, e.iri"
        return self._rows(sql, (*wikidata, *types))

    def described(self, iris: Sequence[str]) -> list[Row]:
        """These entities with all their columns."""
        return self._rows(f"SELECT * FROM entity WHERE iri IN ({', '.join('?' * len(iris))})", self._all_short(iris))

    def names_of(self, iris: Sequence[str]) -> list[Row]:
        """Every name of these entities."""
        sql = (
            "SELECT DISTINCT e.iri, n.text FROM name n JOIN entity e ON e.id = n.entity"
            f" WHERE e.iri IN ({', '.join('?' * len(iris))}) ORDER BY e.iri, n.text"
        )
        return self._rows(sql, self._all_short(iris))

    def told(self, iris: Sequence[str], predicates: Sequence[str]) -> list[Row]:
        """What articles say of these entities in facts that hold, the most often told first."""
        sql = (
            "SELECT s.iri, f.predicate, o.iri AS object_iri, o.label AS object_label, f.object_text, COUNT(*) AS number"
            " FROM entity s CROSS JOIN entry n ON n.entity = s.id AND n.kind = 'fact'"
            " JOIN fact f ON f.article = n.article AND f.ordinal = n.ordinal AND f.subject = s.id"
            " LEFT JOIN entity o ON o.id = f.object"
            f" WHERE s.iri IN ({', '.join('?' * len(iris))}) AND f.predicate IN ({', '.join('?' * len(predicates))})"
            " AND f.negated = 0 AND f.modality = 'asserted' GROUP BY s.iri, f.predicate, o.iri, o.label, f.object_text"
            " ORDER BY s.iri, f.predicate, number DESC, o.label, f.object_text"
        )
        return self._rows(sql, (*self._all_short(iris), *predicates))

    def _spelled(self, word: str) -> list[str]:
        if self._known_words([word]):
            return [f'"{word}"']
        return self._nearly(word) or self._parted(word)

    def _parted(self, word: str) -> list[str]:
        """The words of which the space between may have been left out: "adaquill"."""
        if len(word) > _LONGEST:
            return []
        parts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
        known = self._known_words([part for pair in parts for part in pair])
        return [f'"{part}"' for pair in parts if known.issuperset(pair) for part in pair]

    def _known_words(self, words: Sequence[str]) -> set[str]:
        marks = ", ".join("?" * len(words))
        return {row["term"] for row in self._rows(f"SELECT term FROM name_vocabulary WHERE term IN ({marks})", words)}

    def _all_short(self, iris: Sequence[str]) -> tuple[str, ...]:
        return tuple(self._short(iri) for iri in iris)
