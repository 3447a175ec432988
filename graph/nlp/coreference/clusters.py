"""Entities in the making: references that mean the same, and what is known of them together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model import EntityType, MentionKind
from graph.nlp.coreference.gender import gender_of_name
from graph.nlp.coreference.mention_features import Description, Gender, Reference


@dataclass(slots=True, eq=False)
class Cluster:
    """References to one thing; grows while the article is read, and keeps its sums, so that asking costs nothing."""

    references: list[Reference] = field(default_factory=list)
    descriptions: dict[Description, None] = field(default_factory=dict)  # a set that keeps the order
    certain: bool = True  # False: two clusters were joined on circumstances alone
    kept: bool = False  # True: an entity even if nothing else speaks for it
    plural: bool = False  # True: "they" fits it by its words
    personal: bool = False  # True: "he" or "she" has joined
    nominals: int = 0  # of its references
    first: int = -1  # the token with which it is first mentioned
    leaning: Gender | None = None  # what a name of one word would show, were it a given name
    _named: Counter[EntityType] = field(default_factory=Counter)
    _described: Counter[EntityType] = field(default_factory=Counter)
    _full: Counter[Gender] = field(default_factory=Counter)
    _genders: Counter[Gender] = field(default_factory=Counter)
    _told: Counter[Gender] = field(default_factory=Counter)  # by names, titles and nouns alone

    def add(self, reference: Reference) -> None:
        """Take up one more reference."""
        self.references.append(reference)
        self.nominals += reference.mention.kind is MentionKind.NOMINAL
        start = reference.mention.start
        self.first = start if self.first < 0 else min(self.first, start)
        self.plural = self.plural or reference.plural
        if reference.description:
            self.descriptions[reference.description] = None
        if reference.type:
            (self._named if reference.name else self._described)[reference.type] += 1
        elif reference.gender:
            self.personal = True
        if reference.gender:
            self._genders[reference.gender] += 1
            self._told[reference.gender] += reference.mention.kind is not MentionKind.PRONOUN
            if len(reference.words) > 1:
                self._full[reference.gender] += 1
        if reference.name and self.leaning is None:
            self.leaning = gender_of_name(reference.words)

    def absorb(self, other: "Cluster") -> None:
        """Take up all that another cluster holds, in text order."""
        for reference in other.references:
            self.add(reference)
        self.references.sort(key=lambda reference: reference.mention.start)
        self.descriptions.update(other.descriptions)

    @property
    def type(self) -> EntityType:
        """A person once "he" or "she" has joined; else the type of its names, else of its nominals."""
        if self.personal:
            return EntityType.PERSON
        return (self._named or self._described).most_common(1)[0][0]

    @property
    def names(self) -> list[Reference]:
        """Its proper names."""
        return [reference for reference in self.references if reference.name]

    @property
    def named(self) -> bool:
        """Whether it has a proper name."""
        return bool(self._named)

    @property
    def gender(self) -> Gender | None:
        """The gender that full names, else titles, nouns and pronouns show."""
        shown = self._full or self._genders
        return shown.most_common(1)[0][0] if shown else None

    @property
    def told_gender(self) -> Gender | None:
        """The gender that its own words show, whatever pronouns were tied to it."""
        shown = self._full or +self._told
        return shown.most_common(1)[0][0] if shown else None

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
