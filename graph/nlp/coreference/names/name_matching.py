"""Group names that mean the same: people, and what is no person."""

from collections.abc import Iterable

from graph.model import EntityType
from graph.nlp.coreference.bodies import group_bodies
from graph.nlp.coreference.clusters import Cluster
from graph.nlp.coreference.mention_features import Reference
from graph.nlp.coreference.mistaken_people import as_people
from graph.nlp.coreference.people import People
from graph.nlp.syntax.tree import Tree


def group_names(doc: Tree, references: Iterable[Reference]) -> list[Cluster]:
    """The clusters that names alone make, in the order of their first names."""
    named = as_people(doc, [reference for reference in references if reference.name])
    people = People(doc, [reference for reference in named if reference.type is EntityType.PERSON])
    others = group_bodies(doc, [reference for reference in named if reference.type is not EntityType.PERSON])
    clusters = [*people.clusters, *others]
    for cluster in clusters:
        cluster.references.sort(key=lambda reference: reference.mention.start)
    return sorted(clusters, key=lambda cluster: cluster.first)
