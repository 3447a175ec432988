"""Entities of one article that turn out to be the same thing."""

from dataclasses import replace

from graph.model import Annotation, Argument, Entity, Fact, Source, StanceEdge, Statement, StatementStance


def merge_linked(annotation: Annotation) -> Annotation:
    """The annotation with one entity for each Wikidata id: the first one, with the mentions of all."""
    first: dict[str, str] = {}
    renamed = {
        entity.id: first.setdefault(entity.wikidata, entity.id) if entity.wikidata else entity.id
        for entity in annotation.entities
    }
    if all(old == new for old, new in renamed.items()):
        return annotation
    return replace(
        annotation,
        entities=_merge(annotation.entities, renamed),
        statements=tuple(_rename_statement(statement, renamed) for statement in annotation.statements),
        facts=tuple(_rename_fact(fact, renamed) for fact in annotation.facts),
        stances=_rename_stances(annotation.stances, renamed),
    )


def _merge(entities: tuple[Entity, ...], renamed: dict[str, str]) -> tuple[Entity, ...]:
    members: dict[str, list[Entity]] = {}
    for entity in entities:
        members.setdefault(renamed[entity.id], []).append(entity)
    return tuple(_unite(group, renamed) for group in members.values())


def _unite(group: list[Entity], renamed: dict[str, str]) -> Entity:
    best = max(group, key=lambda entity: entity.confidence)
    return replace(
        group[0],
        mentions=tuple(sorted({mention for entity in group for mention in entity.mentions})),
        confidence=best.confidence,
        candidates=best.candidates,
        proposer=_renamed(group[0].proposer, renamed),
        object=_renamed(group[0].object, renamed),
        addressee=_renamed(group[0].addressee, renamed),
        about=_renamed(group[0].about, renamed),
    )


def _renamed(entity_id: str | None, renamed: dict[str, str]) -> str | None:
    return None if entity_id is None else renamed.get(entity_id, entity_id)


def _rename_statement(statement: Statement, renamed: dict[str, str]) -> Statement:
    source = statement.source
    speaker = None if source is None else Source(_renamed(source.entity, renamed), source.spans)
    return replace(
        statement,
        source=speaker,
        stances=_rename_sides(statement.stances, speaker.entity if speaker else None, renamed),
        reported_via=_renamed(statement.reported_via, renamed),
        on_behalf_of=_renamed(statement.on_behalf_of, renamed),
    )


def _rename_sides(
    sides: tuple[StatementStance, ...], speaker: str | None, renamed: dict[str, str]
) -> tuple[StatementStance, ...]:
    """The sides with one for each stance and target, the best; none toward oneself."""
    first: dict[tuple[str, str], StatementStance] = {}
    for side in sides:
        target = renamed.get(side.target, side.target)
        if target != speaker:
            first.setdefault((side.stance, target), replace(side, target=target))
    return tuple(first.values())


def _rename_fact(fact: Fact, renamed: dict[str, str]) -> Fact:
    return replace(
        fact,
        subject=_rename_argument(fact.subject, renamed),
        object=_rename_argument(fact.object, renamed),
        according_to=_renamed(fact.according_to, renamed),
    )


def _rename_argument(argument: Argument, renamed: dict[str, str]) -> Argument:
    return replace(argument, entity=_renamed(argument.entity, renamed))


def _rename_stances(stances: tuple[StanceEdge, ...], renamed: dict[str, str]) -> tuple[StanceEdge, ...]:
    """The edges with one for each pair, stance and evidence; none toward oneself."""
    first: dict[object, StanceEdge] = {}
    for edge in stances:
        source, target = renamed.get(edge.source, edge.source), renamed.get(edge.target, edge.target)
        if source != target:
            known = source, edge.stance, target, edge.statement, edge.fact, edge.derived
            first.setdefault(known, replace(edge, source=source, target=target))
    return tuple(first.values())
