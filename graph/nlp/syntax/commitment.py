"""Who is committed to what a verb says: the words that introduce another source, who asks for it, who leaves it open.

"Hale said that Ruiz backed it": the source is introduced by "said". "Urged her to back it", "if she backs it", "accused
of backing it": nobody says that it is so. `factuality` reads this; nothing else should.
"""

from collections.abc import Iterator
from functools import lru_cache

from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.clauses import is_infinitive
from graph.nlp.syntax.control import find_called_on
from graph.nlp.syntax.tree import Word

_VERBS = frozenset({"VERB", "AUX"})


def find_introducers(word: Word) -> tuple[Word, ...]:
    """Return the words in whose clauses this one stands, innermost first: "said that", "the claim that"."""
    return tuple(_introducers(word))


def _introducers(word: Word) -> Iterator[Word]:
    while word.head is not word:
        above = word.head
        by_verb = word.dep_ == "ccomp" and above.pos_ in _VERBS and not _has_empty_subject(above)
        if by_verb or (word.dep_ in {"acl", "ccomp"} and above.pos_ == "NOUN" and _follows_that(word)):
            yield above
        word = above


def _has_empty_subject(verb: Word) -> bool:
    """True if "it" stands for the clause itself: "it is true that she backs it"."""
    return verb.lemma_ == "be" and any(child.dep_ == "nsubj" and child.lower_ == "it" for child in verb.children)


def _follows_that(verb: Word) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)


def find_asking(verb: Word) -> Word | None:
    """Return the verb of asking: "urged her to back it", "called on her to back it", "said she should back it"."""
    verb = _first_of(verb)
    if verb.dep_ not in {"xcomp", "ccomp", "advcl"}:
        return None
    return verb.head if _is_asked_of_others(verb, verb.head) or _is_owed(verb, verb.head) else None


def is_left_open(verb: Word) -> bool:
    """True if nobody says that it is so: "if she backs it", "asked her to back it", "pressure to back it"."""
    if _is_hoped(verb) or _is_kept_from(verb) or _is_inverted(verb) or _hangs_on_denied(verb):
        return True
    return _is_under_condition(verb) or verb.sent.text.rstrip("\"”’' \n").endswith("?")


def _is_under_condition(verb: Word) -> bool:
    """True if "if", "unless" or "whether" marks the clause, or one that it is part of."""
    while True:
        if any(
            child.dep_ in {"mark", "advmod"} and child.lower_ in listed("grammar", "open") for child in verb.children
        ):
            return not any(child.lower_ == "even" for child in verb.children)
        if verb.head is verb or verb.dep_ in {"relcl", "acl"}:
            return False
        verb = verb.head


def _first_of(verb: Word) -> Word:
    """Return the first of several verbs joined by "and", which tells for all on what they hang."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head is not verb:
        verb = verb.head
    return verb


def _is_owed(verb: Word, above: Word) -> bool:
    """ "said that she should back it", "hoped that she would back it", "demanded that she back it"."""
    lemma, modals = above.lemma_.lower(), {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if verb.dep_ != "ccomp" or not has_child(verb, "nsubj"):
        return False
    if lemma in listed("control", "speech", "verbs") and modals & listed("control", "speech", "owed"):
        return True
    return lemma in listed("control", "speech", "hoping") and (bool(modals & {"will", "would"}) or verb.tag_ == "VB")


def _is_hoped(verb: Word) -> bool:
    verb = _first_of(verb)
    above = verb.head
    if above is verb or not is_infinitive(verb):
        return False
    if verb.dep_ == "acl":
        return above.lemma_.lower() not in listed("control", "resolved")
    if verb.dep_ == "xcomp" and (_is_left_undone(above) or _is_past_habit(above)):
        return True
    if any(child.dep_ == "dobj" and child.lemma_.lower() in listed("control", "wished") for child in above.children):
        return True
    passive = has_child(above, "nsubjpass")
    if passive and above.lemma_.lower() in listed("control", "hoped"):
        return True
    return _is_asked_of_others(verb, above)


def _is_inverted(verb: Word) -> bool:
    """ "had she backed it, …", "should she back it, …"."""
    first = verb.left_edge
    asking = first.head is verb and first.dep_ == "aux" and first.lower_ in listed("grammar", "inverted")
    return asking and verb.dep_ == "advcl"


def _is_kept_from(verb: Word) -> bool:
    """ "kept from attacking her", "against funding it"."""
    return verb.dep_ == "pcomp" and verb.head.dep_ == "prep" and verb.head.lower_ in listed("grammar", "kept_from")


def _is_asked_of_others(verb: Word, above: Word) -> bool:
    between = (child for child in (*above.children, *verb.children) if child.dep_ in {"dobj", "nsubj"})
    told = any(above.i < child.i < verb.i for child in between)
    hoped = told and above.lemma_.lower() in listed("control", "hoped")
    return is_infinitive(verb) and (hoped or find_called_on(above) is not None)


def _hangs_on_denied(verb: Word) -> bool:
    """ "is not ready to commit to backing it": nobody backs it yet."""
    above = verb
    while above.dep_ in {"xcomp", "pcomp", "prep", "acomp"} and above.head is not above:
        above = above.head
        if _is_left_undone(above):
            return True
    return False


def _is_past_habit(above: Word) -> bool:
    """ "used to back it": no longer; but not "used the debate to attack it"."""
    return above.lemma_ == "use" and above.tag_ == "VBD" and not has_child(above, "dobj")


def _is_left_undone(above: Word) -> bool:
    """ "could not bear to insult": what is under it is not done; "did not refuse to" is."""
    return has_child(above, "neg") and above.lemma_.lower() not in _implicative()


@lru_cache(maxsize=1)
def _implicative() -> frozenset[str]:
    """Return the verbs that, negated, affirm what is under them: "did not fail to back it"."""
    governors = listed("modality", "negation", "governors")
    return frozenset(key.split()[0] for key in governors) - listed("modality", "negation", "leaving_open")
