"""The gazetteer: who and what has a Wikidata id, by what names, and who held which office when."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.linking.bodies import bodies_by_name, laws_by_name
from graph.linking.indexes import group, ids_by_name, records_by_name, split_cell
from graph.linking.names import fold, name_words
from graph.linking.records import Body, Office, Party, Person, Place, Position, Region, merge_places
from graph.linking.regions import regions_by_word
from graph.linking.tables import merged_rows

_ENOUGH = 1000  # people that tell which names are common


class Gazetteer:
    """The tables of folders, the later above the earlier, with an index for each question, made when it is asked."""

    def __init__(self, *folders: Traversable) -> None:
        self._folders = folders

    def _rows(self, table: str) -> Iterator[list[str]]:
        return merged_rows(self._folders, table)

    # People and offices

    @cached_property
    def persons(self) -> dict[str, Person]:
        """Return everybody, by id."""
        return {
            qid: Person(qid, name, split_cell(aliases), gender, born, died, split_cell(countries), split_cell(parties))
            for qid, name, aliases, gender, born, died, countries, parties in self._rows("persons")
        }

    @cached_property
    def _persons_by_name(self) -> dict[str, tuple[str, ...]]:
        return ids_by_name((person.qid, (person.name, *person.aliases)) for person in self.persons.values())

    @cached_property
    def _persons_by_surname(self) -> dict[str, tuple[str, ...]]:
        return group((name_words(person.name)[-1:], person.qid) for person in self.persons.values())

    @cached_property
    def _given_names(self) -> dict[str, int]:
        return {
            name: len(ids)
            for name, ids in group((name_words(p.name)[:1], p.qid) for p in self.persons.values()).items()
        }

    @cached_property
    def _tenures(self) -> dict[str, list[list[str]]]:
        tenures: dict[str, list[list[str]]] = defaultdict(list)
        for row in self._rows("offices"):
            tenures[row[0]].append(row)
        return tenures

    @cached_property
    def _holders(self) -> dict[str, tuple[str, ...]]:
        return group(([row[1]], person) for person, rows in self._tenures.items() for row in rows)

    @cached_property
    def positions(self) -> dict[str, Position]:
        """Return all offices, by number."""
        return {place: Position(place, title, where) for place, _, title, where in self._rows("positions")}

    @cached_property
    def _positions_by_country(self) -> dict[str, tuple[str, ...]]:
        where = self.region_of_id
        return group(
            ([where.get(position.jurisdiction, ("", None))[0]], position.id) for position in self.positions.values()
        )

    def positions_in(self, country: str) -> tuple[Position, ...]:
        """Return the offices of a country and of its parts, by its ISO code."""
        return tuple(self.positions[place] for place in self._positions_by_country.get(country, ()))

    def persons_named(self, name: str) -> tuple[Person, ...]:
        """Return who has this full name or alias."""
        return tuple(self.persons[qid] for qid in self._persons_by_name.get(fold(name), ()))

    def persons_surnamed(self, surname: str) -> tuple[Person, ...]:
        """Return whose last name it is."""
        return tuple(self.persons[qid] for qid in self._persons_by_surname.get(fold(surname), ()))

    def offices_of(self, person: Person) -> tuple[Office, ...]:
        """Return the offices somebody held."""
        rows = self._tenures.get(person.qid, [])
        return tuple(Office(self.positions[place], start, end, as_of) for _, place, start, end, as_of in rows)

    def holders_of(self, position: Position) -> tuple[Person, ...]:
        """Return everybody who held the position."""
        return tuple(self.persons[qid] for qid in self._holders.get(position.id, ()))

    def namesakes(self, person: Person) -> float:
        """Return how many people would have the name if given and last names met by chance."""
        return self.expected(name_words(person.name))

    def is_given_name(self, word: str) -> bool:
        """Return whether somebody's name begins with the folded word."""
        return word in self._given_names

    def expected(self, words: list[str]) -> float:
        """Return how many people would have a name of these words by chance, as `namesakes` does."""
        given = self._given_names.get(words[0], 0)
        return given * len(self._persons_by_surname.get(words[-1], ())) / max(len(self.persons), _ENOUGH)

    # Places

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Return countries, their parts and cities; one listed twice (a city that is a state) once, as the first."""
        found: dict[str, Place] = {}
        for place in (*self._countries(), *self._subdivisions(), *self._cities()):
            known = found.get(place.qid)
            found[place.qid] = merge_places(known, place) if known else place
        return tuple(found.values())

    def _countries(self) -> Iterator[Place]:
        labels = {iso2: (label, split_cell(names)) for iso2, label, names in self._rows("country_names")}
        for qid, iso2, _, name, aliases, capital in self._rows("countries"):
            label, names = labels.get(iso2, (name, ()))
            yield Place(qid, label, "country", iso2, (name, *split_cell(aliases), *names), capital=capital)

    def _subdivisions(self) -> Iterator[Place]:
        for qid, _, name, aliases, short, country, _ in self._rows("subdivisions"):
            names = tuple(alias for alias in split_cell(aliases) if not alias.isupper() and "." not in alias)
            yield Place(qid, name, "subdivision", country, names, split_cell(short))

    def _cities(self) -> Iterator[Place]:
        for qid, name, aliases, country, admin1, capital, population in self._rows("cities"):
            size = int(population or 0)
            yield Place(
                qid, name, "city", country, split_cell(aliases), admin1=admin1, capital=capital, population=size
            )

    @cached_property
    def _places_by_name(self) -> dict[str, tuple[Place, ...]]:
        return records_by_name((place, (place.name, *place.aliases)) for place in self.places)

    def places_named(self, name: str) -> tuple[Place, ...]:
        """Return what places have this name."""
        return self._places_by_name.get(fold(name), ())

    @cached_property
    def regions(self) -> dict[str, tuple[Region, ...]]:
        """Return countries, their parts and people by the words for them as they are written, abbreviations too."""
        return regions_by_word(self.places, self._rows("demonyms"))

    @cached_property
    def country_words(self) -> dict[str, tuple[str, ...]]:
        """Return words that show which country a text is about: regions, seats of government, large cities."""
        found = {
            word: tuple(dict.fromkeys(country for country, _ in regions))
            for word, regions in self.regions.items()
            if len(word) > 3 or "." in word or all(part is None for _, part in regions)
        }
        for country, names in self._rows("metonyms"):
            found.update(dict.fromkeys(split_cell(names), (country,)))
        for place in self.places:
            if place.kind == "city" and (place.population >= 500_000 or place.capital):
                found.setdefault(place.name, (place.country,))
        return found

    @cached_property
    def region_of_id(self) -> dict[str, Region]:
        """Return which region an id stands for."""
        return {
            place.qid: (place.country, place.qid if place.kind == "subdivision" else None)
            for place in self.places
            if place.kind != "city"
        }

    @cached_property
    def country_ids(self) -> dict[str, str]:
        """Return the ids of the countries, by ISO code."""
        return {place.country: place.qid for place in self.places if place.kind == "country"}

    # Parties and bodies

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Return all parties, by id."""
        return {
            qid: Party(qid, name, split_cell(short), split_cell(aliases), split_cell(countries), founded, dissolved)
            for qid, name, short, aliases, countries, founded, dissolved in self._rows("parties")
        }

    @cached_property
    def _parties_by_name(self) -> dict[str, tuple[Party, ...]]:
        others = {(country, name): split_cell(names) for country, name, names in self._rows("party_names")}
        return records_by_name(
            (p, (p.name, *p.aliases, *p.acronyms, *(o for c in p.countries for o in others.get((c, p.name), ()))))
            for p in self.parties.values()
        )

    @cached_property
    def party_words(self) -> dict[str, tuple[Party, ...]]:
        """Return parties by the short words for them and their people: "Conservative", "Tories", "GOP"."""
        known = {(country, party.name): party for party in self.parties.values() for country in party.countries}
        found: dict[str, list[Party]] = defaultdict(list)
        for country, name, words in self._rows("party_words"):
            if (country, name) in known:
                for word in split_cell(words):
                    found[word].append(known[country, name])
        return {word: tuple(parties) for word, parties in found.items()}

    def parties_named(self, name: str) -> tuple[Party, ...]:
        """Return what parties have this name, acronym or short word."""
        plain = " ".join(name.split()).removeprefix("the ").removeprefix("The ")
        return tuple(dict.fromkeys((*self.party_words.get(plain, ()), *self._parties_by_name.get(fold(name), ()))))

    @cached_property
    def _bodies_by_name(self) -> dict[str, tuple[Body, ...]]:
        return bodies_by_name(self._rows, self.regions)

    @cached_property
    def _laws_by_name(self) -> dict[str, tuple[Body, ...]]:
        return laws_by_name(self._rows)

    def laws_named(self, name: str) -> tuple[Body, ...]:
        """Return what constitutions, laws and agreements have this name, at home or everywhere."""
        return self._laws_by_name.get(fold(name), ())

    def bodies_named(self, name: str) -> tuple[Body, ...]:
        """Return what departments, agencies and other bodies have this name or acronym."""
        return self._bodies_by_name.get(fold(name), ())


@cache
def load_gazetteer(own: Path | None = None) -> Gazetteer:
    """Return the gazetteer that comes with Hustings, with a folder of the user's own tables above it."""
    return Gazetteer(our_tables(), *((own,) if own else ()))


def our_tables() -> Traversable:
    """Return the folder of the tables that come with Hustings."""
    return files("seeds") / "entities"
