"""Sides that asking takes: "called for a ban", "urged her to sign it", "wants to close it", "demanded B's resignation".

Who asks for something is for it; who asks for the end of something, or for a ban on it, is against that too.
"""

from collections.abc import Iterator
from functools import lru_cache

from graph.model import Modality, Stance
from graph.nlp.stance.policy_verbs import is_policy
from graph.nlp.stance.sides import Side, by_side, is_set_aside, listed, take_side, taken_by
from graph.nlp.syntax.actions import action_of, is_subjunctive, wanted_of
from graph.nlp.syntax.clauses import is_infinitive
from graph.nlp.syntax.control import find_called_on, find_owner
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.subjects import find_doer, is_passive, own_subject
from graph.nlp.syntax.tree import Word
from graph.nlp.things.groups import find_actor_type

_CLAUSES = frozenset({"xcomp", "ccomp", "advcl"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp"})


def sides_of_request(verb: Word) -> Iterator[Side]:
    """The sides that a verb of asking takes: on the noun or the deed asked for, and on what that is directed at."""
    if verb.lemma_.lower() in listed("demands", "verbs"):
        source = find_doer(verb)
        for noun, also in _asked_nouns(verb):
            yield from _on_noun(verb, source, noun, also)
    if verb.dep_ in _CLAUSES or verb.dep_ == "pcomp" or (verb.dep_ == "conj" and verb.head.dep_ in _CLAUSES):
        yield from _on_deed(verb)


def _asked_nouns(verb: Word) -> Iterator[tuple[Word, tuple[int, ...]]]:
    """What follows the verb, or its preposition, with that preposition."""
    lemma = verb.lemma_.lower()
    if lemma in listed("demands", "direct") or lemma in listed("demands", "policies"):
        free = lemma in listed("demands", "direct") and not any(
            c.dep_ in _CLAUSES and c.i > verb.i for c in verb.children
        )
        for child in (c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.pos_ in ("NOUN", "PROPN")):
            if free or is_policy(child) or child.lemma_.lower() in listed("demands", "ending"):
                yield child, ()
    for preposition in (c for c in verb.children if c.dep_ in ("prep", "prt") and c.i > verb.i):
        if f"{lemma} {preposition.lower_}" in listed("demands", "with"):
            yield from ((c, (preposition.i,)) for c in preposition.children if c.dep_ == "pobj")


def _on_noun(verb: Word, source: Word | None, noun: Word, also: tuple[int, ...]) -> Iterator[Side]:
    lemma = noun.lemma_.lower()
    if lemma in by_side("nouns") or noun.ent_type_ in ("PERSON", "DATE", "MONEY") or lemma in listed("demands", "idle"):
        return
    yield from taken_by(verb, source, Stance.SUPPORTS, noun, "asked", 0.9, also)
    for target in _aimed_at(noun):
        yield from taken_by(verb, source, Stance.OPPOSES, target, "asked against", 0.75, (*also, noun.i))


def _aimed_at(noun: Word) -> Iterator[Word]:
    """ "the resignation of B", "B's resignation", "an end to the ban", "a ban on it"."""
    lemma = noun.lemma_.lower()
    ending = lemma in listed("demands", "ending")
    led_by = ("of", "to") if ending else ("on", "against", "of") if lemma in listed("demands", "directed") else ()
    for child in noun.children:
        if child.dep_ == "poss" and ending and child.tag_ != "PRP$":
            yield child
        elif child.dep_ == "prep" and child.lower_ in led_by:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _on_deed(verb: Word) -> Iterator[Side]:
    """ "urged her to sign it", "said that she should sign it", "wants to sign it", "refused to sign it"."""
    action = action_of(verb) or verb
    if _is_idle_deed(action) or (verb.dep_ == "conj" and verb.head.tag_ == "VB" and verb.tag_ != "VB"):
        return  # the latter: "urged her to sign it and spoke with him about it"
    deed = factuality_of(verb)
    unwanting = _unwanting(verb)
    asking = unwanting or deed.asking or _wanting(verb)
    if asking is None or not factuality_of(asking).is_likely or factuality_of(asking).is_negative:
        return
    if (
        is_set_aside(verb)
        or deed.modality is Modality.QUESTION
        or _is_supposed(verb)
        or _is_supposed(asking)
        or _is_choice(verb)
    ):
        return
    if unwanting is None and deed.asking is not None and asking.lemma_.lower() not in listed("demands", "of_others"):
        return
    if _is_predicted(verb) or _is_hoped(asking, verb) or _is_called_together(asking):
        return
    if unwanting is not None and verb.lemma_.lower() in _stances():
        return  # "refused to condemn her" says nothing yet, "refused to back her" more than that
    source = find_doer(asking)
    against = deed.is_negated_itself != (unwanting is not None)
    if action is not verb and factuality_of(action).is_negated_itself:  # "demanded that he make a pledge not to run"
        against = not against
    side = Stance.OPPOSES if against else Stance.SUPPORTS
    sure = 0.65 if asking.lemma_.lower() in listed("demands", "hoping") else 0.85 if unwanting is not None else 0.8
    yield from take_side(source, side, action, (asking.i,), "asked deed", sure)
    if verb.lemma_.lower() in listed("demands", "leaving") and not against:
        asked = own_subject(verb) or find_called_on(asking)
        asked = asked or next((c for c in asking.children if c.dep_ == "dobj" and c.i < verb.i), None)
        if asked is not None and not any(c.dep_ == "dobj" for c in verb.children):
            yield from take_side(source, Stance.OPPOSES, asked, (asking.i, verb.i), "asked against", 0.75)


def _is_idle_deed(action: Word) -> bool:
    """Whether to ask for the deed says nothing of what is wanted: "wants to make it clear"."""
    lemma = action.lemma_.lower()
    below = (t for c in action.children if c.dep_ in ("acomp", "ccomp", "oprd", "dobj") for t in (c, *c.children))
    if lemma == "make" and any(t.lower_ in listed("demands", "idle_with") for t in below):
        return True
    return lemma in listed("demands", "idle_deeds") and not is_passive(action)


def _is_predicted(verb: Word) -> bool:
    """ "said the show should lift his numbers": what no one can be asked for is only expected."""
    subject = own_subject(verb)
    if subject is None or subject.pos_ != "NOUN" or is_passive(verb) or is_subjunctive(verb):
        return False
    due = any(c.dep_ == "aux" and c.lower_ == "should" for c in verb.children)
    return due and find_actor_type(subject) is None and find_owner(subject) is not None


def _is_hoped(asking: Word, verb: Word) -> bool:
    """ "hoped that the move will spur growth": for the move, not for what it does."""
    subject = own_subject(verb)
    wished = asking.lemma_.lower() in listed("demands", "hoping") and subject is not None and subject.pos_ == "NOUN"
    return wished and subject is not None and find_actor_type(subject) is None


def _is_called_together(asking: Word) -> bool:
    """ "called a meeting to discuss it"."""
    called = next((c for c in asking.children if c.dep_ == "dobj"), None)
    return asking.lemma_ == "call" and called is not None and called.pos_ == "NOUN" and find_actor_type(called) is None


@lru_cache(maxsize=1)
def _stances() -> frozenset[str]:
    return frozenset(lemma for stance in Stance for lemma in listed("verbs", stance.value))


def sides_of_request_noun(noun: Word) -> Iterator[Side]:
    """ "her call to sign it", "his proposal for a levy", "demands by A that B close it"."""
    owner = find_owner(noun)
    if noun.lemma_.lower() not in listed("demands", "nouns") or owner is None:
        return
    verb = wanted_of(noun)
    if verb is not None and not _is_idle_deed(action_of(verb) or verb):
        side = Stance.OPPOSES if factuality_of(verb).is_negated_itself else Stance.SUPPORTS
        yield from take_side(owner, side, action_of(verb) or verb, (noun.i,), "asked noun", 0.75)
    for preposition in (c for c in noun.children if c.dep_ == "prep" and c.lower_ == "for" and verb is None):
        for target in (c for c in preposition.children if c.dep_ == "pobj"):
            if target.lemma_.lower() not in listed("demands", "idle") and target.pos_ == "NOUN":
                yield from take_side(owner, Stance.SUPPORTS, target, (noun.i,), "asked noun", 0.75)


def _is_supposed(verb: Word) -> bool:
    """ "if she lied, she should resign"."""
    clauses = (c for c in verb.children if c.dep_ == "advcl")
    return any(m.dep_ == "mark" and m.lower_ in ("if", "unless") for c in clauses for m in c.children)


def _is_choice(verb: Word) -> bool:
    """ "should either come forward or shut up": neither of the two is wanted for itself."""
    joined = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    return any(c.lower_ == "either" and c.dep_ in ("preconj", "cc", "advmod") for word in joined for c in word.children)


def _unwanting(verb: Word) -> Word | None:
    """The verb of "refused to sign it", "forbade her to sign it", "discouraged signing it"."""
    above = verb.head
    if verb.dep_ not in _COMPLEMENTS or above is verb or above.pos_ != "VERB":
        return None
    lemma = above.lemma_.lower()
    refused = lemma in listed("demands", "withheld") and is_infinitive(verb)
    return above if refused or lemma in listed("demands", "discouraged") else None


def _wanting(verb: Word) -> Word | None:
    """The verb of "wants to sign it", "proposed signing it", "demanded that she sign it", "called for signing it"."""
    above: Word = verb.head
    while verb.dep_ == "conj" and above.dep_ in _CLAUSES:
        verb, above = above, above.head
    if verb.dep_ == "pcomp":
        key = f"{above.head.lemma_.lower()} {above.lower_}"
        return above.head if key in listed("demands", "with") and above.head.pos_ == "VERB" else None
    lemma = above.lemma_.lower()
    if above.pos_ not in ("VERB", "AUX") or above is verb:
        return None
    if verb.dep_ not in _COMPLEMENTS or is_passive(above):
        return None
    wishing = lemma in listed("demands", "wished") and any(c.dep_ == "aux" and c.tag_ == "MD" for c in above.children)
    own = wishing or lemma in listed("demands", "own")
    if own and (is_infinitive(verb) or verb.tag_ == "VBG") and own_subject(verb) is None:
        return above
    if lemma in listed("demands", "subjunctive") and is_subjunctive(verb):
        return above
    return None
