"""Read the JSON form of an annotation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from graph.annotation.contract import Json, text_sha256
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

_OF_STRONGEST = frozenset({"stance", "target", "target_spans", "stance_spans"})  # of a statement: found in its stances


def from_json(data: Mapping[str, Any], text: str) -> Annotation:
    """Return the annotation that `to_json` wrote, over the text it was made from.

    Raises InvalidModel if the text is another one or the data do not follow the schema.
    """
    if data.get("text_sha256") != text_sha256(text):
        raise InvalidModel(f"annotation {data.get('id')!r} was made from another text; give the file it was made from")
    try:
        return _to_annotation(data, text)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidModel(f"annotation {data.get('id')!r} does not follow the schema: {error!r}") from error


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
    }
    return Fact(**data | _to_mood(data) | made)


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
