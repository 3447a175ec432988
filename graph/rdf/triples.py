"""An annotation as quads: what stands in the article's own graph, and what it licenses in the graphs that all share.

The quads are pyoxigraph's: the store takes them as they are, they compare and hash by value, and pyoxigraph writes them
as N-Quads, TriG, Turtle and JSON-LD.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.cleaning import clean_text
from graph.model import Annotation, Entity, Fact, Mention, MentionKind, Stance
from graph.rdf import terms
from graph.rdf.attributions import fact_triples, object_term, predicate_iri, statement_triples
from graph.rdf.events import event_triples, quantity_triples
from graph.rdf.identifiers import candidate_iri, wikidata_iri
from graph.rdf.names import Names
from graph.rdf.sharing import DESCRIPTIVE, resolve, to_licence, to_shared_quad
from graph.rdf.stances import is_vouched_for, standing_edges, taking_triples
from graph.rdf.vocabulary import (
    DCTERMS,
    ENTITY_CLASS,
    HUS,
    ITSRDF,
    MENTION_KIND,
    NIF,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    STANCE_PREDICATE,
)

_CRITICISM = {Stance.OPPOSES: HUS.criticizes}  # what a derived edge reads as
Licence = tuple[NamedNode, Triple]  # who licenses what


@dataclass(frozen=True, slots=True)
class ArticleQuads:
    """One article's share of the graph: its own quads, licences among them, and those that it shares with others."""

    graph: NamedNode
    article: tuple[Quad, ...]
    entities: tuple[Quad, ...]
    edges: tuple[Quad, ...]

    def __iter__(self) -> Iterator[Quad]:
        yield from (*self.article, *self.entities, *self.edges)


def to_quads(annotation: Annotation, base: str) -> ArticleQuads:
    """The annotation's quads, as if the store held this article alone."""
    names = Names(annotation, base)
    licences = [*_shared_descriptions(annotation, names), *_edges(annotation, names)]
    found = [
        *_article_triples(annotation, names),
        *_mention_triples(annotation, names),
        *statement_triples(annotation, names),
        *fact_triples(annotation, names),
        *taking_triples(annotation, names),
        *event_triples(annotation, names),
        *(triple for fact in annotation.facts for triple in quantity_triples(fact, names)),
    ]
    described = [*_span_triples(annotation, names), *found]
    described += [Triple(node, HUS.licenses, to_licence(triple)) for node, triple in licences]
    shared = [to_shared_quad(t, base) for t in sorted(resolve(triple for _, triple in licences), key=str)]
    return ArticleQuads(
        names.graph,
        tuple(dict.fromkeys(Quad(t.subject, t.predicate, t.object, names.graph) for t in described)),
        tuple(quad for quad in shared if quad.predicate in DESCRIPTIVE),
        tuple(quad for quad in shared if quad.predicate not in DESCRIPTIVE),
    )


def _article_triples(annotation: Annotation, names: Names) -> Iterator[Triple]:
    article = annotation.article
    known: tuple[tuple[NamedNode, Literal | None], ...] = (
        (DCTERMS.identifier, Literal(article.id)),
        (DCTERMS.title, Literal(article.title) if article.title else None),
        (SCHEMA.datePublished, terms.day(article.published) if article.published else None),
        (SCHEMA.publisher, Literal(article.publisher) if article.publisher else None),
        (SCHEMA.url, terms.typed(article.url, "anyURI") if article.url else None),
        (DCTERMS.language, Literal(article.language)),
        (HUS.textSha256, Literal(sha256(article.text.encode()).hexdigest())),
        (NIF.isString, Literal(article.text)),
        (HUS.fingerprint, Literal(annotation.fingerprint) if annotation.fingerprint else None),
    )
    yield Triple(names.article, RDF.type, HUS.Article)
    yield Triple(names.graph, PROV.wasGeneratedBy, names.run)  # once, not with each of the things found
    yield from (Triple(names.article, predicate, value) for predicate, value in known if value is not None)


def _span_triples(annotation: Annotation, names: Names) -> Iterator[Triple]:
    """Offsets and words of the file. What points to it tells that it is a span, as having an entity makes a mention."""
    for span in sorted(names.spans):
        node = names.span(span)
        yield Triple(node, NIF.beginIndex, terms.integer(span.start))
        yield Triple(node, NIF.endIndex, terms.integer(span.end))
        yield Triple(node, NIF.anchorOf, Literal(annotation.article.text_of(span)))


def _mention_triples(annotation: Annotation, names: Names) -> Iterator[Triple]:
    for entity in annotation.entities:
        for mention in entity.mentions:
            node = names.span(mention.span)
            yield Triple(node, NIF.referenceContext, names.article)
            yield Triple(node, ITSRDF.taIdentRef, names.entity(entity.id))
            if entity.confidence < 1:
                yield Triple(node, ITSRDF.taConfidence, terms.decimal(entity.confidence))
            yield Triple(node, HUS.mentionKind, MENTION_KIND[mention.kind])
        if entity.wikidata is None:
            yield from _candidate_triples(entity, names)


def _candidate_triples(entity: Entity, names: Names) -> Iterator[Triple]:
    mention = names.span(_first(entity.mentions).span)
    for candidate in entity.candidates:
        node = candidate_iri(mention, candidate.wikidata)
        yield Triple(node, RDF.type, HUS.Candidate)
        yield Triple(node, HUS.candidateFor, names.entity(entity.id))
        yield Triple(node, SKOS.exactMatch, wikidata_iri(candidate.wikidata))
        yield Triple(node, SKOS.prefLabel, terms.words(candidate.label))
        yield Triple(node, HUS.score, terms.decimal(candidate.score))
        yield Triple(node, HUS.reason, Literal(candidate.reason))


def _first(mentions: Iterable[Mention]) -> Mention:
    return min(mentions)


def _shared_descriptions(annotation: Annotation, names: Names) -> Iterator[Licence]:
    described = [
        *(t for entity in annotation.entities for t in _entity_triples(entity, annotation, names)),
        *_run_triples(annotation, names),
        *(t for fact in annotation.facts if fact.predicate.relation is None for t in _relation_triples(fact, names)),
    ]
    return ((names.article, triple) for triple in dict.fromkeys(described))


def _entity_triples(entity: Entity, annotation: Annotation, names: Names) -> Iterator[Triple]:
    node, label = names.entity(entity.id), terms.words(entity.label)
    clean = clean_text(annotation.article.text)
    yield Triple(node, RDF.type, ENTITY_CLASS[entity.type])
    yield Triple(node, SKOS.prefLabel, label)
    named = (mention.span for mention in entity.mentions if mention.kind is MentionKind.NAME)
    others = (terms.words(clean.words(span)) for span in named)
    yield from (Triple(node, SKOS.altLabel, other) for other in others if other != label)
    if entity.wikidata:
        yield Triple(node, SKOS.exactMatch, wikidata_iri(entity.wikidata))
    if entity.action:
        yield Triple(node, HUS.action, Literal(entity.action))
    related = (
        (HUS.proposedBy, entity.proposer),
        (HUS.about, entity.object),
        (HUS.about, entity.about),
        (HUS.addressee, entity.addressee),
    )
    yield from (Triple(node, predicate, names.entity(other)) for predicate, other in related if other)


def _run_triples(annotation: Annotation, names: Names) -> Iterator[Triple]:
    yield Triple(names.run, RDF.type, HUS.Run)
    yield Triple(names.run, HUS.software, Literal(annotation.software))
    yield Triple(names.run, HUS.pipeline, Literal(annotation.pipeline))


def _relation_triples(fact: Fact, names: Names) -> Iterator[Triple]:
    node = predicate_iri(fact.predicate, names.base)
    yield Triple(node, RDF.type, HUS.OpenRelation)
    yield Triple(node, RDFS.label, terms.words(fact.predicate.lemma))


def _edges(annotation: Annotation, names: Names) -> Iterator[Licence]:
    """What may be read as plain edges: not negated, asserted, by somebody who is known."""
    for edge in standing_edges(annotation):
        node = names.statement(edge.statement) if edge.statement else names.fact(edge.fact or "")
        predicate = _CRITICISM.get(edge.stance) if edge.derived else STANCE_PREDICATE[edge.stance]
        if predicate:
            yield node, Triple(names.entity(edge.source), predicate, names.entity(edge.target))
    for fact in annotation.facts:
        if fact.subject.entity and is_vouched_for(fact):
            predicate, value = predicate_iri(fact.predicate, names.base), object_term(fact.object, annotation, names)
            yield names.fact(fact.id), Triple(names.entity(fact.subject.entity), predicate, value)
