"""What an article as a whole says of where it is set and when it was published."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from graph.linking.gazetteer import Gazetteer
from graph.linking.names import bare
from graph.model import Annotation, EntityType

_WORD = re.compile(r"[^\W\d_][\w.&]*(?:['’-]\w+)*\.?")
_LONGEST = 4  # words of the longest name that is looked for
_PRESENT = 0.12  # of all the words for countries, the share at which the article is about one
_DOMINANT = 0.6
_ADDRESS = 2  # words for a country that an address in it is worth
_ENOUGH = 2.0  # what one country word shows is not yet where an article is set


@dataclass(frozen=True, slots=True)
class Context:
    """The setting of an article."""

    published: str | None = None  # ISO date
    countries: dict[str, float] = field(default_factory=dict)  # share of the words that point to a country, by ISO code

    def has(self, countries: tuple[str, ...]) -> bool:
        """True if the article is about one of the countries, among others."""
        return any(self.countries.get(country, 0.0) >= _PRESENT for country in countries)

    def dominant(self) -> str | None:
        """Return the country that most of the article is about."""
        best = max(self.countries.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0.0))
        return best[0] if best[1] >= _DOMINANT else None


def read_context(annotation: Annotation, gazetteer: Gazetteer) -> Context:
    """Return the countries that an article is about, by its words, its people and its address; and its date."""
    article = annotation.article
    counts = count_countries(article.text, gazetteer)
    for name in _person_names(annotation):
        found = gazetteer.persons_named(name)
        if len(found) == 1 and " " in name:
            _add(counts, home(found[0].countries, gazetteer))
    host = urlsplit(article.url or "").hostname or ""
    ending = host.rpartition(".")[2].upper().replace("UK", "GB")
    if ending in gazetteer.country_ids:
        counts[ending] += _ADDRESS
    total = sum(counts.values())
    shares = {country: count / total for country, count in sorted(counts.items())} if total >= _ENOUGH else {}
    return Context(article.published.isoformat() if article.published else None, shares)


def count_countries(text: str, gazetteer: Gazetteer) -> dict[str, float]:
    """How often words of the text point to each country; a word for two countries is shared by them."""
    words = [match.group() for match in _WORD.finditer(text)]
    counts: dict[str, float] = defaultdict(float)
    place = 0
    while place < len(words):
        size, countries = _longest(words, place, gazetteer)
        _add(counts, countries)
        place += size
    return counts


def home(countries: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    """ISO codes of countries that are given by code or by the id of a part of them."""
    return tuple(dict.fromkeys(gazetteer.region_of_id.get(country, (country, None))[0] for country in countries))


def _longest(words: list[str], place: int, gazetteer: Gazetteer) -> tuple[int, tuple[str, ...]]:
    if not words[place][0].isupper():
        return 1, ()
    for size in range(min(_LONGEST, len(words) - place), 0, -1):
        name = bare(" ".join(words[place : place + size]))
        countries = gazetteer.country_words.get(name) or gazetteer.country_words.get(name.rstrip("."))
        if countries:
            return size, countries
    return 1, ()


def _add(counts: dict[str, float], countries: tuple[str, ...]) -> None:
    for country in countries:
        counts[country] += 1 / len(countries)


def _person_names(annotation: Annotation) -> list[str]:
    return [entity.label for entity in annotation.entities if entity.type is EntityType.PERSON]
