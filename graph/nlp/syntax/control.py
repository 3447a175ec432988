"""Control: which word above a verb says who does it, and whose a noun is.

"Asked her to leave": she leaves; "praised her for leaving": she left; "her attempt to leave", "the UN attempt to".
"""

from collections.abc import Callable

from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import find_child, find_children, objects_of
from graph.nlp.syntax.tree import Word

_VERBS = frozenset({"VERB", "AUX"})
_TIMES = frozenset({"DATE", "TIME"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_ACTING = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def find_controller(seen: Word, verb: Word) -> Word | tuple[Word | None] | None:
    """Return the verb above whose subject counts, or in a tuple the doer itself; None: nobody."""
    above: Word = seen.head
    if above.i == seen.i:
        return None
    if seen.dep_ in ("xcomp", "ccomp") and above.pos_ in _VERBS:
        return _controller_of_complement(seen)
    if seen.dep_ in ("xcomp", "advcl", "ccomp") and above.pos_ in ("ADJ", "ADV"):
        return above if above.head.pos_ not in _VERBS else above.head
    find = _BY_RELATION.get(seen.dep_)
    return find(seen, verb) if find is not None else None


def _controller_of_complement(seen: Word) -> Word | tuple[Word | None] | None:
    """ "asked her to leave": she; "wants to leave": who wants it."""
    above: Word = seen.head
    if seen.dep_ == "ccomp" and seen.tag_ not in ("VB", "VBG"):
        return None
    objects = (child for child in find_children(above, "dobj", "dative") if child.i < seen.i)
    told = next(objects, None) or find_called_on(above)
    return (told,) if told is not None and above.lemma_.lower() in listed("control", "told") else above


def _controller_of_adverbial(seen: Word, _: Word) -> Word | tuple[Word | None] | None:
    if seen.tag_ not in ("VBG", "VB", "VBN"):
        return None
    told = find_called_on(seen.head) if seen.tag_ == "VB" else None
    return (told,) if told is not None else seen.head


def _controller_of_conjunct(seen: Word, verb: Word) -> Word | None:
    above: Word = seen.head
    shares = seen.i > verb.i or seen.tag_ == above.tag_ or not _is_noun_like(above)
    return above if above.pos_ in _VERBS and shares else None


def _controller_of_phrase(seen: Word, _: Word) -> Word | tuple[Word | None] | None:
    above: Word = seen.head
    return above if above.pos_ in ("VERB", "AUX", "ADJ") else controller_of_noun(above)


def _controller_of_agent(seen: Word, _: Word) -> Word | None:
    return seen.head if seen.head.pos_ == "VERB" else None


def _controller_of_describing(seen: Word, _: Word) -> Word | tuple[Word | None] | None:
    above: Word = seen.head
    return controller_of_noun(above) if seen.tag_ == "VB" and above.pos_ in _NOUNS else (above,)


def find_called_on(verb: Word) -> Word | None:
    """Return who is asked to do something: "called on her to resign", "appealed to her to resign"."""
    verbs, lemma = listed("control", "called_on"), verb.lemma_.lower()
    for child in verb.children:
        asked = find_child(child, "pobj") if child.dep_ == "prep" and f"{lemma} {child.lower_}" in verbs else None
        if asked is not None and asked.ent_type_ not in _TIMES:  # not "called on Friday"
            return asked
    return None


def _is_noun_like(token: Word) -> bool:
    return token.dep_ in ("amod", "compound")


def _controller_of_gerund(seen: Word, _: Word) -> Word | tuple[Word | None] | None:
    """Return who does what a gerund says: "praised her for resisting" she, "won by attacking" who won."""
    preposition: Word = seen.head
    above: Word = preposition.head
    while above.dep_ == "prep" or above.pos_ in ("ADJ", "ADV"):  # "out of blaming her", "aggressive in blaming her"
        if above.head.i == above.i:
            return None
        above = above.head
    if above.pos_ in ("VERB", "AUX"):
        told = find_child(above, "dobj", "nsubjpass")
        if told is not None and preposition.lower_ in listed("grammar", "gerund_of_object"):
            return (told,) if above.lemma_.lower() in listed("control", "judged") else above
        return above
    return controller_of_noun(above) if above.pos_ == "NOUN" else None


def controller_of_noun(noun: Word) -> Word | tuple[Word | None] | None:
    """Return who does what hangs on a noun, as `find_controller` does: "her attempt to", "made an attempt to"."""
    owner = find_owner(noun)
    if owner is not None:
        return (owner,)
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return noun.head
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX"):
        return noun.head.head
    return None


def find_owner(noun: Word) -> Word | None:
    """Return whose the noun is: "her attempt", "the UN attempt", "an attempt by her"."""
    modifiers = (child for child in find_children(noun, *_MODIFIERS) if child.ent_type_ in _ACTING)
    owner = find_child(noun, "poss") or next(modifiers, None)
    return owner or next(objects_of(noun, listed("grammar", "owners")), None)


# By the relation of a verb, or of what it hangs on, to the word above.
_BY_RELATION: dict[str, Callable[[Word, Word], Word | tuple[Word | None] | None]] = {
    "advcl": _controller_of_adverbial,
    "conj": _controller_of_conjunct,
    "prep": _controller_of_phrase,
    "agent": _controller_of_agent,
    "pcomp": _controller_of_gerund,
    "acl": _controller_of_describing,
    "relcl": _controller_of_describing,
}
