"""For or against: the sides that the article tells as acts, in its own voice.

What no source says is told by one construction alone, so that more is asked of it: a name at one end at least.
"""

from collections.abc import Iterable, Sequence

from graph.model import CharSpan, EntityType
from graph.nlp.findings import FoundAct, FoundStance, FoundStatement
from graph.nlp.stance.context import StanceContext
from graph.nlp.stance.sides import Side
from graph.nlp.syntax.offsets import token_span
from graph.nlp.syntax.tree import Tree, Word
from graph.nlp.things.groups import find_actor_type


def find_acts(
    doc: Tree,
    statements: Sequence[FoundStatement],
    speakers: Sequence[int | None],
    stances: Sequence[Sequence[FoundStance]],
    around: StanceContext,
    sides: Sequence[Side],
) -> list[FoundAct]:
    """Return the sides that the article tells in its own voice, in the order of the words that show them."""
    told = tokens_of(doc, (span for statement in statements for span in statement.content))
    shown = {
        (speaker, one.stance, one.target, one.target_head)
        for speaker, several in zip(speakers, stances, strict=True)
        for one in several
    }
    acts: dict[tuple[int, int, int], FoundAct] = {}
    for side in sides:
        if side.trigger[0] in told:
            continue
        source = around.source_of(side.source) if side.source is not None else None
        target = around.thing_of(side.target) if source is not None else None
        if source is None or target is None or source == target or (source, side.stance, target, side.target) in shown:
            continue
        if not _is_told(doc, side, (source, target), around):
            continue
        stance = FoundStance(side.stance, target, side.target, side.trigger, side.confidence, f"stance:{side.rule}")
        acts.setdefault((source, target, side.trigger[0]), FoundAct(source, stance, side.trigger[0]))
    return list(acts.values())


def tokens_of(doc: Tree, spans: Iterable[CharSpan]) -> set[int]:
    """Return the tokens of the spans."""
    return {token.i for span in spans for token in token_span(doc, span)}


def _is_told(doc: Tree, side: Side, ends: tuple[int, int], around: StanceContext) -> bool:
    """Whether somebody is said to take the side on something: with a name, or as a group toward what has a name."""
    if side.source is None:
        return False
    source, target = doc[side.source], doc[side.target]
    if _is_told_apart(source, doc[side.trigger[0]]) or _is_own(target, ends[0], around):
        return False
    group = find_actor_type(source) is EntityType.GROUP and source.pos_ != "PRON"
    return around.is_named(ends[0]) or (group and around.is_named(ends[1]))


def _is_told_apart(source: Word, trigger: Word) -> bool:
    """ "the millions of Americans supporting him": the side tells which of them are meant, not what they all think."""
    clause = next((w for w in (trigger, *trigger.ancestors) if w.head is source), None)
    if clause is None or clause.dep_ not in ("acl", "relcl") or source.tag_ != "NNPS":
        return False
    return not any(t.text in (",", "–", "—") for t in source.doc[source.i + 1 : clause.i])


def _is_own(target: Word, source: int, around: StanceContext) -> bool:
    """ "touting their own record", "complained about his microphone": of a side on one's own things little follows."""
    own = (c for c in target.children if c.dep_ == "poss" and c.tag_ == "PRP$")
    return any(around.entity_of(c.i) == source for c in own) or any(c.lower_ == "own" for c in target.children)
