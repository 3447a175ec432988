"""The rows of the read model that one subject of the graph of entities amounts to."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from graph.rdf.vocabulary import ENTITY_CLASS, HUS, RDF, RDFS, SKOS, WIKIDATA
from graph.store.index.derive.values import Row, by_property

_TYPES = {node.value: kind.value for kind, node in ENTITY_CLASS.items()}
_RELATIONS = {"proposer": HUS.proposedBy, "about": HUS.about, "addressee": HUS.addressee}


@dataclass(frozen=True, slots=True)
class SubjectRows:
    """What the shared graph says of one subject: an entity with names and relations, or a relation's label."""

    entity: Row | None = None
    names: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()  # role, name of the other
    label: str | None = None  # of an open relation


def subject_rows(quads: Iterable[Quad], base: str) -> SubjectRows:
    """The rows of one subject's quads in the graph of entities."""
    values = by_property(quads)
    labels = [v.value for v in values.get(SKOS.prefLabel.value, ())]
    kinds = sorted(_TYPES[v.value] for v in values.get(RDF.type.value, ()) if v.value in _TYPES)
    if not labels or not kinds:
        found = values.get(RDFS.label.value)
        return SubjectRows(label=min(v.value for v in found) if found else None)
    items = sorted(v.value for v in values.get(SKOS.exactMatch.value, ()) if v.value.startswith(WIKIDATA))
    actions = sorted(v.value for v in values.get(HUS.action.value, ()))
    row: Row = {
        "type": kinds[0],
        "label": min(labels),
        "wikidata": items[0].removeprefix(WIKIDATA) if items else None,
        "action": actions[0] if actions else None,
    }
    others = sorted(v.value for v in values.get(SKOS.altLabel.value, ()))
    related = sorted(
        (role, v.value.removeprefix(base)) for role, p in _RELATIONS.items() for v in values.get(p.value, ())
    )
    return SubjectRows(row, tuple(dict.fromkeys([*labels, *others])), tuple(related))
