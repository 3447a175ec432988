"""The model's statements made whole: heads from the parse, sources that it missed, and how far to trust them."""

from collections.abc import Sequence

from spacy.tokens import Doc

from graph.model import CharSpan
from graph.nlp.drafts import Draft, antecedent
from graph.nlp.spans import merge
from graph.nlp.tagging import Tagged, Tokens


def to_draft(doc: Doc, text: str, tagged: Tagged, name: str) -> Draft:
    """The model's statement in characters, with the main words of cue and source."""
    cue_head = main_word(doc, tagged.cue)
    source = _spans(doc, text, [tagged.source]) if tagged.source else ()
    source_head = antecedent(doc[main_word(doc, tagged.source)]) if tagged.source else None
    return Draft(
        content=_spans(doc, text, tagged.content),
        cue=_spans(doc, text, [tagged.cue]),
        source=source,
        source_head=source_head,
        cue_head=cue_head,
        by=f"model:{name}",
        confidence=0.5,
    )


def main_word(doc: Doc, tokens: Tokens) -> int:
    """The token that the others hang on; an adjective rather than the "is" before it."""
    inside = set(tokens)
    roots = [i for i in tokens if doc[i].head.i not in inside or doc[i].head.i == i]
    worded = [i for i in roots if doc[i].pos_ not in ("PUNCT", "SPACE", "PART", "DET")] or roots
    root = doc[worded[0]]
    if root.pos_ == "AUX":
        complements = [c.i for c in root.children if c.dep_ in ("acomp", "attr") and c.i in inside]
        return complements[0] if complements else int(root.i)
    return int(root.i)


def _spans(doc: Doc, text: str, pieces: Sequence[Tokens]) -> tuple[CharSpan, ...]:
    return merge([CharSpan(doc[p[0]].idx, doc[p[-1]].idx + len(doc[p[-1]])) for p in pieces], text)
