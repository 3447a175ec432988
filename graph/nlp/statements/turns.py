"""Words of others that stand in paragraphs of their own without quotation marks: blocks after a colon, turns of talk.

"She wrote on her blog:" hands the next paragraph to her, and those after it while they speak in the first person. In a
transcript a speaker has the floor from the label with the name to the next label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.model import CharSpan
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.statements.drafts import Draft, Places, antecedent, indices_in, source_spans, tokens_in
from graph.nlp.statements.speaker_labels import find_label
from graph.nlp.syntax.clauses import find_verb_run
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.offsets import QUOTE_MARKS, tidy
from graph.nlp.syntax.subjects import find_actor
from graph.nlp.syntax.tree import Tree, Word

THRESHOLD = 0.33  # share of train occurrences that annotators marked, below which a verb announces no words
_SHORTEST = 5  # words: a shorter paragraph is a heading
_ASKS = "Q"  # as official transcripts put it before a reporter's question
_TURNS = 2  # labels that make a transcript
_ENDS = frozenset({".", "!", "?", "…", "...", ")", "]", '"', "”", "’"})
_FIRST = listed("pronouns", "first_person")


def with_turns(doc: Tree, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and paragraphs that somebody says; what the words inside report is left to them."""
    paragraphs = [tokens_in(doc, p) for p in doc.paragraphs]
    taken = [*_transcript(paragraphs, drafts)] or [*_blocks(doc, paragraphs)]
    if not taken:
        return list(drafts)
    known = {d.cue_head: d for d in drafts if d.cue_head is not None and d.source}
    taken = [d if d.cue_head is None else _by_whom(d, known.get(d.cue_head)) for d in taken]
    held = Places(taken)
    heads = {draft.cue_head for draft in taken if draft.cue_head is not None}
    kept = [
        d for d in drafts if d.cue_head not in heads and not _is_within(d, [taken[i] for i in held.near(d.content)])
    ]
    text = doc.text
    return [d for d in (*kept, *taken) if not (d.by == "label" and _is_staged(text, d))]


def _is_staged(text: str, draft: Draft) -> bool:
    """Whether the words only tell what is to be seen: "(Laughs.)"."""
    return text[draft.content[0].start] in "([" and text[draft.content[-1].end - 1] in ")]"


def _by_whom(block: Draft, known: Draft | None) -> Draft:
    """The block as said by the source that its cue is known to have."""
    if known is None or any(a.overlaps(b) for a in known.source for b in block.content):
        return block
    return replace(block, source=known.source, source_head=known.source_head)


def _is_within(draft: Draft, near: Sequence[Draft]) -> bool:
    """Whether the statement is, cue and all, a part of what somebody says in a block of their own."""
    words = (*draft.content, *draft.cue)
    return any(all(any(s.contains(w) for s in block.content) for w in words) for block in near)


# --- transcripts -----------------------------------------------------------------------------------------


def _transcript(paragraphs: Sequence[Sequence[Word]], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """What follows a labelled paragraph up to the next label, a statement a paragraph."""
    labelled = {d.cue[0].start: d for d in drafts if d.by == "label" or (len(d.cue) == 1 and d.source and _is_colon(d))}
    labels = [find_label(tokens) for tokens in paragraphs]
    shouted = [label is not None and label[1].idx in labelled and _is_shouted(label[0]) for label in labels]
    if sum(shouted) < _TURNS:
        return
    speaking: Draft | None = None
    for tokens, label, opens in zip(paragraphs, labels, shouted, strict=True):
        if opens and label is not None:
            speaking = labelled[label[1].idx]
            yield speaking
        elif label is not None:
            speaking = None
        elif len(tokens) > 1 and tokens[0].text == _ASKS and tokens[1].text[0].isupper():
            speaking = None
            source = CharSpan(tokens[0].idx, tokens[0].idx + 1)
            yield Draft((_span(tokens[1:]),), (), (source,), tokens[0].i, None, "label", 0.7)
        elif speaking is not None and _is_prose(tokens):
            yield Draft((_span(tokens),), (), (), None, None, "label:continued", 0.7, True)


def _is_colon(draft: Draft) -> bool:
    return draft.cue[0].end - draft.cue[0].start == 1


def _is_shouted(name: Sequence[Word]) -> bool:
    return all(t.is_upper or not t.is_alpha for t in name)


# --- blocks ----------------------------------------------------------------------------------------------


def _blocks(doc: Tree, paragraphs: Sequence[Sequence[Word]]) -> Iterator[Draft]:
    announced = {n for n, tokens in enumerate(paragraphs, 1) if _announces(tokens)}  # the paragraphs after
    if not announced:
        return
    quoted = indices_in(doc, [q.span for q in doc.quotations if q.double])
    speaking = False
    for number, tokens in enumerate(paragraphs):
        verb = None
        says_i = any(t.lower_ in _FIRST and t.i not in quoted for t in tokens)
        if number in announced and _may_be_block(tokens):
            verb = _announcing(paragraphs[number - 1], first_person=says_i)
        goes_on = speaking and number not in announced and says_i and _may_be_block(tokens)
        speaking = verb is not None or goes_on
        if verb is not None:
            yield _announced(doc, verb, tokens)
        elif goes_on:
            yield Draft((_span(tokens),), (), (), None, None, "block:continued", 0.6, True)


def _may_be_block(tokens: Sequence[Word]) -> bool:
    return _is_prose(tokens) and tokens[0].text not in QUOTE_MARKS and find_label(tokens) is None


def _is_prose(tokens: Sequence[Word]) -> bool:
    """Whether the paragraph is sentences: no heading, no name of a picture, no stage direction."""
    words = [t for t in tokens if t.is_alpha]
    ends = next((t.text for t in reversed(tokens) if not t.is_space), "") if tokens else ""
    staged = bool(tokens) and tokens[0].text in "([" and ends in ")]"
    return len(words) >= _SHORTEST and ends in _ENDS and not staged


def _announces(tokens: Sequence[Word]) -> bool:
    return bool(tokens) and tokens[-1].text == ":"


def _announcing(tokens: Sequence[Word], *, first_person: bool) -> Word | None:
    """The verb with which a paragraph that ends with a colon hands the next one over.

    Where that speaks in the first person, any verb of somebody's will do: "Silva takes another view:".
    """
    shares = load_lexicon("cues")["quotation"]
    sentence = [t for t in tokens if t.i >= tokens[-1].sent.start]
    verbs = [t for t in sentence if t.pos_ in ("VERB", "AUX")]
    known = [t for t in verbs if shares.get(t.lemma_.lower(), 0.0) >= THRESHOLD]
    found = next((verb for verb in reversed(known) if find_actor(verb) is not None), None)
    if found is not None or not first_person:
        return found
    root = tokens[-1].sent.root
    actor = find_actor(root) if root.pos_ == "VERB" else None
    return root if actor is not None and (actor.ent_type_ == "PERSON" or actor.lower_ in ("he", "she")) else None


def _announced(doc: Tree, verb: Word, tokens: Sequence[Word]) -> Draft:
    speaker = find_actor(verb)
    assert speaker is not None
    source = source_spans(doc, find_source_phrase(speaker))
    return Draft((_span(tokens),), tidy(doc, find_verb_run(verb)), source, antecedent(speaker), verb.i, "block", 0.8)


def _span(tokens: Sequence[Word]) -> CharSpan:
    """The characters of the paragraph without a bullet or a number at its front."""
    first = next((n for n, t in enumerate(tokens) if t.text[0].isalpha() or t.text in "[(" or t.text in QUOTE_MARKS), 0)
    last = next(t for t in reversed(tokens) if not t.is_space)
    return CharSpan(tokens[first].idx, last.idx + len(last))
