"""Statements with source, mood, time and the sides that they take."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.model import Modality, Source, Statement, StatementStance
from graph.nlp.assembly.joint import Joint
from graph.nlp.assembly.stances import to_sides
from graph.nlp.findings import FoundStatement, FoundTime
from graph.nlp.syntax.factuality import factuality_of


def to_statements(joint: Joint) -> tuple[Statement, ...]:
    """Return the statements in the order in which they were found."""
    found = joint.found
    said = {t.head: t for t in reversed(found.times) if t.head is not None}
    made: list[Statement] = []
    for number, (one, speaker, stances) in enumerate(
        zip(found.statements, found.speakers, found.stances, strict=True), 1
    ):
        statement = _statement(joint, f"s{number}", one, speaker, said, to_sides(joint, stances))
        if one.continues is not None:
            statement = replace(statement, said=made[one.continues].said)
        if one.via is not None:
            statement = replace(statement, reported_via=joint.id(found.speakers[one.via]))
        made.append(statement)
    return tuple(made)


def _statement(
    joint: Joint,
    statement_id: str,
    found: FoundStatement,
    speaker: int | None,
    said: Mapping[int, FoundTime],
    sides: Sequence[StatementStance],
) -> Statement:
    factuality = factuality_of(joint.doc[found.cue_head]) if found.cue_head is not None else None
    source = Source(joint.id(speaker), found.source) if found.source or speaker is not None else None
    principal = joint.found.principals.get(speaker) if speaker is not None else None
    return Statement(
        id=statement_id,
        content=found.content,
        kind=found.kind,
        source=source,
        cue=found.cue,
        stances=tuple(sides),
        negated=bool(factuality and factuality.negation),
        negation_spans=factuality.negation if factuality else (),
        modality=factuality.modality if factuality else Modality.ASSERTED,
        modality_spans=factuality.modality_spans if factuality else (),
        said=joint.interval(said.get(found.cue_head)) if found.cue_head is not None else None,
        on_behalf_of=joint.id(principal),
        confidence=found.confidence,
        by=found.by,
    )
