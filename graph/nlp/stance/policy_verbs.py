"""What is done with bills, policies and agreements: "voted to repeal the law", "signed it", "it passed the House".

To pass, sign or keep one is to be for it, to repeal, block or leave one against it. Verbs that say so of anything
("repeal") stand apart from those that say it only of policies ("end", "pass").
"""

from collections.abc import Iterable, Iterator
from functools import partial

from graph.model import Stance
from graph.nlp import lexicons
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Word

_listed = partial(lexicons.listed, "policies")  # one list of its verbs


def find_dealings(verb: Word, objects: Iterable[Word]) -> Iterator[tuple[Stance, Word, tuple[int, ...]]]:
    """The side that the verb takes on each of its objects that it can take sides on, with the words beside the verb."""
    for key, target, also in _keys(verb, objects):
        for side in Stance:
            if key in _listed(f"{side.value}_any") or (key in _listed(side.value) and is_policy(target)):
                yield side, target, also


def _keys(verb: Word, objects: Iterable[Word]) -> Iterator[tuple[str, Word, tuple[int, ...]]]:
    """The verb with its particle, object and preposition, and what follows: "pull out of" the pact."""
    lemma = verb.lemma_.lower()
    if lemma == "leave" and any(c.dep_ in ("acomp", "ccomp", "oprd") for c in verb.children):
        return  # "left the program intact"
    particles = [c for c in verb.children if c.dep_ in ("prt", "prep", "advmod") and c.i > verb.i]
    separable = [c for c in particles if c.dep_ == "prt"]
    for target in objects:
        if not separable:  # "strike a deal", but not "strike down a deal"
            yield lemma, target, ()
        yield from ((f"{lemma} {c.lower_}", target, (c.i,)) for c in separable)
        for preposition in (c for c in (*target.children, *verb.children) if c.dep_ == "prep" and c.i > target.i):
            key = f"{lemma} {target.lemma_.lower()} {preposition.lower_}"  # "made the case for" the bill
            yield from ((key, c, (target.i, preposition.i)) for c in preposition.children if c.dep_ == "pobj")
    for particle in particles:
        for preposition in (particle, *(c for c in particle.children if c.dep_ == "prep"), *particles):
            words = dict.fromkeys((particle.lower_, preposition.lower_))
            for target in (c for c in preposition.children if c.dep_ == "pobj"):
                yield " ".join((lemma, *words)), target, tuple(dict.fromkeys((particle.i, preposition.i)))


def find_passing(verb: Word) -> Iterator[tuple[Word, Word]]:
    """ "the bill passed the House": the House, the bill."""
    if verb.lemma_.lower() not in _listed("passing"):
        return
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    chamber = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if subject is None or chamber is None or not is_policy(subject):
        return
    if chamber.lemma_.lower() in _listed("chambers"):
        yield chamber, subject


def is_ending(verb: Word) -> bool:
    """Whether who wants it done is against what it is done to: "scrap", "strike down", "condemn", "fight"."""
    lemma = verb.lemma_.lower()
    keys = {lemma, *(f"{lemma} {c.lower_}" for c in verb.children if c.dep_ == "prt")}
    against = _listed(f"{Stance.OPPOSES.value}_any") | _listed(Stance.OPPOSES.value)
    fought = lexicons.listed("stance", "verbs", "opposes") | lexicons.listed("stance", "acts", "opposes")
    return not keys.isdisjoint(against | fought | _listed("ending"))


def leaves_open(verb: Word) -> bool:
    """Whether who wants it done may be for or against what it is done to: "reform", "replace", "tax"."""
    return verb.lemma_.lower() in _listed("changing")


def is_policy(noun: Word) -> bool:
    """Whether the noun names a law, a plan or an agreement."""
    return noun.lemma_.lower() in _listed("objects") or noun.ent_type_ == "LAW" or is_law(noun)


def is_law(noun: Word) -> bool:
    """Whether the word ends the name of a law: "Clean Rivers Act"."""
    return noun.pos_ == "PROPN" and noun.lower_ in load_lexicon("laws")["names"]
