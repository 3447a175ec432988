"""The names of things in the graph, each made from what identifies the thing: building twice changes nothing.

`base` is the start of every IRI of the data, `https://w3id.org/hustings/id/` unless set otherwise.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from graph.model import Article, CharSpan, Entity, EntityType, Fact, MentionKind, StanceEdge, Statement, StatementStance
from graph.rdf.vocabulary import WIKIDATA

DEFAULT_BASE = "https://w3id.org/hustings/id/"
SHARED_GRAPHS = ("entities", "edges", "ontology", "curation", "resolution")
# Described by their words, these are never the same thing in two articles merely because the words are the same.
LOCAL_TYPES = frozenset({EntityType.PROPOSAL, EntityType.ISSUE, EntityType.GROUP})
_SLUG_LENGTH = 60
_LINKED = re.compile(r"entity/Q\d+$")


def article_iri(article_id: str, base: str) -> NamedNode:
    """The name of an article."""
    return NamedNode(f"{base}article/{_quote(article_id)}")


def article_graph(article_id: str, base: str) -> NamedNode:
    """The named graph that holds what was found in an article."""
    return NamedNode(f"{base}graph/article/{_quote(article_id)}")


def article_id_of(graph: NamedNode, base: str) -> str | None:
    """The article that a named graph holds; None for the graphs that all articles share."""
    prefix = f"{base}graph/article/"
    return unquote(graph.value.removeprefix(prefix)) if graph.value.startswith(prefix) else None


@lru_cache(maxsize=32)
def shared_graph(name: str, base: str) -> NamedNode:
    """One of the graphs that all articles share."""
    if name not in SHARED_GRAPHS:
        raise ValueError(f"no shared graph {name!r}")
    return NamedNode(f"{base}graph/{name}")


def span_iri(article_id: str, span: CharSpan, base: str) -> NamedNode:
    """The name of a piece of an article: RFC 5147, in code points."""
    return NamedNode(f"{article_iri(article_id, base).value}#char={span.start},{span.end}")


def is_linked(entity: str) -> bool:
    """Whether the name of an entity, its IRI, is that of an item of Wikidata."""
    return bool(_LINKED.search(entity))


def entity_iri(entity: Entity, article: Article, base: str) -> NamedNode:
    """The name of an entity: the same in all articles for what is linked, is an issue that stands, or has a full name.

    A full name that several people bear is not enough.
    """
    if entity.wikidata:
        return NamedNode(f"{base}entity/{entity.wikidata}")
    if entity.key:
        return NamedNode(f"{base}entity/{slug(entity.key)}-{_digest(8, 'key', entity.key)}")
    if _fully_named(entity):
        return name_iri(entity.type, entity.label, base)
    first = min(entity.mentions).span
    digest = _digest(8, article.id, entity.type, entity.label, first.start, first.end)
    return NamedNode(f"{base}entity/{slug(entity.label)}-{digest}")


def name_iri(kind: EntityType, label: str, base: str) -> NamedNode:
    """The name of what has a full name and no id: the same in all articles."""
    return NamedNode(f"{base}entity/{slug(label)}-{_digest(8, kind, label.casefold())}")


def joint_iri(kind: str, plain: str, base: str) -> NamedNode:
    """The name of what several articles name alike, each under an IRI of its own; `plain` is a normal form of it."""
    return NamedNode(f"{base}entity/{slug(plain)}-{_digest(8, 'joint', kind, plain)}")


def statement_iri(statement: Statement, article_id: str, base: str) -> NamedNode:
    """The name of a statement: article, content, cue and source."""
    source = statement.source.spans if statement.source else ()
    digest = _digest(12, *map(_offsets, (statement.content, statement.cue, source)))
    return NamedNode(f"{base}statement/{_quote(article_id)}/{digest}")


def fact_iri(fact: Fact, article_id: str, base: str) -> NamedNode:
    """The name of a fact: article, the places of its three parts, and what they say."""
    slots = map(_offsets, (fact.subject.spans, fact.predicate.spans, fact.object.spans))
    digest = _digest(12, *slots, fact.predicate.relation or fact.predicate.lemma, fact.object.literal or "")
    return NamedNode(f"{base}fact/{_quote(article_id)}/{digest}")


def taking_iri(evidence: NamedNode, side: StatementStance | StanceEdge, article_id: str, base: str) -> NamedNode:
    """The name of a side that a statement or fact takes: what shows it, which side, where the target is named."""
    digest = _digest(12, evidence.value.removeprefix(base), side.stance.value, _offsets(side.target_spans))
    return NamedNode(f"{base}stance/{_quote(article_id)}/{digest}")


def event_iri(verb: CharSpan, article_id: str, base: str) -> NamedNode:
    """The name of an event that an article tells of: article and place of the verb."""
    return NamedNode(f"{base}event/{_quote(article_id)}/{verb.start},{verb.end}")


def run_iri(software: str, pipeline: str, base: str) -> NamedNode:
    """The name of what made an annotation: versions, no clock."""
    return NamedNode(f"{base}run/{_digest(12, software, pipeline)}")


def relation_iri(lemma: str, base: str) -> NamedNode:
    """The name of an open relation: its lemma, with a hash where the lemma cannot be read off the name."""
    readable = slug(lemma)
    same = readable.replace("-", " ") == lemma
    return NamedNode(f"{base}rel/{readable}" if same else f"{base}rel/{readable}-{_digest(8, lemma)}")


def candidate_iri(mention: NamedNode, wikidata: str) -> NamedNode:
    """The name of what a mention may mean."""
    return NamedNode(f"{mention.value}&candidate={wikidata}")


def wikidata_iri(wikidata: str) -> NamedNode:
    """The name that Wikidata gives."""
    return NamedNode(WIKIDATA + wikidata)


def is_protected(graph: str, base: str) -> bool:
    """True for the graphs that building and merging write; curation and users' graphs are not among them."""
    start = f"{base}graph/"
    return graph.startswith(start) and graph != f"{start}curation" and not graph.startswith(f"{start}user/")


def is_reserved(graph: str, base: str) -> bool:
    """True for all graphs of ours, the protected ones and that of curation: all others are users' own."""
    start = f"{base}graph/"
    return graph.startswith(start) and not graph.startswith(f"{start}user/")


def slug(text: str) -> str:
    """The text as lower-case ASCII words joined by hyphens: never empty."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", folded)[:_SLUG_LENGTH].strip("-")
    return words or "thing"


def _fully_named(entity: Entity) -> bool:
    named = any(mention.kind is MentionKind.NAME for mention in entity.mentions)
    shared = entity.type not in LOCAL_TYPES and not entity.common
    return named and shared and len(entity.label.split()) > 1


@lru_cache(maxsize=128)
def _quote(article_id: str) -> str:
    return quote(article_id, safe="")


def _offsets(spans: Iterable[CharSpan]) -> str:
    return " ".join(f"{span.start},{span.end}" for span in spans)


def _digest(length: int, *parts: object) -> str:
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:length]
