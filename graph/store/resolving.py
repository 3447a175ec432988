"""The resolution of a store: how it is read, and what changes when clues have changed.

Its merges are about the names that people's decisions leave; the articles' own quads show both.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Quad

from graph.errors import StoreUnreadable
from graph.model import EntityType
from graph.rdf.curation import Curation, Verdict
from graph.rdf.identifiers import article_graph, article_iri
from graph.rdf.renaming import curate, restore
from graph.rdf.resolution import Merge, Resolution, ResolvedNames, resolution_quads
from graph.rdf.vocabulary import HUS
from graph.resolution import Clue, Told, resolve
from graph.store.base import Row
from graph.store.engine import Engine
from graph.store.index.connections import Index
from graph.store.index.evidence import Groups, Stale, company, touched_clues
from graph.store.merging import Change, plan_shared

_KNOWN = 50  # articles whose quads are kept to derive the read model from; further ones are read again
_LINKED = re.compile(r"entity/(Q\d+)$")


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An article's own quads as extraction gave them, and as they stand."""

    extracted: Collection[Quad]
    own: Collection[Quad]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a step of the resolution changes, what stands after it, and how many articles it concerns."""

    change: Change
    resolution: Resolution
    known: Mapping[str, Collection[Quad]]  # of some of the articles: their own quads after it
    articles: int


def read_resolution(select: Callable[[str], list[Row]]) -> Resolution:
    """Return what the graph of the resolution says; StoreUnreadable where it makes no sense."""
    merges, apart = [], set()
    try:
        for row in select("resolution"):
            if str(row["verdict"]) == HUS[Verdict.TAKEN_APART.value].value:
                apart.add(str(row["entity"]))
            else:
                entity, into, rule, reason = (str(row[name]) for name in ("entity", "into", "rule", "reason"))
                kind = EntityType(str(row["type"]).removeprefix(HUS.iri)) if row["type"] is not None else None
                merges.append(Merge(entity, into, float(row["score"] or 0), rule, reason, kind))
    except (ValueError, TypeError, KeyError) as error:
        raise StoreUnreadable(f"the graph of the resolution cannot be read: {error}") from error
    return Resolution(tuple(sorted(merges, key=lambda merge: merge.order)), frozenset(apart))


def resolve_clues(index: Index, stale: Stale, curation: Curation, base: str) -> tuple[Resolution, list[Clue]]:
    """Return what the clues amount to that share names with what is stale, and the clues, under people's decisions."""
    found = [_decided(clue, curation, base) for clue in touched_clues(index, stale, _groups(curation, base))]
    around = company(index, {clue.article for clue in found})
    return resolve(found, around, _told(curation, found)), found


def plan_resolution(
    engine: Engine,
    index: Index,
    stale: Stale,
    names: tuple[Curation, Resolution],
    base: str,
    unsettled: Mapping[str, Unsettled],
) -> Resolved:
    """Return what brings the graph into line with the clues that share names with what is stale.

    `names` are people's decisions and the resolution so far. Only what differs is held in memory.
    """
    curation, before = names
    fresh, clues = resolve_clues(index, stale, curation, base)
    named = {base + name for name in stale.entities}
    entities = {clue.entity for clue in clues} | named | {curation.resolve(name) for name in named}
    old = before if stale.everything else before.about(entities)
    after = before.changed(old, fresh)
    noted, wanted = resolution_quads(old, base), resolution_quads(fresh, base)
    removed, added = set(noted - wanted), set(wanted - noted)
    renaming = _Renaming(engine, before.names(curation), after.names(curation), base)
    known: dict[str, Collection[Quad]] = {}
    concerned = sorted(_concerned(clues, renaming.before, renaming.after, base))
    for name in concerned:
        stood, stands = renaming.quads(name, unsettled.get(name))
        removed |= stood - stands
        added |= stands - stood
        if len(known) < _KNOWN:
            known[name] = stands
    change = plan_shared(engine, Change(frozenset(removed), frozenset(added)), base)
    return Resolved(change, after, known, len(concerned))


@dataclass(frozen=True, slots=True)
class _Renaming:
    """From the one naming to the other."""

    engine: Engine
    before: ResolvedNames
    after: ResolvedNames
    base: str

    def quads(self, name: str, unsettled: Unsettled | None) -> tuple[set[Quad], set[Quad]]:
        """An article's own quads as they stand, and as they should."""
        article = article_iri(name, self.base)
        if unsettled is not None:
            return set(unsettled.own), curate(unsettled.extracted, article, self.after)
        stood = set(self.engine.quads_for_pattern(None, None, None, article_graph(name, self.base)))
        return stood, curate(restore(stood, article, self.before), article, self.after)


def _concerned(clues: Iterable[Clue], before: ResolvedNames, after: ResolvedNames, base: str) -> Iterator[str]:
    """The articles with an entity that is called otherwise than before, or taken for something else."""
    found: dict[str, str] = {}  # article → its IRI; empty: it is concerned
    for clue in clues:
        article = found.setdefault(clue.article, article_iri(clue.article, base).value)
        if article and (
            before.name(clue.entity, article) != after.name(clue.entity, article)
            or before.type_of(clue.entity, article) != after.type_of(clue.entity, article)
        ):
            found[clue.article] = ""
            yield clue.article


def _decided(clue: Clue, curation: Curation, base: str) -> Clue:
    """The clue under the name that people's decisions give its entity."""
    entity = base + clue.entity
    name = curation.name(entity, article_iri(clue.article, base).value) if curation else entity
    if name == entity:
        return replace(clue, entity=entity)
    linked = _LINKED.search(name)
    return replace(clue, entity=name, wikidata=linked[1] if linked else None, shared=True)


def _told(curation: Curation, clues: Iterable[Clue]) -> Told:
    """Pairs that people told apart, and the parts of what they took apart."""
    parts = {}
    for clue in clues if curation.apart else ():
        whole, mark, _ = clue.entity.rpartition("-in-")
        if mark and whole in curation.apart:
            parts[clue.entity] = whole
    return Told(curation.told(), parts)


def _groups(curation: Curation, base: str) -> Groups:
    """What people made one, as a question by entity, without the base."""
    around: dict[str, set[str]] = {}
    for old, new in curation.replaced.items():
        one, other = _whole(old, curation.apart), _whole(new, curation.apart)
        around.setdefault(one, set()).add(other)
        around.setdefault(other, set()).add(one)
    return lambda entity: {name.removeprefix(base) for name in _reached(base + entity, around)}


def _whole(name: str, apart: Collection[str]) -> str:
    whole, mark, _ = name.rpartition("-in-")
    return whole if mark and whole in apart else name


def _reached(start: str, around: Mapping[str, Collection[str]]) -> set[str]:
    found, open_ = {start}, [start]
    while open_:
        for other in around.get(open_.pop(), ()):
            if other not in found:
                found.add(other)
                open_.append(other)
    return found
