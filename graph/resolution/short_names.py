"""Names that say too little by themselves, to the bearer whom the archive knows in that time and company.

A surname, a first name, an acronym: whoever else is called so, how often and when, and who stands beside in the article
and beside the bearers, each adds to the odds; who is not surely meant stays apart.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from graph.resolution.clusters import Link
from graph.resolution.people import in_common
from graph.resolution.units import Unit

_LIKELY = 20  # bearers of a name that are weighed, beside those whom the article names


@cache
def load_weights() -> Mapping[str, float]:
    """Return what each piece of evidence weighs."""
    return tomllib.loads((files("graph.resolution") / "weights.toml").read_text(encoding="utf-8"))


@dataclass
class Bearer:
    """Somebody or something that a short name may mean, with how often it is called so in which year."""

    unit: Unit
    key: str
    called: Mapping[tuple[str, int], int]  # article, year → times
    bonus: str = ""  # what else speaks for it, by the name of its weight

    @cached_property
    def by_year(self) -> dict[int, float]:
        """How often it is called so in each year; -1: at times that are not known."""
        found: dict[int, float] = {}
        for (_, year), times in self.called.items():
            found[year] = found.get(year, 0.0) + times
        return found

    @cached_property
    def named(self) -> float:
        """What it counts for by being named at all."""
        weights = load_weights()
        return min(weights["most_named"], weights["named"] * len(self.unit.articles))

    @cached_property
    def total(self) -> float:
        """What it counts for over all years."""
        return sum(self.by_year.values()) + self.named

    def around(self, years: Sequence[int]) -> float:
        """The same in these years and those beside them, and at times that are not known."""
        if -1 in years:
            return self.total
        near = {year + step for year in years for step in (-1, 0, 1)} | {-1}
        return sum(number for year, number in self.by_year.items() if year in near) + self.named


@dataclass
class Bearers:
    """All that a short name may mean, the most often called so first."""

    found: Sequence[Bearer]

    @cached_property
    def likely(self) -> list[Bearer]:
        """The ones that are weighed wherever the name stands."""
        return sorted(self.found, key=lambda bearer: (-bearer.total, bearer.unit.iri))[:_LIKELY]

    @cached_property
    def by_article(self) -> dict[str, list[Bearer]]:
        """The ones that each article names."""
        found: dict[str, list[Bearer]] = {}
        for bearer in self.found:
            for article in sorted(bearer.unit.articles):
                found.setdefault(article, []).append(bearer)
        return found

    def near(self, unit: Unit) -> list[Bearer]:
        """The likely ones, and those whom an article of this unit names."""
        beside = (bearer for article in sorted(unit.articles) for bearer in self.by_article.get(article, ()))
        chosen = {bearer.unit.iri: bearer for bearer in (*self.likely, *beside)}
        return [bearer for iri, bearer in chosen.items() if iri != unit.iri]


def link_short(unit: Unit, bearers: Bearers, *, shared: bool = False) -> Iterator[Link]:
    """Yield at most one link, to whom or what a short name most probably means; `shared`: many bodies are called so."""
    weights = load_weights()
    unknown = weights["unknown"] + shared * weights["shared"]
    near = bearers.near(unit)
    if not near:
        return
    # Where an article names two who bear it, that one of them is known to the world says less of whom it means.
    rivals = sum(not bearer.unit.articles.isdisjoint(unit.articles) for bearer in near)
    known = weights["linked"] if rivals < 2 else weights["linked_rival"]
    odds = [
        (_weigh(unit, bearer, weights) + known * bool(bearer.unit.wikidata), bearer.unit.iri, bearer) for bearer in near
    ]
    best, _, bearer = max(odds, key=lambda one: (one[0], one[1]))
    total = sum(math.exp(weight - best) for weight, *_ in odds) + math.exp(unknown - best)
    if 1 / total >= weights["doubtful"]:
        yield Link(unit.iri, bearer.unit.iri, round(1 / total, 3), "short name", _reason(unit, bearer, len(odds)))


def _weigh(unit: Unit, bearer: Bearer, weights: Mapping[str, float]) -> float:
    other = bearer.unit
    years = sorted({clue.setting.year for clue in unit.clues})
    weight = math.log(bearer.around(years) + weights["never"])
    weight += weights[bearer.bonus] if bearer.bonus else 0.0
    beside = sum(n for c in other.clues if c.article in unit.articles for _, n in c.names)
    if beside:
        weight += weights["nearby"] + weights["often"] * math.log(beside)
    weight += min(weights["most_company"], weights["company"] * len(unit.around & other.around))
    if unit.offices and other.offices:
        weight += weights["office" if unit.offices.keys() & other.offices.keys() else "other_office"]
    if unit.gender * other.gender < 0:
        weight += weights["gender"] * min(abs(unit.gender), abs(other.gender))
    if unit.roles.contradiction(other.roles):
        weight += weights["contradiction"]
    elif unit.roles.agreement(other.roles):
        weight += weights["role"]
    if unit.countries and other.countries and not unit.countries & other.countries:
        weight += weights["country"]
    return weight


def _reason(unit: Unit, bearer: Bearer, rivals: int) -> str:
    times = sum(bearer.called.values())
    said = [f"called {unit.usual} {times:,} times" if times else f"has the name {unit.usual}"]
    if unit.articles & bearer.unit.articles:
        said.append("named in the same article")
    if common := in_common(unit, bearer.unit):
        said.append(common)
    said.append(f"{rivals - 1} others bear it" if rivals > 1 else "nobody else bears it")
    return f"{bearer.unit.usual}: " + "; ".join(said)
