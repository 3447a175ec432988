"""Who does what a verb says, where the parse does not say it outright: passives, relative clauses, control, gerunds.

"Lima is ready to sue", "the party, which backs Lima", "used the speech to attack", "critics accused of lying",
"praised her for resisting": the doer is found along the words between, and nobody where more than one could be meant.
"""

from functools import lru_cache

from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Word

_SUBJECTS = ("nsubj", "csubj")
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_ACTING = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_FURTHEST = 8  # steps: odd parses stay harmless


@lru_cache(maxsize=8)
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("control")["control"][name])


def writings() -> frozenset[str]:
    """Return the nouns for what somebody says or writes, as lemmas: "letter"."""
    return _listed("words")


def find_doer(verb: Word) -> Word | None:
    """The head of the words that name who does it; None: the sentence does not say."""
    seen: Word = verb
    for _ in range(_FURTHEST):
        own = next((c for c in seen.children if c.dep_ in _SUBJECTS), None)
        if own is not None:
            return find_antecedent(own) if own.dep_ == "nsubj" else None
        if any(c.dep_ == "nsubjpass" for c in seen.children):
            return find_agent(seen) if seen is verb else _done_to(seen)
        if seen is verb and (agent := find_agent(verb)) is not None:
            return agent
        above = _controller(seen, verb)
        if isinstance(above, tuple):
            return above[0]
        if above is None:
            return None
        seen = above
    return None


def find_agent(verb: Word) -> Word | None:
    """ "was blamed by her": her."""
    by = next((c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None)
    if by is None or (by.dep_ == "prep" and verb.tag_ != "VBN"):
        return None
    return next((c for c in by.children if c.dep_ == "pobj"), None)


def find_antecedent(subject: Word) -> Word | None:
    """ "who" → the noun that its clause describes; any other word is its own."""
    if subject.tag_ not in _RELATIVE:
        return subject
    verb: Word = subject.head
    for _ in range(_FURTHEST):
        if verb.dep_ == "relcl":
            return _writer(verb.head)
        if verb.dep_ not in ("conj", "xcomp", "ccomp"):
            return None
        verb = verb.head
    return None


def _writer(noun: Word) -> Word:
    """ "adopted a resolution that praised it": who adopted it; any other noun is its own."""
    if noun.dep_ != "dobj" or noun.lemma_.lower() not in _listed("words") or not _is_written(noun):
        return noun
    return find_owner(noun) or next(
        (c for c in noun.head.children if c.dep_ == "nsubj" and c.tag_ not in _RELATIVE), noun
    )


def _is_written(noun: Word) -> bool:
    """Whether the words are the subject's own: "sent a letter", but not "dismissed a letter"."""
    return noun.dep_ != "dobj" or noun.head.lemma_.lower() in _listed("writing")


def _done_to(verb: Word) -> Word | None:
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return find_antecedent(passive) if passive is not None else None


def _controller(seen: Word, verb: Word) -> Word | tuple[Word | None] | None:
    """The verb above whose subject counts, or in a tuple the doer itself; None: nobody."""
    above: Word = seen.head
    if above.i == seen.i:
        return None
    if seen.dep_ in ("xcomp", "ccomp") and above.pos_ in ("VERB", "AUX"):
        if seen.dep_ == "ccomp" and seen.tag_ not in ("VB", "VBG"):
            return None
        told = next((c for c in above.children if c.dep_ in ("dobj", "dative") and c.i < seen.i), find_called_on(above))
        if told is not None and above.lemma_.lower() in _listed("told"):
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
        return above if above.pos_ in ("VERB", "AUX", "ADJ") else _of_noun(above)
    if seen.dep_ == "pcomp":
        return _of_gerund(above)
    if seen.dep_ == "acl" and above.pos_ in ("NOUN", "PROPN", "PRON"):
        if seen.tag_ == "VB":
            return _of_noun(above)
        if above.lemma_.lower() in _listed("words"):  # "sent a letter accusing her"
            return _of_noun(above) if _is_written(above) else None
        return (above,) if seen.tag_ == "VBG" else None
    return None


def find_called_on(verb: Word) -> Word | None:
    """ "called on her to resign": her."""
    if verb.lemma_.lower() not in _listed("called_on"):
        return None
    on = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "upon")), None)
    return next((c for c in on.children if c.dep_ == "pobj"), None) if on is not None else None


def _is_noun_like(token: Word) -> bool:
    return token.dep_ in ("amod", "compound")


def _of_gerund(preposition: Word) -> Word | tuple[Word | None] | None:
    """ "praised her for resisting": she resists; "won by attacking": who won attacks."""
    above: Word = preposition.head
    while above.dep_ == "prep" or above.pos_ in ("ADJ", "ADV"):  # "out of blaming her", "aggressive in blaming her"
        if above.head.i == above.i:
            return None
        above = above.head
    if above.pos_ in ("VERB", "AUX"):
        told = next((c for c in above.children if c.dep_ in ("dobj", "nsubjpass")), None)
        if told is not None and preposition.lower_ in ("for", "of", "from", "into", "with", "to"):
            return (told,) if above.lemma_.lower() in _listed("judged") else above
        return above
    return _of_noun(above) if above.pos_ == "NOUN" else None


def _of_noun(noun: Word) -> Word | tuple[Word | None] | None:
    """ "her attempt to block it", "the UN attempt to", "calls by her to", "made an attempt to block it"."""
    owner = find_owner(noun)
    if owner is not None:
        return (owner,)
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return noun.head
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX"):
        return noun.head.head
    return None


def find_owner(noun: Word) -> Word | None:
    """Whose the noun is: "her attempt", "the UN attempt", "an attempt by her"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        owner = next((c for c in noun.children if c.dep_ in _MODIFIERS and c.ent_type_ in _ACTING), None)
    given = (c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("from", "by", "among"))
    return owner or next((t for c in given for t in c.children if t.dep_ == "pobj"), None)
