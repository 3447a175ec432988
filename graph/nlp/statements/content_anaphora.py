"""Contents that only point at words before them: the model marks the pronoun, a reader wants what it stands for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.model import CharSpan
from graph.nlp.statements.candidates import object_above
from graph.nlp.statements.drafts import Draft, tokens_in
from graph.nlp.syntax.offsets import merge, tidy
from graph.nlp.syntax.tree import Tree, Word

_BETWEEN = re.compile(r"\s*,\s*")


def with_referents(doc: Tree, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with the clause denied in ", which she denied", and what "it" is in "backs X, calling it fair"."""
    text = doc.text
    ends = {draft.content[-1].end: draft.content for draft in drafts}
    return [_resolved(doc, text, draft, ends) for draft in drafts]


def _resolved(doc: Tree, text: str, draft: Draft, ends: dict[int, tuple[CharSpan, ...]]) -> Draft:
    pronoun = next(iter(tokens_in(doc, draft.content[0])), None)
    if pronoun is None or pronoun.tag_ not in ("WDT", "WP", "PRP", "DT"):
        return draft
    if pronoun.lower_ == "which" and len(draft.content) == 1 and len(pronoun) == draft.content[0].end - pronoun.idx:
        said = ends.get(_end_before(text, pronoun))
        return replace(draft, content=said) if said is not None else draft
    verb = doc[draft.cue_head] if draft.cue_head is not None else None
    named = object_above(verb, pronoun) if verb is not None else ()
    return replace(draft, content=merge([*tidy(doc, named), *draft.content], text)) if named else draft


def _end_before(text: str, pronoun: Word) -> int:
    """Where what stands before the pronoun and its comma ends; -1 without a comma."""
    start = pronoun.idx
    while start > 0 and (text[start - 1].isspace() or text[start - 1] == ","):
        start -= 1
    return start if _BETWEEN.fullmatch(text, start, pronoun.idx) else -1
