"""The graphs that all articles share, as a function of what the articles license.

An article licenses triples: an entity's class and names, an edge that one of its statements shows. Its own graph keeps
each licence (`hus:licenses`, the triple as N-Triples text), so that the engine's index answers at once whether anybody
else licenses the same. The shared graphs hold what is licensed, resolved where licences differ: one class and one
preferred label for each entity, chosen by a rule that no order of articles can change.
"""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.model import EntityType
from graph.rdf.identifiers import shared_graph
from graph.rdf.vocabulary import ENTITY_CLASS, HUS, LABELS, RDF, RDFS, SKOS

# What is said with these stands among the entities; all else that articles share is an edge.
DESCRIPTIVE = frozenset(
    {
        RDF.type,
        RDFS.label,
        SKOS.prefLabel,
        SKOS.altLabel,
        SKOS.exactMatch,
        HUS.proposedBy,
        HUS.action,
        HUS.about,
        HUS.addressee,
        HUS.software,
        HUS.pipeline,
    }
)
_RANK = {ENTITY_CLASS[kind]: rank for rank, kind in enumerate(EntityType)}


def to_licence(triple: Triple) -> Literal:
    """The triple as the text that licenses it."""
    return Literal(str(triple))


def from_licence(text: str) -> Triple:
    """The triple that a licence names."""
    (quad,) = parse(f"{text} .".encode(), format=RdfFormat.N_TRIPLES)
    return Triple(quad.subject, quad.predicate, quad.object)


def to_shared_quad(triple: Triple, base: str) -> Quad:
    """The triple in the shared graph that it belongs to."""
    name = "entities" if triple.predicate in DESCRIPTIVE else "edges"
    return Quad(triple.subject, triple.predicate, triple.object, shared_graph(name, base))


def is_contested(triple: Triple) -> bool:
    """Whether licences of several articles must be weighed: of an entity's classes and labels."""
    return triple.predicate in LABELS or triple.object in _RANK


def resolve(licensed: Iterable[Triple]) -> set[Triple]:
    """What the shared graphs hold where all these are licensed: one class and one preferred label a subject."""
    by_subject: dict[object, set[Triple]] = {}
    for triple in licensed:
        by_subject.setdefault(triple.subject, set()).add(triple)
    return {kept for triples in by_subject.values() for kept in _resolve_one(triples)}


def other_classes(triple: Triple) -> list[Triple]:
    """The subject with every class that an entity may have."""
    return [Triple(triple.subject, RDF.type, kind) for kind in _RANK]


def other_label(triple: Triple) -> list[Triple]:
    """The label both as the preferred one and as another one."""
    return [Triple(triple.subject, predicate, triple.object) for predicate in (SKOS.prefLabel, SKOS.altLabel)]


def _resolve_one(triples: set[Triple]) -> set[Triple]:
    classes = {t for t in triples if t.object in _RANK}
    labels = {t for t in triples if t.predicate in LABELS}
    kept = triples - classes - labels
    if classes:
        kept.add(min(classes, key=lambda t: _RANK[_node(t.object)]))
    chosen = min((t for t in labels if t.predicate == SKOS.prefLabel), key=_preference, default=None)
    # Only other names: what this entity was merged with is all that is left of it.
    preferred = chosen or min(labels, key=_preference, default=None)
    if preferred is not None:
        kept.add(Triple(preferred.subject, SKOS.prefLabel, preferred.object))
    names = {_text(t) for t in labels} - ({_text(preferred)} if preferred is not None else set())
    subject = next(iter(triples)).subject
    return kept | {Triple(subject, SKOS.altLabel, name) for name in names}


def _preference(triple: Triple) -> tuple[bool, int, str]:
    """Labels in capitals last; then the fullest; then the first in the order of code points."""
    text = _text(triple).value
    return text.isupper(), -len(text), text


def _text(triple: Triple) -> Literal:
    if not isinstance(triple.object, Literal):
        raise TypeError(f"a label is a literal, not {triple.object}")
    return triple.object


def _node(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"a class is an IRI, not {term}")
    return term
