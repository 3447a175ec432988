"""The words that negate a verb: those that hang on it, "nor" before the second of two verbs, "it is untrue that".

`modality` adds what the verbs above it deny.
"""

from collections.abc import Iterator

from graph.model import CharSpan
from graph.nlp.lexicons import listed, load_words
from graph.nlp.syntax.children import find_child, find_children, find_form
from graph.nlp.syntax.signs import Negator, Scope, Signs, negator_sign, span_of
from graph.nlp.syntax.subjects import SUBJECTS_AND_EXPLETIVES
from graph.nlp.syntax.tree import Word

_NEGATABLE = SUBJECTS_AND_EXPLETIVES | {"dobj", "attr", "oprd"}


def find_nor(verb: Word) -> Signs:
    """Return the "nor" that negates the second of two verbs: "neither likes nor trusts"."""
    if verb.dep_ != "conj" or is_bare_conjunct(verb):
        return Signs()
    joining = (child for child in verb.head.children if child.dep_ == "cc" and verb.head.i < child.i < verb.i)
    nor = next((child for child in joining if child.lower_ == "nor"), None)
    return negator_sign(span_of(nor)) if nor is not None else Signs()


def find_verdict(verb: Word) -> Signs:
    """Return what denies a whole clause: "it is untrue that she left", "that she left is not true"."""
    copula = next((word for word in _copulas_over(verb) if word.lemma_ == "be"), None)
    if copula is None:
        return Signs()
    complement = find_child(copula, "acomp", "attr")
    lemma = complement.lemma_.lower() if complement is not None else ""
    spans = [negator.span for child in copula.children for negator in negation_of(child).negators]
    if complement is not None and lemma in listed("modality", "truth", "false"):
        spans = [span_of(complement), *spans]
    elif lemma not in listed("modality", "truth", "true"):
        return Signs()
    return Signs(tuple(Negator(span, Scope.CLAIM) for span in spans))


def _copulas_over(verb: Word) -> Iterator[Word]:
    """Yield the words that may be the "is" of "it is untrue that", with "he said" between it and the clause or not."""
    head = verb.head
    if verb.dep_ in {"csubj", "csubjpass"} or (verb.dep_ == "ccomp" and head.pos_ == "AUX"):
        yield head
    elif verb.dep_ in {"ccomp", "acl", "advcl"} and head.pos_ == "ADJ":
        yield head.head
    elif verb.dep_ == "ccomp" and find_form(verb, "mark", ("that",)) is not None:
        aside = [head.head] if head.dep_ == "parataxis" else []
        aside += [child for child in find_children(head, "ccomp") if child.i < head.i]
        yield from filter(_has_it_before, aside)


def _has_it_before(verb: Word) -> bool:
    return any(child.lower_ == "it" and child.i < verb.i for child in verb.children)


def is_negated(verb: Word) -> bool:
    """True if a word that hangs on the verb itself negates it."""
    return any(negation_of(child).negators for child in verb.children)


def is_bare_conjunct(verb: Word) -> bool:
    """True if it leans on the auxiliaries of the verb that it is joined to: "did not sign or ratify"."""
    leans = verb.tag_ in {"VB", "VBG", "VBN"} and verb.tag_ == verb.head.tag_
    own = any(
        child.dep_ in SUBJECTS_AND_EXPLETIVES or child.dep_ in {"aux", "auxpass", "neg"} for child in verb.children
    )
    opposed = any(child.lower_ == "but" for child in verb.head.children if child.dep_ == "cc")
    return leans and not own and not opposed


def negation_of(child: Word) -> Signs:
    """Return the child as negator of its verb: "not", "no longer", a subject or object with "no"."""
    negators = load_words("modality")["negation"]
    if child.dep_ in {"neg", "advmod", "preconj"} and child.lower_ in negators["words"]:
        following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
        return Signs() if following in negators["not_before"] else negator_sign(span_of(child))
    if child.dep_ in {"advmod", "npadvmod"} and child.lower_ not in negators["affirming"]:
        inner = next((word for word in find_children(child, "neg", "det") if word.lower_ in negators["words"]), None)
        before = inner is not None and inner.i < child.i
        return negator_sign(CharSpan(inner.idx, span_of(child).end)) if inner is not None and before else Signs()
    if child.dep_ in _NEGATABLE:
        return _negation_of_argument(child)
    return Signs()


def _negation_of_argument(child: Word) -> Signs:
    negators = load_words("modality")["negation"]
    if child.lower_ in negators["subjects"]:
        return negator_sign(span_of(child), Scope.ARGUMENT)
    found = (word for word in find_children(child, "det", "neg", "preconj") if word.i < child.i)
    denying = (word for word in found if word.lower_ in listed("grammar", "denying"))
    first = next((word for word in denying if word.nbor(1).lower_ not in negators["not_before"]), None)
    return negator_sign(span_of(first), Scope.ARGUMENT) if first is not None else Signs()
