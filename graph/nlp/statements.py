"""Who said what: quotations and clauses joined with their cues and sources.

Two kinds of evidence meet here. Quotation marks are hard evidence: each quotation of some length is given the reporting
verb beside it, goes on the quotation before it in the paragraph, or stands alone. All else comes from the candidates
of `cues`, kept when the lexicon says that annotators marked their construction and lemma often enough. Attributions
inside the content of another are left out, and so are quotation marks around a word or two that no clause reports.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from graph.model import CharSpan, StatementKind
from graph.nlp.cues import Candidate, find_candidates, find_subject, noun_phrase, verb_group
from graph.nlp.lexicons import load_lexicon
from graph.nlp.marks import FoundStatement
from graph.nlp.paragraphs import find_paragraphs
from graph.nlp.quotes import Quotation, find_quotations
from graph.nlp.spans import QUOTE_MARKS, merge, tidy

THRESHOLD = 0.4  # share of train occurrences that annotators marked, below which a candidate is left out
SOURCELESS_THRESHOLD = 0.6  # the same where the text names no source
_SHORT = 3  # words: a shorter quotation is a choice of words, not a speech act of its own
_REACH = 14  # tokens from a quotation to the verb that reports it


@dataclass(frozen=True, slots=True)
class _Draft:
    """A statement before quotations are joined to it."""

    content: tuple[CharSpan, ...]
    cue: tuple[CharSpan, ...]
    source: tuple[CharSpan, ...]
    source_head: int | None
    cue_head: int | None
    by: str
    confidence: float
    continues: bool = False


def find_statements(doc: Doc) -> list[FoundStatement]:
    """Every attribution of the article, in the order of its content; sources are spans, not yet entities."""
    paragraphs = find_paragraphs(doc.text)
    quotations = find_quotations(doc.text)
    drafts = _from_candidates(doc, quotations)
    drafts = _with_quotations(doc, drafts, quotations, paragraphs)
    drafts += _from_labels(doc, paragraphs, drafts)
    return _number(doc, drafts, quotations)


# --- clauses, objects, nouns -----------------------------------------------------------------------------


def _from_candidates(doc: Doc, quotations: Sequence[Quotation]) -> list[_Draft]:
    inside = _inside(doc, [q.span for q in quotations if q.double])
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in find_candidates(doc):
        if candidate.head in inside or not _is_plausible(doc, candidate):
            continue
        score = weigh(candidate.key, quoted=any(i in inside for i in candidate.content))
        least = THRESHOLD if candidate.source else SOURCELESS_THRESHOLD
        known = best.get(candidate.head)
        if score >= least and (known is None or (score, len(candidate.content)) > (known[0], len(known[1].content))):
            best[candidate.head] = (score, candidate)
    return [_draft(doc, candidate, score) for score, candidate in _outermost(best)]


def weigh(key: str, *, quoted: bool = False) -> float:
    """Share of such constructions with this lemma that annotators marked as attributions.

    For a lemma never seen, the construction's share among rare lemmas; `quoted`: among contents with a quotation.
    """
    construction, _, lemma = key.partition(" ")
    shares = load_lexicon("cues")
    share: float = shares.get(construction, {}).get(lemma, shares["unseen"].get(construction, 0.0))
    in_quotes: float = shares["quoted"].get(construction, 0.0)
    return max(share, in_quotes) if quoted else share


def _is_plausible(doc: Doc, candidate: Candidate) -> bool:
    """Not an impersonal "it", and not content of punctuation alone."""
    head = candidate.source_head
    impersonal = head is not None and doc[head].lower_ in ("it", "there", "this", "that", "what")
    return not impersonal and any(doc[i].is_alpha or doc[i].is_digit for i in candidate.content)


def _outermost(best: dict[int, tuple[float, Candidate]]) -> Iterator[tuple[float, Candidate]]:
    """The candidates whose cue is not part of another one's content."""
    covered: dict[int, int] = {}
    for head, (_, candidate) in best.items():
        for index in candidate.content:
            if index in best and index != head:
                covered[index] = head
    for head, pair in sorted(best.items()):
        outer = covered.get(head)
        if outer is None or covered.get(outer) == head:
            yield pair


def _draft(doc: Doc, candidate: Candidate, score: float) -> _Draft:
    head = candidate.source_head
    return _Draft(
        content=tidy(doc, candidate.content),
        cue=tidy(doc, candidate.cue),
        source=_source_spans(doc, candidate.source),
        source_head=antecedent(doc[head]) if head is not None else None,
        cue_head=candidate.head,
        by=f"cue:{candidate.key.partition(' ')[0]}",
        confidence=score,
    )


def _source_spans(doc: Doc, indices: Iterable[int]) -> tuple[CharSpan, ...]:
    return tidy(doc, [i for i in indices if doc[i].text not in QUOTE_MARKS])


def antecedent(token: Token) -> int:
    """The noun that a relative pronoun stands for, else the token itself."""
    clause = token
    while clause.dep_ not in ("relcl", "ROOT") and clause.head.i != clause.i:
        clause = clause.head
    if token.tag_ in ("WP", "WDT") and clause.dep_ == "relcl":
        return int(clause.head.i)
    return int(token.i)


# --- quotations ------------------------------------------------------------------------------------------


def _with_quotations(
    doc: Doc, drafts: list[_Draft], quotations: Sequence[Quotation], paragraphs: Sequence[CharSpan]
) -> list[_Draft]:
    """The drafts with whole quotations for content where they report one, and statements for the other quotations."""
    result = list(drafts)
    previous: int | None = None  # index of the statement that the last quotation belongs to
    last_paragraph = -1
    where = _paragraph_of(paragraphs)
    for quotation in quotations:
        paragraph = where(quotation.span.start)
        owner = _claiming(result, quotation)
        if owner is None and is_speech(doc, quotation):
            cue = _reporting_verb(doc, quotation)
            if cue is not None:
                owner = _existing(result, cue.i)
                if owner is None:
                    result.append(_reported(doc, quotation, cue))
                    owner = len(result) - 1
            elif previous is not None and paragraph == last_paragraph:
                owner = previous
            elif _stands_alone(quotation, paragraphs[paragraph]):
                goes_on = previous is not None and (quotation.continues or paragraph == last_paragraph + 1)
                result.append(_alone(quotation, goes_on))
                owner = len(result) - 1
        if owner is not None:
            result[owner] = _joined(doc, result[owner], quotation)
            previous, last_paragraph = owner, paragraph
    return result


def _paragraph_of(paragraphs: Sequence[CharSpan]) -> Callable[[int], int]:
    starts = [p.start for p in paragraphs]
    return lambda offset: bisect_right(starts, offset) - 1


def _claiming(drafts: Sequence[_Draft], quotation: Quotation) -> int | None:
    """The statement whose content shares characters with the quotation."""
    found = [i for i, d in enumerate(drafts) if any(s.overlaps(quotation.span) for s in d.content)]
    outside = [i for i in found if not any(c.overlaps(quotation.span) for c in drafts[i].cue)]
    return max(outside, key=lambda i: drafts[i].confidence, default=None)


def is_speech(doc: Doc, quotation: Quotation) -> bool:
    """Whether the quotation is long enough, or enough of a clause, to be a speech act of its own."""
    words = [t for t in _tokens(doc, quotation.span) if t.is_alpha or t.is_digit]
    return len(words) > _SHORT or (len(words) > 1 and any(t.pos_ in ("VERB", "AUX") for t in words))


def _tokens(doc: Doc, span: CharSpan) -> list[Token]:
    found = doc.char_span(span.start, span.end, alignment_mode="contract")
    return list(found) if found is not None else []


def _reporting_verb(doc: Doc, quotation: Quotation) -> Token | None:
    """The verb beside the quotation that reports it: after it in the same sentence, else before it."""
    verbs = load_lexicon("cues")["quotation"]
    return next((v for v in reporting_verbs(doc, quotation) if verbs.get(v.lemma_.lower(), 0.0) >= THRESHOLD), None)


def reporting_verbs(doc: Doc, quotation: Quotation) -> Iterator[Token]:
    """Verbs with a speaker near the quotation, those after it first, nearest first, within the sentence."""
    tokens = _tokens(doc, quotation.span)
    if tokens:
        yield from _scan(doc, range(tokens[-1].i + 1, min(len(doc), tokens[-1].i + 1 + _REACH)), forward=True)
        yield from _scan(doc, range(tokens[0].i - 1, max(-1, tokens[0].i - 1 - _REACH), -1), forward=False)


def _scan(doc: Doc, indices: range, *, forward: bool) -> Iterator[Token]:
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


def _speaker(verb: Token, forward: bool) -> Token | None:
    """The subject of a reporting verb; right after a quotation the parse may call it object or nothing ("said Ada")."""
    subject = find_subject(verb)
    if subject is not None:
        return subject
    if forward:
        near = [
            t
            for t in verb.rights
            if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ in ("dobj", "attr", "npadvmod", "oprd")
        ]
        return near[0] if near else None
    return None


def _existing(drafts: Sequence[_Draft], cue_head: int) -> int | None:
    return next((i for i, d in enumerate(drafts) if d.cue_head == cue_head), None)


def _reported(doc: Doc, quotation: Quotation, verb: Token) -> _Draft:
    speaker = _speaker(verb, True)
    source = _source_spans(doc, noun_phrase(speaker)) if speaker is not None else ()
    source = tuple(s for s in source if not s.overlaps(quotation.span))
    return _Draft(
        content=(quotation.span,),
        cue=tidy(doc, verb_group(verb)),
        source=source,
        source_head=antecedent(speaker) if speaker is not None and source else None,
        cue_head=verb.i,
        by="quotation",
        confidence=0.95,
    )


def _stands_alone(quotation: Quotation, paragraph: CharSpan) -> bool:
    """Whether the quotation is all that its paragraph says."""
    return quotation.span.end - quotation.span.start >= 0.8 * (paragraph.end - paragraph.start)


def _alone(quotation: Quotation, goes_on: bool) -> _Draft:
    return _Draft(
        (quotation.span,), (), (), None, None, "quotation:continued" if goes_on else "quotation:alone", 0.8, goes_on
    )


def _joined(doc: Doc, draft: _Draft, quotation: Quotation) -> _Draft:
    """The statement with the whole quotation in its content, less its own cue and source."""
    content = merge([*draft.content, quotation.span], doc.text)
    for taken in (*draft.cue, *draft.source):
        content = tuple(piece for span in content for piece in _without(span, taken, quotation.span))
    return replace(draft, content=content) if content else draft


def _without(span: CharSpan, taken: CharSpan, quoted: CharSpan) -> tuple[CharSpan, ...]:
    if not span.overlaps(taken) or quoted.contains(taken):
        return (span,)
    pieces = []
    if span.start < taken.start:
        pieces.append(CharSpan(span.start, taken.start))
    if taken.end < span.end:
        pieces.append(CharSpan(taken.end, span.end))
    return tuple(pieces)


# --- speakers set before a colon -------------------------------------------------------------------------


def _from_labels(doc: Doc, paragraphs: Sequence[CharSpan], drafts: Sequence[_Draft]) -> list[_Draft]:
    """ "TAPPER: Good evening." and "Ada Lovelace: No deal": a name and a colon open the paragraph."""
    found = []
    for paragraph in paragraphs:
        tokens = _tokens(doc, paragraph)
        colon = next((i for i, t in enumerate(tokens[:7]) if t.text == ":"), None)
        if not colon or colon + 1 >= len(tokens) or not _is_label(tokens[:colon]):
            continue
        content = CharSpan(tokens[colon + 1].idx, paragraph.end)
        if any(s.overlaps(content) for d in drafts for s in d.content):
            continue
        source = CharSpan(tokens[0].idx, tokens[colon - 1].idx + len(tokens[colon - 1]))
        cue = CharSpan(tokens[colon].idx, tokens[colon].idx + 1)
        found.append(_Draft((content,), (cue,), (source,), tokens[colon - 1].i, tokens[colon].i, "label", 0.7))
    return found


def _is_label(tokens: Sequence[Token]) -> bool:
    shouted = all(t.is_upper or not t.is_alpha for t in tokens) and len(tokens[-1]) > 1
    return shouted or all(t.ent_type_ == "PERSON" or t.is_punct for t in tokens)


# --- the end ---------------------------------------------------------------------------------------------


def _number(doc: Doc, drafts: Sequence[_Draft], quotations: Sequence[Quotation]) -> list[FoundStatement]:
    ordered = sorted(_unnested(drafts), key=lambda d: (d.content[0], d.cue))
    found: list[FoundStatement] = []
    for draft in ordered:
        continues = len(found) - 1 if draft.continues and found else None
        found.append(
            FoundStatement(
                content=draft.content,
                kind=_kind(doc, draft.content, quotations),
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


def _unnested(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Without those that lie, cue and all, within the content of another."""
    return [
        d
        for d in drafts
        if not any(
            d is not other and d.cue and all(any(s.contains(c) for s in other.content) for c in d.cue)
            for other in drafts
        )
    ]


def _kind(doc: Doc, content: Sequence[CharSpan], quotations: Sequence[Quotation]) -> StatementKind:
    """Direct when quotation marks hold all of it, mixed when they hold a part, else indirect."""
    inside = {i for q in quotations for i in range(q.span.start, q.span.end)}
    text = doc.text  # spaCy puts it together anew each time
    letters = [i for span in content for i in range(span.start, span.end) if text[i].isalnum()]
    quoted = sum(i in inside for i in letters)
    if not quoted:
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if quoted == len(letters) else StatementKind.MIXED


def _inside(doc: Doc, spans: Iterable[CharSpan]) -> set[int]:
    return {t.i for span in spans for t in _tokens(doc, span)}
