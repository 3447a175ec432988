"""What is to be done to what: the verb, or the noun made from one, in which a proposal lies.

"a plan to close the port", "present a plan to close it", "the closure of the port", "the best way is to close it": the
action is "close", its object the port.
"""

from functools import lru_cache

from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Word

_OBJECTS = ("dobj", "nsubjpass", "attr")


def best_course(copula: Word) -> Word | None:
    """The verb of "the best way … is to V": what the speaker is for."""
    words = load_lexicon("stance")["best"]
    if copula.lemma_ != "be":
        return None
    subject = next((c for c in copula.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lemma_.lower() not in words["nouns"]:
        return None
    if not any(c.dep_ == "amod" and c.lemma_.lower() in words["adjectives"] for c in subject.children):
        return None
    if any(c.dep_ == "neg" for c in copula.children):
        return None
    verb = next(
        (c for c in copula.children if c.i > copula.i and c.dep_ in ("xcomp", "ccomp") and is_infinitive(c)), None
    )
    return action_of(verb) if verb is not None else None


def action_of(verb: Word) -> Word | None:
    """The verb that says what is to be done: "present a plan to close it" → close; None for "be", "think", "wait"."""
    words = load_lexicon("stance")["proposal"]
    if verb.lemma_.lower() in words["light"]:
        for child in verb.children:
            if child.i < verb.i:
                continue
            if child.dep_ == "dobj" and child.lemma_.lower() in words["nouns"] and wanted_of(child) is not None:
                return action_of(wanted_of(child) or verb)
            inner = next((t for t in child.subtree if t.tag_ == "VBG" and t.i <= verb.i + 3), None)
            if inner is None and child.dep_ in ("xcomp", "ccomp") and (is_infinitive(child) or child.tag_ == "VBG"):
                inner = child
            if inner is not None and inner.dep_ != "amod":
                return action_of(inner)
    return None if verb.lemma_.lower() in words["idle"] or not verb.is_alpha else verb


def wanted_of(noun: Word) -> Word | None:
    """The verb of "a plan to close …", "the call for Ottawa to close …", "the demand that it close …", "the idea of
    closing …"."""
    for child in noun.children:
        if child.i < noun.i:
            continue
        is_clause = child.dep_ in ("acl", "ccomp", "relcl", "advcl") and child.pos_ == "VERB"
        if is_clause and (is_infinitive(child) or is_subjunctive(child)):
            return child
        if child.dep_ == "prep" and child.lower_ in ("for", "of", "on"):
            gerund = next((c for c in child.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)
            if gerund is not None:
                return gerund
            inner = next((g for c in child.children for g in c.children if g.dep_ == "acl" and is_infinitive(g)), None)
            if inner is not None:
                return inner
    return None


def is_infinitive(verb: Word) -> bool:
    """Whether "to" marks the verb."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def is_subjunctive(verb: Word) -> bool:
    """ "that Ottawa close it": a base form after "that"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    if not marked or subject is None or any(c.dep_ == "aux" for c in verb.children):
        return False
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and subject.tag_ in ("NN", "NNP"))


def action_lemma(verb: Word) -> str:
    """Lemma with its particle: "speed up"; of a noun, that of its verb."""
    if verb.pos_ == "NOUN":
        return _nominals().get(verb.lemma_.lower(), verb.lemma_.lower())
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), None)
    if particle is None:
        particle = next(
            (c.lower_ for c in verb.children if c.i == verb.i + 1 and c.lower_ in ("away", "off", "out", "back")), None
        )
    return f"{verb.lemma_.lower()} {particle}" if particle else verb.lemma_.lower()


@lru_cache(maxsize=1)
def _nominals() -> dict[str, str]:
    """ "closure" → "close"."""
    return dict(load_lexicon("stance")["nominals"])


def is_nominal(noun: Word) -> bool:
    """Whether the noun names an action together with what it is done to: "the closure of the port"."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in _nominals() and object_of(noun) is not None


def is_unwanted(verb: Word) -> bool:
    """ "not to close it"."""
    return any(c.dep_ == "neg" for c in verb.children)


def object_of(verb: Word) -> Word | None:
    """What the action is done to."""
    if verb.pos_ == "NOUN":
        of = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "of")
        inner = (t for c in of for t in c.children if t.dep_ == "pobj" and t.pos_ in ("NOUN", "PROPN"))
        return next(inner, None)
    for dep in _OBJECTS:
        found = next((c for c in verb.children if c.dep_ == dep and c.pos_ in ("NOUN", "PROPN")), None)
        if found is not None:
            return found
    return None
