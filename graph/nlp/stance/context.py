"""What the rules of stance may look at beside the parse, and the questions that several of them ask."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from graph.model import EntityType, Modality
from graph.nlp.stance.finder import TargetFinder
from graph.nlp.stance.sides import listed
from graph.nlp.statements.encoder import Numbers
from graph.nlp.syntax.factuality import Certainty, Factuality, factuality_of
from graph.nlp.syntax.subjects import find_doer
from graph.nlp.syntax.tree import Word

Resolve = Callable[[int], int | None]  # head token → entity
LEFT_OPEN = (Modality.POSSIBLE, Modality.QUESTION)  # no side is taken by a cue of these modalities
_FIRST_PERSON = frozenset({"i", "we"})


def _nothing(_: int) -> int | None:
    return None


def _untold(_: int) -> EntityType:
    return EntityType.OTHER


def _named(_: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class StanceContext:
    """What the rules may look at beside the parse."""

    entity_of: Resolve  # head token of any mention → entity, proposals included
    proposals: Sequence[int]  # head tokens of all mentions of proposals, sorted
    finder: TargetFinder | None = None  # the learned finder of targets; None: rules alone
    states: Numbers | None = None  # what the statement encoder makes of each token, for the finder
    target_of: Resolve = _nothing  # the same as entity_of for what is no mention yet: makes the entity
    source_of: Resolve = _nothing  # likewise for those who take a side
    type_of: Callable[[int], EntityType] = _untold  # entity → what kind of thing it is
    is_named: Callable[[int], bool] = _named  # entity → whether the text has a name for it
    heads: frozenset[int] = field(init=False)  # the same, to look up
    proposed: frozenset[int | None] = field(init=False)  # the entities that are proposals

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", frozenset(self.proposals))
        object.__setattr__(self, "proposed", frozenset(map(self.entity_of, self.proposals)))

    def thing_of(self, head: int) -> int | None:
        """The entity of a word that a side is taken on, made where it has none."""
        found = self.entity_of(head)
        return found if found is not None else self.target_of(head)


def is_weak(cue: Word) -> bool:
    """True if it is neither for nor against: "did not say", "may support", "should support", "hardly disagreed"."""
    deed = factuality_of(cue)
    return deed.is_negated_itself or deed.is_nearly_negated or _is_weakened(deed) or has_modal(cue)


def _is_weakened(deed: Factuality) -> bool:
    return deed.certainty is Certainty.POSSIBLE


def has_modal(verb: Word) -> bool:
    """True if an own modal says that it can or ought to be, not that it is: "could", "must"."""
    return any(c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ not in listed("negation", "firm") for c in verb.children)


def is_reported(token: Word, content: Sequence[Word]) -> bool:
    """True if somebody else inside the content is said to say or think it: "the perception that she is corrupt"."""
    inside = {t.i for t in content}
    return any(word.i in inside and _is_anothers(word) for word in factuality_of(token).introducers)


def _is_anothers(introducer: Word) -> bool:
    if introducer.pos_ == "NOUN":
        return True
    doer = find_doer(introducer)
    return doer is not None and doer.lower_ not in _FIRST_PERSON


def is_open(token: Word) -> bool:
    """True if nothing is put forward: a question or a condition."""
    return factuality_of(token).certainty is Certainty.UNDERSPECIFIED


def is_affirmed(verb: Word) -> bool:
    """True if it is put forward as so, or as likely, planned or due."""
    deed = factuality_of(verb)
    return deed.is_likely and not deed.is_negative


def target_of(token: Word, around: StanceContext) -> int | None:
    """What a noun phrase is about: its entity; for a claim or a concern, the person whose it is; for "it", the proposal
    named before in the sentence."""
    found = around.entity_of(token.i)
    if found is not None:
        return found
    if token.lower_ in ("it", "this", "that") and token.tag_ not in ("WDT", "IN"):
        last = bisect_left(around.proposals, token.i) - 1
        named = last >= 0 and around.proposals[last] >= token.sent.start
        return around.entity_of(around.proposals[last]) if named else None
    if token.lemma_.lower() in listed("words", "acts"):
        return next((e for e in map(around.entity_of, _owners(token)) if e is not None), None)
    return None


def _owners(noun: Word) -> Iterator[int]:
    """ "her concerns", "the concerns that she raised"."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child.i
        elif child.dep_ == "relcl":
            yield from (c.i for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT"))


def sole_proposal(tokens: Sequence[Word], around: StanceContext) -> tuple[int, int] | None:
    """Head and entity of the one proposal that these tokens speak of."""
    found = [(t.i, around.entity_of(t.i)) for t in tokens if t.i in around.heads]
    entities = {entity for _, entity in found if entity is not None}
    return (found[0][0], entities.pop()) if len(entities) == 1 else None
