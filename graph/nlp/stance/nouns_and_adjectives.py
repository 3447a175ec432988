"""Sides that nouns and adjectives take: "A's criticism of B", "A, a supporter of B", "drew support from A"."""

from collections.abc import Iterator
from functools import lru_cache

from graph.model import Modality
from graph.nlp.lexicons import load_lexicon
from graph.nlp.stance.attitude import Attitude, by_side, can_flip, flip, take_side, taken_by
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.subjects import find_doer, find_owner, writings
from graph.nlp.syntax.tree import Word

_PUT_FORWARD = (Modality.ASSERTED, Modality.INTENDED, Modality.PRESUPPOSED)
_OF = frozenset({"of", "for", "on", "against", "to", "from", "toward", "towards", "with", "at", "in", "behind", "over"})


@lru_cache(maxsize=8)
def _listed(table: str, name: str) -> frozenset[str]:
    return frozenset(load_lexicon("stance")[table][name])


def sides_of_noun(noun: Word) -> Iterator[Attitude]:
    """ "A's criticism of B", "A, a supporter of B", "A expressed support for B", "criticism of B by A"."""
    stance = by_side("nouns")[noun.lemma_.lower()]
    source = _owner(noun) or _holder(noun)
    stance = flip(stance) if _is_without(noun) else stance
    state = factuality_of(noun.head)
    if noun.dep_ == "attr" and not state.is_likely:
        return
    if noun.dep_ == "attr" and state.is_negative:
        if not can_flip(state, stance):  # "is no longer a critic" is not yet support
            return
        stance = flip(stance)
    met = _met_by(noun)
    if met is not None and not _may_be(met):
        source = _critic(noun)  # "drew criticism from A"
        facing = find_doer(met)
        if facing is not None:
            yield from take_side(source, stance, facing, noun.i)
    if _is_given(noun):
        yield from take_side(_of(noun), stance, find_doer(noun.head) or noun, noun.i)
        return
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _OF:
            for target in (c for c in child.children if c.dep_ == "pobj" and c != source):
                yield from take_side(source, stance, target, noun.i)
        elif child.dep_ == "poss":  # "A, one of B's critics"
            holder = _holder(noun) if noun.lemma_.lower() in _listed("nouns", "people") else None
            if holder is not None and holder.i != child.i:
                yield from take_side(holder, stance, child, noun.i)


def _met_by(noun: Word) -> Word | None:
    """The verb of "drew criticism", "came under criticism", whose subject is criticised."""
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _listed("nouns", "facing"):
        return noun.head
    under = noun.dep_ == "pobj" and noun.head.lower_ == "under" and noun.head.head.lemma_ in ("come", "be")
    return noun.head.head if under else None


def _is_given(noun: Word) -> bool:
    """ "won the backing of A"."""
    given = noun.lemma_.lower() in _listed("nouns", "given") and _of(noun) is not None
    return (
        given
        and noun.dep_ == "dobj"
        and noun.head.lemma_.lower() in _listed("nouns", "having")
        and not _may_be(noun.head)
    )


def _of(noun: Word) -> Word | None:
    of = (c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of")
    return next((t for c in of for t in c.children if t.dep_ == "pobj"), None)


def _owner(noun: Word) -> Word | None:
    """ "A's criticism of B", "the UN criticism of B", "criticism from A"; "B's critic" is not B."""
    if noun.lemma_.lower() not in _listed("nouns", "people"):
        return find_owner(noun)
    return next((c for c in noun.children if c.dep_ == "poss"), None)


def _may_be(verb: Word) -> bool:
    """True if it is not put forward as so, or as planned."""
    deed = factuality_of(verb)
    return deed.is_negative or not (deed.is_likely and deed.modality in _PUT_FORWARD)


def _critic(noun: Word) -> Word | None:
    """ "criticism from A", "opposition in A": A, also where the words hang on the verb."""
    met = _met_by(noun)
    around = (*noun.children, *(met.children if met is not None else ()))
    given = (c for c in around if c.dep_ == "prep" and c.lower_ in ("from", "by", "among", "in"))
    return next((t for c in given for t in c.children if t.dep_ == "pobj"), None)


def _is_without(noun: Word) -> bool:
    """ "no confidence in", "lost support for", "withdrew her support for"."""
    lost = noun.dep_ == "dobj" and noun.head.lemma_.lower() in _listed("negation", "losing")
    return lost or any(c.lower_ in ("no", "little", "zero") for c in noun.children)


def _holder(noun: Word) -> Word | None:
    """Whom the noun is said of: its apposition, the subject of "is", or the subject of "expressed"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in ("one", "some", "many", "both"):
        return _holder(noun.head.head)
    if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        return _holder(noun.head)
    if noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
        return _holder_of_words(noun.head)
    if noun.dep_ == "appos":
        return noun.head
    if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN":  # "Trump critic Jeff Flake"
        return noun.head
    if noun.dep_ == "attr" or (noun.dep_ == "dobj" and noun.head.lemma_.lower() in _listed("nouns", "holding")):
        return find_doer(noun.head)
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX"):
        is_person = noun.lemma_.lower() in _listed("nouns", "people")
        if noun.head.lower_ in ("with", "as") or (noun.head.lower_ == "in" and not is_person):
            return find_doer(noun.head.head)  # "spoke in defence of it", "works as a critic of it"
    return None


def _holder_of_words(preposition: Word) -> Word | None:
    """ "launched a round of attacks", "issued a statement in support"."""
    above: Word = preposition.head
    if preposition.lower_ == "of" and above.lemma_.lower() in _listed("nouns", "rounds"):
        return _holder(above)
    if preposition.lower_ == "in" and above.lemma_.lower() in writings():
        return find_owner(above) or _holder(above)
    return None


def sides_of_adjective(word: Word) -> Iterator[Attitude]:
    """ "A is critical of B", "A, who is against B", "A was in favour of B"."""
    verb: Word = word.head
    while verb.dep_ in ("acomp", "conj", "prep") and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    if verb.lemma_ not in ("be", "become", "remain", "seem", "come", "feel", "sound", "grow", "stay", "stand"):
        return
    if word.lower_ == "for" and not _is_just_for(verb, word):
        return
    for key, target in _complements(word):
        side = by_side("adjectives").get(key)
        if side is not None:
            yield from taken_by(verb, find_doer(verb), side, target)


def _is_just_for(verb: Word, word: Word) -> bool:
    """ "is for the bill"; but not "is there for her", "is a day for her", "came back for her"."""
    return verb.lemma_ == "be" and not any(
        c.dep_ in ("acomp", "attr", "advmod") and verb.i < c.i < word.i for c in verb.children
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
