"""One side, one target: of a deed and of what it is done to, on which somebody takes the same side, the surer."""

from collections.abc import Sequence

from graph.nlp.findings import FoundStance
from graph.nlp.syntax.tree import Tree, Word

_OBJECTS = frozenset({"dobj", "xcomp", "prep"})
_LED_BY = frozenset({"for", "of", "on"})


def without_nested(doc: Tree, sides: Sequence[FoundStance]) -> list[FoundStance]:
    """Leave out the less sure of "to consider taking action" and "taking action", of "push for a law" and "a law".

    sides: those of one statement, the surest first. What has a name is a target of its own.
    """
    kept: list[FoundStance] = []
    for one in sides:
        if not any(one.stance is other.stance and _are_nested(doc, one, other) for other in kept):
            kept.append(one)
    return kept


def _are_nested(doc: Tree, one: FoundStance, other: FoundStance) -> bool:
    first, second = doc[one.target_head], doc[other.target_head]
    return _is_within(first, second) or _is_within(second, first)


def _is_within(inner: Word, outer: Word) -> bool:
    """Whether the inner words are what the outer deed is done to: its object, or what it wants done."""
    if inner.pos_ == "PROPN" or inner.ent_type_ or outer.pos_ not in ("VERB", "NOUN"):
        return False
    above, step = inner.head, inner.dep_
    if step in ("pobj", "pcomp") and above.lower_ in _LED_BY and outer.pos_ == "VERB":
        above, step = above.head, above.dep_
    if step == "acl":
        return above is outer and outer.pos_ == "NOUN"
    return above is outer and outer.pos_ == "VERB" and step in _OBJECTS
