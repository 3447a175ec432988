"""What is to be done to what: the verb, or the noun made from one, in which a proposal lies.

"a plan to close the port", "present a plan to close it", "the closure of the port", "the best way is to close it": the
action is "close", its object the port.
"""

from functools import lru_cache

from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.children import find_child, has_child
from graph.nlp.syntax.clauses import is_infinitive
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.tree import Word

_OBJECTS = ("dobj", "nsubjpass", "attr")


def best_course(copula: Word) -> Word | None:
    """Return the verb of "the best way … is to V": what the speaker is for."""
    words = load_lexicon("stance")["best"]
    if copula.lemma_ != "be":
        return None
    subject = find_child(copula, "nsubj")
    if subject is None or subject.lemma_.lower() not in words["nouns"]:
        return None
    if not any(child.dep_ == "amod" and child.lemma_.lower() in words["adjectives"] for child in subject.children):
        return None
    if has_child(copula, "neg"):
        return None
    verb = next(
        (
            child
            for child in copula.children
            if child.i > copula.i and child.dep_ in ("xcomp", "ccomp") and is_infinitive(child)
        ),
        None,
    )
    return action_of(verb) if verb is not None else None


def action_of(verb: Word) -> Word | None:
    """Return the verb that says what is to be done, of "present a plan to close it" close; none for "be", "wait"."""
    words = load_lexicon("stance")["proposal"]
    if verb.lemma_.lower() in words["light"]:
        for child in verb.children:
            if child.i < verb.i:
                continue
            if child.dep_ == "dobj" and child.lemma_.lower() in words["nouns"] and wanted_of(child) is not None:
                return action_of(wanted_of(child) or verb)
            inner = next((token for token in child.subtree if token.tag_ == "VBG" and token.i <= verb.i + 3), None)
            if inner is None and child.dep_ in ("xcomp", "ccomp") and (is_infinitive(child) or child.tag_ == "VBG"):
                inner = child
            if inner is not None and inner.dep_ != "amod":
                return action_of(inner)
    return None if verb.lemma_.lower() in words["idle"] or not verb.is_alpha else verb


def wanted_of(noun: Word) -> Word | None:
    """Return the verb of "a plan to close …", "the call for Ottawa to close …", "the idea of closing …"."""
    for child in noun.children:
        if child.i < noun.i:
            continue
        is_clause = child.dep_ in ("acl", "ccomp", "relcl", "advcl") and child.pos_ == "VERB"
        if is_clause and (is_infinitive(child) or is_subjunctive(child)):
            return child
        if child.dep_ == "prep" and child.lower_ in listed("grammar", "wanted"):
            gerund = next((found for found in child.children if found.dep_ == "pcomp" and found.tag_ == "VBG"), None)
            if gerund is not None:
                return gerund
            inner = next(
                (
                    clause
                    for found in child.children
                    for clause in found.children
                    if clause.dep_ == "acl" and is_infinitive(clause)
                ),
                None,
            )
            if inner is not None:
                return inner
    return None


def is_subjunctive(verb: Word) -> bool:
    """ "that Ottawa close it": a base form after "that"."""
    subject = find_child(verb, "nsubj")
    marked = any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
    if not marked or subject is None or has_child(verb, "aux"):
        return False
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and subject.tag_ in ("NN", "NNP"))


def action_lemma(verb: Word) -> str:
    """Return the lemma with its particle: "speed up"; of a noun, that of its verb."""
    if verb.pos_ == "NOUN":
        return _nominals().get(verb.lemma_.lower(), verb.lemma_.lower())
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), None)
    if particle is None:
        particle = next(
            (
                child.lower_
                for child in verb.children
                if child.i == verb.i + 1 and child.lower_ in listed("grammar", "particles")
            ),
            None,
        )
    return f"{verb.lemma_.lower()} {particle}" if particle else verb.lemma_.lower()


@lru_cache(maxsize=1)
def _nominals() -> dict[str, str]:
    """ "closure" → "close"."""
    return dict(load_lexicon("stance")["nominals"])


def is_nominal(noun: Word) -> bool:
    """True if the noun names an action together with what it is done to: "the closure of the port"."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in _nominals() and object_of(noun) is not None


def is_unwanted(verb: Word) -> bool:
    """True if the action is not to be done: "not to close it"."""
    return factuality_of(verb).is_negated_itself


def object_of(verb: Word) -> Word | None:
    """Return what the action is done to."""
    if verb.pos_ == "NOUN":
        of = (child for child in verb.children if child.dep_ == "prep" and child.lower_ == "of")
        inner = (
            token
            for child in of
            for token in child.children
            if token.dep_ == "pobj" and token.pos_ in ("NOUN", "PROPN")
        )
        return next(inner, None)
    for dep in _OBJECTS:
        found = next((child for child in verb.children if child.dep_ == dep and child.pos_ in ("NOUN", "PROPN")), None)
        if found is not None:
            return found
    return None
