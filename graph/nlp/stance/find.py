"""For or against: the sides that statements take.

A construction that takes a side, "A opposes B", belongs to the statement in whose cue it stands, or in whose content
its source speaks for itself; in the words of somebody else it is hearsay and nobody's; outside of all statements it is
an act (`acts`). Beside that, a statement takes sides by what its cue does with the content, and by what the content
judges.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from graph.model import EntityType, Stance
from graph.nlp.findings import FoundStance, FoundStatement
from graph.nlp.stance.acts import tokens_of
from graph.nlp.stance.context import LEFT_OPEN, StanceContext, is_reported, is_weak
from graph.nlp.stance.cues import find_called
from graph.nlp.stance.evaluations import find_best, find_evaluated, find_feasible, find_harmful
from graph.nlp.stance.learned import find_learned, without_contradicted
from graph.nlp.stance.nested import without_nested
from graph.nlp.stance.obligations import find_due
from graph.nlp.stance.sides import Side, listed
from graph.nlp.stance.weighing import Setting, hear, weigh
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.offsets import token_span
from graph.nlp.syntax.subjects import writings
from graph.nlp.syntax.tree import Tree, Word
from graph.nlp.things.groups import find_actor_type

_SPEAKER = frozenset({"i", "we"})
_PERSONAL = frozenset({"he", "him", "she"})


def find_stances(
    doc: Tree,
    statements: Sequence[FoundStatement],
    speakers: Sequence[int | None],
    around: StanceContext,
    sides: Sequence[Side] = (),
) -> list[list[FoundStance]]:
    """Return the sides that each statement takes, the surest first; none where nobody speaks or the cue leaves it open.

    sides: what the constructions of the text show; those that no statement takes up are left out.
    """
    held = _statements_at(doc, statements)
    taken: dict[int, list[FoundStance]] = defaultdict(list)
    for side in sides:
        for index in held.get(side.trigger[0], ()):
            speaker = speakers[index]
            if speaker is None or _is_thing(doc, statements[index], speaker, around):
                continue
            stance = _taken_up(doc, side, statements[index], speaker, around)
            if stance is not None:
                taken[index].append(stance)
    heard = []
    for index, (statement, speaker) in enumerate(zip(statements, speakers, strict=True)):
        may = _may_take_sides(doc, statement, speaker, around)
        rules = (*taken[index], *(_by_rules(doc, statement, around) if may else ()))
        learned = tuple(find_learned(doc, statement, around)) if may else ()
        learned = without_contradicted(doc, rules, learned)
        rules = tuple(one for one in rules if not _is_against_own(doc, one, speaker, around))
        setting = _setting(doc, statement, (*rules, *learned), around)
        heard.append(hear(rules, learned, speaker, statement.confidence, setting))
    weighed = weigh(heard, around.finder.weights if around.finder is not None else ())
    return [without_nested(doc, several) for several in weighed]


def _is_against_own(doc: Tree, one: FoundStance, speaker: int | None, around: StanceContext) -> bool:
    """ "raised questions about his own microphone": nobody is against what is theirs by such words."""
    own = (c for c in doc[one.target_head].children if c.dep_ == "poss" and c.tag_ == "PRP$")
    return one.stance is Stance.OPPOSES and any(around.entity_of(c.i) == speaker for c in own)


def _setting(doc: Tree, statement: FoundStatement, found: Sequence[FoundStance], around: StanceContext) -> Setting:
    cue = doc[statement.cue_head].lemma_.lower() if statement.cue_head is not None else ""
    return Setting(
        frozenset(t.i for span in statement.content for t in token_span(doc, span)),
        next((stance for stance in Stance if cue in listed("verbs", stance.value)), None),
        {one.target: around.type_of(one.target) for one in found},
    )


def _statements_at(doc: Tree, statements: Sequence[FoundStatement]) -> dict[int, list[int]]:
    """Return, by token, the indices of the statements in whose cue or content it stands, in their order."""
    held: dict[int, list[int]] = defaultdict(list)
    for index, statement in enumerate(statements):
        for token in tokens_of(doc, (*statement.cue, *statement.content)):
            held[token].append(index)
    return held


def _taken_up(
    doc: Tree,
    side: Side,
    statement: FoundStatement,
    speaker: int | None,
    around: StanceContext,
) -> FoundStance | None:
    """The side as the statement's own; None where somebody else takes it, or the statement only asks or supposes."""
    if speaker is None or statement.via is not None or side.source is None:
        return None
    source = doc[side.source]
    in_content = any(span.start <= doc[side.trigger[0]].idx < span.end for span in statement.content)
    own = side.source == statement.source_head or around.entity_of(side.source) == speaker
    if in_content:
        cue = doc[statement.cue_head] if statement.cue_head is not None else None
        if not own and not (source.lower_ in _SPEAKER and _stands_in(source, statement)):
            return None
        if cue is not None and (cue.i == side.trigger[0] or is_weak(cue) or _is_disputed(cue)):
            return None if cue.i != side.trigger[0] else _to_stance(side, around)
        if not own and _is_anothers(doc, side, statement):
            return None
    elif not own:
        return None  # somebody named beside the speaker: "France and Spain oppose it" is an act of Spain's
    return _to_stance(side, around)


def _is_disputed(cue: Word) -> bool:
    """Whether what stands after the cue is not yet said to be so: "rejected suggestions that he opposes it"."""
    return cue.lemma_.lower() in listed("cues", "open") | listed("verbs", "opposes")


def _stands_in(word: Word, statement: FoundStatement) -> bool:
    return any(span.start <= word.idx < span.end for span in statement.content)


def _is_anothers(doc: Tree, side: Side, statement: FoundStatement) -> bool:
    content = [t for span in statement.content for t in token_span(doc, span)]
    return is_reported(doc[side.trigger[0]], content)


def _to_stance(side: Side, around: StanceContext) -> FoundStance | None:
    target = around.thing_of(side.target)
    if target is None:
        return None
    return FoundStance(side.stance, target, side.target, side.trigger, side.confidence, f"stance:{side.rule}")


def _may_take_sides(doc: Tree, statement: FoundStatement, speaker: int | None, around: StanceContext) -> bool:
    if speaker is None or statement.via is not None or _is_thing(doc, statement, speaker, around):
        return False
    return statement.cue_head is None or factuality_of(doc[statement.cue_head]).modality not in LEFT_OPEN


def _is_thing(doc: Tree, statement: FoundStatement, speaker: int, around: StanceContext) -> bool:
    """Whether the source's words name nobody who can take a side: "these fears", "party rules"."""
    if statement.source_head is None or around.type_of(speaker) not in (EntityType.OTHER, EntityType.ISSUE):
        return False
    source = doc[statement.source_head]
    speaking = writings() | listed("sources", "bodies")
    return source.pos_ == "NOUN" and find_actor_type(source) is None and source.lemma_.lower() not in speaking


def _by_rules(doc: Tree, statement: FoundStatement, around: StanceContext) -> Iterator[FoundStance]:
    """What the cue does with the content, else what the content judges; the first rule that finds something."""
    content = [t for span in statement.content for t in token_span(doc, span)]
    cue = doc[statement.cue_head] if statement.cue_head is not None else None
    if cue is not None and is_weak(cue):
        return
    around = _with_subject(doc, cue, around)
    rules: list[Iterator[FoundStance]] = []
    if cue is not None:
        rules += [find_called(cue, content, around)]
    rules += [find_best(content, around), find_evaluated(content, around), find_feasible(content, around)]
    rules += [find_harmful(content, around), find_due(content, around)]
    for found in chain.from_iterable(rules):
        if not (found.stance is Stance.OPPOSES and _is_concession(cue)):
            yield found


def _with_subject(doc: Tree, cue: Word | None, around: StanceContext) -> StanceContext:
    """ "he is a fool, she said of Ada Senn": whom a pronoun of the content means that means nobody known."""
    of = (c for c in cue.children if c.dep_ == "prep" and c.lower_ in ("about", "of")) if cue is not None else ()
    named = next((t for c in of for t in c.children if t.dep_ == "pobj" and t.ent_type_ == "PERSON"), None)
    if named is None:
        return around
    entity = around.entity_of(named.i)

    def entity_of(head: int) -> int | None:
        found = around.entity_of(head)
        return entity if found is None and doc[head].lower_ in _PERSONAL else found

    return replace(around, entity_of=entity_of)


def _is_concession(cue: Word | None) -> bool:
    """Whether the speaker only grants what tells against the target, and does not say to be against it."""
    return cue is not None and cue.lemma_.lower() in listed("negation", "conceding")
