"""Entities of the read model: by name, or all that is known of one."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.store.index.asking import ENTITY, Asker, Row, limits
from graph.store.index.keys import fold

_WORD = re.compile(r"[^\W_]+")
_FORGIVEN = 78  # of 100: one letter wrong, missing, added or swapped in a word of five
_FUZZY_FROM = 3  # letters: shorter words are too like each other
_LIKE = 20  # words of the vocabulary that one with a slip of the pen may be


def words_of(text: str) -> list[str]:
    """The words of a name as the index of names knows them."""
    return _WORD.findall(fold(text))


@dataclass(frozen=True, slots=True)
class EntityReader(Asker):
    """Questions about entities."""

    def entity(self, iri: str) -> Row | None:
        """The entity with this IRI."""
        return self._one("SELECT * FROM entity WHERE iri = ?", (self._short(iri),))

    def names(self, iri: str) -> list[str]:
        """All names of an entity, in their order."""
        sql = "SELECT DISTINCT n.text FROM name n JOIN entity e ON e.id = n.entity WHERE e.iri = ? ORDER BY n.text"
        return [row["text"] for row in self._rows(sql, (self._short(iri),))]

    def relations(self, iri: str) -> list[Row]:
        """Of a proposal: whose it is, what it is about, who is to act, with their labels."""
        sql = (
            "SELECT r.role, ? || r.other AS other_iri, o.label AS other_label FROM relation r JOIN entity e ON e.id = r.entity"
            " JOIN entity o ON o.iri = r.other WHERE e.iri = ? ORDER BY r.role, r.other"
        )
        return self._rows(sql, (self.base, self._short(iri)))

    def candidates(self, iri: str) -> list[Row]:
        """What an entity that is not linked may be, best first."""
        sql = (
            "SELECT c.* FROM candidate c JOIN entity e ON e.id = c.entity WHERE e.iri = ?"
            " ORDER BY c.score DESC, c.wikidata, c.label, c.reason"
        )
        return self._rows(sql, (self._short(iri),))

    def entities(self) -> list[Row]:
        """All entities, the most often mentioned first."""
        return self._rows(f"{ENTITY} ORDER BY e.mentions DESC, e.label, e.iri")

    def all_names(self) -> list[Row]:
        """Every name of every entity."""
        return self._rows("SELECT e.iri, n.text FROM name n JOIN entity e ON e.id = n.entity ORDER BY e.iri, n.text")

    def proposals(self) -> list[Row]:
        """Proposals and policies with an action, what they relate to, and the articles that mention them."""
        sql = (
            "SELECT e.iri, e.label, e.action, r.role, r.other, NULL AS article FROM entity e LEFT JOIN relation r ON r.entity = e.id"
            " WHERE e.type IN ('Proposal', 'Policy') AND e.action IS NOT NULL UNION ALL"
            " SELECT e.iri, e.label, e.action, NULL, NULL, a.name FROM entity e JOIN mention m ON m.entity = e.id"
            " JOIN article a ON a.id = m.article WHERE e.type IN ('Proposal', 'Policy') AND e.action IS NOT NULL ORDER BY 1"
        )
        return self._rows(sql)

    def search(
        self, text: str, types: Collection[str] = (), limit: int | None = None, offset: int = 0
    ) -> tuple[list[Row], int]:
        """The entities with such a name, the closest first, then the most often mentioned; and how many there are.

        Any word by its beginning, accents folded; a word that nobody's name begins with may have one slip of the pen.
        """
        asked = fold(text)
        kinds = f" AND e.type IN ({', '.join('?' * len(types))})" if types else ""
        page = limits(limit, offset)
        if not asked:
            rows = self._rows(
                f"{ENTITY} WHERE 1{kinds} ORDER BY e.mentions DESC, e.label, e.iri LIMIT ? OFFSET ?", (*types, *page)
            )
            return rows, self.totals()["entities"] if not types else self._count(f"entity e WHERE 1{kinds}", (*types,))
        words = words_of(text)
        found = self._matching([[f'"{word}"*'] for word in words], asked, kinds, types, page)
        if found[1] or not words:
            return found
        return self._matching([self._nearly(word) for word in words], "", kinds, types, page)

    def _matching(
        self, words: list[list[str]], asked: str, kinds: str, types: Collection[str], page: tuple[int, int]
    ) -> tuple[list[Row], int]:
        if not words or not all(words):
            return [], 0
        match = " AND ".join(f"({' OR '.join(options)})" for options in words)
        rows = self._rows(
            "WITH hit AS (SELECT n.entity, MIN(CASE WHEN n.folded = ? THEN 0 WHEN substr(n.folded, 1, ?) = ? THEN 1 ELSE 2 END)"
            " AS rank FROM name_words w JOIN name n ON n.id = w.rowid WHERE name_words MATCH ? GROUP BY n.entity)"
            " SELECT e.iri, e.type, e.label, e.wikidata, e.mentions, COUNT(*) OVER () AS total FROM hit"
            f" JOIN entity e ON e.id = hit.entity WHERE 1{kinds} ORDER BY hit.rank, e.mentions DESC, e.label, e.iri"
            " LIMIT ? OFFSET ?",
            (asked, len(asked), asked, match, *types, *page),
        )
        if rows or not page[1]:
            return rows, rows[0]["total"] if rows else 0
        return rows, self._matching(words, asked, kinds, types, (1, 0))[1]  # past the end

    def _nearly(self, word: str) -> list[str]:
        """The words that may be meant: those that begin so, and those with one slip of the pen."""
        vocabulary = self.index.vocabulary()
        begun = [f'"{word}"*'] if any(known.startswith(word) for known in vocabulary) else []
        if len(word) < _FUZZY_FROM:
            return begun
        likely = process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_FORGIVEN, limit=_LIKE)
        return begun + [f'"{match}"' for match, *_ in likely]
