"""The rows of the read model that one article's quads, or one entity's, amount to: pure functions of the graph.

What lacks a property that its shape asks for gives no row: `hustings verify` names it.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from graph.rdf.attributions import GAP
from graph.rdf.vocabulary import (
    DCTERMS,
    ENTITY_CLASS,
    HUS,
    ITSRDF,
    MODALITY,
    NIF,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    STATEMENT_KIND,
    WIKIDATA,
)
from graph.store.index.sides import SPANS, side_rows, sides_of

Row = dict[str, object]
Values = Mapping[str, Sequence[NamedNode | Literal]]  # property → what it has

ABOUT, FACT = "about", "fact"  # kinds of entries
SENTENCE = "sentence"
_SPAN = re.compile(r"#char=(\d+),(\d+)$")
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
    HUS.evidence.value: SENTENCE,
}
_KINDS = {node.value: kind.value for kind, node in STATEMENT_KIND.items()}
_MODALITIES = {node.value: mood.value for mood, node in MODALITY.items()}
_TYPES = {node.value: kind.value for kind, node in ENTITY_CLASS.items()}
_RELATIONS = {"proposer": HUS.proposedBy, "about": HUS.about, "addressee": HUS.addressee}


@dataclass(slots=True)
class ArticleRows:
    """An article's share of the read model; entities by their names without the store's base."""

    article: Row
    statements: list[Row] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    sides: list[Row] = field(default_factory=list)  # with the key of the statement or fact that takes them
    mentions: dict[str, int] = field(default_factory=dict)
    candidates: list[Row] = field(default_factory=list)
    entries: set[tuple[str, str, int]] = field(default_factory=set)  # entity, kind, ordinal


@dataclass(frozen=True, slots=True)
class SubjectRows:
    """What the shared graph says of one subject: an entity with names and relations, or a relation's label."""

    entity: Row | None = None
    names: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()  # role, name of the other
    label: str | None = None  # of an open relation


def article_rows(quads: Iterable[Quad], base: str) -> ArticleRows | None:
    """The rows of an article's own graph; None where the graph holds no article."""
    return _Article.read(quads, base)


def subject_rows(quads: Iterable[Quad], base: str) -> SubjectRows:
    """The rows of one subject's quads in the graph of entities."""
    values = _by_property(quads)
    labels = [v.value for v in values.get(SKOS.prefLabel.value, ())]
    kinds = sorted(_TYPES[v.value] for v in values.get(RDF.type.value, ()) if v.value in _TYPES)
    if not labels or not kinds:
        found = values.get(RDFS.label.value)
        return SubjectRows(label=min(v.value for v in found) if found else None)
    items = sorted(v.value for v in values.get(SKOS.exactMatch.value, ()) if v.value.startswith(WIKIDATA))
    actions = sorted(v.value for v in values.get(HUS.action.value, ()))
    row: Row = {
        "type": kinds[0],
        "label": min(labels),
        "wikidata": items[0].removeprefix(WIKIDATA) if items else None,
        "action": actions[0] if actions else None,
    }
    others = sorted(v.value for v in values.get(SKOS.altLabel.value, ()))
    related = sorted(
        (role, v.value.removeprefix(base)) for role, p in _RELATIONS.items() for v in values.get(p.value, ())
    )
    return SubjectRows(row, tuple(dict.fromkeys([*labels, *others])), tuple(related))


def article_id(name: str) -> int:
    """The number of an article: a hash of its id, so that no order of building shows in it."""
    return hashed(name)


def hashed(text: str) -> int:
    """63 bits of a hash."""
    return int.from_bytes(sha256(text.encode()).digest()[:8]) >> 1


def sort_day(published: str | None) -> int:
    """What sorts articles the latest first, and those without a date last."""
    try:
        return -date.fromisoformat(published).toordinal() if published else 0
    except ValueError:
        return 0


def fold(text: str) -> str:
    """The text without accents, capitals and needless space: "  François-Ó " and "francois-o" are the same."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


@dataclass(slots=True)
class _Article:
    nodes: dict[str, dict[str, list[NamedNode | Literal]]]
    base: str
    text: str

    @classmethod
    def read(cls, quads: Iterable[Quad], base: str) -> ArticleRows | None:
        nodes: dict[str, dict[str, list[NamedNode | Literal]]] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                values = nodes.setdefault(quad.subject.value, {})
                values.setdefault(quad.predicate.value, []).append(quad.object)
        found = next((v for v in nodes.values() if DCTERMS.identifier.value in v), None)
        text = _text(found, NIF.isString) if found else None
        if found is None or text is None:
            return None
        return cls(nodes, base, text).rows(found)

    def rows(self, own: Values) -> ArticleRows:
        published = _text(own, SCHEMA.datePublished)
        name = _text(own, DCTERMS.identifier) or ""
        rows = ArticleRows(
            {
                "id": article_id(name),
                "name": name,
                "title": _text(own, DCTERMS.title),
                "published": published,
                "day": sort_day(published),
                "publisher": _text(own, SCHEMA.publisher),
                "url": _text(own, SCHEMA.url),
                "language": _text(own, DCTERMS.language) or "",
                "sha256": _text(own, HUS.textSha256) or "",
            }
        )
        mentioned: list[tuple[int, int, str]] = []
        contents: dict[str, list[tuple[int, int]]] = {}  # of statements, by key
        for node, values in self.nodes.items():
            kinds = {value.value for value in values.get(RDF.type.value, ())}
            if HUS.Statement.value in kinds and (row := self._statement(node, values)):
                sides = side_rows(values, self.nodes, self.base, self.text)
                rows.statements.append(row | _stated(sides))
                rows.sides += _taken("statement", row, sides, published)
                contents[str(row["key"])] = _places(values, HUS.content)
            elif HUS.Fact.value in kinds and (row := self._fact(node, values)):
                rows.facts.append(row)
                sides = side_rows(values, self.nodes, self.base, self.text)
                rows.sides += _taken("fact", row, sides, published)
            elif HUS.Candidate.value in kinds:
                rows.candidates.extend(self._candidates(values))
            for entity in values.get(ITSRDF.taIdentRef.value, ()):
                name = self._short(entity)
                rows.mentions[name] = rows.mentions.get(name, 0) + 1
                if offsets := _offsets(node):
                    mentioned.append((*offsets, name))
        rows.statements.sort(key=lambda row: (row["ordinal"], row["key"]))
        rows.facts.sort(key=lambda row: (row["ordinal"], row["key"]))
        rows.article |= {"statements": len(rows.statements), "facts": len(rows.facts)}
        rows.sides.sort(key=lambda row: (row["ordinal"], str(row["statement"]), str(row["fact"]), row["number"]))
        rows.entries = {*_about(rows, contents, mentioned), *_parts_in_facts(rows.facts)}
        return rows

    def _statement(self, node: str, values: Values) -> Row | None:
        kind, modality, ordinal = self._common(values)
        content = _text(values, HUS.contentText)
        if content is None or kind is None or modality is None or ordinal is None:
            return None
        return {
            "key": node.rpartition("/")[2],
            "ordinal": ordinal,
            "source": self._entity(values, HUS.source),
            "cue": _text(values, HUS.cue),
            "content": content,
            "kind": kind,
            "modality": modality,
            "said_earliest": _text(values, HUS.saidEarliest),
            "said_latest": _text(values, HUS.saidLatest),
            "said_text": _text(values, HUS.saidText),
            "via": self._entity(values, HUS.reportedVia),
            **self._shown(values),
        }

    def _fact(self, node: str, values: Values) -> Row | None:
        _, modality, ordinal = self._common(values)
        predicate, words = _text(values, RDF.predicate), _text(values, HUS.predicateText)
        if predicate is None or words is None or modality is None or ordinal is None:
            return None
        shown = self._shown(values)
        subject, subject_text, _ = self._argument(values, RDF.subject)
        object_, object_text, datatype = self._argument(values, RDF.object)
        statement = _text(values, HUS.inStatement)
        return {
            "key": node.rpartition("/")[2],
            "ordinal": ordinal,
            "subject": subject,
            "subject_text": self._words(values, HUS.subjectSpan) or subject_text,
            "predicate": predicate.removeprefix(self.base),
            "predicate_text": words,
            "object": object_,
            "object_text": object_text,
            "datatype": datatype,
            "earliest": _text(values, HUS.eventEarliest),
            "latest": _text(values, HUS.eventLatest),
            "time_text": _text(values, HUS.timeText),
            "according": self._entity(values, HUS.accordingTo),
            "in_statement": statement.rpartition("/")[2] if statement else None,
            "modality": modality,
            **shown,
        }

    def _common(self, values: Values) -> tuple[str | None, str | None, int | None]:
        ordinal = _text(values, HUS.ordinal)
        if PROV.wasDerivedFrom.value not in values or ordinal is None or not ordinal.isdecimal():
            return None, None, None
        return (
            _KINDS.get(_text(values, HUS.kind) or ""),
            _MODALITIES.get(_text(values, HUS.modality) or ""),
            int(ordinal),
        )

    def _shown(self, values: Values) -> Row:
        """What statements and facts are shown with: sentences, the words that carry each role, trust."""
        carried = [(values, _ROLES), *((side, SPANS) for side in sides_of(values, self.nodes))]
        pieces = sorted(
            {
                (*offsets, role)
                for found, roles in carried
                for predicate, role in roles.items()
                for value in found.get(predicate, ())
                if (offsets := _offsets(value.value))
            }
        )
        sentences = [(begin, end) for begin, end, role in pieces if role == SENTENCE]
        parts: list[list[object]] = []
        for begin, end, role in pieces:
            if role != SENTENCE:
                within = any(first <= begin and end <= last for first, last in sentences)
                parts.append([role, begin, end] if within else [role, begin, end, self.text[begin:end]])
        return {
            "negated": int(_text(values, HUS.negated) == "true"),
            "confidence": float(_text(values, HUS.confidence) or 0),
            "rule": _text(values, HUS.rule),
            "sentences": _json([[begin, end, self.text[begin:end]] for begin, end in sentences]),
            "parts": _json(parts),
        }

    def _argument(self, values: Values, predicate: NamedNode) -> tuple[str | None, str | None, str | None]:
        """Subject or object: the entity, or the words, and their datatype."""
        found = values.get(predicate.value)
        if not found:
            return None, None, None
        term = min(found, key=str)
        if isinstance(term, Literal):
            return None, term.value, term.datatype.value
        if offsets := _offsets(term.value):
            return None, self.text[offsets[0] : offsets[1]], None
        return self._short(term), None, None

    def _words(self, values: Values, predicate: NamedNode) -> str | None:
        return GAP.join(self.text[begin:end] for begin, end in _places(values, predicate)) or None

    def _candidates(self, values: Values) -> Iterator[Row]:
        item, label, reason = (_text(values, p) for p in (SKOS.exactMatch, SKOS.prefLabel, HUS.reason))
        for entity in values.get(HUS.candidateFor.value, ()):
            if item and label:
                yield {
                    "entity": self._short(entity),
                    "wikidata": item.removeprefix(WIKIDATA),
                    "label": label,
                    "score": float(_text(values, HUS.score) or 0),
                    "reason": reason or "",
                }

    def _entity(self, values: Values, predicate: NamedNode) -> str | None:
        name = _text(values, predicate)
        return name.removeprefix(self.base) if name is not None else None

    def _short(self, term: NamedNode | Literal) -> str:
        return term.value.removeprefix(self.base)


def _stated(sides: Sequence[Row]) -> Row:
    """Stance and target of the surest side that stands."""
    side = next((side for side in sides if side["stands"]), None)
    return {"stance": side["stance"] if side else None, "target": side["target"] if side else None}


def _taken(kind: str, made: Row, sides: Sequence[Row], published: str | None) -> Iterator[Row]:
    """The sides with who takes them and when: said or done or, where the text does not tell, published."""
    names = ("said_earliest", "said_latest") if kind == "statement" else ("earliest", "latest")
    earliest, latest = (made[name] for name in names)
    shared = {
        "statement": made["key"] if kind == "statement" else None,
        "fact": made["key"] if kind == "fact" else None,
        "ordinal": made["ordinal"],
        "source": made["source" if kind == "statement" else "subject"],
        "first": earliest or latest or published,
        "last": latest or earliest or published,
    }
    return ({**side, **shared} for side in sides)


def _about(
    rows: ArticleRows,
    contents: Mapping[str, Sequence[tuple[int, int]]],
    mentioned: Sequence[tuple[int, int, str]],
) -> Iterator[tuple[str, str, int]]:
    """The entities that a statement is for or against, or names in its content, but for who makes it."""
    targets: dict[object, set[str]] = {}
    for side in rows.sides:
        if side["stands"]:
            targets.setdefault(side["statement"], set()).add(str(side["target"]))
    for row in rows.statements:
        held = contents[str(row["key"])]
        names = {name for b, e, name in mentioned if any(first <= b and e <= last for first, last in held)}
        names |= targets.get(row["key"], set())
        ordinal = row["ordinal"]
        assert isinstance(ordinal, int)
        yield from ((name, ABOUT, ordinal) for name in names - {row["source"]})


def _parts_in_facts(facts: Iterable[Row]) -> Iterator[tuple[str, str, int]]:
    for row in facts:
        ordinal = row["ordinal"]
        assert isinstance(ordinal, int)
        for role in ("subject", "object", "according"):
            if row[role]:
                yield str(row[role]), FACT, ordinal


def _by_property(quads: Iterable[Quad]) -> dict[str, list[NamedNode | Literal]]:
    values: dict[str, list[NamedNode | Literal]] = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode | Literal):
            values.setdefault(quad.predicate.value, []).append(quad.object)
    return values


def _text(values: Values, predicate: NamedNode) -> str | None:
    """The value that a property has; the first in order where a damaged graph has several."""
    found = values.get(predicate.value)
    if not found:
        return None
    return found[0].value if len(found) == 1 else min(value.value for value in found)


def _places(values: Values, predicate: NamedNode) -> list[tuple[int, int]]:
    """The offsets of the spans that a property has, in text order."""
    return sorted(offsets for value in values.get(predicate.value, ()) if (offsets := _offsets(value.value)))


def _offsets(iri: str) -> tuple[int, int] | None:
    match = _SPAN.search(iri)
    return (int(match[1]), int(match[2])) if match else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
