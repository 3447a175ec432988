"""The sides that statements and acts take, each a node of its own, and which of them stand as edges.

A side stands where its edge does: its statement or fact is asserted and not denied, it is the source's own, and the
annotation has it as an edge. The others are kept with what shows them (`hus:mayTake`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph.model import Annotation, Fact, Modality, Stance, StanceEdge, Statement, StatementStance
from graph.rdf import terms
from graph.rdf.identifiers import taking_iri
from graph.rdf.names import Names
from graph.rdf.vocabulary import HUS, RDF, STANCE, STRENGTH

Key = tuple[str, Stance, str]  # statement or fact, stance, target


@dataclass(frozen=True, slots=True)
class Taking:
    """A side and what shows it; `stands`: it is an edge."""

    evidence: str  # id of a statement or fact
    side: StatementStance | StanceEdge
    stands: bool


def standing_edges(annotation: Annotation) -> Iterator[StanceEdge]:
    """Yield the stances, derived ones too, whose evidence is the source's, asserted and not denied."""
    takers = {s.id: s.source.entity for s in annotation.statements if s.source and is_asserted(s)}
    takers |= {f.id: f.subject.entity for f in annotation.facts if is_vouched_for(f)}
    return (edge for edge in annotation.stances if takers.get(evidence_of(edge)) == edge.source)


def strongest(statement: Statement, standing: Mapping[Key, object]) -> StatementStance | None:
    """The first of the statement's sides that stands; None: it has none."""
    return next((one for one in statement.stances if (statement.id, one.stance, one.target) in standing), None)


def standing(annotation: Annotation) -> dict[Key, StanceEdge]:
    """The sides that stand, by what shows them, stance and target."""
    found = (edge for edge in standing_edges(annotation) if not edge.derived)
    return {(evidence_of(edge), edge.stance, edge.target): edge for edge in found}


def taking_triples(annotation: Annotation, names: Names) -> Iterator[Triple]:
    """Every side of the article as a node, the statements' in text order and the best first, then those of acts."""
    seen: dict[NamedNode, int] = {}
    shown = {s.id: names.statement(s.id) for s in annotation.statements}
    shown |= {f.id: names.fact(f.id) for f in annotation.facts}
    for taking in _takings(annotation):
        side, evidence = taking.side, shown[taking.evidence]
        node = taking_iri(evidence, side, annotation.article.id, names.base)
        seen[node] = seen.get(node, 0) + 1
        if seen[node] > 1:
            node = NamedNode(f"{node.value}-{seen[node]}")
        yield Triple(evidence, HUS.takes if taking.stands else HUS.mayTake, node)
        yield Triple(node, RDF.type, HUS.StanceTaking)
        yield Triple(node, HUS.stance, STANCE[side.stance])
        yield Triple(node, HUS.target, names.entity(side.target))
        yield Triple(node, HUS.strength, STRENGTH[side.strength])
        yield Triple(node, HUS.confidence, terms.decimal(side.confidence))
        if side.by:
            yield Triple(node, HUS.rule, Literal(side.by))
        yield from (Triple(node, HUS.targetSpan, names.span(span)) for span in side.target_spans)
        yield from (Triple(node, HUS.stanceTrigger, names.span(span)) for span in side.trigger_spans)


def evidence_of(edge: StanceEdge) -> str:
    """The id of the statement or fact that shows a stance."""
    return edge.statement or edge.fact or ""


def is_vouched_for(fact: Fact) -> bool:
    """Whether the article says the fact in its own voice, asserted and not denied."""
    return is_asserted(fact) and not (fact.according_to or fact.statement)


def is_asserted(made: Statement | Fact) -> bool:
    """Whether it is put forward as so, and not denied."""
    return not made.negated and made.modality is Modality.ASSERTED


def _takings(annotation: Annotation) -> Iterator[Taking]:
    edges = standing(annotation)
    told = set()
    for statement in annotation.statements:
        for side in statement.stances:
            key = statement.id, side.stance, side.target
            told.add(key)
            yield Taking(statement.id, side, key in edges)
    yield from (Taking(key[0], edge, True) for key, edge in edges.items() if key not in told)
