"""The sides that statements take, and the edges that statements and acts show."""

from collections.abc import Iterable, Iterator, Sequence

from graph.model import Modality, Stance, StanceEdge, Statement, StatementStance
from graph.nlp.assembly.joint import Joint
from graph.nlp.findings import FoundAct, FoundStance
from graph.nlp.stance.constructions import WEIGHED
from graph.nlp.stance.criticism import is_aimed_at

Deed = tuple[str, FoundAct]  # id of the fact that tells of an act, and the act


def to_sides(joint: Joint, found: Iterable[FoundStance]) -> tuple[StatementStance, ...]:
    """Return the sides of one statement, the surest first; of those alike in stance and target, the surest."""
    made: dict[tuple[Stance, int], StatementStance] = {}
    for one in sorted(found, key=lambda one: -one.confidence):
        if (one.stance, one.target) not in made:
            made[one.stance, one.target] = StatementStance(
                one.stance,
                joint.ids[one.target],
                (joint.mention_span(one.target_head),),
                joint.token_spans(one.trigger),
                one.strength,
                round(one.confidence, 2),
                one.by,
            )
    return tuple(made.values())


def edges_of_statements(joint: Joint, statements: Iterable[Statement], stance_min: float) -> Iterator[StanceEdge]:
    """Yield an edge for each target toward which a statement takes a side, surely enough, plainly and not denied.

    To find fault with somebody's proposal is derived to criticise whose it is, where that is not said already.
    """
    proposers = {joint.ids[i]: p.proposer for i, p in enumerate(joint.proposals, len(joint.entities))}
    for statement in statements:
        source = statement.source.entity if statement.source else None
        if source is None:
            continue
        edges = list(_sure(source, statement, stance_min))
        yield from edges
        directly = {edge.target for edge in edges}
        for edge in edges:
            proposer = proposers.get(edge.target)
            if proposer is None or joint.ids[proposer] in {source, *directly}:
                continue
            if _is_criticism(joint, edge, proposer):
                yield _edge(source, edge, joint.ids[proposer], statement=statement.id, derived=True)


def edges_of_acts(joint: Joint, deeds: Sequence[Deed]) -> Iterator[StanceEdge]:
    """Yield an edge for each side that an act takes, the surest of those that one fact shows."""
    first: dict[tuple[str, int, int], None] = {}
    for fact, act in sorted(deeds, key=lambda deed: (int(deed[0][1:]), -deed[1].stance.confidence)):
        known = fact, act.source, act.stance.target
        if act.source != act.stance.target and known not in first:
            first[known] = None
            (side,) = to_sides(joint, [act.stance])
            yield _edge(joint.ids[act.source], side, side.target, fact=fact)


def _sure(source: str, statement: Statement, stance_min: float) -> Iterator[StanceEdge]:
    """Toward each target the surest side: nobody is for and against the same in one breath."""
    before = {source}
    for side in statement.stances:
        if side.confidence >= stance_min and side.target not in before and _is_put_forward(statement, side):
            before.add(side.target)
            yield _edge(source, side, side.target, statement=statement.id)


def _is_put_forward(statement: Statement, side: StatementStance) -> bool:
    """Whether the statement says it, as so; of a construction its own words tell: "would not support it"."""
    plain = not statement.negated and statement.modality is Modality.ASSERTED
    return plain or side.by.partition(" ")[0] in WEIGHED


def _edge(
    source: str,
    side: StatementStance | StanceEdge,
    target: str,
    *,
    statement: str | None = None,
    fact: str | None = None,
    derived: bool = False,
) -> StanceEdge:
    return StanceEdge(
        source,
        side.stance,
        target,
        statement,
        fact,
        side.target_spans,
        side.trigger_spans,
        side.strength,
        side.confidence,
        side.by,
        derived,
    )


def _is_criticism(joint: Joint, edge: StanceEdge, proposer: int) -> bool:
    heads = frozenset(m.head for m in joint.entities[proposer].mentions)
    words = joint.words(edge.trigger_spans), joint.words(edge.target_spans)
    return edge.stance is Stance.OPPOSES and is_aimed_at(*words, heads)
