"""Control: which word above a verb says who does it, and whose a noun is.

"Asked her to leave": she leaves; "praised her for leaving": she left; "her attempt to leave", "the UN attempt to".
"""

from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import find_child
from graph.nlp.syntax.tree import Word

_TIMES = frozenset({"DATE", "TIME"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_ACTING = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def find_controller(seen: Word, verb: Word) -> Word | tuple[Word | None] | None:
    """Return the verb above whose subject counts, or in a tuple the doer itself; None: nobody."""
    above: Word = seen.head
    if above.i == seen.i:
        return None
    if seen.dep_ in ("xcomp", "ccomp") and above.pos_ in ("VERB", "AUX"):
        if seen.dep_ == "ccomp" and seen.tag_ not in ("VB", "VBG"):
            return None
        told = next(
            (child for child in above.children if child.dep_ in ("dobj", "dative") and child.i < seen.i),
            find_called_on(above),
        )
        if told is not None and above.lemma_.lower() in listed("control", "told"):
            return (told,)
        return above
    if seen.dep_ in ("xcomp", "advcl", "ccomp") and above.pos_ in ("ADJ", "ADV"):
        return above if above.head.pos_ not in ("VERB", "AUX") else above.head
    if seen.dep_ == "advcl" and seen.tag_ in ("VBG", "VB", "VBN"):
        told = find_called_on(above) if seen.tag_ == "VB" else None
        return (told,) if told is not None else above
    if seen.dep_ == "conj" and above.pos_ in ("VERB", "AUX"):
        return above if seen.i > verb.i or seen.tag_ == above.tag_ or not _is_noun_like(above) else None
    if seen.dep_ == "prep" or (seen.dep_ == "agent" and above.pos_ == "VERB"):
        return above if above.pos_ in ("VERB", "AUX", "ADJ") else controller_of_noun(above)
    if seen.dep_ == "pcomp":
        return _controller_of_gerund(above)
    if seen.dep_ in ("acl", "relcl"):
        return controller_of_noun(above) if seen.tag_ == "VB" and above.pos_ in _NOUNS else (above,)
    return None


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


def _controller_of_gerund(preposition: Word) -> Word | tuple[Word | None] | None:
    """Return who does what a gerund says: "praised her for resisting" she, "won by attacking" who won."""
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
    owner = find_child(noun, "poss")
    if owner is None:
        owner = next(
            (child for child in noun.children if child.dep_ in _MODIFIERS and child.ent_type_ in _ACTING), None
        )
    given = (child for child in noun.children if child.dep_ == "prep" and child.lower_ in listed("grammar", "owners"))
    return owner or next((inner for child in given for inner in child.children if inner.dep_ == "pobj"), None)
