"""Speakers whom only an action names: "Ana Brito shook her head. “Not one vote from us.”"

A quotation that is sentences of its own, with nobody to report it, belongs to whoever acts in the sentence right before
it in the paragraph, else right after it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from graph.model import CharSpan
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.statements.drafts import Draft, antecedent, paragraph_of, source_spans, tokens_in
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.offsets import QUOTE_MARKS
from graph.nlp.syntax.quotation_marks import Quotation
from graph.nlp.syntax.subjects import find_actor
from graph.nlp.syntax.tree import Tree, Word

BEAT = "quotation:beat"  # the rule that made a statement
_ENDS = re.compile(r"[.!?…][\"'”’»]*$")
_OPENS = re.compile(r"[\"'“‘«]*[A-Z0-9]")
_TOLD = frozenset({"VBD", "VBZ", "VBP"})
_SHE = frozenset({"he", "she", "i"})
_CONFIDENCE = 0.6
_REPORTS = 0.4  # share of train occurrences that annotators marked, from which a verb reports a quotation


def find_beat(doc: Tree, quotation: Quotation, paragraph: CharSpan, *, before: bool = False) -> Draft | None:
    """Return the quotation as a statement of whoever acts right beside it; None where nobody plainly does.

    With `before`, only the sentence before it is asked.
    """
    words = tokens_in(doc, quotation.span)
    if not words or not quotation.closed or not quotation.double or not _stands_alone(doc.text, quotation.span):
        return None
    places = (words[0].i - 1,) if before else (words[0].i - 1, words[-1].i + 1)
    for verb in _acting(doc, places, paragraph):
        actor = find_actor(verb)
        if actor is not None and _is_person(actor):
            source = source_spans(doc, find_source_phrase(actor))
            return Draft((quotation.span,), (), source, antecedent(actor), None, BEAT, _CONFIDENCE)
    return None


def without_listeners(
    doc: Tree, drafts: Sequence[Draft], quotations: Sequence[Quotation], paragraphs: Sequence[CharSpan]
) -> list[Draft]:
    """The drafts without quotations of whoever acts before them that went to whoever acts behind them.

    "Ana Brito rose. “We go on.” Jo Lund nodded": a verb that reports nothing, in the sentence behind, is no cue for it.
    """
    where = paragraph_of(paragraphs)
    reporting = load_lexicon("cues")["quotation"]
    kept: list[Draft] = []
    for draft in drafts:
        content, verb = draft.content, doc[draft.cue_head] if draft.cue_head is not None else None
        if verb is not None and reporting.get(verb.lemma_.lower(), 0.0) < _REPORTS:
            content = tuple(s for s in content if not _is_anothers(doc, s, verb, quotations, paragraphs, where))
        kept += [replace(draft, content=content)] if content else []
    return kept


def _is_anothers(
    doc: Tree,
    span: CharSpan,
    verb: Word,
    quotations: Sequence[Quotation],
    paragraphs: Sequence[CharSpan],
    where: Callable[[int], int],
) -> bool:
    """Whether the words are a quotation of its own before the verb's sentence, behind that of somebody's deed."""
    if verb.idx < span.end or verb.sent.start_char < span.end:
        return False
    place = bisect_left(quotations, span.start, key=lambda quotation: quotation.span.start)
    if place == len(quotations) or quotations[place].span != span:
        return False
    return find_beat(doc, quotations[place], paragraphs[where(span.start)], before=True) is not None


def _stands_alone(text: str, span: CharSpan) -> bool:
    """Whether the quotation is a sentence or more, between others."""
    before = text[max(0, span.start - 20) : span.start].rstrip(" ")
    inside = text[span.start : span.end]
    return bool(_ENDS.search(inside)) and bool(_OPENS.match(inside)) and (not before or before[-1] in ".!?…\n")


def _acting(doc: Tree, places: Iterable[int], paragraph: CharSpan) -> Iterator[Word]:
    """The main verbs of the sentences at these places of the paragraph, where they tell and quote nothing."""
    for place in places:
        if not 0 <= place < len(doc) or not paragraph.start <= doc[place].idx < paragraph.end:
            continue
        sentence = doc[place].sent
        root = sentence.root
        if root.tag_ in _TOLD and not any(t.text in QUOTE_MARKS - {"'", "’"} for t in sentence):
            yield root


def _is_person(word: Word) -> bool:
    offices = listed("titles", "unique") | listed("titles", "offices")
    return word.ent_type_ == "PERSON" or word.lower_ in _SHE or (word.tag_ == "NN" and word.lower_ in offices)
