"""Sides that a cue takes on what it introduces: "called the plan reckless", "asked the council to close it"."""

from collections.abc import Iterator, Sequence

from graph.model import Stance
from graph.nlp.findings import FoundStance
from graph.nlp.stance.context import StanceContext, target_of
from graph.nlp.stance.judgements import evaluate
from graph.nlp.stance.sides import flip, listed
from graph.nlp.stance.verbs import find_named_so
from graph.nlp.syntax.tree import Word


def find_called(cue: Word, content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """ "called the plan reckless", "dismissed the call as naive": the description decides."""
    if cue.lemma_.lower() not in listed("name", "verbs"):
        return
    described = next((c for c in cue.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if described is None and not any(c.dep_ in ("ccomp", "pcomp") and find_named_so(c) for c in cue.children):
        described = next((t for t in content if t.dep_ == "nsubj" and t.head.dep_ in ("ccomp", "oprd")), None)
    if described is None:
        return
    named = {t.i for t in described.subtree}
    as_word = next((t for t in described.subtree if t.lower_ == "as" and t.dep_ == "prep"), None)
    if as_word is not None:
        named -= {t.i for t in as_word.subtree}
    named -= {t.i for c in described.children if _is_description(c) for t in c.subtree}
    side, trigger = evaluate([t for t in content if t.i not in named and not (as_word and _is_aside(t, as_word.i))])
    if side is not None and _agrees(cue, side):
        for thing in (described, *(c for c in described.conjuncts if described.i < c.i and c.i in named)):
            target = target_of(thing, around)
            target = around.thing_of(thing.i) if target is None and thing.pos_ == "NOUN" else target
            if target is not None:
                yield FoundStance(side, target, thing.i, trigger, 0.9, "stance:called")


def _is_description(apposition: Word) -> bool:
    """ "called the chancellor, Ada Senn, a coward": the parse takes the coward for another apposition."""
    articles = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in apposition.children)
    return apposition.dep_ == "appos" and apposition.pos_ == "NOUN" and articles


def _agrees(cue: Word, side: Stance) -> bool:
    """Whether the verb does not take the other side: who praises somebody does not call them bad names."""
    lemma = cue.lemma_.lower()
    return lemma not in listed("verbs", flip(side).value)


def _is_aside(token: Word, start: int) -> bool:
    """Whether the word stands in a clause or an apposition that hangs on the description that begins there."""
    while token.head.i > start and token.head.i != token.i:
        if token.dep_ in ("relcl", "acl", "appos", "advcl"):
            return True
        token = token.head
    return False
