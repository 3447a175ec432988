"""A statement on its way: spans and heads that the rules, the model and the quotation marks still change."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from graph.model import CharSpan, StatementKind
from graph.nlp.findings import FoundStatement
from graph.nlp.syntax.offsets import QUOTE_MARKS, SpanIndex, tidy
from graph.nlp.syntax.quotation_marks import Quotation
from graph.nlp.syntax.tree import Tree, Word


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before quotations are joined to it."""

    content: tuple[CharSpan, ...]
    cue: tuple[CharSpan, ...]
    source: tuple[CharSpan, ...]
    source_head: int | None
    cue_head: int | None
    by: str
    confidence: float
    continues: bool = False

    def with_confidence(self, confidence: float) -> "Draft":
        """The same, trusted that far."""
        return replace(self, confidence=confidence)


def source_spans(doc: Tree, indices: Iterable[int]) -> tuple[CharSpan, ...]:
    """The characters of a source's tokens, without quotation marks."""
    return tidy(doc, [i for i in indices if doc[i].text not in QUOTE_MARKS])


def tokens_in(doc: Tree, span: CharSpan) -> list[Word]:
    """The tokens that lie wholly within the characters."""
    found = doc.char_span(span.start, span.end, alignment_mode="contract")
    return list(found) if found is not None else []


def indices_in(doc: Tree, spans: Iterable[CharSpan]) -> set[int]:
    """The indices of the tokens that lie wholly within one of the spans."""
    return {token.i for span in spans for token in tokens_in(doc, span)}


def antecedent(token: Word) -> int:
    """The noun that a relative pronoun stands for, else the token itself."""
    clause = token
    while clause.dep_ not in ("relcl", "ROOT") and clause.head.i != clause.i:
        clause = clause.head
    if token.tag_ in ("WP", "WDT") and clause.dep_ == "relcl":
        return int(clause.head.i)
    return int(token.i)


def paragraph_of(paragraphs: Sequence[CharSpan]) -> Callable[[int], int]:
    """Offset → index of the paragraph that holds it."""
    starts = [paragraph.start for paragraph in paragraphs]
    return lambda offset: bisect_right(starts, offset) - 1


class Places:
    """Which statements have characters near a span, found in a time that does not grow with the article."""

    def __init__(self, drafts: Iterable[Draft] = ()) -> None:
        self._index: SpanIndex[int] = SpanIndex()
        for index, draft in enumerate(drafts):
            self.add(index, (*draft.content, *draft.cue))

    def add(self, index: int, spans: Iterable[CharSpan]) -> None:
        """Note where a statement has its words."""
        for span in spans:
            self._index.add(span, index)

    def near(self, spans: Iterable[CharSpan]) -> list[int]:
        """The statements that may share a character with one of the spans, in order; those that do are among them."""
        return sorted({index for span in spans for index in self._index.near(span)})


def to_statements(doc: Tree, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[FoundStatement]:
    """The drafts in the order of their content, without those that lie within the content of another."""
    ordered = sorted(_unnested(drafts), key=lambda d: (d.content[0], d.cue))
    quoted = {i for quotation in quotations for i in range(quotation.span.start, quotation.span.end)}
    text = doc.text
    found: list[FoundStatement] = []
    for draft in ordered:
        continues = len(found) - 1 if draft.continues and found else None
        found.append(
            FoundStatement(
                content=draft.content,
                kind=_kind(text, draft.content, quoted),
                source=draft.source,
                cue=draft.cue,
                source_head=draft.source_head,
                cue_head=draft.cue_head,
                continues=continues,
                by=draft.by,
                confidence=round(draft.confidence, 2),
            )
        )
    return found


def _unnested(drafts: Sequence[Draft]) -> list[Draft]:
    """Without those that lie, cue and all, within the content of another."""
    places = Places(drafts)

    def holds(index: int, draft: Draft) -> bool:
        others = (drafts[i] for i in places.near(draft.cue) if i != index)
        return any(all(any(span.contains(cue) for span in other.content) for cue in draft.cue) for other in others)

    return [draft for index, draft in enumerate(drafts) if not (draft.cue and holds(index, draft))]


def _kind(text: str, content: Sequence[CharSpan], quoted: Collection[int]) -> StatementKind:
    """Direct when quotation marks hold all of it, mixed when they hold a part, else indirect."""
    letters = [i for span in content for i in range(span.start, span.end) if text[i].isalnum()]
    inside = sum(i in quoted for i in letters)
    if not inside:
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if inside == len(letters) else StatementKind.MIXED
