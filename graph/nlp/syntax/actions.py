"""What is to be done to what: the verb, or the noun made from one, in which a proposal lies.

"a plan to close the port", "present a plan to close it", "the closure of the port", "the best way is to close it": the
action is "close", its object the port.
"""

from functools import lru_cache

from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.children import find_child, find_children, find_form, has_child, objects_of
from graph.nlp.syntax.clauses import is_infinitive
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.tree import Word

_OBJECTS = ("dobj", "nsubjpass", "attr")
_NOUNS = frozenset({"NOUN", "PROPN"})


def best_course(copula: Word) -> Word | None:
    """Return the verb of "the best way … is to V": what the speaker is for."""
    subject = find_child(copula, "nsubj") if copula.lemma_ == "be" else None
    if subject is None or not _is_best(subject) or has_child(copula, "neg"):
        return None
    after = (child for child in find_children(copula, "xcomp", "ccomp") if child.i > copula.i)
    verb = next((child for child in after if is_infinitive(child)), None)
    return action_of(verb) if verb is not None else None


def _is_best(noun: Word) -> bool:
    """ "the best way", "the right choice"."""
    adjectives = {adjective.lemma_.lower() for adjective in find_children(noun, "amod")}
    is_course = noun.lemma_.lower() in listed("stance", "best", "nouns")
    return is_course and not adjectives.isdisjoint(listed("stance", "best", "adjectives"))


def action_of(verb: Word) -> Word | None:
    """Return the verb that says what is to be done, of "present a plan to close it" close; none for "be", "wait"."""
    words = load_lexicon("stance")["proposal"]
    if verb.lemma_.lower() in words["light"]:
        inner = next(filter(None, (_action_below(verb, child) for child in verb.children if child.i >= verb.i)), None)
        if inner is not None:
            return action_of(inner)
    return None if verb.lemma_.lower() in words["idle"] or not verb.is_alpha else verb


def _action_below(verb: Word, child: Word) -> Word | None:
    """Return the verb that a light one leads to by this word: "present a plan to close it", "begin closing it"."""
    nouns = load_lexicon("stance")["proposal"]["nouns"]
    wanted = wanted_of(child) if child.dep_ == "dobj" and child.lemma_.lower() in nouns else None
    if wanted is not None:
        return wanted
    inner = next((token for token in child.subtree if token.tag_ == "VBG" and token.i <= verb.i + 3), None)
    if inner is None and child.dep_ in ("xcomp", "ccomp") and (is_infinitive(child) or child.tag_ == "VBG"):
        inner = child
    return inner if inner is not None and inner.dep_ != "amod" else None


def wanted_of(noun: Word) -> Word | None:
    """Return the verb of "a plan to close …", "the call for Ottawa to close …", "the idea of closing …"."""
    after = (child for child in noun.children if child.i >= noun.i)
    return next(filter(None, map(_wanted_by, after)), None)


def _wanted_by(child: Word) -> Word | None:
    if child.dep_ in ("acl", "ccomp", "relcl", "advcl") and child.pos_ == "VERB":
        return child if is_infinitive(child) or is_subjunctive(child) else None
    if child.dep_ != "prep" or child.lower_ not in listed("grammar", "wanted"):
        return None
    gerunds = (found for found in find_children(child, "pcomp") if found.tag_ == "VBG")
    clauses = (clause for found in child.children for clause in find_children(found, "acl") if is_infinitive(clause))
    return next(gerunds, None) or next(clauses, None)


def is_subjunctive(verb: Word) -> bool:
    """ "that Ottawa close it": a base form after "that"."""
    subject = find_child(verb, "nsubj")
    if find_form(verb, "mark", ("that",)) is None or subject is None or has_child(verb, "aux"):
        return False
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and subject.tag_ in ("NN", "NNP"))


def action_lemma(verb: Word) -> str:
    """Return the lemma with its particle: "speed up"; of a noun, that of its verb."""
    if verb.pos_ == "NOUN":
        return _nominals().get(verb.lemma_.lower(), verb.lemma_.lower())
    following = (child for child in verb.children if child.i == verb.i + 1)
    loose = (child for child in following if child.lower_ in listed("grammar", "particles"))
    particle = find_child(verb, "prt") or next(loose, None)
    return f"{verb.lemma_.lower()} {particle.lower_}" if particle is not None else verb.lemma_.lower()


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
        return next((noun for noun in objects_of(verb, ("of",)) if noun.pos_ in _NOUNS), None)
    by_relation = (child for relation in _OBJECTS for child in find_children(verb, relation))
    return next((child for child in by_relation if child.pos_ in _NOUNS), None)
