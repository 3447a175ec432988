"""Write an annotation as JSON values, in the order of the contract."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date

from graph.annotation.contract import Json, text_sha256
from graph.model import (
    Annotation,
    Argument,
    Article,
    CharSpan,
    Entity,
    Evidence,
    Fact,
    StanceEdge,
    Statement,
    StatementStance,
    TimeInterval,
)

EntityIri = Callable[[Entity, Article], str]


def to_json(annotation: Annotation, entity_iri: EntityIri | None = None) -> Json:
    """The annotation as JSON values; without `entity_iri` the entities' `iri` is null."""
    article = annotation.article
    return {
        "id": article.id,
        "published": _day(article.published),
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "text_sha256": text_sha256(article.text),
        "entities": [_entity(e, entity_iri(e, article) if entity_iri else None) for e in annotation.entities],
        "statements": [_statement(statement, annotation.side_of(statement)) for statement in annotation.statements],
        "facts": [_fact(fact) for fact in annotation.facts],
        "stances": [_edge(edge) for edge in annotation.stances],
        "sentences": _pairs(annotation.sentences),
        "software": annotation.software,
        "pipeline": annotation.pipeline,
    }


def _entity(entity: Entity, iri: str | None) -> Json:
    return {
        "id": entity.id,
        "label": entity.label,
        "type": entity.type.value,
        "iri": iri,
        "wikidata": entity.wikidata,
        "confidence": entity.confidence,
        "mentions": [{"start": m.span.start, "end": m.span.end, "kind": m.kind.value} for m in entity.mentions],
        "candidates": [
            {"wikidata": c.wikidata, "label": c.label, "score": c.score, "reason": c.reason} for c in entity.candidates
        ],
        "common": entity.common,
        "proposer": entity.proposer,
        "action": entity.action,
        "object": entity.object,
        "addressee": entity.addressee,
        "key": entity.key,
        "about": entity.about,
    }


def _statement(statement: Statement, side: StatementStance | None) -> Json:
    source = statement.source
    return {
        "id": statement.id,
        "source": {"entity": source.entity, "spans": _pairs(source.spans)} if source else None,
        "cue": _pairs(statement.cue),
        "content": _pairs(statement.content),
        "kind": statement.kind.value,
        "stance": side.stance.value if side else None,
        "target": side.target if side else None,
        "target_spans": _pairs(side.target_spans) if side else [],
        "stance_spans": _pairs(side.trigger_spans) if side else [],
        "stances": [_side(one) for one in statement.stances],
        **_mood(statement),
        "said": _time(statement.said),
        "reported_via": statement.reported_via,
        "confidence": statement.confidence,
        "by": statement.by,
    }


def _fact(fact: Fact) -> Json:
    predicate = fact.predicate
    return {
        "id": fact.id,
        "subject": _argument(fact.subject),
        "predicate": {
            "label": predicate.label,
            "lemma": predicate.lemma,
            "relation": predicate.relation,
            "spans": _pairs(predicate.spans),
        },
        "object": _argument(fact.object),
        "time": _time(fact.time),
        "according_to": fact.according_to,
        "statement": fact.statement,
        **_mood(fact),
        "confidence": fact.confidence,
        "spans": _pairs(fact.spans),
        "by": fact.by,
        "verb": [fact.verb.start, fact.verb.end] if fact.verb else None,
    }


def _side(taken: StatementStance | StanceEdge) -> Json:
    return {
        "stance": taken.stance.value,
        "target": taken.target,
        "target_spans": _pairs(taken.target_spans),
        "stance_spans": _pairs(taken.trigger_spans),
        "strength": taken.strength.value,
        "confidence": taken.confidence,
        "by": taken.by,
    }


def _edge(edge: StanceEdge) -> Json:
    evidence = Evidence.STATEMENT if edge.statement else Evidence.ACT
    shown = {"from": edge.statement or edge.fact, "evidence": evidence.value}
    return {"source": edge.source, **_side(edge), **shown, "derived": edge.derived}


def _mood(made: Statement | Fact) -> Json:
    return {
        "negated": made.negated,
        "negation_spans": _pairs(made.negation_spans),
        "modality": made.modality.value,
        "modality_spans": _pairs(made.modality_spans),
    }


def _argument(argument: Argument) -> Json:
    return {
        "entity": argument.entity,
        "literal": argument.literal,
        "datatype": argument.datatype,
        "text": argument.text,
        "spans": _pairs(argument.spans),
        "quantity": asdict(argument.quantity) if argument.quantity else None,
    }


def _time(time: TimeInterval | None) -> Json | None:
    if time is None:
        return None
    span = [time.span.start, time.span.end] if time.span else None
    return {"earliest": _day(time.earliest), "latest": _day(time.latest), "text": time.text, "span": span}


def _pairs(spans: Iterable[CharSpan]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
