"""The whole of it: clues of articles in, merges out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.model import EntityType
from graph.rdf.resolution import Merge, Resolution
from graph.resolution.bodies import link_short_names, link_whole_names
from graph.resolution.clues import Clue, Company
from graph.resolution.clusters import Clusters, Link, Told
from graph.resolution.namesakes import split_namesakes
from graph.resolution.naming import head_of, name_of, type_of
from graph.resolution.people import link_full_names
from graph.resolution.person_names import bare_name
from graph.resolution.short_names import Bearer, Bearers, link_short, load_weights
from graph.resolution.units import Unit, to_units, unite

_NOBODY = Told()


def resolve(clues: Iterable[Clue], company: Company, told: Told = _NOBODY) -> Resolution:
    """Return which entities are one and which are several; the same for the same clues in any order."""
    units, apart, joined = split_namesakes(to_units(clues, company))
    clusters = Clusters(units, told)
    clusters.join(joined)
    sure = load_weights()["sure"]
    full = list(link_full_names(_wholes(clusters, [unit for unit in units if unit.full_names and _is_person(unit)])))
    clusters.join(link for link in full if link.score >= sure)
    people = _wholes(clusters, [unit for unit in units if _is_person(unit)])
    links = list(_bare_people(people))
    clusters.join(link for link in links if link.score >= sure)
    named = [unit for unit in units if not _is_person(unit) or (clusters.is_alone(unit.iri) and not unit.full_names)]
    clusters.join(link_whole_names(_wholes(clusters, named)))
    bodies = list(link_short_names(_wholes(clusters, named)))
    clusters.join(link for link in bodies if link.score >= sure)
    merges = [merge for root in clusters.roots() for merge in _merges(root, clusters)]
    doubtful = [link for link in (*full, *links, *bodies) if link.score < sure]
    return Resolution(tuple(sorted(merges, key=_order)), apart, tuple(sorted(map(_doubt, doubtful), key=_order)))


def _order(merge: Merge) -> tuple[str, str]:
    return merge.order


def _doubt(link: Link) -> Merge:
    return Merge(link.one, link.other, link.score, link.rule, link.reason)


def _merges(root: str, clusters: Clusters) -> Iterator[Merge]:
    units = [clusters.units[iri] for iri in clusters.members(root)]
    head, kind = head_of(units), type_of(units)
    for merge in clusters.merges(head.iri, name_of(head)):
        other = any(clue.type is not kind for clue in clusters.units[merge.entity].clues)
        yield replace(merge, type=kind) if other else merge


def _wholes(clusters: Clusters, units: Iterable[Unit]) -> list[Unit]:
    """The sets that these units are in, each as one unit."""
    roots = sorted({clusters.root(unit.iri) for unit in units})
    return [unite(root, (clusters.units[iri] for iri in clusters.members(root))) for root in roots]


def _is_person(unit: Unit) -> bool:
    return unit.type is EntityType.PERSON


def _bare_people(people: Sequence[Unit]) -> Iterator[Link]:
    bare = [unit for unit in people if not unit.full_names and not unit.wikidata and unit.bare_names]
    wanted = {key for unit in bare for key in unit.bare_names}
    bearers = _bearers((unit for unit in people if unit.full_names or unit.wikidata), wanted)
    for unit in bare:
        key = max(sorted(unit.bare_names), key=lambda name: unit.bare_names[name])
        if key in bearers:
            yield from link_short(unit, bearers[key])


def _bearers(people: Iterable[Unit], wanted: set[str]) -> dict[str, Bearers]:
    """Whom each of these names may mean."""
    found: dict[str, list[Bearer]] = {}
    for unit in people:
        for key in sorted((set(unit.bare_names) | {name.last for name in unit.full_names}) & wanted):
            found.setdefault(key, []).append(Bearer(unit, key, unit.called(key, bare_name)))
    return {key: Bearers(bearers) for key, bearers in found.items()}
