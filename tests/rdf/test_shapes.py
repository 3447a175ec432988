from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import Literal, NamedNode, Quad

from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.shapes import find_violations
from graph.rdf.triples import to_quads
from graph.rdf.vocabulary import HUS, NIF, RDF, SKOS
from tests.factory import make_annotation
from tests.strategies import annotations

QUADS = list(to_quads(make_annotation(), BASE))


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
    assert "Less than 1" in first.message


def test_an_article_without_findings_conforms():
    assert find_violations(to_quads(replace(make_annotation(), statements=(), facts=(), stances=()), BASE)) == []
