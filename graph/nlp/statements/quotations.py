"""Quotations and statements joined: each quotation of some length belongs to a speaker, if one can be found.

A quotation is given to the statement whose content it touches, else to the reporting verb beside it, else it goes on
the quotation before it in the paragraph, or in the last one where it is all that its paragraph says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.model import CharSpan
from graph.nlp.lexicons import load_lexicon
from graph.nlp.statements.beats import BEAT, find_beat, without_listeners
from graph.nlp.statements.drafts import Draft, Places, antecedent, paragraph_of, source_spans, tokens_in
from graph.nlp.statements.speaker_labels import find_signed, is_labelled
from graph.nlp.syntax.clauses import find_verb_run
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.offsets import QUOTE_MARKS, char_span, merge, tidy
from graph.nlp.syntax.quotation_marks import Quotation
from graph.nlp.syntax.subjects import find_actor
from graph.nlp.syntax.tree import Tree, Word

THRESHOLD = 0.4  # share of train occurrences that annotators marked, below which a verb does not report a quotation
_SHORT = 3  # words: a shorter quotation is a choice of words, not a speech act of its own
_POINTING = frozenset({":", "—", "–", "―", "--"})
_REACH = 14  # tokens from a quotation to the verb that reports it


def join_quotations(
    doc: Tree, drafts: list[Draft], quotations: Sequence[Quotation], paragraphs: Sequence[CharSpan]
) -> list[Draft]:
    """The drafts with whole quotations for content where they report one, and statements for the other quotations."""
    drafts = without_listeners(doc, drafts, quotations, paragraphs)
    signed = find_signed(doc, quotations)
    taken = Places(signed)
    kept = [draft for draft in drafts if not any(_overlap(draft, signed[i]) for i in taken.near(draft.content))]
    joining = _Joining(doc, [*kept, *signed], paragraphs)
    for quotation in quotations:
        joining.take(quotation)
    return joining.drafts


class _Joining:
    """Gives quotations, in text order, to the statements that they belong to; a new one where there is none."""

    def __init__(self, doc: Tree, drafts: list[Draft], paragraphs: Sequence[CharSpan]) -> None:
        self.drafts = drafts
        self._doc = doc
        self._text = doc.text  # spaCy puts it together anew each time
        self._paragraphs = paragraphs
        self._where = paragraph_of(paragraphs)
        self._places = Places(drafts)
        self._heads = {draft.cue_head: index for index, draft in enumerate(drafts)}
        self._previous: int | None = None  # index of the statement that the last quotation belongs to
        self._last_paragraph = -1

    def take(self, quotation: Quotation) -> None:
        """Join the quotation to its statement; one that is no speech act and in no content is left alone."""
        paragraph = self._where(quotation.span.start)
        owner = _claiming(self.drafts, self._places.near([quotation.span]), quotation)
        if owner is None and is_speech(self._doc, quotation) and not is_labelled(self._doc, quotation):
            owner = self._owner(quotation, paragraph)
        if owner is not None:
            self.drafts[owner] = _joined(self._text, self.drafts[owner], quotation)
            self._places.add(owner, [quotation.span])
            self._previous, self._last_paragraph = owner, paragraph

    def _owner(self, quotation: Quotation, paragraph: int) -> int | None:
        """The index of the statement of the verb or name beside the quotation, else of the one that it goes on."""
        doc, paragraphs = self._doc, self._paragraphs
        cue = _reporting_verb(doc, quotation) or _announcing_verb(doc, quotation, paragraphs, paragraph)
        if cue is not None:
            known = self._heads.get(cue.i)
            return known if known is not None else self._add(_reported(doc, quotation, cue))
        named = _named_before(doc, quotation)
        if named is not None:
            return self._add(named)
        same = self._previous is not None and paragraph == self._last_paragraph
        if same and self.drafts[self._previous or 0].by != BEAT:
            return self._previous
        beat = find_beat(doc, quotation, paragraphs[paragraph])
        if beat is not None:
            return self._add(beat)
        if same or self._previous is None:
            return self._previous
        follows = paragraph == self._last_paragraph + 1
        return self._add(_continued(quotation)) if _goes_on(quotation, paragraphs[paragraph], follows) else None

    def _add(self, draft: Draft) -> int:
        self.drafts.append(draft)
        if draft.cue_head is not None:
            self._heads.setdefault(draft.cue_head, len(self.drafts) - 1)
        return len(self.drafts) - 1


def _overlap(some: Draft, other: Draft) -> bool:
    return any(first.overlaps(second) for first in some.content for second in other.content)


def _claiming(drafts: Sequence[Draft], near: Iterable[int], quotation: Quotation) -> int | None:
    """The statement whose content shares characters with the quotation."""
    found = [i for i in near if any(span.overlaps(quotation.span) for span in drafts[i].content)]
    outside = [i for i in found if not any(cue.overlaps(quotation.span) for cue in drafts[i].cue)]
    return max(outside, key=lambda i: drafts[i].confidence, default=None)


def is_speech(doc: Tree, quotation: Quotation) -> bool:
    """Whether the quotation is long enough, or enough of a clause, to be a speech act of its own."""
    words = [token for token in tokens_in(doc, quotation.span) if token.is_alpha or token.is_digit]
    return len(words) > _SHORT or (len(words) > 1 and any(token.pos_ in ("VERB", "AUX") for token in words))


def _reporting_verb(doc: Tree, quotation: Quotation) -> Word | None:
    """The verb beside the quotation that reports it: after it in the same sentence, else before it."""
    verbs = load_lexicon("cues")["quotation"]
    return next(
        (verb for verb in reporting_verbs(doc, quotation) if verbs.get(verb.lemma_.lower(), 0.0) >= THRESHOLD), None
    )


def _announcing_verb(doc: Tree, quotation: Quotation, paragraphs: Sequence[CharSpan], paragraph: int) -> Word | None:
    """The verb of the sentence that ends the paragraph before with a colon: "She answered as follows:"."""
    if paragraph == 0 or quotation.span.start != paragraphs[paragraph].start:
        return None
    before = tokens_in(doc, paragraphs[paragraph - 1])
    if not before or before[-1].text != ":":
        return None
    root = before[-1].sent.root
    return root if root.pos_ == "VERB" and find_actor(root) is not None else None


def _named_before(doc: Tree, quotation: Quotation) -> Draft | None:
    """The quotation as the statement of somebody whose name and a colon or dash stand right before it."""
    tokens = tokens_in(doc, quotation.span)
    mark = doc[tokens[0].i - 1] if tokens and tokens[0].i > 1 else None
    if mark is None or mark.text not in _POINTING or mark.nbor(-1).ent_type_ != "PERSON":
        return None
    start = mark.i - 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    name = doc.span(start, mark.i)
    source, cue = char_span(name), CharSpan(mark.idx, mark.idx + len(mark))
    return Draft((quotation.span,), (cue,), (source,), name.root.i, None, "quotation:named", 0.8)


def reporting_verbs(doc: Tree, quotation: Quotation) -> Iterator[Word]:
    """Verbs with a speaker near the quotation, those after it first, nearest first, within the sentence."""
    tokens = tokens_in(doc, quotation.span)
    if tokens:
        yield from _scan(doc, range(tokens[-1].i + 1, min(len(doc), tokens[-1].i + 1 + _REACH)), forward=True)
        yield from _scan(doc, range(tokens[0].i - 1, max(-1, tokens[0].i - 1 - _REACH), -1), forward=False)


def _scan(doc: Tree, indices: range, *, forward: bool) -> Iterator[Word]:
    for index in indices:
        token = doc[index]
        if (token.text in QUOTE_MARKS and token.text not in "'’") or (token.is_space and "\n" in token.text):
            return
        if token.text in (".", "!", "?", ";"):
            return
        if (
            token.pos_ in ("VERB", "AUX")
            and token.dep_ not in ("aux", "auxpass")
            and _speaker(token, forward) is not None
        ):
            yield token


def _speaker(verb: Word, forward: bool) -> Word | None:
    """The subject of a reporting verb; right after a quotation the parse may call it object or nothing ("said Ada")."""
    subject = find_actor(verb)
    if subject is not None:
        return subject
    if verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.head.i < verb.i:
        return verb.head  # "footage of the minister asking"
    if forward:
        near = [
            token
            for token in verb.rights
            if token.pos_ in ("PROPN", "NOUN", "PRON") and token.dep_ in ("dobj", "attr", "npadvmod", "oprd")
        ]
        return near[0] if near else None
    return None


def _reported(doc: Tree, quotation: Quotation, verb: Word) -> Draft:
    speaker = _speaker(verb, True)
    source = source_spans(doc, find_source_phrase(speaker)) if speaker is not None else ()
    source = tuple(span for span in source if not span.overlaps(quotation.span))
    return Draft(
        content=(quotation.span,),
        cue=tidy(doc, find_verb_run(verb)),
        source=source,
        source_head=antecedent(speaker) if speaker is not None and source else None,
        cue_head=verb.i,
        by="quotation",
        confidence=0.95,
    )


def _goes_on(quotation: Quotation, paragraph: CharSpan, follows: bool) -> bool:
    """Whether the quotation is all that its paragraph says, right after another: the same one may be speaking."""
    whole = quotation.span.end - quotation.span.start >= 0.8 * (paragraph.end - paragraph.start)
    return quotation.double and whole and (quotation.continues or follows)


def _continued(quotation: Quotation) -> Draft:
    return Draft((quotation.span,), (), (), None, None, "quotation:continued", 0.8, True)


def _joined(text: str, draft: Draft, quotation: Quotation) -> Draft:
    """The statement with the whole quotation in its content, less its own cue and source."""
    content = merge([*(_cut(text, piece, quotation.span) for piece in draft.content), quotation.span], text)
    for taken in (*draft.cue, *draft.source):
        content = tuple(piece for span in content for piece in _without(span, taken, quotation.span))
    return replace(draft, content=content) if content else draft


def _cut(text: str, piece: CharSpan, quoted: CharSpan) -> CharSpan:
    """The piece less what follows a quotation that opens it and ends in a comma: "No," until …"""
    if piece.start != quoted.start or piece.end <= quoted.end or text[quoted.end - 2 : quoted.end - 1] != ",":
        return piece
    return piece if any(mark in QUOTE_MARKS for mark in text[quoted.end : piece.end]) else quoted


def _without(span: CharSpan, taken: CharSpan, quoted: CharSpan) -> tuple[CharSpan, ...]:
    if not span.overlaps(taken) or quoted.contains(taken):
        return (span,)
    pieces = []
    if span.start < taken.start:
        pieces.append(CharSpan(span.start, taken.start))
    if taken.end < span.end:
        pieces.append(CharSpan(taken.end, span.end))
    return tuple(pieces)
