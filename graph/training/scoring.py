"""How many statements of annotated articles are found, in the measure of the benchmark that the model card quotes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model import CharSpan
from graph.nlp.findings import FoundStatement
from graph.nlp.statements.drafts import Draft
from graph.training.polnear import GoldStatement

Found = Draft | FoundStatement


@dataclass(frozen=True, slots=True)
class Score:
    """Hits among what was found and what was to be found."""

    hits: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hits / (self.found + self.gold) if self.found + self.gold else 0.0


def overlap(some: Sequence[CharSpan], others: Sequence[CharSpan]) -> float:
    """Characters in common, of all characters of either."""
    a, b = ({i for s in spans for i in range(s.start, s.end)} for spans in (some, others))
    return len(a & b) / len(a | b) if a or b else 1.0


def is_match(found: Found, gold: GoldStatement) -> bool:
    """Whether they have half of the content in common, and a character of the source if the gold has one."""
    same_source = not gold.source or any(a.overlaps(b) for a in found.source for b in gold.source)
    return same_source and overlap(found.content, gold.content) >= 0.5


def pair_statements(found: Sequence[Found], gold: Sequence[GoldStatement]) -> list[tuple[int, int]]:
    """Numbers of the statements that match, paired one to one, the best pairs first."""
    candidates = sorted(
        (-overlap(f.content, g.content), i, j)
        for i, f in enumerate(found)
        for j, g in enumerate(gold)
        if is_match(f, g)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def score_statements(articles: Iterable[tuple[Sequence[Found], Sequence[GoldStatement]]]) -> Score:
    """How many of the statements can be paired."""
    hits = found_count = gold_count = 0
    for found, gold in articles:
        hits += len(pair_statements(found, gold))
        found_count += len(found)
        gold_count += len(gold)
    return Score(hits, found_count, gold_count)


def score_spans(articles: Iterable[tuple[Sequence[Found], Sequence[GoldStatement]]], role: str) -> Score:
    """Spans of a role that are equal to the character, content piece by piece."""
    hits = found_count = gold_count = 0
    for found, gold in articles:
        a = {span for f in found for span in getattr(f, role)}
        b = {span for g in gold for span in getattr(g, role)}
        hits += len(a & b)
        found_count += len(a)
        gold_count += len(b)
    return Score(hits, found_count, gold_count)
