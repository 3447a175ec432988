"""A side that somebody takes on something, and for whom and on what else it counts: conjuncts, members of a group."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.model import Stance
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.factuality import Factuality, factuality_of
from graph.nlp.syntax.subjects import find_doer
from graph.nlp.syntax.tree import Word


@dataclass(frozen=True, slots=True)
class Attitude:
    """A side that somebody takes, in tokens; source is None where the sentence names nobody."""

    source: int | None
    stance: Stance
    target: int
    trigger: int


@lru_cache(maxsize=8)
def by_side(table: str) -> dict[str, Stance]:
    """The words of one table of the lexicon, each with its side."""
    words = load_lexicon("stance")[table]
    return {lemma: stance for stance in Stance for lemma in words[stance.value]}


def flip(stance: Stance) -> Stance:
    """The other side."""
    return Stance.OPPOSES if stance is Stance.SUPPORTS else Stance.SUPPORTS


def take_side(source: Word | None, side: Stance, target: Word, trigger: int) -> Iterator[Attitude]:
    """The attitudes of the source and those named with it toward the target and those named with it."""
    for one in _all_of(target):
        for speaker in _all_of(source) if source is not None else (None,):
            yield Attitude(speaker.i if speaker is not None else None, side, one.i, trigger)


def _all_of(token: Word) -> Iterator[Word]:
    """The token, its conjuncts to the right, and the members of a group: "critics such as X", "one of X's rivals"."""
    yield token
    yield from (c for c in token.conjuncts if c.i > token.i)
    for child in token.children:
        if child.dep_ == "prep" and child.i > token.i and child.lower_ in ("including", "like", "as"):
            for member in (c for c in child.children if c.dep_ == "pobj"):
                yield from (member, *member.conjuncts)
        elif child.dep_ == "appos" and child.pos_ == "PROPN" and token.pos_ == "NOUN":
            yield child


def taken_by(verb: Word, source: Word | None, stance: Stance, target: Word) -> Iterator[Attitude]:
    """The attitudes that a verb expresses: not to support is to oppose, but not to oppose is nothing yet.

    What is supposed, only possible or denied in others' words is nothing; what one asks others to do is the side of the
    one who asks.
    """
    deed = factuality_of(verb)
    if deed.asking is not None:
        source = find_doer(deed.asking)
    held = deed if deed.asking is None else factuality_of(deed.asking)
    if not held.is_likely or (deed.is_negative and not can_flip(deed, stance)):
        return
    yield from take_side(source, flip(stance) if deed.is_negative else stance, target, verb.i)


def can_flip(deed: Factuality, stance: Stance) -> bool:
    """True if the negated deed takes the other side: "does not back", but not "does not oppose", "nobody backs"."""
    return stance is Stance.SUPPORTS and deed.is_refused
