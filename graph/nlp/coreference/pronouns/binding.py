"""What grammar forbids and requires of a pronoun: no "Silva praised him" of Silva himself."""

from collections.abc import Iterator
from itertools import islice

from graph.nlp.coreference.mention_features import Reference
from graph.nlp.syntax.tree import Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DEEP = 25  # steps up the parse; a list of a thousand names is a chain of as many


def governor(token: Word) -> Word:
    """The verb or noun whose argument the word is, prepositions and coordination passed over."""
    head = token
    for _ in range(8):
        if head.dep_ == "conj" or head.head.pos_ == "ADP" or head.head.dep_ in ("prep", "agent"):
            head = head.head
            continue
        break
    return head.head


def subjects(verb: Word) -> list[Word]:
    """The subjects of a verb, or those that it shares with the verb it is coordinated with or depends on."""
    for _ in range(6):
        found = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if found or verb.dep_ not in ("conj", "xcomp", "advcl", "aux") or verb.head == verb:
            return found
        verb = verb.head
    return []


def ancestors(token: Word) -> Iterator[Word]:
    """The verbs above the word, nearest first."""
    for above in islice(token.ancestors, _DEEP):
        if above.pos_ in ("VERB", "AUX"):
            yield above


def nearest_subjects(token: Word) -> list[Word]:
    """The subjects of the nearest verb above that has one."""
    return next((found for verb in ancestors(token) if (found := subjects(verb))), [])


def is_possessive(token: Word) -> bool:
    """Whether the pronoun stands before its noun."""
    return token.tag_ == "PRP$" or token.dep_ == "poss"


def forbids(pronoun: Word, reference: Reference, *, same_sentence: bool) -> bool:
    """Whether grammar keeps the pronoun from meaning what the reference means."""
    mention, other = reference.mention, pronoun.doc[reference.mention.head]
    if mention.start <= pronoun.i < mention.end:
        return True
    if not same_sentence:
        return False
    if is_possessive(pronoun):
        return _owns(pronoun, other)
    if pronoun.lower_.endswith("self"):
        return False
    return governor(pronoun) == governor(other) or _shares_subject(pronoun, other) or pronoun.head == other


def _owns(pronoun: Word, other: Word) -> bool:
    """Whether the noun that the pronoun owns is the other itself: "her lawyer, Ana Silva"."""
    owned = pronoun.head
    if owned == other or (
        other.is_ancestor(pronoun) and owned.dep_ in ("appos", "compound", "nmod") and owned.head == other
    ):
        return True
    return other.head == owned and other.dep_ in ("appos", "compound", "nmod")


def _shares_subject(pronoun: Word, other: Word) -> bool:
    """Whether the other is the subject that the pronoun's verb takes over: "Silva rose and thanked him"."""
    verb = governor(pronoun)
    if pronoun.dep_ in _SUBJECTS or verb.pos_ not in ("VERB", "AUX"):
        return False
    # Of "Before calling him, Silva …" the parse knows too little: it bars the right one as often as a wrong one.
    return verb.dep_ != "advcl" and other in (_told(verb) or subjects(verb))


def _told(verb: Word) -> list[Word]:
    """Who is told to do it: "Silva asked Reyl to help him" is about Reyl's helping."""
    if verb.dep_ not in ("xcomp", "ccomp") or any(child.dep_ in _SUBJECTS for child in verb.children):
        return []
    return [child for child in verb.head.children if child.dep_ in ("dobj", "dative") and child.i < verb.i]
