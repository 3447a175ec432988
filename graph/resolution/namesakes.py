"""One name in several articles that is several people or things: told apart by what the articles say of each."""

from collections.abc import Iterable, Iterator

from graph.rdf.curation import part_iri
from graph.rdf.identifiers import article_iri
from graph.resolution.body_names import is_shared
from graph.resolution.clues import Clue
from graph.resolution.clusters import Link
from graph.resolution.families import family
from graph.resolution.people import differ
from graph.resolution.units import Unit, unite

_SURE = 0.9


def split_namesakes(units: Iterable[Unit]) -> tuple[list[Unit], frozenset[str], list[Link]]:
    """Return the units, those taken apart whose articles contradict each other, and what joins the parts again.

    A part is one article's share; those that agree are linked. What no article's words place stays by itself.
    """
    whole: list[Unit] = []
    apart: set[str] = set()
    links: list[Link] = []
    for unit in units:
        groups = _groups(unit)
        if len(groups) < 2:
            whole.append(unit)
            continue
        apart.add(unit.iri)
        for parts in groups:
            whole += parts
            links += _joined(parts)
    return whole, frozenset(apart), links


def _groups(unit: Unit) -> list[list[Unit]]:
    """The unit's articles by who or what it is in them; one group where nothing contradicts."""
    if unit.wikidata or len(unit.articles) < 2:
        return [[unit]]
    contradict = differ if unit.full_names and family(unit.type) == "person" else _elsewhere
    parts = list(_parts(unit))
    told = [part for part in parts if _tells(part)]
    groups: list[tuple[Unit, list[Unit]]] = []
    for part in sorted(told, key=lambda part: part.iri):
        fitting = [place for place, (whole, _) in enumerate(groups) if not contradict(whole, part)]
        if len(fitting) > 1:
            fitting = _closest(part, [(place, groups[place][0]) for place in fitting])
        if len(fitting) == 1:
            whole, members = groups[fitting[0]]
            groups[fitting[0]] = unite(whole.iri, (whole, part)), [*members, part]
        else:
            groups.append((part, [part]))
    if len(groups) < 2:
        return [[unit]]
    for part in parts:
        if part not in told:
            place = _closest(part, [(place, whole) for place, (whole, _) in enumerate(groups)])
            groups[place[0]][1].append(part) if place else groups.append((part, [part]))
    return [members for _, members in groups]


def _parts(unit: Unit) -> Iterator[Unit]:
    by_article: dict[str, list[Clue]] = {}
    for clue in unit.clues:
        by_article.setdefault(clue.article, []).append(clue)
    base = unit.iri.rpartition("entity/")[0]
    for article, clues in by_article.items():
        yield Unit(part_iri(unit.iri, article_iri(article, base).value), clues, unit.company, part=True)


def _tells(part: Unit) -> bool:
    return bool(part.roles or part.gender or part.countries)


def _elsewhere(one: Unit, other: Unit) -> str:
    """Return why a body or law of one name is another one: they are of two countries."""
    if one.countries and other.countries and not one.countries & other.countries and _is_national(one):
        return f"of {min(one.countries)} and of {min(other.countries)}"
    return ""


def _is_national(unit: Unit) -> bool:
    """True if each country may have one of this name."""
    return family(unit.type) == "law" or is_shared(unit.main_name)


def _closest(part: Unit, wholes: Iterable[tuple[int, Unit]]) -> list[int]:
    """The one group that has more company in common with the part than each other one; else none."""
    shared = sorted(((len(part.around & whole.around), place) for place, whole in wholes), reverse=True)
    if shared[0][0] and (len(shared) == 1 or shared[0][0] > shared[1][0]):
        return [shared[0][1]]
    return []


def _joined(parts: list[Unit]) -> Iterator[Link]:
    first, *others = sorted(parts, key=lambda part: part.iri)
    for other in others:
        yield Link(other.iri, first.iri, _SURE, "namesakes", f"{first.label}: nothing told of them contradicts")
