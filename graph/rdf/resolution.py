"""What the resolution over all articles decided, as triples, and what an entity of an article is called after it.

It stands below people's decisions (`curation`): theirs are followed first, and its merges are about what is left. Its
graph holds each merge with score, rule and reason; the articles' own graphs show the outcome, as they do for decisions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.model import EntityType
from graph.rdf import terms
from graph.rdf.curation import Curation
from graph.rdf.identifiers import shared_graph
from graph.rdf.vocabulary import DCTERMS, ENTITY_CLASS, HUS, RDF


@dataclass(frozen=True, slots=True)
class Merge:
    """An entity that stands for the same as another one, how sure that is (0 to 1), by which rule and why.

    `type` is what it is taken for from then on, where its own article took it for something else.
    """

    entity: str
    into: str
    score: float
    rule: str
    reason: str
    type: EntityType | None = None

    @property
    def order(self) -> tuple[str, str]:
        """What merges are sorted by."""
        return self.entity, self.into


@dataclass(frozen=True)
class Resolution:
    """All merges, sorted, and the entities that are another one in each article unless a merge joins them again."""

    merges: tuple[Merge, ...] = ()
    apart: frozenset[str] = frozenset()
    doubtful: tuple[Merge, ...] = field(default=(), compare=False)  # not sure enough: for people to decide

    @cached_property
    def curation(self) -> Curation:
        """The same as which entities are replaced and which are taken apart."""
        return Curation({merge.entity: merge.into for merge in self.merges}, self.apart)

    @cached_property
    def types(self) -> dict[str, EntityType]:
        """What entities are taken for after their merge, where that is another type than before."""
        return {merge.entity: merge.type for merge in self.merges if merge.type is not None}

    def names(self, curation: Curation) -> "ResolvedNames":
        """What entities are called after these decisions and this resolution."""
        return ResolvedNames(curation, self.curation, self.types)

    def about(self, entities: Iterable[str]) -> "Resolution":
        """What it decided of these entities and of what they are in single articles."""
        wanted = set(entities)
        merges = (merge for merge in self.merges if self.whole(merge.entity) in wanted)
        return Resolution(tuple(merges), self.apart & wanted)

    def whole(self, entity: str) -> str:
        """The entity that this one is a part of, if the resolution took it apart; else itself."""
        whole, mark, _ = entity.rpartition("-in-")
        return whole if mark and whole in self.apart else entity

    def changed(self, old: "Resolution", new: "Resolution") -> "Resolution":
        """This one with what is new in the place of what is old."""
        merges = (set(self.merges) - set(old.merges)) | set(new.merges)
        return Resolution(tuple(sorted(merges, key=lambda merge: merge.order)), (self.apart - old.apart) | new.apart)


@dataclass(frozen=True, slots=True)
class ResolvedNames:
    """What entities are called after decisions, the resolution of what these leave, and decisions about its outcome."""

    curation: Curation = field(default_factory=Curation)
    resolution: Curation = field(default_factory=Curation)
    types: Mapping[str, EntityType] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.curation or self.resolution)

    def resolve(self, entity: str) -> str:
        """The entity that stands in the place of this one: itself, unless it was merged."""
        return self.curation.resolve(self.resolution.resolve(self.curation.resolve(entity)))

    def name(self, entity: str, article: str) -> str:
        """What an entity of an article (by their IRIs) is called."""
        resolved = self.resolution.name(self.curation.name(entity, article), article)
        return self.curation.name(resolved, article)

    def type_of(self, entity: str, article: str) -> EntityType | None:
        """What an entity of an article is taken for after all merges; None: for what the article takes it."""
        return (
            self.types.get(self.resolution.part(self.curation.name(entity, article), article)) if self.types else None
        )


def resolution_quads(resolution: Resolution, base: str) -> set[Quad]:
    """All that the graph of the resolution holds."""
    graph = shared_graph("resolution", base)
    triples = [triple for merge in resolution.merges for triple in _merge_triples(merge, base)]
    triples += [triple for entity in resolution.apart for triple in _apart_triples(entity, base)]
    return {Quad(t.subject, t.predicate, t.object, graph) for t in triples}


def _merge_triples(merge: Merge, base: str) -> list[Triple]:
    node = _node("merge", merge.entity, base)
    return [
        Triple(node, RDF.type, HUS.Resolution),
        Triple(node, HUS.verdict, HUS.Merged),
        Triple(node, HUS.decidedOn, NamedNode(merge.entity)),
        Triple(node, HUS.into, NamedNode(merge.into)),
        Triple(node, HUS.score, terms.decimal(merge.score)),
        Triple(node, HUS.rule, Literal(merge.rule)),
        Triple(node, HUS.reason, Literal(merge.reason)),
        Triple(NamedNode(merge.entity), DCTERMS.isReplacedBy, NamedNode(merge.into)),
        *([Triple(node, HUS.takenFor, ENTITY_CLASS[merge.type])] if merge.type else []),
    ]


def _apart_triples(entity: str, base: str) -> list[Triple]:
    node = _node("apart", entity, base)
    return [
        Triple(node, RDF.type, HUS.Resolution),
        Triple(node, HUS.verdict, HUS.TakenApart),
        Triple(node, HUS.decidedOn, NamedNode(entity)),
    ]


def _node(what: str, entity: str, base: str) -> NamedNode:
    return NamedNode(f"{base}resolution/{sha256(f'{what} {entity}'.encode()).hexdigest()[:12]}")
