"""Entities in the making: references that mean the same, and what is known of them together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model import EntityType
from graph.nlp.gender import gender_of_name
from graph.nlp.references import Description, Gender, Reference


@dataclass(slots=True, eq=False)
class Cluster:
    """References to one thing; grows while the article is read."""

    references: list[Reference] = field(default_factory=list)
    descriptions: list[Description] = field(default_factory=list)
    genders: Counter[Gender] = field(default_factory=Counter)
    certain: bool = True  # False: two clusters were joined on circumstances alone
    kept: bool = False  # True: an entity even if nothing else speaks for it

    def add(self, reference: Reference) -> None:
        """Take up one more reference."""
        self.references.append(reference)
        if reference.description and reference.description not in self.descriptions:
            self.descriptions.append(reference.description)
        if reference.gender:
            self.genders[reference.gender] += 1

    def absorb(self, other: "Cluster") -> None:
        """Take up all that another cluster holds, in text order."""
        for reference in other.references:
            self.add(reference)
        self.references.sort(key=lambda reference: reference.mention.start)
        self.descriptions.extend(d for d in other.descriptions if d not in self.descriptions)

    @property
    def first(self) -> int:
        """The token with which it is first mentioned."""
        return min(reference.mention.start for reference in self.references)

    @property
    def type(self) -> EntityType:
        """The type of its names, else of its nominals; a person, whatever its name looks like, once "he" or "she" joins."""
        if any(r.gender and r.type is None for r in self.references):
            return EntityType.PERSON
        named = [r.type for r in self.references if r.name and r.type] or [r.type for r in self.references if r.type]
        return Counter(named).most_common(1)[0][0]

    @property
    def names(self) -> list[Reference]:
        """Its proper names."""
        return [reference for reference in self.references if reference.name]

    @property
    def gender(self) -> Gender | None:
        """The gender that titles, nouns, full names and pronouns show."""
        full = Counter(r.gender for r in self.references if r.gender and len(r.words) > 1)
        return (full or self.genders).most_common(1)[0][0] if self.genders else None

    @property
    def leaning(self) -> Gender | None:
        """The gender of a name of one word if that is a given name; it may be a surname, so this is no more than a hint."""
        return next((g for g in (gender_of_name(r.words) for r in self.names) if g), None)

    @property
    def plural(self) -> bool:
        """Whether "they" fits it by its words."""
        return any(reference.plural for reference in self.references)

    @property
    def label(self) -> str:
        """Its fullest name, the earliest of equally full ones; without a name the words of its fullest nominal."""
        names = [r.name for r in self.names] or [r.description.text for r in self.references if r.description]
        return max(names, key=lambda name: (len(name.split()), len(name)), default="")


class Finder:
    """Which cluster holds a mention, by the token that heads it."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._by_head: dict[int, Cluster] = {}
        for cluster in clusters:
            for reference in cluster.references:
                self.add(cluster, reference)

    def add(self, cluster: Cluster, reference: Reference) -> None:
        """Remember one more reference; of nested mentions with one head the first one stays."""
        self._by_head.setdefault(reference.mention.head, cluster)

    def at(self, head: int | None) -> Cluster | None:
        """The cluster of the mention with this head."""
        return self._by_head.get(head) if head is not None else None
