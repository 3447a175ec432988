"""What a speaker holds to be due: "we must close it", "there must be an inquiry", "she should resign"."""

from collections.abc import Iterator, Sequence

from graph.model import Modality, Stance
from graph.nlp.findings import FoundStance
from graph.nlp.stance.context import StanceContext, is_reported
from graph.nlp.stance.sides import flip, listed
from graph.nlp.syntax.actions import action_of
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.tree import Word

_ASIDE = frozenset({"relcl", "acl", "advcl", "csubj", "pcomp"})
_BY = "stance:due"


def find_due(content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """The sides that the content takes by saying what is due, needed or never to be allowed."""
    for token in content:
        if token.pos_ not in ("VERB", "AUX") or _is_left_open(token, content):
            continue
        yield from _verdicts(token, around)
        yield from _needed(token, around)
        yield from _due(token, around)


def _is_left_open(verb: Word, content: Sequence[Word]) -> bool:
    """Whether it is asked, supposed, said by others or only told in passing."""
    deed = factuality_of(verb)
    if deed.modality in (Modality.QUESTION, Modality.CONDITIONAL) or is_reported(verb, content):
        return True
    if verb.sent.text.rstrip("\"”’' \n").endswith("?") or any(_is_condition(c) for c in verb.children):
        return True
    above = verb
    inside = {t.i for t in content}
    while above.head is not above and above.head.i in inside:
        if above.dep_ in _ASIDE:
            return True
        above = above.head
    return above.dep_ in _ASIDE


def _is_condition(clause: Word) -> bool:
    return clause.dep_ == "advcl" and any(c.lower_ in ("if", "unless") and c.dep_ == "mark" for c in clause.children)


def _verdicts(verb: Word, around: StanceContext) -> Iterator[FoundStance]:
    """ "she should never be allowed to run", "he cannot be trusted", "he has no idea what he is talking about"."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    side = _verdict(verb)
    target = around.entity_of(subject.i) if subject is not None and side is not None else None
    if subject is not None and side is not None and target is not None:
        trigger = (*(c.i for c in verb.children if c.dep_ in ("aux", "neg", "auxpass", "dobj") and c.i > subject.i),)
        yield FoundStance(side, target, subject.i, (verb.i, *trigger), 0.8, "stance:verdict")


def _verdict(verb: Word) -> Stance | None:
    modal = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    negated = any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)
    lemma = verb.lemma_.lower()
    if modal in listed("due", "modals"):
        if lemma in listed("due", "granted"):
            return Stance.OPPOSES if negated else None
        if lemma in listed("due", "removed") and not negated and has_child(verb, "nsubjpass"):
            return Stance.OPPOSES
    if modal in ("can", "ca") and negated and lemma in listed("due", "trusting"):
        return Stance.OPPOSES
    if lemma == "deserve" and modal is None:
        what = next((c for c in verb.children if c.dep_ in ("dobj", "xcomp")), None)
        good = what is not None and what.lemma_.lower() in listed("due", "deserved")
        return (Stance.OPPOSES if negated else Stance.SUPPORTS) if good else None
    clueless = any(
        c.dep_ == "dobj" and c.lemma_.lower() in ("idea", "clue") and any(g.lower_ == "no" for g in c.children)
        for c in verb.children
    )
    return Stance.OPPOSES if lemma == "have" and clueless else None


def _needed(verb: Word, around: StanceContext) -> Iterator[FoundStance]:
    """ "we need a wall", "a wall is needed", "there must be an inquiry", "there is a need for one"."""
    for noun in _in_need(verb):
        target = around.thing_of(noun.i)
        if target is not None:
            yield FoundStance(Stance.SUPPORTS, target, noun.i, (verb.i,), 0.8, _BY)
    due = any(c.dep_ == "aux" and c.lower_ in listed("due", "modals") for c in verb.children)
    exists = verb.lemma_ == "be" and due and any(c.dep_ == "expl" and c.lower_ == "there" for c in verb.children)
    if not exists and not (verb.lemma_ == "need" and verb.tag_ != "VBD" and _is_ours(verb)):
        return
    for noun in (c for c in verb.children if c.dep_ in ("attr", "dobj") and c.pos_ == "NOUN" and c.i > verb.i):
        target = around.thing_of(noun.i) if noun.lemma_.lower() not in listed("demands", "idle") else None
        if target is not None:
            side = Stance.OPPOSES if factuality_of(verb).is_negative or _is_none(noun) else Stance.SUPPORTS
            yield FoundStance(side, target, noun.i, (verb.i,), 0.75, _BY)


def _in_need(verb: Word) -> Iterator[Word]:
    """ "a wall is needed", "there is a need for a wall": the wall."""
    if verb.tag_ == "VBD" or factuality_of(verb).is_negative:
        return
    present = any(c.dep_ == "auxpass" and c.tag_ in ("VBZ", "VBP") for c in verb.children)
    if verb.lemma_ == "need" and present:
        yield from (c for c in verb.children if c.dep_ == "nsubjpass" and c.pos_ == "NOUN")
    if verb.lemma_ == "be" and any(c.dep_ == "expl" for c in verb.children):
        needs = (c for c in verb.children if c.dep_ == "attr" and c.lemma_ == "need" and not _is_none(c))
        prepositions = (p for need in needs for p in need.children if p.dep_ == "prep" and p.lower_ == "for")
        yield from (t for p in prepositions for t in p.children if t.dep_ == "pobj" and t.pos_ == "NOUN")


def _is_none(noun: Word) -> bool:
    return any(c.lower_ == "no" for c in noun.children)


def _due(verb: Word, around: StanceContext) -> Iterator[FoundStance]:
    """ "we should close it", "we need to close it"; and who should resign is opposed."""
    modal = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in listed("due", "modals")), None)
    above, action = verb.head, action_of(verb) or verb
    needing = verb.dep_ == "xcomp" and above.lemma_.lower() == "need" and _is_ours(above) and above.tag_ != "VBD"
    if (modal is None and not needing) or action.lemma_.lower() in listed("demands", "idle_deeds"):
        return
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    negative = factuality_of(verb).is_negative
    leaving = verb.lemma_.lower() in listed("demands", "leaving") and subject is not None and not negative
    leaver = around.entity_of(subject.i) if subject is not None and leaving else None
    if leaver is not None and subject is not None:
        yield FoundStance(Stance.OPPOSES, leaver, subject.i, (verb.i,), 0.8, "stance:verdict")
    target = around.thing_of(action.i) if needing or _is_ours(verb) else None
    if target is not None:
        side = flip(Stance.SUPPORTS) if negative else Stance.SUPPORTS
        yield FoundStance(side, target, action.i, (modal.i if modal is not None else above.i,), 0.75, _BY)


def _is_ours(verb: Word) -> bool:
    """ "we must": the speaker and the speaker's own."""
    return any(c.dep_ == "nsubj" and c.lower_ in listed("due", "ours") for c in verb.children)
