"""Speakers named without a verb: before a colon ("SUAREZ: No deal."), or after a dash that follows their words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from graph.model import CharSpan
from graph.nlp.statements.drafts import Draft, Places, tokens_in
from graph.nlp.syntax.layout import Part
from graph.nlp.syntax.offsets import QUOTE_MARKS
from graph.nlp.syntax.quotation_marks import Quotation
from graph.nlp.syntax.tree import Tree, Word

_LONGEST_LABEL = 7  # tokens before the colon
_SIGNATURE = re.compile(r"[^\S\n]*\n?[^\S\n]*(―|—|–|--?)[^\S\n]*([^\W\d_][^\n]{1,80})")


def with_labels(doc: Tree, drafts: Sequence[Draft], paragraphs: Sequence[CharSpan]) -> list[Draft]:
    """The drafts, and statements of speakers whose names and a colon open a paragraph that has no statement yet.

    A name in capitals is a transcript's: what follows it is its, whatever was made of the paragraph before.
    """
    labels = [(paragraph, find_label(tokens_in(doc, paragraph))) for paragraph in paragraphs]
    shouted = [_span(label[0]) for _, label in labels if label is not None and _is_shouted(label[0])]
    found = _without_names(drafts, shouted)
    places = Places(found)
    for paragraph, label in labels:
        if label is not None:
            _take_label(found, places, label, paragraph.end, shown=paragraph.start in doc.labels)
    return found


def _take_label(
    found: list[Draft], places: Places, label: tuple[Sequence[Word], Word, Word], end: int, *, shown: bool
) -> None:
    """Give what follows a label to its statement, new where the layout shows the label or nothing holds it."""
    name, colon, following = label
    content = CharSpan(following.idx, end)
    cue = CharSpan(colon.idx, colon.idx + 1)
    nearby = places.near([content, cue])
    own = next((near for near in nearby if found[near].cue == (cue,)), None)
    if own is not None:
        found[own] = replace(found[own], content=(content,))
    elif shown or not any(span.overlaps(content) for near in nearby for span in found[near].content):
        found.append(Draft((content,), (cue,), (_span(name),), name[-1].i, colon.i, "label", 0.7))


def _without_names(drafts: Sequence[Draft], names: Sequence[CharSpan]) -> list[Draft]:
    """The drafts without pieces of content that hold one of these names; those of no other content are dropped."""
    places = Places(drafts)
    held: dict[int, set[CharSpan]] = {}
    for name in names:
        for near in places.near([name]):
            held.setdefault(near, set()).update(span for span in drafts[near].content if span.overlaps(name))
    kept = (_without(draft, held.get(index, set())) for index, draft in enumerate(drafts))
    return [draft for draft in kept if draft is not None]


def _without(draft: Draft, dropped: set[CharSpan]) -> Draft | None:
    content = tuple(span for span in draft.content if span not in dropped)
    return replace(draft, content=content) if content else None


def _span(tokens: Sequence[Word]) -> CharSpan:
    return CharSpan(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def is_labelled(doc: Tree, quotation: Quotation) -> bool:
    """Whether the quotation begins with its speaker's name and a colon, as transcripts do."""
    return find_label(tokens_in(doc, quotation.span)) is not None


def find_label(tokens: Sequence[Word]) -> tuple[Sequence[Word], Word, Word] | None:
    """Name, colon and the token after it."""
    label = tokens[0].doc.labels.get(tokens[0].idx) if tokens else None
    if label is not None:
        return _read_label(tokens, label)
    tokens = tokens[1:] if tokens and tokens[0].text in QUOTE_MARKS else tokens
    colon = next((i for i, t in enumerate(tokens[:_LONGEST_LABEL]) if t.text == ":"), None)
    if not colon or colon + 1 >= len(tokens) or not _is_label(tokens[:colon]):
        return None
    return tokens[:colon], tokens[colon], tokens[colon + 1]


def _read_label(tokens: Sequence[Word], label: Part) -> tuple[Sequence[Word], Word, Word] | None:
    """Name, mark and the token after it of a label that the layout shows."""
    assert label.name is not None, "labels name who speaks"
    inside = [t for t in tokens if t.idx < label.span.end]
    name = [t for t in inside if t.idx < label.name.end and t.idx + len(t) > label.name.start]
    following = next((t for t in tokens[len(inside) :] if not t.is_space), None)
    return (name, inside[-1], following) if name and following is not None else None


def _is_label(tokens: Sequence[Word]) -> bool:
    return all(t.ent_type_ == "PERSON" or t.is_punct for t in tokens)


def _is_shouted(tokens: Sequence[Word]) -> bool:
    return all(t.is_upper or not t.is_alpha for t in tokens) and len(tokens[-1]) > 1


def find_signed(doc: Tree, quotations: Sequence[Quotation]) -> list[Draft]:
    """Quotations with a dash and a name behind them, and nothing else on the line: "No deal." — Ana Duarte."""
    return list(_signed(doc, quotations)) if quotations else []


def _signed(doc: Tree, quotations: Sequence[Quotation]) -> Iterator[Draft]:
    text = doc.text
    starts = {quotation.span.start for quotation in quotations}
    for quotation in quotations:
        match = _SIGNATURE.match(text, quotation.span.end) if quotation.closed else None
        line_start = text.rfind("\n", 0, quotation.span.start) + 1
        start = quotation.span.end - len(text[line_start : quotation.span.end].lstrip())
        if match is None or start not in starts:  # words stand before it on its line that are no quotation
            continue
        line = match.group(2).rstrip()
        tokens = tokens_in(doc, CharSpan(match.start(2), match.start(2) + len(line)))
        name = _name(tokens)
        if name:
            source = _span(name)
            cue = CharSpan(match.start(1), match.end(1))
            head = doc.span(name[0].i, name[-1].i + 1).root.i
            content = CharSpan(start, quotation.span.end)
            yield Draft((content,), (cue,), (source,), head, None, "signature", 0.9)


def _name(tokens: Sequence[Word]) -> Sequence[Word]:
    """The name that a signature begins with; empty where the line goes on as a sentence does."""
    if any(token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in tokens):
        return ()
    name = [token for token in takewhile(_may_be_in_name, tokens) if not token.is_space]
    return name if all(token.text[0].isupper() or not token.is_alpha or token.pos_ == "ADP" for token in name) else ()


def _may_be_in_name(token: Word) -> bool:
    return not token.is_punct or token.text in ("-", "’", "'")
