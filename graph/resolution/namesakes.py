"""One name in several articles that is several people or things: told apart by what the articles say of each."""

from collections.abc import Iterable, Iterator

from graph.rdf.curation import part_iri
from graph.rdf.identifiers import article_iri
from graph.resolution.body_names import is_national, is_shared
from graph.resolution.clues import Clue
from graph.resolution.clusters import Link
from graph.resolution.families import family
from graph.resolution.people import differ
from graph.resolution.units import Unit, unite

_SURE = 0.9
_STRAY = 5  # times as many articles must tell of somebody as of a namesake who may be none
_BESIDE = 2  # people and bodies that such a namesake must have in common with the other


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
    groups = _without_strays(groups, 0 if is_national(unit.main_name) else _BESIDE) if len(groups) > 1 else groups
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
    return bool(part.roles or any(part.titled) or part.countries)


def _elsewhere(one: Unit, other: Unit) -> str:
    """Return why a body or law of one name is another one: they are of two countries."""
    if one.countries and other.countries and not one.countries & other.countries and _is_national(one):
        return f"of {min(one.countries)} and of {min(other.countries)}"
    return ""


def _is_national(unit: Unit) -> bool:
    """True if each country may have one of this name."""
    return is_shared(unit.main_name) or is_national(unit.main_name)


def _without_strays(groups: list[tuple[Unit, list[Unit]]], beside: int) -> list[tuple[Unit, list[Unit]]]:
    """The groups, those that are small beside the largest in it, where they have so much company in common.

    What one article says of somebody of whom many tell may be a figure of speech, and be set elsewhere.
    """
    largest, *others = sorted(groups, key=lambda group: (-len(group[1]), group[0].iri))
    strays = [
        group
        for group in others
        if len(group[1]) * _STRAY <= len(largest[1]) and len(group[0].around & largest[0].around) >= beside
    ]
    whole = unite(largest[0].iri, [largest[0], *(stray for stray, _ in strays)])
    members = [*largest[1], *(part for _, parts in strays for part in parts)]
    return [(whole, members), *(group for group in others if group not in strays)]


def _closest(part: Unit, wholes: Iterable[tuple[int, Unit]]) -> list[int]:
    """The one group that has more company in common with the part than each other one; else none."""
    shared = sorted(((len(part.around & whole.around), place) for place, whole in wholes), reverse=True)
    if shared[0][0] and (len(shared) == 1 or shared[0][0] > shared[1][0]):
        return [shared[0][1]]
    return []


def _joined(parts: list[Unit]) -> Iterator[Link]:
    first, *others = sorted(parts, key=lambda part: part.iri)
    for other in others:
        yield Link(other.iri, first.iri, _SURE, "namesakes", f"{first.usual}: nothing told of them contradicts")
