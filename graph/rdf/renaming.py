"""What an article's quads become through what people and the resolution decided about entities, and the way back.

A decision never touches what extraction gave: the quads of an article are renamed as they are written, and every triple
that this changes is kept beside them (`hus:original`). So a decision can be taken back, and the state of a store
depends on articles and decisions alone, not on which came first.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.model import EntityType
from graph.rdf.identifiers import is_linked
from graph.rdf.sharing import from_licence, to_licence
from graph.rdf.vocabulary import ENTITY_CLASS, HUS, RDF, SKOS

_NAMED = re.compile(r"<([^<>\s]*/entity/[^<>\s]+)>")


class Naming(Protocol):
    """What entities are called after decisions."""

    def __bool__(self) -> bool: ...

    def name(self, entity: str, article: str) -> str:
        """What an entity of an article (by their IRIs) is called."""

    def type_of(self, entity: str, article: str) -> EntityType | None:
        """What it is taken for; None: for what the article takes it."""


def curate(quads: Iterable[Quad], article: NamedNode, curation: Naming) -> set[Quad]:
    """An article's own quads after all decisions, each triple that they change kept as text."""
    if not curation:
        return set(quads)
    made = {quad: _rename(quad, article, curation) for quad in quads}
    images = {new for old, new in made.items() if new != old}
    # What a renamed triple falls together with is kept too: else it could not be told from that one's image.
    kept = [old for old, new in made.items() if new != old or new in images]
    originals = (Quad(article, HUS.original, Literal(str(old.triple)), old.graph_name) for old in kept)
    return {new for new in made.values() if new is not None} | set(originals)


def restore(quads: Iterable[Quad], article: NamedNode, curation: Naming) -> set[Quad]:
    """An article's own quads as extraction gave them: what `curate` was given under the same decisions."""
    stored = set(quads)
    marks = {quad for quad in stored if quad.predicate == HUS.original}
    originals = {_original(mark) for mark in marks}
    images = {_rename(quad, article, curation) for quad in originals}
    return (stored - marks - images) | originals


def _original(mark: Quad) -> Quad:
    if not isinstance(mark.object, Literal):
        raise TypeError(f"an original triple is kept as text, not as {mark.object}")
    triple = from_licence(mark.object.value)
    return Quad(triple.subject, triple.predicate, triple.object, mark.graph_name)


def _rename(quad: Quad, article: NamedNode, curation: Naming) -> Quad | None:
    """The quad with the names that hold now; None where it is said of the replaced entity alone."""
    if quad.predicate == HUS.licenses and isinstance(quad.object, Literal):
        return _rename_licence(quad, quad.object, article, curation)
    value = _name(quad.object, article, curation)
    return quad if value == quad.object else Quad(quad.subject, quad.predicate, value, quad.graph_name)


def _rename_licence(quad: Quad, licence: Literal, article: NamedNode, curation: Naming) -> Quad | None:
    named = _NAMED.findall(licence.value)
    if all(curation.name(iri, article.value) == iri for iri in named):
        return quad
    triple = from_licence(licence.value)
    subject = _name(triple.subject, article, curation)
    if subject != triple.subject and triple.predicate == SKOS.exactMatch and _has_own_item(subject, triple.subject):
        return None
    # The entity that stands for both keeps its label; the other one's is one more name.
    merged = subject != triple.subject and not _is_part(subject, triple.subject)
    predicate = SKOS.altLabel if merged and triple.predicate == SKOS.prefLabel else triple.predicate
    value = _name(triple.object, article, curation)
    if triple.predicate == RDF.type and (kind := curation.type_of(_iri(triple.subject), article.value)):
        value = ENTITY_CLASS[kind]
    renamed = Triple(NamedNode(_iri(subject)), predicate, value)
    return Quad(quad.subject, quad.predicate, to_licence(renamed), quad.graph_name)


def _has_own_item(subject: object, before: object) -> bool:
    """Whether an entity that takes another one's place is linked itself, or is a part of what was taken apart."""
    return is_linked(_iri(subject)) or _is_part(subject, before)


def _is_part(subject: object, before: object) -> bool:
    return _iri(subject).startswith(f"{_iri(before)}-in-")


def _name(term: object, article: NamedNode, curation: Naming) -> NamedNode | Literal:
    if isinstance(term, Literal):
        return term
    old = _iri(term)
    new = curation.name(old, article.value)
    return NamedNode(new)


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise TypeError(f"an entity has an IRI, not {term}")
    return term.value
