"""What people decided about entities, how it stands after all decisions, and the graph that it is written down in.

What an article's quads become through it: `graph.rdf.renaming`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.errors import InvalidDecision
from graph.model import EntityType
from graph.rdf import terms
from graph.rdf.identifiers import is_linked, shared_graph
from graph.rdf.vocabulary import DCTERMS, HUS, RDF


class Verdict(StrEnum):
    """What a person may decide: the local name of the concept."""

    MERGED = "Merged"
    UNMERGED = "Unmerged"
    TAKEN_APART = "TakenApart"
    PUT_TOGETHER = "PutTogether"
    DIFFERENT = "Different"
    UNDECIDED = "Undecided"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about an entity, given by its IRI; `into` is the other one of a merge, or of two that differ."""

    verdict: Verdict
    entity: str
    reason: str
    day: date
    into: str | None = None

    @property
    def pair(self) -> frozenset[str]:
        """Both entities, whichever was named first."""
        return frozenset((self.entity, self.into or self.entity))


@dataclass(frozen=True, slots=True)
class Curation:
    """Which entities are replaced by which others, and which are another one in each article."""

    replaced: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    different: frozenset[frozenset[str]] = frozenset()  # pairs that nothing may make one

    def __bool__(self) -> bool:
        return bool(self.replaced or self.apart)

    def resolve(self, entity: str) -> str:
        """The entity that stands in the place of this one: itself, unless it was merged."""
        while entity in self.replaced:
            entity = self.replaced[entity]
        return entity

    def name(self, entity: str, article: str) -> str:
        """What an entity of an article (by their IRIs) is called after all decisions."""
        entity = self.resolve(entity)
        return self.resolve(part_iri(entity, article)) if entity in self.apart else entity

    def part(self, entity: str, article: str) -> str:
        """What an entity is in an article, before any merge: itself, unless it was taken apart."""
        return part_iri(entity, article) if entity in self.apart else entity

    def type_of(self, entity: str, article: str) -> EntityType | None:
        """What an entity of an article is taken for: people decide nothing about that."""

    def members(self, entity: str) -> list[str]:
        """What was merged into an entity, directly."""
        return sorted(old for old, new in self.replaced.items() if new == entity)

    def after(self, decision: Decision) -> "Curation":
        """The state after one more decision; InvalidDecision where it contradicts what stands."""
        _CHECKS[decision.verdict](self, decision)
        replaced, apart, different = dict(self.replaced), set(self.apart), set(self.different)
        match decision.verdict:
            case Verdict.MERGED:
                replaced[decision.entity] = decision.into or ""
            case Verdict.UNMERGED:
                del replaced[decision.entity]
            case Verdict.TAKEN_APART:
                apart.add(decision.entity)
            case Verdict.PUT_TOGETHER:
                apart.remove(decision.entity)
            case Verdict.DIFFERENT:
                different.add(decision.pair)
            case Verdict.UNDECIDED:
                different.remove(decision.pair)
        return Curation(replaced, frozenset(apart), frozenset(different))

    def told(self) -> frozenset[frozenset[str]]:
        """The pairs that are different, by the names that both have after all merges."""
        return frozenset(frozenset(map(self.resolve, pair)) for pair in self.different)


def to_curation(decisions: Iterable[Decision]) -> Curation:
    """The state after all decisions, in their order."""
    state = Curation()
    for decision in decisions:
        state = state.after(decision)
    return state


def part_iri(entity: str, article: str) -> str:
    """The name of what an entity that was taken apart is in one article."""
    return f"{entity}-in-{sha256(f'{entity} {article}'.encode()).hexdigest()[:8]}"


def curation_quads(decisions: Sequence[Decision], base: str) -> set[Quad]:
    """All that the curation graph holds: every decision, and what stands replaced in the end."""
    graph, state = shared_graph("curation", base), to_curation(decisions)
    triples = [t for number, decision in enumerate(decisions, 1) for t in _decision_triples(decision, number, base)]
    triples += [
        Triple(NamedNode(old), DCTERMS.isReplacedBy, NamedNode(new)) for old, new in sorted(state.replaced.items())
    ]
    return {Quad(t.subject, t.predicate, t.object, graph) for t in triples}


def _decision_triples(decision: Decision, number: int, base: str) -> list[Triple]:
    digest = sha256(f"{number} {decision.verdict} {decision.entity} {decision.into}".encode()).hexdigest()[:12]
    node = NamedNode(f"{base}decision/{digest}")
    triples = [
        Triple(node, RDF.type, HUS.Decision),
        Triple(node, HUS.ordinal, terms.integer(number)),
        Triple(node, HUS.verdict, HUS[decision.verdict.value]),
        Triple(node, HUS.decidedOn, NamedNode(decision.entity)),
        Triple(node, HUS.reason, Literal(decision.reason)),
        Triple(node, DCTERMS.date, terms.day(decision.day)),
    ]
    return triples + ([Triple(node, HUS.into, NamedNode(decision.into))] if decision.into else [])


def _check_merge(state: Curation, decision: Decision) -> None:
    old, new = decision.entity, decision.into
    if new is None:
        raise InvalidDecision(f"a merge of {old} needs what it is merged into")
    if old in state.replaced:
        raise InvalidDecision(f"{old} is already merged into {state.replaced[old]}; split it first")
    for entity in (old, new):
        if entity in state.apart:
            raise InvalidDecision(f"{entity} was taken apart; merge what it is in single articles, or undo that first")
    if old == new:
        raise InvalidDecision(f"{old} cannot be merged into itself")
    if state.resolve(new) == old:
        raise InvalidDecision(f"{new} is already merged into {old}: merging them the other way round makes a circle")
    if frozenset((old, state.resolve(new))) in state.told():
        raise InvalidDecision(f"{old} and {new} were told apart; undo that first")
    if is_linked(old) and not is_linked(state.resolve(new)):
        raise InvalidDecision(f"{old} has a Wikidata id and {new} has none; merge them the other way round")


def _check_unmerge(state: Curation, decision: Decision) -> None:
    if decision.entity not in state.replaced:
        raise InvalidDecision(f"{decision.entity} is not merged into anything")


def _check_apart(state: Curation, decision: Decision) -> None:
    members = state.members(decision.entity)
    if members:
        raise InvalidDecision(f"{decision.entity} holds {members[0]}; split that one, or first that one and then this")
    whole = decision.entity.rpartition("-in-")[0]
    if whole in state.apart:
        raise InvalidDecision(f"{decision.entity} is one article's share of {whole}: there is nothing to take apart")
    if decision.entity in state.apart or decision.entity in state.replaced:
        raise InvalidDecision(f"{decision.entity} is taken apart or merged already")


def _check_together(state: Curation, decision: Decision) -> None:
    if decision.entity not in state.apart:
        raise InvalidDecision(f"{decision.entity} was not taken apart")
    merged = [old for pair in state.replaced.items() for old in pair if old.startswith(f"{decision.entity}-in-")]
    if merged:
        raise InvalidDecision(f"{merged[0]} has part in a merge; split that first")


def _check_different(state: Curation, decision: Decision) -> None:
    if decision.into is None or len(decision.pair) == 1:
        raise InvalidDecision(f"{decision.entity} can only differ from another entity")
    if decision.pair in state.different:
        raise InvalidDecision(f"{decision.entity} and {decision.into} are told apart already")
    if state.resolve(decision.entity) == state.resolve(decision.into):
        raise InvalidDecision(f"{decision.entity} and {decision.into} are merged; split them first")


def _check_undecided(state: Curation, decision: Decision) -> None:
    if decision.pair not in state.different:
        raise InvalidDecision(f"{decision.entity} and {decision.into} were not told apart")


_CHECKS = {
    Verdict.MERGED: _check_merge,
    Verdict.UNMERGED: _check_unmerge,
    Verdict.TAKEN_APART: _check_apart,
    Verdict.PUT_TOGETHER: _check_together,
    Verdict.DIFFERENT: _check_different,
    Verdict.UNDECIDED: _check_undecided,
}
