"""The whole of it: clues of articles in, merges out."""

from collections.abc import Iterable, Iterator, Sequence

from graph.model import EntityType
from graph.rdf.resolution import Merge, Resolution
from graph.resolution.bodies import link_short_names, link_whole_names
from graph.resolution.clues import Clue, Company
from graph.resolution.clusters import Clusters, Link, Told
from graph.resolution.namesakes import split_namesakes
from graph.resolution.naming import head_of, name_of
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
    people = [unit for unit in units if unit.type is EntityType.PERSON]
    sure = load_weights()["sure"]
    clusters.join(link_full_names(people))
    links = list(_bare_people(people, clusters))
    clusters.join(link for link in links if link.score >= sure)
    named = [unit for unit in units if unit.type is not EntityType.PERSON or not unit.full_names]
    open_ = [unit for unit in named if unit.type is not EntityType.PERSON or clusters.is_alone(unit.iri)]
    clusters.join(link_whole_names(open_))
    bodies = list(link_short_names(open_, clusters))
    clusters.join(link for link in bodies if link.score >= sure)
    merges = [merge for root in clusters.roots() for merge in _merges(root, clusters)]
    doubtful = [link for link in (*links, *bodies) if link.score < sure]
    return Resolution(tuple(sorted(merges)), apart, tuple(sorted(map(_doubt, doubtful))))


def _doubt(link: Link) -> Merge:
    return Merge(link.one, link.other, link.score, link.rule, link.reason)


def _merges(root: str, clusters: Clusters) -> Iterator[Merge]:
    units = [clusters.units[iri] for iri in clusters.members(root)]
    head = head_of(units)
    return clusters.merges(root, head.iri, name_of(head, units))


def _bare_people(people: Sequence[Unit], clusters: Clusters) -> Iterator[Link]:
    bare = [unit for unit in people if not unit.full_names and not unit.wikidata and unit.bare_names]
    wanted = {key for unit in bare for key in unit.bare_names}
    bearers = _bearers([unit for unit in people if unit.full_names or unit.wikidata], wanted, clusters)
    for unit in bare:
        key = max(sorted(unit.bare_names), key=lambda name: unit.bare_names[name])
        if key in bearers:
            yield from link_short(unit, bearers[key])


def _bearers(people: Sequence[Unit], wanted: set[str], clusters: Clusters) -> dict[str, Bearers]:
    """Whom each of these names may mean."""
    found: dict[str, list[Bearer]] = {}
    for root in sorted({clusters.root(unit.iri) for unit in people}):
        whole = unite(root, (clusters.units[iri] for iri in clusters.members(root)))
        for key in sorted((set(whole.bare_names) | {name.last for name in whole.full_names}) & wanted):
            found.setdefault(key, []).append(Bearer(whole, key, whole.called(key, bare_name)))
    return {key: Bearers(bearers) for key, bearers in found.items()}
