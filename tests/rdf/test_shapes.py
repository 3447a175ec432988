from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph

from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.shapes import Shapes
from graph.rdf.triples import to_quads
from graph.rdf.validation import find_violations
from graph.rdf.vocabulary import HUS, NIF, RDF, SKOS, XSD
from tests.factory import make_annotation
from tests.shacl import judge, load_shapes
from tests.strategies import annotations

QUADS = list(to_quads(make_annotation(), BASE))
REFEREE = load_shapes()


def test_what_we_write_has_the_shape_that_we_ask_for():
    assert find_violations(QUADS) == []


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(annotations())
def test_whatever_is_found_has_the_shape_that_we_ask_for(annotation):
    assert find_violations(to_quads(annotation, BASE)) == []


@pytest.mark.parametrize(
    "predicate",
    [
        HUS.negated, HUS.modality, HUS.kind, HUS.content, HUS.contentText, HUS.evidence, HUS.confidence, HUS.target,
        HUS.stance, HUS.ordinal, HUS.textSha256, HUS.mentionKind, HUS.predicateText, HUS.software,
        HUS.source, NIF.anchorOf, NIF.beginIndex, NIF.referenceContext, NIF.isString, RDF.object, SKOS.prefLabel,
    ],
    ids=lambda term: term.value.rpartition("#")[2],
)  # fmt: skip
def test_what_lacks_a_property_is_found(predicate):
    assert find_violations(quad for quad in QUADS if quad.predicate != predicate)


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (HUS.stance, HUS.Asserted),
        (HUS.kind, HUS.Mixed),
        (HUS.confidence, Literal(2)),
        (HUS.negated, Literal("no")),
        (HUS.saidLatest, Literal("2001-01-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
        (SKOS.prefLabel, Literal("Somebody", language="en")),
        (RDF.type, HUS.Place),
        (NIF.endIndex, Literal(0)),
    ],
    ids=str,
)
def test_a_wrong_value_is_found(predicate, value):
    wrong = [Quad(q.subject, predicate, value, q.graph_name) for q in QUADS if q.predicate == predicate]

    assert find_violations([*QUADS, *wrong])


def test_a_violation_says_where_and_why():
    first, *_ = find_violations(quad for quad in QUADS if quad.predicate != HUS.textSha256)

    assert (first.node, first.path) == (f"{BASE}article/a1", HUS.textSha256.value)
    assert first.message == "has 0 values, should have at least 1"


def test_an_article_without_findings_conforms():
    assert find_violations(to_quads(replace(make_annotation(), statements=(), facts=(), stances=()), BASE)) == []


# --- the same as the referee, whatever is damaged

NUMBERS = st.integers(0, 10_000)


def damage(quads, gone, mixed):
    """The quads without some, and with some that have the value or the property of others."""
    left = [quad for number, quad in enumerate(quads) if number not in {one % len(quads) for one in gone}]
    for one, other, keeps in mixed:
        quad, from_it = quads[one % len(quads)], quads[other % len(quads)]
        predicate = quad.predicate if keeps else from_it.predicate
        left.append(Quad(quad.subject, predicate, from_it.object, quad.graph_name))
    return left


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.none(), annotations()),
    st.lists(NUMBERS, max_size=6),
    st.lists(st.tuples(NUMBERS, NUMBERS, st.booleans()), max_size=6),
)
def test_damage_is_found_where_the_referee_finds_it(annotation, gone, mixed):
    quads = damage(QUADS if annotation is None else list(to_quads(annotation, BASE)), gone, mixed)

    assert {(found.node, found.path) for found in find_violations(quads)} == judge(quads, REFEREE)


HEAD = """
@prefix : <https://a.example/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
VALUES = """
:a a :Cat ; :p :b ; :q :b .
:b a :Dog ; :p 1 , 2.5 , "3" , "x"^^xsd:integer ; :q 2 .
:c a :Cat ; :p "2024-02-30"^^xsd:date , "2024-02-28"^^xsd:date ; :q "2024-02-29"^^xsd:date .
:d a :Cat , :Dog ; :p "kitten"@en , "kitten"@en-GB , "chaton"@fr , "kitten" ; :q "kitten" , "dog" .
:e :p true , "maybe"^^xsd:boolean , 1e0 , 7 , -7 ; :q 1e0 .
:f a :Kitten ; :p [] , :a , :f , "urn:a"^^xsd:anyURI ; :r :g .
"""
CONSTRAINTS = [
    "sh:class :Cat", "sh:class :Animal , :Dog", "sh:datatype xsd:string", "sh:datatype xsd:integer",
    "sh:datatype xsd:decimal", "sh:datatype xsd:boolean", "sh:datatype xsd:date", "sh:datatype xsd:anyURI",
    "sh:datatype rdf:langString", "sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal", "sh:nodeKind sh:BlankNode",
    "sh:nodeKind sh:BlankNodeOrIRI", "sh:nodeKind sh:IRIOrLiteral", "sh:nodeKind sh:BlankNodeOrLiteral",
    "sh:in ( 1 :b true )", 'sh:languageIn ( "en" )', "sh:minInclusive 2", "sh:maxInclusive 2.5", "sh:minLength 4",
    "sh:maxLength 3", 'sh:pattern "^k.*n$"', "sh:equals :q", "sh:disjoint :q", "sh:lessThan :q",
    "sh:lessThanOrEquals :q", "sh:minCount 1", "sh:maxCount 1", "sh:hasValue :b", "sh:node :Small", "sh:not :Small",
    "sh:or ( :Small :Named )", "sh:and ( :Small :Named )", "sh:xone ( :Small :Named )",
    "sh:property [ sh:path :q ; sh:minCount 1 ]", 'sh:name "a" ; sh:order 1',
]  # fmt: skip
OTHERS = """
:Small a sh:NodeShape ; sh:property [ sh:path :q ; sh:maxCount 1 ] .
:Named a sh:NodeShape ; sh:nodeKind sh:IRI .
"""
CLASSES = ":Cat rdfs:subClassOf :Animal . :Kitten rdfs:subClassOf :Cat ."


def _is_judged(quad, constraint):
    """Whether the referee takes a value; in comparisons it breaks down, or orders names, where SPARQL has no order."""
    if quad.predicate == RDF.type or not ("less" in constraint or "Inclusive" in constraint):
        return True
    value = quad.object
    day = isinstance(value, Literal) and value.datatype == XSD.date
    odd = not isinstance(value, Literal) or value.value in {"x", "maybe", "2024-02-30"}
    return not odd and not (day and "Inclusive" in constraint)


@pytest.mark.parametrize("target", ["sh:targetClass :Cat", "sh:targetSubjectsOf :p", "sh:targetObjectsOf :r , :p"])
@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_each_constraint_means_what_the_referee_takes_it_to_mean(target, constraint):
    shapes = f"{HEAD} :S a sh:NodeShape ; {target} ; sh:property [ sh:path :p ; {constraint} ] . {OTHERS}"
    data = [q for q in parse((HEAD + VALUES).encode(), format=RdfFormat.TURTLE) if _is_judged(q, constraint)]
    classes = list(parse((HEAD + CLASSES).encode(), format=RdfFormat.TURTLE))

    found = find_violations(data, shapes=Shapes(shapes, HEAD + CLASSES))

    judged = judge([*data, *classes], Graph().parse(data=shapes, format="turtle"))
    assert {(one.node, one.path) for one in found if one.node.startswith("https:")} == {
        one for one in judged if one[0].startswith("https:")
    }


@pytest.mark.parametrize(
    "rule",
    [
        "sh:closed true",
        "sh:targetNode :a",
        "sh:uniqueLang true",
        "sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ]",
        "sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ]",
        "sh:property [ sh:path :p ; sh:datatype xsd:dateTime ]",
        'sh:property [ sh:path :p ; sh:minInclusive "2024-02-28"^^xsd:date ]',
        'sh:property [ sh:path :p ; sh:pattern "a" ; sh:flags "i" ]',
        "sh:severity sh:Warning",
        "sh:node :S",
    ],
)
def test_what_a_shape_says_and_nobody_checks_is_refused(rule):
    with pytest.raises(NotImplementedError):
        Shapes(f"{HEAD} :S a sh:NodeShape ; sh:targetClass :Cat ; {rule} .", "")


def test_what_is_known_of_others_is_believed_and_not_checked():
    own = [quad for quad in QUADS if "/graph/article/" in quad.graph_name.value]
    shared = [quad for quad in QUADS if quad not in own]
    broken = [quad for quad in shared if quad.predicate != SKOS.prefLabel]

    assert find_violations(own)
    assert find_violations(own, shared) == find_violations(own, broken) == []
