"""What single articles say of their entities, as far as it tells who or what they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import EntityType

Company = Mapping[str, frozenset[str]]  # article → who and what else it names

_YEAR = 365


@dataclass(frozen=True, slots=True)
class Setting:
    """When, where and by whom an article was published; None where that is not known."""

    day: int | None = None  # proleptic ordinal, as `date.toordinal` gives it
    outlet: str | None = None
    country: str | None = None  # ISO code of the one that most of it is about

    @property
    def year(self) -> int:
        """A number for its year; -1 where the day is not known."""
        return -1 if self.day is None else self.day // _YEAR


@dataclass(frozen=True, slots=True)
class Clue:
    """One entity of one article: its name there, and the words that mean it."""

    entity: str  # its IRI, or any other name of it
    article: str
    type: EntityType
    label: str
    wikidata: str | None = None
    names: tuple[tuple[str, int], ...] = ()  # proper names as they stand, with how often
    nouns: tuple[str, ...] = ()  # common nouns as they stand: "the mayor of Leeds"
    masculine: int = 0  # pronouns
    feminine: int = 0
    shared: bool = False  # the IRI is the same in all articles: made from the id or the full name
    setting: Setting = Setting()

    @property
    def key(self) -> str:
        """What its company is known by: the id, or a name that is more than one word; empty where neither is."""
        if self.wikidata:
            return self.wikidata
        return self.label.casefold() if " " in self.label else ""
