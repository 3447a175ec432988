"""Whom a verb is said of, and who does it: one search through conjunctions, relative clauses, control and gerunds.

"Lima is ready to sue", "the party, which backs Lima", "used the speech to attack", "critics accused of lying",
"praised her for resisting": the subject is found along the words between, nobody where more than one could be meant.

`find_subjects` returns all nouns that a fact is said of, `find_actor` who does it, of a passive the agent, and
`find_doer` the noun that this means: for "which", the party.
"""

from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import find_child, find_children, has_child
from graph.nlp.syntax.control import controller_of_noun, find_controller, find_owner
from graph.nlp.syntax.noun_phrases import find_conjuncts
from graph.nlp.syntax.tree import Word

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
SUBJECTS_AND_EXPLETIVES = SUBJECTS | {"expl"}  # "there", "it"
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_FURTHEST = 8  # steps: odd parses stay harmless


def writings() -> frozenset[str]:
    """Return the nouns for what somebody says or writes, as lemmas: "letter"."""
    return listed("control", "words")


def find_subjects(verb: Word) -> tuple[Word, ...]:
    """Return the heads of all that the verb is said of, with what is joined to them; none for clauses and "there"."""
    found = _search(verb)
    if found is None:
        return ()
    subject, clause = found
    if subject.dep_.startswith("csubj") or subject.lower_ in listed("grammar", "fused_pronouns"):
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
    sent = _sent_to(actor) if clause.dep_ == "acl" and actor is clause.head else None
    if sent is not None:
        return _author(sent)
    written = clause.dep_ == "acl" and actor is clause.head and actor.lemma_.lower() in listed("control", "words")
    return _author(actor) if written else find_antecedent(actor)


def _search_actor(verb: Word, *, near: bool = False) -> tuple[Word, Word] | None:
    """Return who does it, and the verb that this is found at."""
    own = own_subject(verb)
    agent = find_agent(verb) if own is None or own.dep_ == "nsubjpass" else None
    if agent is not None or is_passive(verb):
        return (agent, verb) if agent is not None else None
    found = _search(verb, near=near)
    return None if found is None or found[0].dep_.startswith("csubj") else found


def _author(noun: Word) -> Word | None:
    """ "sent a letter accusing her": who sent it; nobody in "dismissed a letter accusing her"."""
    above = controller_of_noun(noun) if _is_written(noun) else None
    if isinstance(above, tuple):
        return above[0]
    return find_doer(above) if above is not None else None


def _sent_to(reader: Word) -> Word | None:
    """ "sent a letter to the leaders opposing it": the letter, which opposes it, not the leaders."""
    if reader.dep_ != "pobj" or reader.head.lower_ != "to":
        return None
    above: Word = reader.head.head
    for _ in range(2):  # "a letter on Thursday to the leaders"
        sent = above if above.pos_ == "NOUN" else find_child(above, "dobj")
        if sent is not None and sent.lemma_.lower() in writings():
            return sent
        above = above.head
    return None


def is_passive(verb: Word) -> bool:
    """True if what the verb is said of undergoes it: "was blamed", "a plan blamed"."""
    participle = verb.dep_ == "acl" and verb.tag_ == "VBN"
    return participle or has_child(verb, "nsubjpass")


def own_subject(verb: Word) -> Word | None:
    """Return the subject that hangs on the verb itself, the nearest before it rather than one after it.

    Not the "all" of "the senators all agreed", where the senators are named.
    """
    found = find_children(verb, *SUBJECTS)
    own = [child for child in found if child.lower_ not in listed("control", "floating")] or found
    before = [child for child in own if child.i < verb.i]
    return (before or own)[-1] if own else None


def is_relative(token: Word) -> bool:
    """True if the word stands for the noun that its clause describes."""
    return token.lower_ in listed("grammar", "relative_pronouns") and token.tag_ in {"WDT", "WP", "IN"}


def _search(verb: Word, *, near: bool = False) -> tuple[Word, Word] | None:
    """Return the subject that counts for the verb, and the verb that it hangs on or controls."""
    seen = verb
    for _ in range(_FURTHEST):
        own = own_subject(seen)
        if own is not None:
            return own, seen
        if has_child(seen, "expl"):
            return None
        above = _controller_near(seen, verb) if near else find_controller(seen, verb)
        if isinstance(above, tuple):
            return (above[0], seen) if above[0] is not None else None
        if above is None:
            return None
        seen = above
    return None


def _controller_near(seen: Word, verb: Word) -> Word | tuple[Word | None] | None:
    if not _hangs_on_verb(seen):
        return None
    above = find_controller(seen, verb)
    return seen.head if above is None and seen.dep_ == "advcl" else above  # "marched on, chanted": joined verbs


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
    by = next(
        (child for child in verb.children if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by")),
        None,
    )
    if by is None or (by.dep_ == "prep" and verb.tag_ != "VBN"):
        return None
    return find_child(by, "pobj")


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
    if noun.dep_ != "dobj" or noun.lemma_.lower() not in listed("control", "words") or not _is_written(noun):
        return noun
    return find_owner(noun) or next(
        (child for child in noun.head.children if child.dep_ == "nsubj" and child.tag_ not in _RELATIVE), noun
    )


def _is_written(noun: Word) -> bool:
    """True if the words are the subject's own: "sent a letter", but not "dismissed a letter"."""
    return noun.dep_ != "dobj" or noun.head.lemma_.lower() in listed("control", "writing")
