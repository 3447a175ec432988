"""Statements and facts as nodes: what they state in RDF's reification terms, and everything that is known of them."""

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from graph.cleaning import clean_text
from graph.errors import InvalidModel
from graph.model import (
    Annotation,
    Argument,
    CharSpan,
    Fact,
    Participant,
    Predicate,
    Statement,
    StatementStance,
    TimeInterval,
)
from graph.rdf import terms
from graph.rdf.identifiers import relation_iri
from graph.rdf.names import Names
from graph.rdf.passages import find_paragraphs, find_passages
from graph.rdf.stances import standing, strongest
from graph.rdf.vocabulary import (
    CORE_NAMES,
    HUS,
    MODALITY,
    PROV,
    RDF,
    ROLES,
    STANCE_PREDICATE,
    STATEMENT_KIND,
    WORDED,
)

Term = NamedNode | Literal
Pairs = Iterator[tuple[NamedNode, Term]]
GAP = " … "


def statement_triples(annotation: Annotation, names: Names) -> Iterator[Triple]:
    """Every statement of the article, in text order."""
    sentences = annotation.sentences or find_paragraphs(annotation.article.text)
    sides = standing(annotation)
    for ordinal, statement in enumerate(annotation.statements, start=1):
        node = names.statement(statement.id)
        pairs = (
            _what_is_stated(statement, strongest(statement, sides), names),
            _words_of(statement, annotation, names),
            _mood(statement, names),
            _said(statement.said, names),
            _origin(statement, ordinal, names),
            _evidence(_parts(statement), sentences, names),
        )
        yield Triple(node, RDF.type, HUS.Statement)
        yield from (Triple(node, predicate, value) for part in pairs for predicate, value in part)


def fact_triples(annotation: Annotation, names: Names) -> Iterator[Triple]:
    """Every fact of the article, in text order."""
    sentences = annotation.sentences or find_paragraphs(annotation.article.text)
    for ordinal, fact in enumerate(annotation.facts, start=1):
        node = names.fact(fact.id)
        pairs = (
            _what_holds(fact, annotation, names),
            _happened(fact.time, names),
            _attribution(fact, names),
            _mood(fact, names),
            _origin(fact, ordinal, names),
            _evidence(fact.spans, sentences, names),
        )
        yield Triple(node, RDF.type, HUS.Fact)
        yield from (Triple(node, predicate, value) for part in pairs for predicate, value in part)


def predicate_iri(predicate: Predicate, base: str) -> NamedNode:
    """The core property, or the open relation of the lemma."""
    if predicate.relation is None:
        return relation_iri(predicate.lemma, base)
    if predicate.relation not in CORE_NAMES:
        raise InvalidModel(f"the ontology has no core property {predicate.relation!r}")
    return HUS[predicate.relation]


def object_term(argument: Argument, annotation: Annotation, names: Names) -> Term:
    """What a fact's object is: an entity, a literal, or its words."""
    if argument.entity:
        return names.entity(argument.entity)
    if argument.literal is not None:
        return terms.typed(argument.literal, argument.datatype)
    return Literal(argument.text or _text_of(argument.spans, annotation))


def _what_is_stated(statement: Statement, side: StatementStance | None, names: Names) -> Pairs:
    source = statement.source.entity if statement.source else None
    if source:
        yield RDF.subject, names.entity(source)
        yield HUS.source, names.entity(source)
    if side:
        yield RDF.predicate, STANCE_PREDICATE[side.stance]
        yield RDF.object, names.entity(side.target)
    else:
        yield RDF.predicate, HUS.says
        yield RDF.object, names.span(statement.content[0])


def _words_of(statement: Statement, annotation: Annotation, names: Names) -> Pairs:
    yield HUS.kind, STATEMENT_KIND[statement.kind]
    yield HUS.contentText, Literal(_text_of(statement.content, annotation))
    yield from _spans(HUS.content, statement.content, names)
    if statement.cue:
        yield HUS.cue, Literal(_text_of(statement.cue, annotation))
        yield from _spans(HUS.cueSpan, statement.cue, names)
    if statement.source:
        yield from _spans(HUS.sourceSpan, statement.source.spans, names)
    if statement.reported_via:
        yield HUS.reportedVia, names.entity(statement.reported_via)
    if statement.on_behalf_of:
        yield HUS.onBehalfOf, names.entity(statement.on_behalf_of)


def _what_holds(fact: Fact, annotation: Annotation, names: Names) -> Pairs:
    subject = fact.subject
    yield RDF.subject, names.entity(subject.entity) if subject.entity else names.span((subject.spans or fact.spans)[0])
    yield RDF.predicate, predicate_iri(fact.predicate, names.base)
    yield RDF.object, object_term(fact.object, annotation, names)
    yield HUS.predicateText, Literal(fact.predicate.label)
    yield from _spans(HUS.subjectSpan, subject.spans, names)
    yield from _spans(HUS.predicateSpan, fact.predicate.spans, names)
    yield from _spans(HUS.objectSpan, fact.object.spans, names)
    if fact.status:
        yield HUS.status, Literal(fact.status)
    for one in fact.participants:
        if one.role not in ROLES:
            raise InvalidModel(f"the ontology has no role {one.role!r}")
        yield HUS[one.role], _taking_part(one, annotation, names)


def _taking_part(one: Participant, annotation: Annotation, names: Names) -> Term:
    """The entity; of amounts and tallies the words; of others that mean no entity where they stand."""
    argument = one.argument
    if one.role in WORDED:
        return Literal(argument.text)
    if argument.entity or not argument.spans:
        return object_term(argument, annotation, names)
    return names.span(argument.spans[0])


def _attribution(fact: Fact, names: Names) -> Pairs:
    if fact.according_to:
        yield HUS.accordingTo, names.entity(fact.according_to)
    if fact.statement:
        yield HUS.inStatement, names.statement(fact.statement)


def _mood(made: Statement | Fact, names: Names) -> Pairs:
    yield HUS.negated, terms.boolean(made.negated)
    yield HUS.modality, MODALITY[made.modality]
    yield from _spans(HUS.negationTrigger, made.negation_spans, names)
    yield from _spans(HUS.modalityTrigger, made.modality_spans, names)


def _said(time: TimeInterval | None, names: Names) -> Pairs:
    return _time(time, (HUS.saidEarliest, HUS.saidLatest, HUS.saidText, HUS.saidSpan), names)


def _happened(time: TimeInterval | None, names: Names) -> Pairs:
    return _time(time, (HUS.eventEarliest, HUS.eventLatest, HUS.timeText, HUS.timeSpan), names)


def _time(time: TimeInterval | None, properties: Sequence[NamedNode], names: Names) -> Pairs:
    earliest, latest, text, span = properties
    if time is None:
        return
    if time.earliest:
        yield earliest, terms.day(time.earliest)
    if time.latest:
        yield latest, terms.day(time.latest)
    if time.text:
        yield text, Literal(time.text)
    if time.span:
        yield span, names.span(time.span)


def _origin(made: Statement | Fact, ordinal: int, names: Names) -> Pairs:
    yield HUS.ordinal, terms.integer(ordinal)
    yield HUS.confidence, terms.decimal(made.confidence)
    if made.by:
        yield HUS.rule, Literal(made.by)
    yield PROV.wasDerivedFrom, names.article


def _evidence(spans: Iterable[CharSpan], sentences: Sequence[CharSpan], names: Names) -> Pairs:
    return _spans(HUS.evidence, find_passages(spans, sentences), names)


def _parts(statement: Statement) -> tuple[CharSpan, ...]:
    source = statement.source.spans if statement.source else ()
    return statement.content + statement.cue + source


def _spans(predicate: NamedNode, spans: Iterable[CharSpan], names: Names) -> Pairs:
    return ((predicate, names.span(span)) for span in spans)


def _text_of(spans: Iterable[CharSpan], annotation: Annotation) -> str:
    """What a reader sees of the spans."""
    clean = clean_text(annotation.article.text)
    return GAP.join(clean.words(span) for span in spans)
