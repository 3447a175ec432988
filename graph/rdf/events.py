"""Events with more than two participants, and amounts: nodes beside the facts that tell of them."""

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph.model import Annotation, Argument, CharSpan, Fact, Modality
from graph.rdf import terms
from graph.rdf.names import Names
from graph.rdf.vocabulary import HUS, PLOVER, RDF, SKOS

_FEWEST = 3  # participants: a fact alone holds two


def event_triples(annotation: Annotation, names: Names) -> Iterator[Triple]:
    """An event for each verb whose facts together have three entities or more; only of what the article asserts."""
    for verb, facts in sorted(_by_verb(annotation).items()):
        ids = {side.entity for fact in facts for side in _sides(fact) if side.entity}
        participants = sorted({names.entity(one) for one in ids}, key=str)
        if len(participants) < _FEWEST:
            continue
        node = names.event(verb)
        yield Triple(node, RDF.type, HUS.Event)
        label = min((fact.predicate.lemma for fact in facts), key=lambda words: (len(words), words))
        yield Triple(node, SKOS.prefLabel, terms.words(label))
        kinds = sorted({PLOVER[r] for fact in facts if (r := fact.predicate.relation) in PLOVER})
        yield from (Triple(node, HUS.ploverType, Literal(kind)) for kind in kinds)
        yield from (Triple(node, HUS.participant, one) for one in participants)
        yield from (Triple(names.fact(fact.id), HUS.event, node) for fact in facts)


def _sides(fact: Fact) -> tuple[Argument, ...]:
    return (fact.subject, fact.object, *(one.argument for one in fact.participants))


def quantity_triples(fact: Fact, names: Names) -> Iterator[Triple]:
    """The amounts in a fact's subject and object."""
    node = names.fact(fact.id)
    for predicate, side in ((HUS.subjectQuantity, fact.subject), (HUS.objectQuantity, fact.object)):
        if side.quantity is not None:
            amount = NamedNode(f"{node.value}#{'subject' if predicate == HUS.subjectQuantity else 'object'}")
            yield Triple(node, predicate, amount)
            yield from _described(amount, side)


def _described(node: NamedNode, side: Argument) -> Iterator[Triple]:
    quantity = side.quantity
    assert quantity is not None
    yield Triple(node, RDF.type, HUS.Quantity)
    yield Triple(node, HUS.amount, terms.typed(quantity.amount, "decimal"))
    known = ((HUS.unit, quantity.unit), (HUS.counted, quantity.of), (HUS.qualifier, quantity.qualifier))
    yield from (Triple(node, predicate, Literal(value)) for predicate, value in known if value)


def _by_verb(annotation: Annotation) -> dict[CharSpan, list[Fact]]:
    found: dict[CharSpan, list[Fact]] = defaultdict(list)
    for fact in annotation.facts:
        own = not (fact.according_to or fact.statement or fact.negated) and fact.modality is Modality.ASSERTED
        if fact.verb is not None and own:
            found[fact.verb].append(fact)
    return found
