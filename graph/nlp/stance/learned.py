"""The sides that the learned finder sees in a statement, on entities, with the words that speak for them."""

from collections.abc import Iterator, Sequence

from graph.model import Stance
from graph.nlp.findings import FoundStance, FoundStatement
from graph.nlp.stance.context import StanceContext, is_affirmed, is_open, is_reported
from graph.nlp.stance.evaluations import is_ironic
from graph.nlp.stance.features import lexicon_sides, parts_of
from graph.nlp.syntax.clauses import is_infinitive
from graph.nlp.syntax.subjects import find_doer
from graph.nlp.syntax.tree import Tree, Word

LEAST = 0.2  # chance below which a side is not kept, not even as a weak one
_MOST_TRIGGERS = 3
_ATTITUDES = (3, 4)  # sides of words that are for or against, not just good or bad


def find_learned(doc: Tree, statement: FoundStatement, around: StanceContext) -> Iterator[FoundStance]:
    """Return the sides with the finder's chance as confidence; targets are made where they are no entities yet."""
    if around.finder is None or around.states is None:
        return
    parts = parts_of(doc, statement.source, statement.cue, statement.content)
    content = [doc[i] for i in sorted(parts.content)]
    for one in around.finder.find(doc, parts, around.states):
        word = doc[one.head]
        if (
            one.chance < LEAST
            or not _is_meant(word, content, statement, around)
            or (one.stance is Stance.SUPPORTS and is_ironic(word))
        ):
            continue
        target = _thing(word, around)
        if target is not None:
            trigger = triggers_of(word, statement.cue_head)
            yield FoundStance(one.stance, target, one.head, trigger, one.chance, around.finder.name, one.strength)


def _is_meant(target: Word, content: Sequence[Word], statement: FoundStatement, around: StanceContext) -> bool:
    """False where the grammar knows that no side is put forward.

    So it is in a question or a condition, and by a verb of taking sides that is denied, only possible or past, that is
    somebody else's, or that others inside the content are said to say or think.
    """
    if target.dep_ == "poss" and target.head.i in around.heads:
        return False  # whose plan it is: to be against the plan is not yet to be against them (`criticism`)
    if target.dep_ == "nsubj" and is_infinitive(target.head):
        return False  # "a call for the government to act": who is asked is not who is meant
    verb = next((word for word in (target, *target.ancestors) if word.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return True
    if lexicon_sides().get(verb.lemma_.lower(), 0) in _ATTITUDES:
        return is_affirmed(verb) and not is_reported(verb, content) and not _is_anothers(verb, statement, around)
    return not is_open(verb)


def _is_anothers(verb: Word, statement: FoundStatement, around: StanceContext) -> bool:
    """Whether a verb inside the content has somebody named for its doer who is not the speaker."""
    doer = find_doer(verb)
    if doer is None or verb.i == statement.cue_head or doer.i == statement.source_head or doer.pos_ != "PROPN":
        return False
    speaker = around.entity_of(statement.source_head) if statement.source_head is not None else None
    return not any(s.start <= doer.idx < s.end for s in statement.source) and around.entity_of(doer.i) != speaker


def _thing(word: Word, around: StanceContext) -> int | None:
    """The entity of a target; of the deed in "the plan to close it", the plan."""
    if word.pos_ == "VERB" and word.dep_ == "acl" and word.head.i in around.heads:
        return around.thing_of(word.head.i)
    return around.thing_of(word.i)


def triggers_of(target: Word, cue: int | None) -> tuple[int, ...]:
    """Return the words that speak for a side: those of the lexicon above and beside the target, then the cue."""
    sides = lexicon_sides()
    above = [target, *target.ancestors]
    near = [word for top in above for word in (top, *top.children) if word.i != target.i]
    found = list(dict.fromkeys(word.i for word in near if word.lemma_.lower() in sides))[:_MOST_TRIGGERS]
    return tuple(sorted({*found, *([cue] if cue is not None else [])})) or (target.head.i,)
