"""The gazetteer: who and what has a Wikidata id, by what names, and who held which office when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from graph.linking.names import fold, name_words
from graph.linking.records import Body, Office, Party, Person, Place, Position, Region
from graph.linking.tables import merged_rows

_LONGEST_LAND = 3  # words of a country's name at either end of a body's
_ENOUGH = 1000  # people that tell which names are common
R = TypeVar("R", Place, Party, Body)


class Gazetteer:
    """The tables of folders, the later above the earlier, with an index for each question, made when it is asked."""

    def __init__(self, *folders: Traversable) -> None:
        self._folders = folders

    def _rows(self, table: str) -> Iterator[list[str]]:
        return merged_rows(self._folders, table)

    # People and offices

    @cached_property
    def persons(self) -> dict[str, Person]:
        """Everybody, by id."""
        return {
            qid: Person(qid, name, _split(aliases), gender, born, died, _split(countries), _split(parties))
            for qid, name, aliases, gender, born, died, countries, parties in self._rows("persons")
        }

    @cached_property
    def _persons_by_name(self) -> dict[str, tuple[str, ...]]:
        return _index((person.qid, (person.name, *person.aliases)) for person in self.persons.values())

    @cached_property
    def _persons_by_surname(self) -> dict[str, tuple[str, ...]]:
        return _group((name_words(person.name)[-1:], person.qid) for person in self.persons.values())

    @cached_property
    def _given_names(self) -> dict[str, int]:
        return {
            name: len(ids)
            for name, ids in _group((name_words(p.name)[:1], p.qid) for p in self.persons.values()).items()
        }

    @cached_property
    def _tenures(self) -> dict[str, list[list[str]]]:
        tenures: dict[str, list[list[str]]] = defaultdict(list)
        for row in self._rows("offices"):
            tenures[row[0]].append(row)
        return tenures

    @cached_property
    def _holders(self) -> dict[str, tuple[str, ...]]:
        return _group(([row[1]], person) for person, rows in self._tenures.items() for row in rows)

    @cached_property
    def positions(self) -> dict[str, Position]:
        """All offices, by number."""
        return {place: Position(place, title, where) for place, _, title, where in self._rows("positions")}

    @cached_property
    def _positions_by_country(self) -> dict[str, tuple[str, ...]]:
        where = self.region_of_id
        return _group(
            ([where.get(position.jurisdiction, ("", None))[0]], position.id) for position in self.positions.values()
        )

    def positions_in(self, country: str) -> tuple[Position, ...]:
        """The offices of a country and of its parts, by its ISO code."""
        return tuple(self.positions[place] for place in self._positions_by_country.get(country, ()))

    def persons_named(self, name: str) -> tuple[Person, ...]:
        """Who has this full name or alias."""
        return tuple(self.persons[qid] for qid in self._persons_by_name.get(fold(name), ()))

    def persons_surnamed(self, surname: str) -> tuple[Person, ...]:
        """Whose last name it is."""
        return tuple(self.persons[qid] for qid in self._persons_by_surname.get(fold(surname), ()))

    def offices_of(self, person: Person) -> tuple[Office, ...]:
        """The offices somebody held."""
        rows = self._tenures.get(person.qid, [])
        return tuple(Office(self.positions[place], start, end, as_of) for _, place, start, end, as_of in rows)

    def holders_of(self, position: Position) -> tuple[Person, ...]:
        """Everybody who held the position."""
        return tuple(self.persons[qid] for qid in self._holders.get(position.id, ()))

    def namesakes(self, person: Person) -> float:
        """How many of the gazetteer's size would have the name if given and last names met by chance."""
        return self.expected(name_words(person.name))

    def expected(self, words: list[str]) -> float:
        """The same for a name by its words."""
        given = self._given_names.get(words[0], 0)
        return given * len(self._persons_by_surname.get(words[-1], ())) / max(len(self.persons), _ENOUGH)

    # Places

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Countries, their parts, cities; one that is listed twice (a city that is a state) once, as the first."""
        found: dict[str, Place] = {}
        for place in (*self._countries(), *self._subdivisions(), *self._cities()):
            known = found.get(place.qid)
            found[place.qid] = _merge(known, place) if known else place
        return tuple(found.values())

    def _countries(self) -> Iterator[Place]:
        labels = {iso2: (label, _split(names)) for iso2, label, names in self._rows("country_names")}
        for qid, iso2, _, name, aliases, capital in self._rows("countries"):
            label, names = labels.get(iso2, (name, ()))
            yield Place(qid, label, "country", iso2, (name, *_split(aliases), *names), capital=capital)

    def _subdivisions(self) -> Iterator[Place]:
        for qid, _, name, aliases, short, country, _ in self._rows("subdivisions"):
            names = tuple(alias for alias in _split(aliases) if not alias.isupper() and "." not in alias)
            yield Place(qid, name, "subdivision", country, names, _split(short))

    def _cities(self) -> Iterator[Place]:
        for qid, name, aliases, country, admin1, capital, population in self._rows("cities"):
            size = int(population or 0)
            yield Place(qid, name, "city", country, _split(aliases), admin1=admin1, capital=capital, population=size)

    @cached_property
    def _places_by_name(self) -> dict[str, tuple[Place, ...]]:
        return _records_by_name((place, (place.name, *place.aliases)) for place in self.places)

    def places_named(self, name: str) -> tuple[Place, ...]:
        """What places have this name."""
        return self._places_by_name.get(fold(name), ())

    @cached_property
    def regions(self) -> dict[str, tuple[Region, ...]]:
        """Countries, their parts and their people, by the words for them as they are written, abbreviations too."""
        found: dict[str, dict[Region, None]] = defaultdict(dict)
        for place in self.places:
            if place.kind != "city":
                region = (place.country, place.qid if place.kind == "subdivision" else None)
                for name in (place.name, *place.aliases, *place.abbreviations):
                    found[name.removeprefix("the ")][region] = None
            for name in place.abbreviations if place.kind == "city" else ():  # a city that is a region: "D.C."
                found[name][place.country, place.qid] = None
        for country, words in self._rows("demonyms"):
            for word in _split(words):
                found[word][country, None] = None
                found[word + "s"][country, None] = None
        return {word: tuple(regions) for word, regions in found.items()}

    @cached_property
    def country_words(self) -> dict[str, tuple[str, ...]]:
        """Words that show which country a text is about: regions, seats of government, large cities."""
        found = {
            word: tuple(dict.fromkeys(country for country, _ in regions))
            for word, regions in self.regions.items()
            if len(word) > 3 or "." in word or all(part is None for _, part in regions)
        }
        for country, names in self._rows("metonyms"):
            found.update(dict.fromkeys(_split(names), (country,)))
        for place in self.places:
            if place.kind == "city" and (place.population >= 500_000 or place.capital):
                found.setdefault(place.name, (place.country,))
        return found

    @cached_property
    def region_of_id(self) -> dict[str, Region]:
        """Which region an id stands for."""
        return {
            place.qid: (place.country, place.qid if place.kind == "subdivision" else None)
            for place in self.places
            if place.kind != "city"
        }

    @cached_property
    def country_ids(self) -> dict[str, str]:
        """The ids of the countries, by ISO code."""
        return {place.country: place.qid for place in self.places if place.kind == "country"}

    # Parties and bodies

    @cached_property
    def parties(self) -> dict[str, Party]:
        """All parties, by id."""
        return {
            qid: Party(qid, name, _split(short), _split(aliases), _split(countries), founded, dissolved)
            for qid, name, short, aliases, countries, founded, dissolved in self._rows("parties")
        }

    @cached_property
    def _parties_by_name(self) -> dict[str, tuple[Party, ...]]:
        return _records_by_name((p, (p.name, *p.aliases, *p.acronyms)) for p in self.parties.values())

    @cached_property
    def party_words(self) -> dict[str, tuple[Party, ...]]:
        """Parties by the short words for them and their people: "Conservative", "Tories", "GOP"."""
        known = {(country, party.name): party for party in self.parties.values() for country in party.countries}
        found: dict[str, list[Party]] = defaultdict(list)
        for country, name, words in self._rows("party_words"):
            if (country, name) in known:
                for word in _split(words):
                    found[word].append(known[country, name])
        return {word: tuple(parties) for word, parties in found.items()}

    def parties_named(self, name: str) -> tuple[Party, ...]:
        """What parties have this name, acronym or short word."""
        plain = " ".join(name.split()).removeprefix("the ").removeprefix("The ")
        return tuple(dict.fromkeys((*self.party_words.get(plain, ()), *self._parties_by_name.get(fold(name), ()))))

    @cached_property
    def _bodies_by_name(self) -> dict[str, tuple[Body, ...]]:
        world = {
            fold(name): fold(main) for main, names in self._rows("international") for name in (main, *_split(names))
        }
        bodies = [
            Body(
                qid,
                name,
                _split(short),
                (*_split(aliases), *self._at_home(name, country)),
                country,
                fold(name) in world,
            )
            for qid, name, short, aliases, country in self._rows("bodies")
        ]
        bodies += [
            Body(qid, name, _split(short), _split(aliases), country, international=False, legislature=True)
            for qid, name, short, aliases, country in self._rows("legislatures")
        ]
        found = _records_by_name((body, (body.name, *body.aliases, *body.acronyms)) for body in bodies)
        # "UN" and "WHO" mean the international bodies, whatever else bears the letters.
        for name, main in world.items():
            found[name] = tuple(body for body in found.get(main, ()) if body.international)
        return found

    def _at_home(self, name: str, country: str) -> tuple[str, ...]:
        """What a national body is called at home, of "United States Department of Labor" the last words and turned."""
        words = name.split()
        forms = [name]
        for cut in range(1, min(len(words), _LONGEST_LAND + 1)):
            if self._means(" ".join(words[:cut]), country):
                forms.append(" ".join(words[cut:]))
            if words[-cut - 1] in ("of", "the") and self._means(" ".join(words[-cut:]), country):
                forms.append(" ".join(words[:-cut]).removesuffix(" the").removesuffix(" of"))
        turned = [f"{field} Department" for form in forms if (field := _field_of(form))]
        return tuple(form for form in (*forms[1:], *turned) if form and form[0].isupper())

    def _means(self, words: str, country: str) -> bool:
        return (country, None) in self.regions.get(words, ())

    def bodies_named(self, name: str) -> tuple[Body, ...]:
        """What departments, agencies and other bodies have this name or acronym."""
        return self._bodies_by_name.get(fold(name), ())


@cache
def load_gazetteer(own: Path | None = None) -> Gazetteer:
    """The gazetteer that comes with Hustings, with a folder of the user's own tables above it."""
    return Gazetteer(our_tables(), *((own,) if own else ()))


def our_tables() -> Traversable:
    """The folder of the tables that come with Hustings."""
    return files("seeds") / "entities"


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _field_of(name: str) -> str:
    """What a department is for."""
    return name.removeprefix("Department of ") if name.startswith("Department of ") and "," not in name else ""


def _merge(first: Place, second: Place) -> Place:
    """One place of two rows: the first, with what only the second knows."""
    names = tuple(dict.fromkeys((*first.aliases, second.name, *second.aliases)))
    return Place(
        first.qid,
        first.name,
        first.kind if first.kind == "country" else second.kind,
        first.country,
        tuple(name for name in names if name != first.name),
        first.abbreviations,
        second.admin1,
        second.capital or first.capital,
        second.population,
    )


def _group(pairs: Iterable[tuple[list[str], str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for keys, value in pairs:
        for key in keys:
            found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}


def _index(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    return _group(([fold(name) for name in names], qid) for qid, names in named)


def _records_by_name(named: Iterable[tuple[R, tuple[str, ...]]]) -> dict[str, tuple[R, ...]]:
    found: dict[str, dict[str, R]] = defaultdict(dict)
    for record, names in named:
        for name in names:
            found[fold(name)][record.qid] = record
    return {name: tuple(records.values()) for name, records in found.items()}
