"""The whole of it: clues of articles in, merges out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    people = [unit for unit in units if _is_person(unit)]
    found = _followed(clusters, link_full_names(_wholes(clusters, (unit for unit in people if unit.full_names))))
    bearers = _bearers(_wholes(clusters, people))
    found += _followed(clusters, _bare_people(_wholes(clusters, people), bearers))
    # Somebody is no body: but a bare name that no person of the archive bears may be one that was taken for a person.
    others = [unit for unit in units if not _is_person(unit) or (unit.bare_names and not _is_known(unit, bearers))]
    found += _followed(clusters, link_whole_names(_wholes(clusters, others)))
    found += _followed(clusters, link_short_names(_wholes(clusters, others)))
    merges = [merge for root in clusters.roots() for merge in _merges(root, clusters)]
    doubtful = [_doubt(link) for link in found if link.score < load_weights()["sure"]]
    return Resolution(tuple(sorted(merges, key=_order)), apart, tuple(sorted(doubtful, key=_order)))


def _followed(clusters: Clusters, links: Iterable[Link]) -> list[Link]:
    """All links, of which the clusters have followed the sure ones."""
    found, sure = list(links), load_weights()["sure"]
    clusters.join(link for link in found if link.score >= sure)
    return found


def _is_known(unit: Unit, bearers: Mapping[str, Bearers]) -> bool:
    return bool(unit.full_names) or any(name in bearers for name in unit.bare_names)


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


def _bare_people(people: Iterable[Unit], bearers: Mapping[str, Bearers]) -> Iterator[Link]:
    for unit in people:
        if _is_bare(unit) and unit.bare_names:
            key = max(sorted(unit.bare_names), key=lambda name: unit.bare_names[name])
            if key in bearers:
                yield from link_short(unit, bearers[key])


def _bearers(people: Sequence[Unit]) -> dict[str, Bearers]:
    """Whom each of the bare names may mean."""
    wanted = {key for unit in people if _is_bare(unit) for key in unit.bare_names}
    found: dict[str, list[Bearer]] = {}
    for unit in people:
        if not _is_bare(unit):
            for key in sorted((set(unit.bare_names) | {name.last for name in unit.full_names}) & wanted):
                found.setdefault(key, []).append(Bearer(unit, key, unit.called(key, bare_name)))
    return {key: Bearers(bearers) for key, bearers in found.items()}


def _is_bare(unit: Unit) -> bool:
    return not unit.full_names and not unit.wikidata
