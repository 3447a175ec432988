"""The model's statements made whole: characters, main words, the sources that it missed, how far to trust each."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.model import CharSpan
from graph.nlp.statements.decoding import Tagged, Tokens
from graph.nlp.statements.drafts import Draft, Places, antecedent, paragraph_of, source_spans
from graph.nlp.syntax.children import find_children
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.offsets import merge
from graph.nlp.syntax.subjects import find_actor
from graph.nlp.syntax.tree import Tree, Word

_ACTORS = (  # as whom a broken parse may have a source, the likeliest first
    "nsubj",
    "nsubjpass",
    "pobj",
    "poss",
    "agent",
)
EVIDENCE = ("one", "content", "cue", "source", "link", "speaker", "nobody", "rules", "rules_cue", "length")


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft of the model's with the numbers that its confidence is made of."""

    draft: Draft
    evidence: tuple[float, ...]  # in the order of EVIDENCE


def judge(
    doc: Tree, tagged: Iterable[Tagged], rules: Sequence[Draft], paragraphs: Sequence[CharSpan], name: str
) -> Iterator[Judged]:
    """The model's statements in characters, each with what speaks for it; the confidence is not yet set."""
    text, where = doc.text, paragraph_of(paragraphs)
    by_head = {draft.cue_head: draft for draft in rules if draft.cue_head is not None}
    for one in tagged:
        draft = _to_draft(doc, text, replace(one, content=_beside_cue(doc, one, where)), name)
        rule = by_head.get(draft.cue_head) if draft.cue_head is not None else None
        yield Judged(draft, _weigh(one, draft, rule))


def _beside_cue(doc: Tree, tagged: Tagged, where: Callable[[int], int]) -> tuple[Tokens, ...]:
    """The contents in the cue's paragraph, if there are any: what goes on in another is a statement that continues."""
    here = where(doc[tagged.cue[0]].idx)
    return tuple(piece for piece in tagged.content if where(doc[piece[0]].idx) == here) or tagged.content


def _weigh(tagged: Tagged, draft: Draft, rule: Draft | None) -> tuple[float, ...]:
    return (
        1.0,
        tagged.sure_content,
        tagged.sure_cue,
        tagged.sure_source,
        tagged.sure_link,
        tagged.sure_speaker,
        float(not tagged.source),
        _agreement(draft.content, rule.content) if rule is not None else 0.0,
        float(rule is not None),
        math.log(sum(map(len, tagged.content))),
    )


def _agreement(some: Sequence[CharSpan], others: Sequence[CharSpan]) -> float:
    """Share of the characters of both that both have."""
    common = sum(max(0, min(one.end, other.end) - max(one.start, other.start)) for one in some for other in others)
    return common / (sum(one.end - one.start for one in (*some, *others)) - common)


def trust(judged: Judged, calibration: Sequence[float]) -> float:
    """The chance that the statement is right, by logistic regression on its evidence."""
    total = sum(weight * value for weight, value in zip(calibration, judged.evidence, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _to_draft(doc: Tree, text: str, tagged: Tagged, name: str) -> Draft:
    source = _spans(doc, text, [tagged.source]) if tagged.source else ()
    draft = Draft(
        content=_spans(doc, text, tagged.content),
        cue=_spans(doc, text, [tagged.cue]),
        source=source,
        source_head=antecedent(doc[main_word(doc, tagged.source)]) if source else None,
        cue_head=main_word(doc, tagged.cue),
        by=f"model:{name}",
        confidence=0.5,
    )
    return draft if source else with_subject(doc, draft)


def with_subject(doc: Tree, draft: Draft) -> Draft:
    """The draft with the subject of its cue for a source, where the parse has one outside of cue and content."""
    subject = find_actor(doc[draft.cue_head]) if draft.cue_head is not None else None
    if subject is None:
        return draft
    source = source_spans(doc, find_source_phrase(subject))
    if not source or any(one.overlaps(other) for one in source for other in (*draft.content, *draft.cue)):
        return draft
    return replace(draft, source=source, source_head=antecedent(subject))


def main_word(doc: Tree, tokens: Tokens) -> int:
    """The token that the others hang on; an adjective rather than the "is" before it."""
    inside = set(tokens)
    root = _main_root([word for word in map(doc.__getitem__, tokens) if word.head.i not in inside or word.head is word])
    complements = find_children(root, "acomp", "attr") if root.pos_ == "AUX" else []
    return next((child.i for child in complements if child.i in inside), root.i)


def _main_root(roots: Sequence[Word]) -> Word:
    worded = [word for word in roots if word.pos_ not in ("PUNCT", "SPACE", "PART", "DET")] or roots
    return next((word for relation in _ACTORS for word in worded if word.dep_ == relation), worded[0])


def _spans(doc: Tree, text: str, pieces: Sequence[Tokens]) -> tuple[CharSpan, ...]:
    return merge([CharSpan(doc[p[0]].idx, doc[p[-1]].idx + len(doc[p[-1]])) for p in pieces], text)


def add_missed(drafts: Sequence[Draft], rules: Iterable[Draft]) -> list[Draft]:
    """The drafts, and the rules' statements that touch none of them."""
    places = Places(drafts)
    result = list(drafts)
    for rule in rules:
        own = (*rule.content, *rule.cue)
        taken = [span for i in places.near(own) for span in (*drafts[i].content, *drafts[i].cue)]
        if not any(one.overlaps(other) for one in taken for other in own):
            result.append(rule)
    return result
