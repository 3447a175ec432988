"""The JSON form of an annotation, as `graph/annotation.schema.json` describes it, there and back.

The text is not part of it: offsets count into the file that was read, and `text_sha256` says whether it is the same.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from importlib.resources import files
from typing import Any

from graph.errors import InvalidModel
from graph.model import (
    Annotation,
    Argument,
    Article,
    Candidate,
    CharSpan,
    Entity,
    EntityType,
    Evidence,
    Fact,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Predicate,
    Quantity,
    Source,
    Stance,
    StanceEdge,
    Statement,
    StatementKind,
    StatementStance,
    Strength,
    TimeInterval,
)

Json = dict[str, Any]
EntityIri = Callable[[Entity, Article], str]
_OF_STRONGEST = frozenset({"stance", "target", "target_spans", "stance_spans"})  # of a statement: found in its stances


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


def from_json(data: Mapping[str, Any], text: str) -> Annotation:
    """The annotation that `to_json` wrote, over the text it was made from."""
    if data.get("text_sha256") != text_sha256(text):
        raise InvalidModel(f"annotation {data.get('id')!r} was made from another text; give the file it was made from")
    try:
        return _to_annotation(data, text)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidModel(f"annotation {data.get('id')!r} does not follow the schema: {error!r}") from error


def text_sha256(text: str) -> str:
    """The hash that binds offsets to a text."""
    return sha256(text.encode()).hexdigest()


def load_schema() -> Json:
    """The JSON Schema (draft 2020-12) of what `to_json` gives."""
    schema: Json = json.loads(files("graph").joinpath("annotation.schema.json").read_text(encoding="utf-8"))
    return schema


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
        "status": fact.status,
        "participants": [{"role": one.role, **_argument(one.argument)} for one in fact.participants],
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


def _to_annotation(data: Mapping[str, Any], text: str) -> Annotation:
    described = {key: data[key] for key in ("id", "title", "publisher", "url", "language")}
    return Annotation(
        article=Article(text=text, published=_to_day(data["published"]), **described),
        entities=tuple(map(_to_entity, data["entities"])),
        statements=tuple(map(_to_statement, data["statements"])),
        facts=tuple(map(_to_fact, data["facts"])),
        stances=tuple(map(_to_edge, data["stances"])),
        sentences=_spans(data["sentences"]),
        software=data["software"],
        pipeline=data["pipeline"],
    )


def _to_entity(data: Json) -> Entity:
    made = {
        "type": EntityType(data["type"]),
        "mentions": tuple(Mention(CharSpan(m["start"], m["end"]), MentionKind(m["kind"])) for m in data["mentions"]),
        "candidates": tuple(Candidate(**candidate) for candidate in data["candidates"]),
    }
    return Entity(**{key: value for key, value in data.items() if key != "iri"} | made)


def _to_statement(data: Json) -> Statement:
    source = data["source"]
    made = {
        "source": Source(source["entity"], _spans(source["spans"])) if source else None,
        "cue": _spans(data["cue"]),
        "content": _spans(data["content"]),
        "kind": StatementKind(data["kind"]),
        "stances": tuple(StatementStance(**_to_side(one)) for one in data["stances"]),
        "said": _to_time(data["said"]),
    }
    kept = {key: value for key, value in data.items() if key not in _OF_STRONGEST}
    return Statement(**kept | _to_mood(data) | made)


def _to_fact(data: Json) -> Fact:
    predicate = data["predicate"]
    made = {
        "subject": _to_argument(data["subject"]),
        "predicate": Predicate(**predicate | {"spans": _spans(predicate["spans"])}),
        "object": _to_argument(data["object"]),
        "spans": _spans(data["spans"]),
        "time": _to_time(data["time"]),
        "verb": CharSpan(*data["verb"]) if data["verb"] else None,
        "participants": tuple(_to_participant(one) for one in data["participants"]),
    }
    return Fact(**data | _to_mood(data) | made)


def _to_participant(data: Json) -> Participant:
    return Participant(data["role"], _to_argument({key: value for key, value in data.items() if key != "role"}))


def _to_side(data: Json) -> Json:
    return {
        "stance": Stance(data["stance"]),
        "target": data["target"],
        "target_spans": _spans(data["target_spans"]),
        "trigger_spans": _spans(data["stance_spans"]),
        "strength": Strength(data["strength"]),
        "confidence": data["confidence"],
        "by": data["by"],
    }


def _to_edge(data: Json) -> StanceEdge:
    shown_by = "statement" if Evidence(data["evidence"]) is Evidence.STATEMENT else "fact"
    shown = {shown_by: data["from"], "derived": data["derived"]}
    return StanceEdge(data["source"], **_to_side(data), **shown)


def _to_mood(data: Json) -> Json:
    return {
        "negation_spans": _spans(data["negation_spans"]),
        "modality": Modality(data["modality"]),
        "modality_spans": _spans(data["modality_spans"]),
    }


def _to_argument(data: Json) -> Argument:
    quantity = Quantity(**data["quantity"]) if data["quantity"] else None
    return Argument(**data | {"spans": _spans(data["spans"]), "quantity": quantity})


def _to_time(data: Json | None) -> TimeInterval | None:
    if data is None:
        return None
    span = CharSpan(*data["span"]) if data["span"] else None
    return TimeInterval(data["text"], _to_day(data["earliest"]), _to_day(data["latest"]), span)


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[CharSpan, ...]:
    return tuple(CharSpan(start, end) for start, end in pairs)


def _to_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
