"""Sides that nouns take: "A's criticism of B", "A, a supporter of B", "drew support from A"."""

from collections.abc import Iterator

from graph.model import Modality, Stance
from graph.nlp.stance.sides import Side, by_side, flip, listed, take_side
from graph.nlp.syntax.control import find_owner
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.subjects import find_doer, writings
from graph.nlp.syntax.tree import Word

_PUT_FORWARD = (Modality.ASSERTED, Modality.INTENDED, Modality.PRESUPPOSED)


def sides_of_noun(noun: Word) -> Iterator[Side]:
    """ "A's criticism of B", "A, a supporter of B", "A expressed support for B", "criticism of B by A"."""
    stance = by_side("nouns")[noun.lemma_.lower()]
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in listed("negation", "ceasing"):
        return
    if noun.lemma_.lower() == "contempt" and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "for"):
        return  # "held in contempt of Congress"
    source = _owner(noun) or _holder(noun)
    stance = flip(stance) if _is_without(noun) else stance
    state = factuality_of(noun.head)
    if noun.dep_ == "attr" and not state.is_likely:
        return
    if noun.dep_ == "attr" and state.is_negative:
        if stance is Stance.OPPOSES or not state.is_refused:  # "is no longer a critic" is not yet support
            return
        stance = flip(stance)
    met = _met_by(noun)
    if met is not None and not _may_be(met):
        source = _critic(noun)  # "drew criticism from A"
        facing = find_doer(met)
        if facing is not None:
            yield from take_side(source, stance, facing, (noun.i, met.i), "noun")
    if _is_given(noun):
        yield from take_side(_of(noun), stance, find_doer(noun.head) or noun, (noun.i,), "noun")
        return
    owned = source.children if source is not None and source.head.lower_ == "by" else ()  # "attacks by A on B"
    for child in (*noun.children, *owned):
        if child.dep_ == "prep" and _leads_on(noun, child):
            for target in (c for c in child.children if c.dep_ == "pobj" and c != source):
                yield from take_side(source, stance, target, (noun.i,), "noun")
        elif child.dep_ == "poss":  # "A, one of B's critics"
            people = listed("nouns", "people") - listed("nouns", "running")
            holder = _holder(noun) if noun.lemma_.lower() in people else None
            if holder is not None and holder.i != child.i:
                yield from take_side(holder, stance, child, (noun.i,), "noun")


def _leads_on(noun: Word, preposition: Word) -> bool:
    """Whether what follows is what the noun is for or against: "criticism of", but not "criticism for"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "with" and preposition.lower_ == "of":
        return False  # "acted with the support of A"
    lemma = noun.lemma_.lower()
    side = by_side("nouns")[lemma].value
    if lemma in listed("nouns", "narrow"):
        return f"{lemma} {preposition.lower_}" in listed("nouns", "with")
    return preposition.lower_ in listed("nouns", f"{side}_with") or f"{lemma} {preposition.lower_}" in listed(
        "nouns", "with"
    )


def _met_by(noun: Word) -> Word | None:
    """The verb of "drew criticism", "came under criticism", whose subject is criticised."""
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in listed("nouns", "facing"):
        return noun.head
    under = noun.dep_ == "pobj" and noun.head.lower_ == "under" and noun.head.head.lemma_ in ("come", "be")
    return noun.head.head if under else None


def _is_given(noun: Word) -> bool:
    """ "won the backing of A"."""
    given = noun.lemma_.lower() in listed("nouns", "given") and _of(noun) is not None
    return (
        given
        and noun.dep_ == "dobj"
        and noun.head.lemma_.lower() in listed("nouns", "having")
        and not _may_be(noun.head)
    )


def _of(noun: Word) -> Word | None:
    of = (c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of")
    return next((t for c in of for t in c.children if t.dep_ == "pobj"), None)


def _owner(noun: Word) -> Word | None:
    """ "A's criticism of B", "the UN criticism of B", "criticism from A"; "B's critic" is not B."""
    if noun.lemma_.lower() in listed("nouns", "people"):
        return None
    by = (c for c in noun.children if c.dep_ == "agent")
    return find_owner(noun) or next((t for c in by for t in c.children if t.dep_ == "pobj"), None)


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
    lost = noun.dep_ == "dobj" and noun.head.lemma_.lower() in listed("negation", "losing")
    return lost or any(c.lower_ in ("no", "little", "zero") for c in noun.children)


def _holder(noun: Word) -> Word | None:
    """Whom the noun is said of: its apposition, the subject of "is", or the subject of "expressed"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in ("one", "some", "many", "both"):
        return _holder(noun.head.head)
    if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        return _holder(noun.head)
    if noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
        return _holder_of_words(noun.head)
    named = next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if named is not None and noun.lemma_.lower() in listed("nouns", "people"):
        return named  # "a critic of the pact, Vuth Sary, was arrested"
    if noun.dep_ == "appos":
        return noun.head
    if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN":  # "Trump critic Jeff Flake"
        return noun.head
    if noun.dep_ == "attr" or (noun.dep_ == "dobj" and noun.head.lemma_.lower() in listed("nouns", "holding")):
        return find_doer(noun.head)
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX"):
        is_person = noun.lemma_.lower() in listed("nouns", "people")
        if noun.head.lower_ in ("with", "as") or (noun.head.lower_ == "in" and not is_person):
            return find_doer(noun.head.head)  # "spoke in defence of it", "works as a critic of it"
    return None


def _holder_of_words(preposition: Word) -> Word | None:
    """ "launched a round of attacks", "issued a statement in support"."""
    above: Word = preposition.head
    if preposition.lower_ == "of" and above.lemma_.lower() in listed("nouns", "rounds"):
        return _holder(above)
    if preposition.lower_ == "in" and above.lemma_.lower() in writings():
        return find_owner(above) or _holder(above)
    return None
