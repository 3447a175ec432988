"""What the stages found, and what all parts of the annotation ask of it: ids, characters, names of things."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from graph.model import Article, CharSpan, FactScope, TimeInterval
from graph.nlp.findings import (
    FoundAct,
    FoundEntity,
    FoundFact,
    FoundMention,
    FoundProposal,
    FoundStance,
    FoundStatement,
    FoundTime,
)
from graph.nlp.syntax.offsets import token_span
from graph.nlp.syntax.tree import Tree, Word


@dataclass(frozen=True, slots=True)
class Findings:
    """What the stages found in an article; entities and proposals are named by index, proposals counted on."""

    article: Article
    tree: Tree
    entities: Sequence[FoundEntity]
    proposals: Sequence[FoundProposal]
    entity_at: Mapping[int, int]  # head of a mention → entity
    statements: Sequence[FoundStatement]
    speakers: Sequence[int | None]  # of each statement
    stances: Sequence[Sequence[FoundStance]]  # of each statement
    times: Sequence[FoundTime]
    facts: Sequence[FoundFact]
    acts: Sequence[FoundAct] = ()
    principals: Mapping[int, int] = field(default_factory=dict)  # who speaks for another → for whom
    scope: FactScope = FactScope.ALL  # which facts are wanted


class Mentioned(Protocol):
    """What the text mentions: an entity or a proposal."""

    @property
    def mentions(self) -> tuple[FoundMention, ...]:
        """Where."""


class Joint:
    """Findings by index, on their way to ids of the model."""

    def __init__(self, found: Findings) -> None:
        self.found, self.article, self.doc = found, found.article, found.tree
        self.entities, self.proposals, self.at = found.entities, found.proposals, found.entity_at
        everything: list[Mentioned] = [*found.entities, *found.proposals]
        self.mention_at = {m.head: m for one in everything for m in one.mentions}
        self.ids = _number(everything)

    def id(self, index: int | None) -> str | None:
        """The id of an entity or proposal."""
        return None if index is None else self.ids[index]

    def named(self, index: int) -> FoundEntity | FoundProposal:
        """The entity or proposal."""
        return self.entities[index] if index < len(self.entities) else self.proposals[index - len(self.entities)]

    def chars(self, start: int, end: int) -> CharSpan:
        """The characters of tokens start to end (exclusive)."""
        return CharSpan(self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1]))

    def mention_span(self, head: int) -> CharSpan:
        """The characters of the mention with this head; of the token, where it heads none."""
        mention = self.mention_at.get(head)
        return self.chars(mention.start, mention.end) if mention else self.chars(head, head + 1)

    def token_spans(self, tokens: Iterable[int]) -> tuple[CharSpan, ...]:
        """The characters of each token, in text order."""
        return tuple(self.chars(i, i + 1) for i in sorted(set(tokens)))

    def words(self, spans: Iterable[CharSpan]) -> Iterator[Word]:
        """The tokens of the spans."""
        for span in spans:
            yield from token_span(self.doc, span)

    def interval(self, time: FoundTime | None) -> TimeInterval | None:
        """The days that words of time allow."""
        if time is None:
            return None
        return TimeInterval(self.article.text_of(time.span), time.earliest, time.latest, time.span)


def _number(everything: Sequence[Mentioned]) -> dict[int, str]:
    """Entity index → "e1", "e2" in order of first mention."""
    first = [min((m.start, m.end) for m in one.mentions) for one in everything]
    order = sorted(range(len(everything)), key=lambda i: (first[i], i))
    return {index: f"e{rank}" for rank, index in enumerate(order, 1)}
