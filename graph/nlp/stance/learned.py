"""The sides that the learned finder sees in a statement, on entities, with the words that speak for them."""

from collections.abc import Iterator, Sequence

from graph.model import Stance
from graph.nlp.findings import FoundStance, FoundStatement
from graph.nlp.stance.context import StanceContext
from graph.nlp.stance.evaluations import is_ironic
from graph.nlp.stance.features import lexicon_sides, parts_of
from graph.nlp.stance.meant import is_meant, targets_of
from graph.nlp.stance.policy_verbs import is_ending, leaves_open
from graph.nlp.stance.sides import flip
from graph.nlp.syntax.tree import Tree, Word

LEAST = 0.2  # chance below which a side is not kept, not even as a weak one
_MOST_TRIGGERS = 3


def find_learned(doc: Tree, statement: FoundStatement, around: StanceContext) -> Iterator[FoundStance]:
    """Return the sides with the finder's chance as confidence; targets are made where they are no entities yet."""
    if around.finder is None or around.states is None:
        return
    parts = parts_of(doc, statement.source, statement.cue, statement.content)
    content = [doc[i] for i in sorted(parts.content)]
    for one in around.finder.find(doc, parts, around.states):
        seen = doc[one.head]
        if one.chance < LEAST or not is_meant(seen, one.stance, content, statement, around):
            continue
        if one.stance is Stance.SUPPORTS and is_ironic(seen):
            continue
        for word in targets_of(seen, around):
            target = _thing(word, around)
            if target is not None:
                trigger = triggers_of(seen, statement.cue_head)
                yield FoundStance(one.stance, target, word.i, trigger, one.chance, around.finder.name, one.strength)


def without_contradicted(
    doc: Tree, rules: Sequence[FoundStance], learned: Sequence[FoundStance]
) -> tuple[FoundStance, ...]:
    """The sides seen, less those on what a deed is done to that say the contrary of what the rules know of the deed.

    Who wants to release the tapes is not against the tapes, who wants to scrap a tax is not for the tax. Nor are those
    kept that stand on the description of something that is called so.
    """
    deeds = {one.target_head: one.stance for one in rules if doc[one.target_head].pos_ == "VERB"}

    def contradicts(one: FoundStance) -> bool:
        word = doc[one.target_head]
        deed = deeds.get(word.head.i) if word.dep_ == "dobj" else None
        if deed is None or leaves_open(word.head):
            return False
        return one.stance is not (flip(deed) if is_ending(word.head) else deed)

    called = {one.stance for one in rules if one.by == "stance:called"}

    def describes(one: FoundStance) -> bool:
        word = doc[one.target_head]
        told_apart = any(c.dep_ == "poss" or c.lower_ in ("the", "this", "that") for c in word.children)
        return one.stance in called and word.pos_ == "NOUN" and not told_apart

    return tuple(one for one in learned if not contradicts(one) and not describes(one))


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
