"""What is compared: an entity, with all that articles say of it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.linking.names import fold
from graph.model import EntityType
from graph.resolution.body_names import plain_name
from graph.resolution.clues import Clue, Company
from graph.resolution.person_names import PersonName, read_name
from graph.resolution.roles import Roles, read_roles
from graph.resolution.words import load_words

_SELDOM = 0.05  # of all words for an office
_ID = re.compile(r"Q\d+$")


@dataclass
class Unit:
    """An entity under one IRI with the clues of all its articles, sorted by article."""

    iri: str
    clues: Sequence[Clue]
    company: Company = field(repr=False, default_factory=dict)
    part: bool = False  # of what bears one name and is several

    @cached_property
    def wikidata(self) -> str | None:
        """Its id."""
        return next((clue.wikidata for clue in self.clues if clue.wikidata), None)

    @cached_property
    def type(self) -> EntityType:
        """The type that most articles give it; the first in the order of types of those that are given alike often."""
        kinds = Counter(clue.type for clue in self.clues)
        order = list(EntityType)
        return min(kinds, key=lambda kind: (-kinds[kind], order.index(kind)))

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles that name it."""
        return frozenset(clue.article for clue in self.clues)

    @cached_property
    def texts(self) -> Counter[str]:
        """Its names as they stand, with how often; the labels count once an article."""
        found: Counter[str] = Counter()
        for clue in self.clues:
            found[clue.label] += 1
            for text, number in clue.names:
                found[text] += number
        return found

    @cached_property
    def label(self) -> str:
        """The name that stands for it: as in the shared graph, the fullest that is not in capitals."""
        return min((clue.label for clue in self.clues), key=lambda text: (text.isupper(), -len(text), text))

    @cached_property
    def offices(self) -> dict[str, int]:
        """The words for an office before its name or in its place, with how often; seldom ones may be others'."""
        lexicon = load_words()
        found: Counter[str] = Counter()
        for clue in self.clues:
            for text, number in clue.names:
                title = fold(text[: text.find(clue.label)]) if clue.label in text else ""
                found.update({word: number for word in title.split() if word in lexicon.offices})
            found.update(word for noun in clue.nouns for word in fold(noun).split() if word in lexicon.offices)
        most = found.total()
        return {word: number for word, number in found.items() if number >= _SELDOM * most}

    @cached_property
    def usual(self) -> str:
        """The label that most articles give it."""
        labels = Counter(clue.label for clue in self.clues)
        return min(labels, key=lambda text: (-labels[text], text))

    @cached_property
    def mentions(self) -> int:
        """How often names mean it."""
        return sum(number for clue in self.clues for _, number in clue.names)

    @cached_property
    def person_names(self) -> dict[PersonName, int]:
        """Its names as those of a person, with how often."""
        found: Counter[PersonName] = Counter()
        for text, number in self.texts.items():
            if (name := read_name(text)) is not None:
                found[name] += number
        return dict(found)

    @cached_property
    def full_names(self) -> frozenset[PersonName]:
        """Of these the ones with a first name, without titles."""
        return frozenset(name.plain for name in self.person_names if not name.is_bare)

    @cached_property
    def bare_names(self) -> dict[str, int]:
        """Surnames or first names that stand alone for it, with how often."""
        found: Counter[str] = Counter()
        for name, number in self.person_names.items():
            if name.is_bare:
                found[name.last] += number
        return dict(found)

    @cached_property
    def plain_names(self) -> dict[str, int]:
        """Its names as those of a body, with how often."""
        found: Counter[str] = Counter()
        for text, number in self.texts.items():
            found[plain_name(text)] += number
        return dict(found)

    @cached_property
    def main_name(self) -> str:
        """Its label as the name of a body."""
        return plain_name(self.label)

    def called(self, key: str, read: Callable[[str], str]) -> dict[tuple[str, int], int]:
        """How often names that `read` makes this key of mean it, by article and year."""
        found: dict[tuple[str, int], int] = {}
        for clue in self.clues:
            for text, number in clue.names:
                if read(text) == key:
                    place = clue.article, clue.setting.year
                    found[place] = found.get(place, 0) + number
        return found

    @cached_property
    def roles(self) -> Roles:
        """What articles say that it does."""
        return read_roles(self.titles, sorted({noun for clue in self.clues for noun in clue.nouns}))

    @cached_property
    def titles(self) -> list[str]:
        """The words before its label, where a name has any: "New Jersey Gov."."""
        found = {text[: text.find(clue.label)] for clue in self.clues for text, _ in clue.names if clue.label in text}
        return sorted(title.strip() for title in found if title.strip())

    @cached_property
    def gender(self) -> float:
        """From -1, surely a woman, to 1, surely a man: what titles and pronouns say."""
        masculine, feminine = self.titled
        masculine = 3 * masculine + sum(clue.masculine for clue in self.clues)
        feminine = 3 * feminine + sum(clue.feminine for clue in self.clues)
        return (masculine - feminine) / (masculine + feminine + 2)

    @cached_property
    def titled(self) -> tuple[int, int]:
        """How many of its names have the title of a man, and of a woman."""
        signs = [load_words().genders.get(name.title) for name in self.person_names]
        return signs.count("m"), signs.count("f")

    @cached_property
    def around(self) -> frozenset[str]:
        """Who and what else its articles name."""
        own = {clue.key for clue in self.clues}
        return frozenset().union(*(self.company.get(article, frozenset()) for article in self.articles)) - own

    @cached_property
    def little_known(self) -> frozenset[str]:
        """Of these the ones that nobody has an id for: whoever shares them shares more than the news of the day."""
        return frozenset(key for key in self.around if not _ID.match(key))

    @cached_property
    def shared(self) -> bool:
        """True if its IRI is the same in all articles."""
        return any(clue.shared for clue in self.clues)

    @cached_property
    def countries(self) -> frozenset[str]:
        """Where its articles are set."""
        return frozenset(clue.setting.country for clue in self.clues if clue.setting.country)


def to_units(clues: Iterable[Clue], company: Company) -> list[Unit]:
    """Return the clues by entity, sorted."""
    by_entity: dict[str, list[Clue]] = {}
    for clue in clues:
        by_entity.setdefault(clue.entity, []).append(clue)
    return [
        Unit(iri, tuple(sorted(found, key=lambda clue: (clue.article, clue.label))), company)
        for iri, found in sorted(by_entity.items())
    ]


def unite(iri: str, units: Iterable[Unit]) -> Unit:
    """Return one unit with the clues of all, under this name."""
    listed = sorted(units, key=lambda unit: unit.iri)
    clues = [clue for unit in listed for clue in unit.clues]
    return Unit(iri, clues, listed[0].company, any(unit.part for unit in listed))
