"""The proposals found so far, and by what they can be found again."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.model import EntityType
from graph.nlp.findings import FoundMention


@dataclass(slots=True)
class Draft:
    """A proposal in the making."""

    label: str
    type: EntityType
    action: str | None = None
    entities: frozenset[int] = frozenset()  # named entities in the object
    object_lemma: str | None = None
    object_entity: int | None = None
    proposer: int | None = None
    addressee: int | None = None
    mentions: list[FoundMention] = field(default_factory=list)
    proposed_at: list[FoundMention] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)  # tokens of all mentions


class Book:
    """The proposals found so far, by what they can be found again by, so that no site looks at all of them."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.recent: list[tuple[int, Draft]] = []  # heads of mentions, ascending
        self.of_proposer: dict[int, Draft] = {}  # the one spoken of last
        self._by_action: dict[tuple[str, int | str], list[Draft]] = defaultdict(list)

    def add(self, draft: Draft) -> Draft:
        """Remember a new one."""
        self.drafts.append(draft)
        if draft.action is not None:
            keys: list[int | str] = [*draft.entities, draft.object_lemma or ""]
            for key in keys:
                self._by_action[draft.action, key].append(draft)
        return draft

    def same(self, action: str, entities: frozenset[int], lemma: str | None) -> Draft | None:
        """The one with this action and a named entity in common or, where one names none, the same object word."""
        named = (d for entity in sorted(entities) for d in self._by_action.get((action, entity), ()))
        found = next(named, None)
        if found is None and lemma is not None:
            alike = self._by_action.get((action, lemma), ())
            found = next((d for d in alike if not (d.entities and entities)), None)
        return found

    def mention(self, draft: Draft, mention: FoundMention) -> None:
        """Note where one is spoken of."""
        draft.mentions.append(mention)
        draft.covered.update(range(mention.start, mention.end))
        self.recent.append((mention.head, draft))
        if draft.proposer is not None:
            self.of_proposer[draft.proposer] = draft

    def before(self, head: int, reach: int) -> Iterator[tuple[int, Draft]]:
        """Mentions in the tokens before, the nearest first."""
        for other, draft in reversed(self.recent):
            if other < head - reach:
                return
            if other < head:
                yield other, draft
