from collections import Counter
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from graph.errors import InvalidModel
from graph.model import Annotation, Argument, Modality, Predicate, Source, Stance, StanceEdge, StatementStance, Strength
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.identifiers import article_graph, relation_iri, shared_graph
from graph.rdf.triples import to_quads
from graph.rdf.vocabulary import DCTERMS, HUS, ITSRDF, NIF, PROV, RDF, RDFS, SCHEMA, SKOS, XSD
from tests.factory import PLAN, TEXT, make_annotation, make_article, make_signing, span_of

QUADS = to_quads(make_annotation(), BASE)


def values(quads, predicate, subject=None):
    return [q.object for q in quads if q.predicate == predicate and subject in (None, q.subject)]


def texts(quads, predicate):
    return sorted(value.value for value in values(quads, predicate))


def node_of(quads, predicate, value):
    (node,) = {q.subject for q in quads if q.predicate == predicate and q.object == value}
    return node


def with_statement(**changes):
    annotation = make_annotation()
    first, *others = annotation.statements
    return replace(annotation, statements=(replace(first, **changes), *others))


def with_fact(**changes):
    return replace(make_annotation(), facts=(replace(make_signing(), **changes),))


def edges_of(annotation):
    return {(q.subject.value, q.predicate, q.object.value) for q in to_quads(annotation, BASE).edges}


def test_every_triple_stands_in_one_graph_once():
    assert Counter(quad.triple for quad in QUADS).most_common(1)[0][1] == 1


def test_each_part_stands_in_its_graph():
    assert {quad.graph_name for quad in QUADS.article} == {article_graph("a1", BASE)} == {QUADS.graph}
    assert {quad.graph_name for quad in QUADS.entities} == {shared_graph("entities", BASE)}
    assert {quad.graph_name for quad in QUADS.edges} == {shared_graph("edges", BASE)}


def test_nothing_is_a_blank_node():
    assert not [q for q in QUADS if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


def test_the_same_annotation_gives_the_same_quads_in_the_same_order():
    assert list(to_quads(make_annotation(), BASE)) == list(QUADS)


def test_the_article_keeps_its_text_and_what_is_known_of_it():
    assert texts(QUADS.article, NIF.isString) == [TEXT]
    assert texts(QUADS.article, DCTERMS.identifier) == ["a1"]
    assert values(QUADS.article, SCHEMA.datePublished) == [Literal("2024-03-13", datatype=XSD.date)]


def test_what_is_not_known_of_an_article_has_no_triple():
    article = make_article(published=None, title=None, publisher=None, url=None)
    quads = to_quads(Annotation(article), BASE).article

    assert {q.predicate for q in quads if q.subject.value.endswith("article/a1")} == {
        RDF.type, DCTERMS.identifier, DCTERMS.language, HUS.textSha256, NIF.isString, HUS.licenses,
        PROV.wasGeneratedBy
    }  # fmt: skip


def test_every_quote_is_what_the_text_has_there():
    spans = {q.subject for q in QUADS.article if q.predicate == NIF.anchorOf}
    for span in spans:
        ((begin,), (end,), (quote,)) = (
            values(QUADS.article, p, span) for p in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf)
        )
        assert TEXT[int(begin.value) : int(end.value)] == quote.value
    assert spans


def test_every_span_that_is_pointed_to_is_described():
    described = {q.subject for q in QUADS.article if q.predicate == NIF.anchorOf}
    pointed = {q.object for q in QUADS.article if "#char=" in str(q.object) and isinstance(q.object, NamedNode)}

    assert pointed <= described


def test_a_statement_with_stance_states_source_stance_and_target():
    node = node_of(QUADS.article, HUS.cue, Literal("rejected"))
    maria = node_of(QUADS.entities, SKOS.prefLabel, Literal("Maria Oliveira", language="en"))
    plan = node_of(QUADS.entities, RDF.type, HUS.Proposal)

    assert [values(QUADS.article, p, node) for p in (RDF.subject, RDF.predicate, RDF.object)] == [
        [maria],
        [HUS.opposes],
        [plan],
    ]
    (side,) = values(QUADS.article, HUS.takes, node)
    assert [values(QUADS.article, p, side) for p in (HUS.stance, HUS.target)] == [[HUS.Against], [plan]]
    assert values(QUADS.article, HUS.saidEarliest, node) == [Literal("2024-03-12", datatype=XSD.date)]


def test_a_statement_names_whom_its_source_speaks_for_and_who_reports_it():
    quads = to_quads(with_statement(on_behalf_of="e2", reported_via="e5"), BASE).article
    node = node_of(quads, HUS.cue, Literal("rejected"))

    entities = to_quads(make_annotation(), BASE).entities
    assert [
        [label.value for label in values(entities, SKOS.prefLabel, value)]
        for predicate in (HUS.onBehalfOf, HUS.reportedVia)
        for value in values(quads, predicate, node)
    ] == [["Henrik Dahl"], [make_annotation().entity("e5").label]]


def test_a_statement_without_stance_says_its_content():
    node = node_of(QUADS.article, HUS.kind, HUS.Direct)
    (content,) = values(QUADS.article, HUS.content, node)

    assert values(QUADS.article, RDF.predicate, node) == [HUS.says]
    assert values(QUADS.article, RDF.object, node) == [content]
    assert values(QUADS.article, HUS.takes, node) == []


SIDES = (
    StatementStance(
        Stance.OPPOSES, "e3", (span_of(TEXT, PLAN),), (span_of(TEXT, "rejected"),), Strength.EXPLICIT, 0.8, "stance:cue"
    ),
    StatementStance(Stance.OPPOSES, "e4", (), (), Strength.IMPLIED, 0.6),
    StatementStance(Stance.SUPPORTS, "e5", (), (), Strength.IMPLIED, 0.3),
)


def with_sides(**changes):
    """Maria Oliveira takes two sides surely, and a third perhaps."""
    annotation = with_statement(stances=SIDES, **changes)
    edges = (StanceEdge("e1", one.stance, one.target, "s1") for one in SIDES[:2])
    return replace(annotation, stances=tuple(edges))


def test_each_side_is_a_node_with_what_is_known_of_it():
    quads = to_quads(with_sides(), BASE).article
    statement = node_of(quads, HUS.cue, Literal("rejected"))
    first, second = values(quads, HUS.takes, statement)
    (weak,) = values(quads, HUS.mayTake, statement)
    spans = {q.subject: q.object.value for q in quads if q.predicate == NIF.anchorOf}

    assert {values(quads, RDF.type, node)[0] for node in (first, second, weak)} == {HUS.StanceTaking}
    assert [values(quads, HUS.strength, node) for node in (first, second, weak)] == [
        [HUS.Explicit],
        [HUS.Implied],
        [HUS.Implied],
    ]
    assert [values(quads, HUS.confidence, node)[0].value for node in (first, second, weak)] == ["0.8", "0.6", "0.3"]
    assert [spans[node] for node in values(quads, HUS.targetSpan, first)] == [PLAN]
    assert [spans[node] for node in values(quads, HUS.stanceTrigger, first)] == ["rejected"]
    assert [values(quads, HUS.rule, node) for node in (first, second)] == [[Literal("stance:cue")], []]


def test_a_statement_states_its_surest_side_and_each_that_stands_is_an_edge():
    quads = to_quads(with_sides(), BASE)
    statement = node_of(quads.article, HUS.cue, Literal("rejected"))
    plan = node_of(quads.entities, RDF.type, HUS.Proposal)
    bridge = node_of(quads.entities, RDF.type, HUS.Place)

    assert [values(quads.article, p, statement) for p in (RDF.predicate, RDF.object)] == [[HUS.opposes], [plan]]
    assert {q.object for q in quads.edges if q.predicate == HUS.opposes} == {plan, bridge}
    assert HUS.supports not in {q.predicate for q in quads.edges}


@pytest.mark.parametrize("changes", [{"negated": True}, {"modality": Modality.POSSIBLE}, {"source": None}], ids=str)
def test_what_is_denied_open_or_nobodys_may_be_a_side_and_is_none(changes):
    quads = to_quads(with_sides(**changes), BASE).article
    statement = node_of(quads, HUS.cue, Literal("rejected"))

    assert (len(values(quads, HUS.takes, statement)), len(values(quads, HUS.mayTake, statement))) == (0, 3)
    assert values(quads, RDF.predicate, statement) == [HUS.says]


def with_deed(**changes):
    """Dahl signed the pact: an act that takes its side."""
    words = span_of(TEXT, "Dahl", 1)
    dahl = Argument((words,), "Dahl", entity="e2")
    fact = replace(make_signing(), **{"subject": dahl, "object": Argument((), "the pact", entity="e5"), **changes})
    edge = StanceEdge("e2", Stance.SUPPORTS, "e5", fact="f1", confidence=0.9)
    return replace(make_annotation(), statements=(), facts=(fact,), stances=(edge,))


def test_an_act_takes_a_side_with_its_fact_for_evidence():
    quads = to_quads(with_deed(), BASE)
    (fact,) = {q.subject for q in quads.article if q.object == HUS.Fact}
    (side,) = values(quads.article, HUS.takes, fact)
    (edge,) = (q for q in quads.edges if q.predicate == HUS.supports)

    assert values(quads.article, HUS.stance, side) == [HUS.For]
    assert values(quads.article, HUS.target, side) == [edge.object]
    assert str(edge.triple) in texts([q for q in quads.article if q.subject == fact], HUS.licenses)
    assert HUS.signed in {q.predicate for q in quads.edges}  # what the fact itself says stands beside it


@pytest.mark.parametrize(
    "changes",
    [{"negated": True}, {"modality": Modality.INTENDED}, {"according_to": "e1"}, {"subject": Argument((), "he")}],
    ids=str,
)
def test_an_act_that_the_article_does_not_vouch_for_takes_no_side(changes):
    quads = to_quads(with_deed(**changes), BASE)

    assert HUS.supports not in {q.predicate for q in quads.edges}
    assert values(quads.article, HUS.takes) == []


def test_content_in_pieces_is_joined():
    pieces = (span_of(TEXT, "The plan"), span_of(TEXT, "every village"))
    quads = to_quads(with_statement(content=pieces), BASE).article

    assert "The plan … every village" in texts(quads, HUS.contentText)


def test_evidence_is_the_whole_sentence():
    node = node_of(QUADS.article, HUS.cue, Literal("praised"))
    (evidence,) = values(QUADS.article, HUS.evidence, node)

    assert values(QUADS.article, NIF.anchorOf, evidence) == [Literal("Dahl praised the Coastal Fishing Pact.")]


def test_without_sentences_the_paragraph_is_the_evidence():
    quads = to_quads(replace(make_annotation(), sentences=()), BASE).article
    (evidence,) = values(quads, HUS.evidence, node_of(quads, HUS.cue, Literal("praised")))

    assert values(quads, NIF.anchorOf, evidence) == [Literal(TEXT.splitlines()[2])]


def test_a_fact_has_a_typed_object_and_its_time():
    node = node_of(QUADS.article, RDF.predicate, HUS.signed)

    assert values(QUADS.article, RDF.object, node) == [Literal("1998", datatype=XSD.gYear)]
    assert values(QUADS.article, HUS.eventLatest, node) == [Literal("1998-12-31", datatype=XSD.date)]


def test_a_subject_that_is_no_entity_is_its_words():
    fact = make_signing()
    quads = to_quads(with_fact(subject=replace(fact.subject, entity=None)), BASE)
    (subject,) = values(quads.article, RDF.subject, node_of(quads.article, RDF.predicate, HUS.signed))

    assert values(quads.article, NIF.anchorOf, subject) == [Literal("The Coastal Fishing Pact")]
    assert HUS.signed not in {edge.predicate for edge in quads.edges}


def test_an_open_relation_is_described_by_its_lemma():
    quads = to_quads(with_fact(predicate=Predicate("was signed in", "sign in")), BASE)
    relation = relation_iri("sign in", BASE)

    assert values(quads.entities, RDFS.label, relation) == [Literal("sign in", language="en")]
    assert relation in {edge.predicate for edge in quads.edges}


def test_a_core_property_that_the_ontology_lacks_is_refused():
    with pytest.raises(InvalidModel, match="no core property 'signd'"):
        to_quads(with_fact(predicate=Predicate("signed", "sign", relation="signd")), BASE)


def test_a_fact_in_a_statement_that_is_not_there_is_refused():
    with pytest.raises(InvalidModel, match="statement s9"):
        to_quads(with_fact(statement="s9"), BASE)


def test_names_other_than_the_label_are_other_labels():
    assert texts(QUADS.entities, SKOS.altLabel) == ["Dahl"]


def test_a_candidate_stands_beside_the_first_mention_of_what_is_not_linked():
    (node,) = {q.subject for q in QUADS.article if q.object == HUS.Candidate}

    assert node.value.endswith("article/a1#char=0,14&candidate=Q4242")
    assert values(QUADS.article, SKOS.exactMatch, node) == [NamedNode("http://www.wikidata.org/entity/Q4242")]


def test_each_mention_refers_to_its_entity_and_says_how():
    she = node_of(QUADS.article, HUS.mentionKind, HUS.Pronoun)
    maria = node_of(QUADS.entities, SKOS.prefLabel, Literal("Maria Oliveira", language="en"))

    assert values(QUADS.article, ITSRDF.taIdentRef, she) == [maria]


def test_edges_are_the_stances_their_derived_readings_and_the_facts():
    assert {q.predicate for q in QUADS.edges} == {HUS.opposes, HUS.criticizes, HUS.supports, HUS.signed}


@pytest.mark.parametrize(
    "changes",
    [
        {"negated": True},
        {"modality": Modality.PRESUPPOSED},
        {"modality": Modality.CONDITIONAL},
        {"source": Source(spans=(span_of(TEXT, "Maria Oliveira"),))},
    ],
    ids=str,
)
def test_a_statement_that_is_not_plainly_for_or_against_gives_no_edge(changes):
    annotation = with_statement(**changes)

    assert HUS.opposes not in {edge[1] for edge in edges_of(annotation)}


@pytest.mark.parametrize("changes", [{"negated": True}, {"modality": Modality.POSSIBLE}], ids=str)
def test_a_reading_falls_with_its_statement(changes):
    assert HUS.criticizes not in {edge[1] for edge in edges_of(with_statement(**changes))}


def test_only_opposition_is_read_as_criticism():
    annotation = replace(make_annotation(), stances=(StanceEdge("e2", Stance.SUPPORTS, "e5", "s3", derived=True),))

    assert HUS.criticizes not in {edge[1] for edge in edges_of(annotation)}


@pytest.mark.parametrize(
    "changes",
    [{"negated": True}, {"modality": Modality.INTENDED}, {"according_to": "e1"}, {"statement": "s1"}],
    ids=str,
)
def test_a_fact_that_the_article_does_not_vouch_for_gives_no_edge(changes):
    assert HUS.signed not in {edge[1] for edge in edges_of(with_fact(**changes))}


def test_every_shared_triple_is_licensed():
    licensed = set(texts(QUADS.article, HUS.licenses))

    assert {str(quad.triple) for quad in (*QUADS.entities, *QUADS.edges)} <= licensed


def test_two_statements_on_the_same_words_are_two_nodes():
    annotation = make_annotation()
    twin = replace(annotation.statements[0], id="s9", by="another rule")
    quads = to_quads(replace(annotation, statements=(*annotation.statements, twin)), BASE).article

    assert len({q.subject for q in quads if q.object == HUS.Statement}) == 4


def test_two_entities_linked_to_one_item_are_one():
    annotation = make_annotation()
    entities = tuple(replace(e, wikidata="Q777") if e.id == "e1" else e for e in annotation.entities)
    quads = to_quads(replace(annotation, entities=entities), BASE).entities

    assert texts([q for q in quads if q.subject.value.endswith("Q777")], SKOS.prefLabel) == ["Maria Oliveira"]
