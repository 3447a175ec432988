"""Who is for or against whom in one sentence, by the parse: "A slammed B", "B was blamed by A", "A, a critic of B".

Used by the statement's stance where a cue takes sides, and alone for two given spans (`decide`), so that the decision
can be measured by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from graph.model import Stance
from graph.nlp.cues import find_subject
from graph.nlp.lexicons import load_lexicon

_FLIPS = frozenset({"refuse", "decline", "fail", "stop", "cease", "hesitate"})
_BORDERS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis"})


@dataclass(frozen=True, slots=True)
class Attitude:
    """A side that somebody takes, in tokens; source is None where the sentence names nobody."""

    source: int | None
    stance: Stance
    target: int
    trigger: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Of two spans, which one takes sides, and which side."""

    first_to_second: bool
    stance: Stance
    trigger: int


@lru_cache(maxsize=1)
def _sides() -> dict[str, Stance]:
    """Verb lemma, or verb lemma with preposition, to side."""
    words = load_lexicon("stance")
    sides = dict.fromkeys((*words["verbs"]["supports"], *words["verbs"]["supports_with"]), Stance.SUPPORTS)
    sides |= dict.fromkeys((*words["verbs"]["opposes"], *words["verbs"]["opposes_with"]), Stance.OPPOSES)
    return sides | dict.fromkeys(words["accuse"]["opposes"], Stance.OPPOSES)


@lru_cache(maxsize=1)
def _noun_sides() -> dict[str, Stance]:
    words = load_lexicon("stance")["nouns"]
    return {lemma: stance for stance in Stance for lemma in words[stance.value]}


def find_attitudes(doc: Doc) -> Iterator[Attitude]:
    """Every side that a verb or a noun of the text takes, in text order."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX"):
            yield from attitudes_of(token)
        elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in _noun_sides():
            yield from _of_noun(token)


def attitudes_of(verb: Token) -> Iterator[Attitude]:
    """The sides that one verb takes, its objects' conjuncts included."""
    sides = _sides()
    lemma = verb.lemma_.lower()
    source = find_subject(verb)
    if lemma in sides:
        for target in _objects(verb):
            yield from _taken(verb, source, sides[lemma], target)
    for child in verb.children:
        if child.dep_ in ("prep", "prt", "agent", "advmod") and f"{lemma} {child.lower_}" in sides:
            for target in (c for c in child.children if c.dep_ in ("pobj", "pcomp")):
                yield from _taken(verb, source, sides[f"{lemma} {child.lower_}"], target)


def _objects(verb: Token) -> list[Token]:
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if not passive and verb.dep_ == "acl" and verb.tag_ == "VBN":
        passive = [verb.head]
    return objects or passive


def _taken(verb: Token, source: Token | None, stance: Stance, target: Token) -> Iterator[Attitude]:
    """Not to support is to oppose; not to oppose is nothing yet."""
    denied = _is_flipped(verb)
    if denied and stance is Stance.OPPOSES:
        return
    side = flip(stance) if denied else stance
    for one in (target, *target.conjuncts):
        if one.i > target.i or one is target:
            for speaker in (source, *(source.conjuncts if source is not None else ())):
                yield Attitude(speaker.i if speaker is not None else None, side, one.i, verb.i)


def _is_flipped(verb: Token) -> bool:
    denied = any(c.dep_ == "neg" for c in verb.children)
    governed = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _FLIPS
    return denied != governed


def flip(stance: Stance) -> Stance:
    """The other side."""
    return Stance.OPPOSES if stance is Stance.SUPPORTS else Stance.SUPPORTS


def _of_noun(noun: Token) -> Iterator[Attitude]:
    """ "A's criticism of B", "A, a supporter of B", "A expressed support for B"."""
    stance = _noun_sides()[noun.lemma_.lower()]
    owner: Token | None = next((c for c in noun.children if c.dep_ == "poss"), None)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in (
            "of",
            "for",
            "on",
            "against",
            "to",
            "from",
            "toward",
            "towards",
            "with",
        ):
            for target in (c for c in child.children if c.dep_ == "pobj"):
                source = owner if owner is not None else _holder(noun)
                yield Attitude(source.i if source is not None else None, stance, target.i, noun.i)
        elif child.dep_ == "poss" and noun.dep_ in ("appos", "attr"):  # "A, one of B's critics"
            source = _holder(noun)
            yield Attitude(source.i if source is not None else None, stance, child.i, noun.i)


def _holder(noun: Token) -> Token | None:
    """Whom the noun is said of: its apposition, the subject of "is", or the subject of "expressed"."""
    if noun.dep_ == "appos":
        return noun.head
    if noun.dep_ in ("attr", "dobj") or (noun.dep_ == "pobj" and noun.head.head.pos_ == "VERB"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        return find_subject(verb)
    return None


def decide(first: Span, second: Span) -> Decision | None:
    """Whether one of two spans of a sentence takes sides on the other; None where the sentence does not say."""
    for attitude in find_attitudes(first.doc):
        if attitude.source is None:
            continue
        for source, target, forward in ((first, second, True), (second, first, False)):
            if _stands_for(source, attitude.source) and _stands_for(target, attitude.target):
                return Decision(forward, attitude.stance, attitude.trigger)
    return None


def _stands_for(span: Span, head: int) -> bool:
    """Whether the span names what the head word means: the head itself, or the name that it carries."""
    if span.start <= head < span.end:
        return True
    token: Token = span.root
    for _ in range(4):
        if token.dep_ not in ("compound", "poss", "amod", "nmod", "appos") or token.dep_ in _BORDERS:
            return False
        token = token.head
        if token.i == head:
            return True
    return False
