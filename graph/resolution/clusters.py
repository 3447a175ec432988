"""Units that turn out to be one: joined link by link, the surest first, and never against what is known to differ."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.rdf.resolution import Merge
from graph.resolution.naming import joint_name
from graph.resolution.units import Unit


@dataclass(frozen=True, slots=True)
class Link:
    """Two units that may be one, by their IRIs: how sure that is, by which rule and why."""

    one: str
    other: str
    score: float
    rule: str
    reason: str

    @property
    def order(self) -> tuple[float, str, str, str]:
        """The surest first; then by name, so that no order of articles shows."""
        first, second = sorted((self.one, self.other))
        return -self.score, first, second, self.rule


@dataclass(frozen=True, slots=True)
class Told:
    """What people decided: pairs that are different things, and parts of what they took apart, each with the whole."""

    different: frozenset[frozenset[str]] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)

    def rivals(self, units: Iterable[Unit]) -> dict[str, frozenset[str]]:
        """By unit, those that it is not: who is not "the CNN of all articles" is none of what would be called so."""
        if not self.different:
            return {}
        called: dict[str, set[str]] = {}
        for unit in units:
            for name in {unit.iri, joint_name(unit)}:
                called.setdefault(name, set()).add(unit.iri)
        found: dict[str, set[str]] = {}
        for pair in self.different:
            one, other = (
                ({name} if name in called.get(name, ()) else called.get(name, set())) for name in sorted(pair)
            )
            for left, right in ((one, other), (other, one)):
                for name in left:
                    found.setdefault(name, set()).update(right - {name})
        return {name: frozenset(others) for name, others in found.items()}


class Clusters:
    """Units in sets that have nothing in common; at most one Wikidata id to a set."""

    def __init__(self, units: Iterable[Unit], told: Told) -> None:
        self.units = {unit.iri: unit for unit in units}
        self._parent: dict[str, str] = {}
        self._members = {iri: [iri] for iri in self.units}
        self._links: dict[str, list[Link]] = {iri: [] for iri in self.units}
        self._items = {iri: unit.wikidata for iri, unit in self.units.items()}
        self._rivals = told.rivals(self.units.values())
        self._wholes = {iri: {told.parts[iri]} for iri in self.units if iri in told.parts}

    def root(self, iri: str) -> str:
        """The unit that the set of this one is known by."""
        while (parent := self._parent.get(iri, iri)) != iri:
            self._parent[iri] = self._parent.get(parent, parent)
            iri = parent
        return iri

    def members(self, iri: str) -> list[str]:
        """All units of the set."""
        return self._members[self.root(iri)]

    def join(self, links: Iterable[Link]) -> None:
        """Follow the links, the surest first, as far as nothing forbids it."""
        for link in sorted(links, key=lambda link: link.order):
            self._follow(link)

    def _follow(self, link: Link) -> None:
        one, other = self.root(link.one), self.root(link.other)
        if one == other or self.forbidden(one, other):
            return
        small, large = sorted((one, other), key=lambda root: (len(self._members[root]), root))
        self._parent[small] = large
        self._members[large] += self._members.pop(small)
        self._items[large] = self._items[large] or self._items[small]
        if small in self._wholes:
            self._wholes.setdefault(large, set()).update(self._wholes[small])
        self._links[link.one].append(link)
        self._links[link.other].append(link)

    def forbidden(self, one: str, other: str) -> bool:
        """Whether two sets are known to differ: two ids, or a person said so."""
        one, other = self.root(one), self.root(other)
        first, second = self._items[one], self._items[other]
        if first and second and first != second:
            return True
        if not self._wholes.get(one, set()).isdisjoint(self._wholes.get(other, ())):
            return True
        return bool(self._rivals) and self._told_apart(self._members[one], self._members[other])

    def _told_apart(self, one: Collection[str], other: Collection[str]) -> bool:
        few, many = sorted((one, other), key=len)
        return any(not self._rivals[iri].isdisjoint(many) for iri in few if iri in self._rivals)

    def roots(self) -> Iterator[str]:
        """The sets of more than one unit, sorted."""
        return (root for root in sorted(self._members) if len(self._members[root]) > 1)

    def merges(self, head: str, into: str) -> Iterator[Merge]:
        """The merges that make a set one entity, called `into`, where `head` is the unit that stands for it.

        A unit is as sure as the weakest link between it and the head.
        """
        if into != head:
            first = min(self._links[head], key=lambda link: link.order)
            yield Merge(head, into, first.score, first.rule, first.reason)
        seen, open_ = {head}, [(head, 1.0)]
        while open_:
            here, score = open_.pop()
            for link in sorted(self._links[here], key=lambda link: link.order):
                there = link.other if link.one == here else link.one
                if there not in seen:
                    seen.add(there)
                    weakest = min(score, link.score)
                    yield Merge(there, into, weakest, link.rule, link.reason)
                    open_.append((there, weakest))
