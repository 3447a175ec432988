from dataclasses import replace

import pytest
from pyoxigraph import Literal

from graph.errors import InvalidModel
from graph.model import Argument, CharSpan, Modality, Participant, Predicate, Quantity
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.triples import to_quads
from graph.rdf.validation import find_violations
from graph.rdf.vocabulary import HUS, RDF, SKOS, XSD
from tests.factory import make_annotation, make_signing

VERB = CharSpan(30, 36)


def told(*pairs, **changes):
    """An annotation in which facts with one verb join these pairs of entities."""
    first = make_signing()
    facts = [
        replace(
            first,
            id=f"f{number}",
            subject=Argument(first.subject.spans, "x", subject),
            predicate=Predicate("gave" + " to" * number, "give" + " to" * number, first.predicate.spans),
            object=Argument((), "y", target),
            verb=VERB,
            according_to=None,
            statement=None,
            negated=False,
            modality=Modality.ASSERTED,
        )
        for number, (subject, target) in enumerate(pairs)
    ]
    return replace(make_annotation(), facts=tuple(replace(fact, **changes) for fact in facts))


def events(annotation):
    return [quad.subject for quad in to_quads(annotation, BASE).article if quad.predicate == HUS.participant]


def three():
    return [entity.id for entity in make_annotation().entities][:3]


def test_three_participants_make_an_event_beside_the_facts():
    one, two, other = three()
    annotation = told((one, two), (one, other))
    quads = to_quads(annotation, BASE)

    assert len(events(annotation)) == 3
    (node,) = set(events(annotation))
    assert [q.object for q in quads if q.subject == node and q.predicate == SKOS.prefLabel] == [
        Literal("give", language="en")
    ]
    assert sum(q.predicate == HUS.event and q.object == node for q in quads) == 2
    assert find_violations(quads) == []


def test_two_participants_are_a_fact_and_no_event():
    one, two, _ = three()

    assert events(told((one, two), (one, two))) == []


def test_what_is_denied_or_said_by_others_is_no_event():
    one, two, other = three()

    assert events(told((one, two), (one, other), negated=True)) == []
    assert events(told((one, two), (one, other), according_to=one)) == []
    assert events(told((one, two), (one, other), modality=Modality.POSSIBLE)) == []


def test_an_amount_is_a_node_with_number_unit_and_what_it_counts():
    signing = make_signing()
    amount = Quantity("300000", "acres", "forest", "about")
    annotation = replace(make_annotation(), facts=(replace(signing, object=Argument((), "land", quantity=amount)),))
    quads = to_quads(annotation, BASE)

    (node,) = [quad.object for quad in quads if quad.predicate == HUS.objectQuantity]
    described = {quad.predicate: quad.object for quad in quads if quad.subject == node}
    assert described[RDF.type] == HUS.Quantity
    assert described[HUS.amount] == Literal("300000", datatype=XSD.decimal)
    assert (described[HUS.unit].value, described[HUS.counted].value, described[HUS.qualifier].value) == (
        "acres",
        "forest",
        "about",
    )
    assert find_violations(quads) == []


def test_a_fact_has_its_status_and_who_takes_part_beside_its_ends():
    one, two, other = three()
    words = CharSpan(0, 4)
    taking = (
        Participant("withWhom", Argument((), "x", other)),
        Participant("inOffice", Argument((words,), "the words")),
        Participant("sum", Argument((words,), "$2 million")),
    )
    predicate = Predicate("signed", "sign", (), "signed")
    quads = to_quads(told((one, two), status="signed", participants=taking, predicate=predicate), BASE)
    said = {quad.predicate: quad.object for quad in quads.article}

    assert said[HUS.status] == Literal("signed")
    assert said[HUS.sum] == Literal("$2 million")
    assert str(said[HUS.inOffice]).endswith("#char=0,4>")
    assert len(events(told((one, two), participants=taking, predicate=predicate))) == 3
    assert said[HUS.ploverType] == Literal("AGREE")
    assert find_violations(quads) == []


def test_a_role_that_the_ontology_has_not_is_refused():
    one, two, _ = three()

    with pytest.raises(InvalidModel, match="no role 'beside'"):
        to_quads(told((one, two), participants=(Participant("beside", Argument((), "x", two)),)), BASE)
