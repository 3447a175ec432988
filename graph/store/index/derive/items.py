"""The rows of the read model that a statement or a fact amounts to."""

import json

from pyoxigraph import Literal, NamedNode

from graph.rdf.vocabulary import HUS, MODALITY, PROV, RDF, STATEMENT_KIND
from graph.store.index.derive.sides import SPANS, sides_of
from graph.store.index.derive.values import ArticleNodes, Row, Values, place_of, value_of

_SENTENCE = "sentence"
# What readers call the roles that spans have in the graph.
_ROLES = {
    HUS.sourceSpan.value: "source",
    HUS.cueSpan.value: "cue",
    HUS.content.value: "content",
    HUS.negationTrigger.value: "negation",
    HUS.modalityTrigger.value: "modality",
    HUS.saidSpan.value: "time",
    HUS.timeSpan.value: "time",
    HUS.subjectSpan.value: "subject",
    HUS.predicateSpan.value: "predicate",
    HUS.objectSpan.value: "object",
    HUS.evidence.value: _SENTENCE,
}
_KINDS = {node.value: kind.value for kind, node in STATEMENT_KIND.items()}
_MODALITIES = {node.value: mood.value for mood, node in MODALITY.items()}


def statement_row(nodes: ArticleNodes, name: str, values: Values) -> Row | None:
    """Return the row of a statement; None where it lacks what its shape asks for."""
    kind, modality, ordinal = _common(values)
    content = value_of(values, HUS.contentText)
    if content is None or kind is None or modality is None or ordinal is None:
        return None
    return {
        "key": name.rpartition("/")[2],
        "ordinal": ordinal,
        "source": nodes.entity(values, HUS.source),
        "cue": value_of(values, HUS.cue),
        "content": content,
        "kind": kind,
        "modality": modality,
        "said_earliest": value_of(values, HUS.saidEarliest),
        "said_latest": value_of(values, HUS.saidLatest),
        "said_text": value_of(values, HUS.saidText),
        "via": nodes.entity(values, HUS.reportedVia),
        **_shown(nodes, values),
    }


def fact_row(nodes: ArticleNodes, name: str, values: Values) -> Row | None:
    """Return the row of a fact; None where it lacks what its shape asks for."""
    _, modality, ordinal = _common(values)
    predicate, words = value_of(values, RDF.predicate), value_of(values, HUS.predicateText)
    if predicate is None or words is None or modality is None or ordinal is None:
        return None
    shown = _shown(nodes, values)
    subject, subject_text, _ = _argument(nodes, values, RDF.subject)
    object_, object_text, datatype = _argument(nodes, values, RDF.object)
    statement = value_of(values, HUS.inStatement)
    return {
        "key": name.rpartition("/")[2],
        "ordinal": ordinal,
        "subject": subject,
        "subject_text": nodes.words(values, HUS.subjectSpan) or subject_text,
        "predicate": predicate.removeprefix(nodes.base),
        "predicate_text": words,
        "object": object_,
        "object_text": object_text,
        "datatype": datatype,
        "earliest": value_of(values, HUS.eventEarliest),
        "latest": value_of(values, HUS.eventLatest),
        "time_text": value_of(values, HUS.timeText),
        "according": nodes.entity(values, HUS.accordingTo),
        "in_statement": statement.rpartition("/")[2] if statement else None,
        "modality": modality,
        **shown,
    }


def _common(values: Values) -> tuple[str | None, str | None, int | None]:
    ordinal = value_of(values, HUS.ordinal)
    if PROV.wasDerivedFrom.value not in values or ordinal is None or not ordinal.isdecimal():
        return None, None, None
    return (
        _KINDS.get(value_of(values, HUS.kind) or ""),
        _MODALITIES.get(value_of(values, HUS.modality) or ""),
        int(ordinal),
    )


def _shown(nodes: ArticleNodes, values: Values) -> Row:
    """What statements and facts are shown with: sentences, the words that carry each role, trust."""
    carried = [(values, _ROLES), *((side, SPANS) for side in sides_of(nodes, values))]
    pieces = sorted(
        {
            (*place, role)
            for found, roles in carried
            for predicate, role in roles.items()
            for value in found.get(predicate, ())
            if (place := place_of(value.value))
        }
    )
    sentences = [(begin, end) for begin, end, role in pieces if role == _SENTENCE]
    parts: list[list[object]] = []
    for begin, end, role in pieces:
        if role != _SENTENCE:
            within = any(first <= begin and end <= last for first, last in sentences)
            parts.append([role, begin, end] if within else [role, begin, end, nodes.text[begin:end]])
    return {
        "negated": int(value_of(values, HUS.negated) == "true"),
        "confidence": float(value_of(values, HUS.confidence) or 0),
        "rule": value_of(values, HUS.rule),
        "sentences": _json([[begin, end, nodes.text[begin:end]] for begin, end in sentences]),
        "parts": _json(parts),
    }


def _argument(nodes: ArticleNodes, values: Values, predicate: NamedNode) -> tuple[str | None, str | None, str | None]:
    """Subject or object: the entity, or the words, and their datatype."""
    found = values.get(predicate.value)
    if not found:
        return None, None, None
    term = min(found, key=str)
    if isinstance(term, Literal):
        return None, term.value, term.datatype.value
    if place := place_of(term.value):
        return None, nodes.text[slice(*place)], None
    return nodes.short(term), None, None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
