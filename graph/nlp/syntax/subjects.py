"""Whom a verb is said of, and who does it: one search through conjunctions, relative clauses, control and gerunds.

"Lima is ready to sue", "the party, which backs Lima", "used the speech to attack", "critics accused of lying",
"praised her for resisting": the subject is found along the words between, nobody where more than one could be meant.

`find_subjects` returns all nouns that a fact is said of, `find_actor` who does it, of a passive the agent, and
`find_doer` the noun that this means: for "which", the party.
"""

from functools import lru_cache

from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.noun_phrases import find_conjuncts
from graph.nlp.syntax.tree import Word

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_RELATIVE_WORDS = frozenset({"that", "which", "who", "whom"})
_QUESTION_WORDS = frozenset({"what", "whatever", "whoever", "whichever"})
_TIMES = frozenset({"DATE", "TIME"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_ACTING = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_FURTHEST = 8  # steps: odd parses stay harmless


@lru_cache(maxsize=8)
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("control")["control"][name])


def writings() -> frozenset[str]:
    """Return the nouns for what somebody says or writes, as lemmas: "letter"."""
    return _listed("words")


def find_subjects(verb: Word) -> tuple[Word, ...]:
    """Return the heads of all that the verb is said of, with what is joined to them; none for clauses and "there"."""
    found = _search(verb)
    if found is None:
        return ()
    subject, clause = found
    if subject.dep_.startswith("csubj") or subject.lower_ in _QUESTION_WORDS:
        return ()
    if is_relative(subject) or subject.tag_ == "WP":
        described = _described(clause)
        return (described,) if described is not None else ()
    return tuple(find_conjuncts(subject)) if subject.dep_ != "conj" else (subject,)


def find_actor(verb: Word) -> Word | None:
    """Return the head of the words that name who does it, of a passive its agent; a relative pronoun as it stands.

    Looks no further than from verb to verb: "went on to say", but not "her attempt to say", "is unable to say".
    """
    found = _search_actor(verb, near=True)
    return found[0] if found is not None else None


def find_doer(verb: Word) -> Word | None:
    """Return the noun that means who does it: the antecedent of "who", the writer of "a letter accusing her".

    None: the sentence does not say.
    """
    found = _search_actor(verb)
    if found is None:
        return None
    actor, clause = found
    written = clause.dep_ == "acl" and actor is clause.head and actor.lemma_.lower() in _listed("words")
    return _author(actor) if written else find_antecedent(actor)


def _search_actor(verb: Word, *, near: bool = False) -> tuple[Word, Word] | None:
    """Who does it, and the verb that this is found at."""
    own = own_subject(verb)
    agent = find_agent(verb) if own is None or own.dep_ == "nsubjpass" else None
    if agent is not None or is_passive(verb):
        return (agent, verb) if agent is not None else None
    found = _search(verb, near=near)
    return None if found is None or found[0].dep_.startswith("csubj") else found


def _author(noun: Word) -> Word | None:
    """ "sent a letter accusing her": who sent it; nobody in "dismissed a letter accusing her"."""
    above = _of_noun(noun) if _is_written(noun) else None
    if isinstance(above, tuple):
        return above[0]
    return find_doer(above) if above is not None else None


def is_passive(verb: Word) -> bool:
    """True if what the verb is said of undergoes it: "was blamed", "a plan blamed"."""
    participle = verb.dep_ == "acl" and verb.tag_ == "VBN"
    return participle or any(child.dep_ == "nsubjpass" for child in verb.children)


def own_subject(verb: Word) -> Word | None:
    """Return the subject that hangs on the verb itself, the nearest before it rather than one after it.

    Not the "all" of "the senators all agreed", where the senators are named.
    """
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    own = [child for child in own if child.lower_ not in _listed("floating")] or own
    before = [child for child in own if child.i < verb.i]
    return (before or own)[-1] if own else None


def is_relative(token: Word) -> bool:
    """True if the word stands for the noun that its clause describes."""
    return token.lower_ in _RELATIVE_WORDS and token.tag_ in {"WDT", "WP", "IN"}


def _search(verb: Word, *, near: bool = False) -> tuple[Word, Word] | None:
    """The subject that counts for the verb, and the verb that it hangs on or controls."""
    seen = verb
    for _ in range(_FURTHEST):
        own = own_subject(seen)
        if own is not None:
            return own, seen
        if any(child.dep_ == "expl" for child in seen.children):
            return None
        if near and not _hangs_on_verb(seen):
            return None
        above = _controller(seen, verb)
        if above is None and near and seen.dep_ == "advcl":  # "marched on, chanted": the parse of joined verbs
            above = seen.head
        if isinstance(above, tuple):
            return (above[0], seen) if above[0] is not None else None
        if above is None:
            return None
        seen = above
    return None


def _hangs_on_verb(verb: Word) -> bool:
    """True if a verb lies next on the way up, or the noun that a participle describes: "a letter saying"."""
    above = verb.head.head if verb.dep_ == "pcomp" and verb.head.dep_ == "prep" else verb.head
    if verb.dep_ == "acl":
        return verb.tag_ in {"VBG", "VBD"} and above.pos_ in {"NOUN", "PROPN"}
    return verb.dep_ in {"conj", "xcomp", "advcl", "pcomp"} and above.pos_ in {"VERB", "AUX"}


def _described(clause: Word) -> Word | None:
    for _ in range(_FURTHEST):
        if clause.dep_ == "relcl":
            return clause.head
        clause = clause.head
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
    if seen.dep_ in ("acl", "relcl"):
        return _of_noun(above) if seen.tag_ == "VB" and above.pos_ in _NOUNS else (above,)
    return None


def find_called_on(verb: Word) -> Word | None:
    """ "called on her to resign": her."""
    if verb.lemma_.lower() not in _listed("called_on"):
        return None
    on = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "upon")), None)
    asked = next((c for c in on.children if c.dep_ == "pobj"), None) if on is not None else None
    return asked if asked is not None and asked.ent_type_ not in _TIMES else None  # not "called on Friday"


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
