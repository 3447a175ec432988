"""Sides that a judgement takes: "the plan is reckless", "the best way is to close it", "the deal has led to chaos"."""

from collections.abc import Iterator, Sequence

from graph.model import Stance
from graph.nlp.findings import FoundStance
from graph.nlp.stance.context import (
    StanceContext,
    has_modal,
    is_open,
    is_reported,
    sole_proposal,
    target_of,
)
from graph.nlp.stance.judgements import evaluate, own_words
from graph.nlp.stance.policy_verbs import is_policy
from graph.nlp.stance.sides import flip, listed
from graph.nlp.syntax.actions import best_course
from graph.nlp.syntax.clauses import is_infinitive
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.tree import Word

_COPULAS = frozenset({"be", "seem", "look", "remain", "become", "sound", "appear"})


def find_best(content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """ "the only way is to close it"."""
    for token in content:
        verb = best_course(token)
        if verb is not None and not is_reported(token, content) and not is_open(token):
            target = around.entity_of(verb.i)
            if target is not None and not factuality_of(verb).is_negated_itself:  # "the best thing is not to close it"
                yield FoundStance(Stance.SUPPORTS, target, verb.i, _best_words(token), 0.8, "stance:best")


def _best_words(copula: Word) -> tuple[int, ...]:
    subject = next(c for c in copula.children if c.dep_ == "nsubj")
    return tuple(t.i for t in subject.subtree if t.i <= subject.i and t.dep_ in ("amod", "nsubj", "ccomp"))


def find_evaluated(content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """ "the plan is reckless", "she is right to ask", "it is naive to close the port"."""
    for token in content:
        if (
            token.lemma_ not in _COPULAS
            or token.pos_ not in ("AUX", "VERB")
            or is_reported(token, content)
            or is_open(token)
        ):
            continue
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "csubj")), None)
        complement = [c for c in token.children if c.dep_ in ("acomp", "attr") and c.i > token.i]
        if subject is None or not complement or has_modal(token) or _is_conditional(token, subject, complement):
            continue
        side, trigger = evaluate(own_words(complement))
        if side is Stance.SUPPORTS and is_ironic(token):
            continue
        state = factuality_of(token)
        denied_praise = side is Stance.SUPPORTS and state.is_refused
        if side is None or (state.is_negative and not denied_praise):  # "is no liar" is not yet praise
            continue
        found = _evaluated_thing(token, subject, complement, around)
        if found is not None:
            side = flip(side) if state.is_negative else side
            yield FoundStance(side, found[0], found[1], trigger, 0.7, "stance:evaluation")


def _is_conditional(copula: Word, subject: Word, complement: Sequence[Word]) -> bool:
    """ "she would be mistaken to go on": nobody has done so yet; "it would be wrong to go on" judges the deed."""
    if subject.lower_ in ("it", "this", "that"):
        return False
    would = any(c.dep_ == "aux" and c.tag_ == "MD" for c in copula.children)
    return would and any(c.dep_ == "xcomp" for word in (copula, *complement) for c in word.children)


def _evaluated_thing(
    copula: Word, subject: Word, complements: Sequence[Word], around: StanceContext
) -> tuple[int, int] | None:
    """The entity that is judged and the head of its words: the subject, or the deed that "it" stands for."""
    target = target_of(subject, around)
    if target is None and is_policy(subject):
        target = around.thing_of(subject.i)
    if target is not None:
        return target, subject.i
    if subject.lower_ not in ("it", "this", "that"):
        return None
    proposal = sole_proposal([t for t in copula.subtree if t.i > copula.i], around)
    if proposal is not None:
        return proposal[1], subject.i
    below = (c for word in (copula, *complements) for c in word.children if c.i > word.i)
    deed = next((c for c in below if c.dep_ in ("xcomp", "csubj", "ccomp", "acl") and is_infinitive(c)), None)
    target = around.thing_of(deed.i) if deed is not None and subject.lower_ == "it" else None
    return (target, deed.i) if target is not None and deed is not None else None


def is_ironic(token: Word) -> bool:
    """ "Oh sure, he is a genius": whether this is praise nobody can tell from the words."""
    return any(t.lower_ in listed("words", "ironic") and t.pos_ in ("INTJ", "ADV", "ADJ", "X") for t in token.sent)


def find_feasible(content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """ "it can be done", "the plan will not work"."""
    for token in content:
        if token.lemma_.lower() not in listed("words", "feasible") or is_reported(token, content) or is_open(token):
            continue
        modal = next((c for c in token.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
        role = "nsubj" if token.lemma_.lower() in listed("words", "succeeding") else "nsubjpass"
        subject = next((c for c in token.children if c.dep_ == role), None)
        target = target_of(subject, around) if subject is not None and modal is not None else None
        if target is not None and subject is not None and modal is not None and target in around.proposed:
            side = Stance.OPPOSES if factuality_of(token).is_negative else Stance.SUPPORTS
            yield FoundStance(side, target, subject.i, (modal.i, token.i), 0.6, "stance:feasible")


def find_harmful(content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """ "the deal has led to chaos", "such a ban would cause suffering": against what does harm."""
    for token in content:
        if token.pos_ != "VERB" or is_reported(token, content):
            continue
        start = _start_of_effect(token)
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if start is None or subject is None or is_open(token) or has_modal(token) or factuality_of(token).is_negative:
            continue
        harm = [
            t
            for t in token.subtree
            if t.i > start and t.lemma_.lower() in listed("words", "harm") | listed("words", "negative")
        ]
        target = target_of(subject, around)
        if harm and target is not None:
            yield FoundStance(Stance.OPPOSES, target, subject.i, (token.i, harm[0].i), 0.6, "stance:harm")


def _start_of_effect(verb: Word) -> int | None:
    """The word after which stands what the verb brings about: "causes", "leads to"; None: it brings about nothing."""
    lemma = verb.lemma_.lower()
    if lemma in listed("words", "cause"):
        return verb.i
    with_it = (c for c in verb.children if c.dep_ == "prep" and f"{lemma} {c.lower_}" in listed("words", "cause"))
    return next((c.i for c in with_it), None)
