"""Sides that adjectives and prepositions take: "A is critical of B", "A is against B", "A is in favour"."""

from collections.abc import Iterator

from graph.nlp.stance.sides import Side, by_side, listed, taken_by
from graph.nlp.syntax.subjects import find_doer
from graph.nlp.syntax.tree import Word


def sides_of_adjective(word: Word) -> Iterator[Side]:
    """ "A is critical of B", "A, who is against B", "A was in favour of B"."""
    verb: Word = word.head
    while verb.dep_ in ("acomp", "conj", "prep") and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    if verb.lemma_ not in ("be", "become", "remain", "seem", "come", "feel", "sound", "grow", "stay", "stand"):
        return
    if word.i < verb.i or (word.lower_ == "for" and not _is_just_for(verb, word)):
        return
    for key, target in _complements(word):
        side = by_side("adjectives").get(key)
        if side is not None and not (key == "for" and target.lemma_.lower() in listed("adjectives", "idle_for")):
            yield from taken_by(verb, find_doer(verb), side, target, "adjective", also=(word.i,))


def _is_just_for(verb: Word, word: Word) -> bool:
    """ "is for the bill"; but not "is there for her", "is a day for her", "came back for her"."""
    return verb.lemma_ == "be" and not any(
        c.dep_ in ("acomp", "attr", "advmod", "npadvmod", "prep") and verb.i < c.i < word.i for c in verb.children
    )


def _complements(word: Word) -> Iterator[tuple[str, Word]]:
    """ "critical of" with what it is critical of, "against" with what it is against."""
    for child in word.children:
        if child.dep_ == "pobj" and word.dep_ == "prep":
            yield word.lower_, child
            for inner in (c for c in child.children if c.dep_ == "prep"):
                key = f"{word.lower_} {child.lower_} {inner.lower_}"
                yield from ((key, c) for c in inner.children if c.dep_ == "pobj")
        elif child.dep_ in ("prep", "agent"):
            yield from ((f"{word.lower_} {child.lower_}", c) for c in child.children if c.dep_ == "pobj")
