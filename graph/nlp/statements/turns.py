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
_TALK = 0.4  # share of paragraphs with a label from which names need no capitals
_ENDS = frozenset({".", "!", "?", "…", "...", ")", "]", '"', "”", "’"})
_FIRST = listed("pronouns", "first_person")


def with_turns(doc: Tree, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and paragraphs that somebody says; what the words inside report is left to them."""
    paragraphs = [tokens_in(doc, paragraph) for paragraph in doc.paragraphs]
    taken = [*_transcript(paragraphs, drafts)] or [*_blocks(doc, paragraphs)]
    if not taken:
        return list(drafts)
    known: dict[int | None, Draft] = {d.cue_head: d for d in drafts if d.cue_head is not None and d.source}
    taken = [_by_whom(draft, known.get(draft.cue_head)) for draft in taken]
    text = doc.text
    return [one for one in (*_outside(drafts, taken), *taken) if not (one.by == "label" and _is_staged(text, one))]


def _outside(drafts: Sequence[Draft], taken: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts that are neither among those taken nor, cue and all, a part of one of them."""
    held = Places(taken)
    heads = {draft.cue_head for draft in taken if draft.cue_head is not None}
    for draft in drafts:
        near = [taken[i] for i in held.near(draft.content)]
        if draft.cue_head not in heads and not _is_within(draft, near):
            yield draft


def _is_staged(text: str, draft: Draft) -> bool:
    """Whether the words only tell what is to be seen: "(Laughs.)"."""
    return text[draft.content[0].start] in "([" and text[draft.content[-1].end - 1] in ")]"


def _by_whom(block: Draft, known: Draft | None) -> Draft:
    """The block as said by the source that its cue is known to have."""
    if known is None or any(span.overlaps(said) for span in known.source for said in block.content):
        return block
    return replace(block, source=known.source, source_head=known.source_head)


def _is_within(draft: Draft, near: Sequence[Draft]) -> bool:
    """Whether the statement is, cue and all, a part of what somebody says in a block of their own."""
    words = (*draft.content, *draft.cue)
    return any(all(any(span.contains(word) for span in block.content) for word in words) for block in near)


# --- transcripts -----------------------------------------------------------------------------------------


def _transcript(paragraphs: Sequence[Sequence[Word]], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """What follows a labelled paragraph up to the next label, a statement a paragraph."""
    labelled = {draft.cue[0].start: draft for draft in drafts if _is_labelled(draft)}
    labels = [find_label(tokens) for tokens in paragraphs]
    turns = [labelled.get(label[1].idx) if label is not None else None for label in labels]
    if sum(turn is not None for turn in turns) < _TALK * len(paragraphs):
        turns = [turn if label and _is_shouted(label[0]) else None for turn, label in zip(turns, labels, strict=True)]
    if sum(turn is not None for turn in turns) < _TURNS:
        return
    speaking: Draft | None = None
    for tokens, label, turn in zip(paragraphs, labels, turns, strict=True):
        if label is not None:
            speaking = turn
            yield from () if turn is None else (turn,)
        elif _is_question(tokens):
            speaking = None
            source = CharSpan(tokens[0].idx, tokens[0].idx + 1)
            yield Draft((_span(tokens[1:]),), (), (source,), tokens[0].i, None, "label", 0.7)
        elif speaking is not None and _is_prose(tokens):
            yield Draft((_span(tokens),), (), (), None, None, "label:continued", 0.7, True)


def _is_labelled(draft: Draft) -> bool:
    """Whether a name and a colon hand the words over."""
    return draft.by == "label" or (len(draft.cue) == 1 and bool(draft.source) and _is_colon(draft.cue[0]))


def _is_colon(cue: CharSpan) -> bool:
    return cue.end - cue.start == 1


def _is_question(tokens: Sequence[Word]) -> bool:
    return len(tokens) > 1 and tokens[0].text == _ASKS and tokens[1].text[0].isupper()


def _is_shouted(name: Sequence[Word]) -> bool:
    return all(t.is_upper or not t.is_alpha for t in name)


# --- blocks ----------------------------------------------------------------------------------------------


def _blocks(doc: Tree, paragraphs: Sequence[Sequence[Word]]) -> Iterator[Draft]:
    announced = {after for after, tokens in enumerate(paragraphs, 1) if _announces(tokens)}
    if not announced:
        return
    quoted = indices_in(doc, [quotation.span for quotation in doc.quotations if quotation.double])
    speaking = False
    for number, tokens in enumerate(paragraphs):
        says_i = any(token.lower_ in _FIRST and token.i not in quoted for token in tokens)
        may_be = _may_be_block(tokens)
        verb = _announcing(paragraphs[number - 1], first_person=says_i) if may_be and number in announced else None
        goes_on = speaking and may_be and number not in announced and says_i
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
    start = tokens[-1].sent.start
    verbs = (token for token in tokens if token.i >= start and token.pos_ in ("VERB", "AUX"))
    known = [verb for verb in verbs if shares.get(verb.lemma_.lower(), 0.0) >= THRESHOLD]
    found = next((verb for verb in reversed(known) if find_actor(verb) is not None), None)
    root = tokens[-1].sent.root
    return root if found is None and first_person and _is_somebodys(root) else found


def _is_somebodys(verb: Word) -> bool:
    actor = find_actor(verb) if verb.pos_ == "VERB" else None
    return actor is not None and (actor.ent_type_ == "PERSON" or actor.lower_ in ("he", "she"))


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
