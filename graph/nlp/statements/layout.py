"""Statements without the parts of the layout: nobody says a dateline, and who wrote an article did not speak in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.model import CharSpan
from graph.nlp.statements.drafts import Draft
from graph.nlp.syntax.layout import PartKind
from graph.nlp.syntax.tree import Tree

_SAID_BY_NOBODY = frozenset({PartKind.DATELINE, PartKind.BYLINE})


def without_layout(doc: Tree, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with no dateline or byline for content or source; those of no other content are dropped."""
    parts = [part.span for part in doc.parts if part.kind in _SAID_BY_NOBODY]
    if not parts:
        return list(drafts)
    text = doc.text
    return [kept for draft in drafts if (kept := _outside(text, draft, parts)) is not None]


def _outside(text: str, draft: Draft, parts: Sequence[CharSpan]) -> Draft | None:
    content = tuple(piece for span in draft.content for piece in _rest(text, span, parts))
    cue = tuple(piece for span in draft.cue for piece in _rest(text, span, parts))
    source = tuple(piece for span in draft.source for piece in _rest(text, span, parts))
    if not content or (draft.cue and not cue):
        return None
    head = draft.source_head if source else None
    return replace(draft, content=content, cue=cue, source=source, source_head=head)


def _rest(text: str, span: CharSpan, parts: Sequence[CharSpan]) -> Iterator[CharSpan]:
    """What the parts leave of a span: they open paragraphs, so that it goes on behind them."""
    end = max((part.end for part in parts if part.overlaps(span)), default=span.start)
    left = text[end : span.end]
    if left.strip():
        yield CharSpan(span.end - len(left.lstrip()), span.end)
