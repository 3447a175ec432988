"""Sides that votes show: "voted no on B", "A voted for it, C against", "passed it, with A and C in favour"."""

from collections.abc import Iterator

from graph.model import Stance
from graph.nlp.stance.sides import Side, listed, take_side, taken_by
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.subjects import find_doer
from graph.nlp.syntax.tree import Word

_SAYING = frozenset({"intj", "dobj", "advmod", "acomp", "oprd", "npadvmod", "attr"})
_TELLING = frozenset({"with", "while"})


def sides_of_vote(verb: Word) -> Iterator[Side]:
    """ "voted no on the bill": what is said with the vote; and who stands beside the verb with "against it"."""
    if verb.lemma_.lower() in listed("votes", "verbs"):
        yield from _said_with(verb)
        yield from _left_out(verb)


def _said_with(verb: Word) -> Iterator[Side]:
    for child in verb.children:
        side = _side_of(child) if child.dep_ in _SAYING else None
        if side is None:
            continue
        prepositions = (c for c in (*verb.children, *child.children) if c.dep_ == "prep" and c.i > child.i)
        for preposition in (c for c in prepositions if c.lower_ in ("on", "to")):
            for target in (c for c in preposition.children if c.dep_ == "pobj"):
                yield from taken_by(verb, find_doer(verb), side, target, "vote", 0.9, (child.i,))


def _side_of(word: Word) -> Stance | None:
    return next((side for side in Stance if word.lower_ in listed("votes", side.value)), None)


def _left_out(verb: Word) -> Iterator[Side]:
    """ "A voted for it, C against it": the vote is not said again."""
    for name in (c for c in verb.children if c.i > verb.i and c.pos_ in ("PROPN", "NOUN") and c.dep_ != "dobj"):
        for preposition in (c for c in name.children if c.dep_ == "prep" and c.i > name.i):
            side = _direction(preposition)
            for target in (c for c in preposition.children if c.dep_ == "pobj"):
                if side is not None and factuality_of(verb).is_likely:
                    yield from take_side(name, side, target, (preposition.i, verb.i), "vote", 0.85)


def _direction(preposition: Word) -> Stance | None:
    if preposition.lower_ == "in":
        named = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        return Stance.SUPPORTS if named is not None and named.lower_ in listed("votes", "favour") else None
    return {"for": Stance.SUPPORTS, "against": Stance.OPPOSES}.get(preposition.lower_)


def sides_beside(decision: Side, verb: Word) -> Iterator[Side]:
    """ "passed the bill, with A and C in favour", "with A opposed": others' sides on what the verb decides."""
    if not factuality_of(verb).is_likely:
        return
    for child in (c for c in verb.children if c.dep_ == "prep" and c.lower_ in _TELLING and c.i > verb.i):
        for voter in (c for c in child.children if c.dep_ in ("pobj", "nsubj")):
            found = _stand_of(verb, child, voter)
            if found is not None:
                side, word = found
                yield from take_side(voter, side, verb.doc[decision.target], (word.i, verb.i), "vote", 0.85)


def _stand_of(verb: Word, preposition: Word, voter: Word) -> tuple[Stance, Word] | None:
    """How they stand, with the word that says so; nothing where it has an object of its own."""
    for word in (*voter.subtree, *preposition.children, *(c for c in verb.children if c.dep_ == "prep")):
        if word.i <= voter.i or word.dep_ not in ("prep", "amod", "acl", "advmod", "acomp", "conj"):
            continue
        side = _direction(word) if word.pos_ == "ADP" else _side_of(word)
        objects = [c for c in word.children if c.dep_ == "pobj" and c.lower_ not in listed("votes", "favour")]
        if side is not None and not objects:
            return side, word
    return None
