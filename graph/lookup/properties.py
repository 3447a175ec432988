"""What is known of entities, property by property: from articles and, where they are linked, from the gazetteer."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.linking.gazetteer import load_gazetteer
from graph.linking.records import Place
from graph.lookup.rows import Row, to_iri
from graph.lookup.views import Ref
from graph.rdf.vocabulary import HUS
from graph.store.base import Iri, Store

Value = Ref | str | int
Known = dict[Iri, dict[str, tuple[Value, ...]]]  # entity → property → values


@dataclass(frozen=True, slots=True)
class Property:
    """Something that may be asked of entities; of those of `types` alone, where there are any.

    `kind` says where its values come from, `against` how much of a score goes where it contradicts.
    """

    id: str
    name: str
    description: str
    kind: str
    types: tuple[str, ...] = ()
    against: float = 0.0


@cache
def all_properties() -> dict[str, Property]:
    """Every property, by its id."""
    table = tomllib.loads((files("graph.lookup") / "properties.toml").read_text(encoding="utf-8"))
    return {row["id"]: Property(**row | {"types": tuple(row.get("types", ()))}) for row in table["property"]}


def read_values(store: Store, entities: Sequence[Iri], properties: Sequence[Property]) -> Known:
    """The values of these properties that these entities have; entities that the store has not are left out."""
    rows = {to_iri(row["iri"], store.base): row for row in store.reader.described(entities)} if entities else {}
    known: Known = {iri: {} for iri in rows}
    kinds = {one.kind for one in properties}
    names = _names(store, list(rows)) if "names" in kinds else {}
    told = _told(store, list(rows), [one.id for one in properties if one.kind == "fact"])
    for iri, row in rows.items():
        for one in properties:
            known[iri][one.id] = tuple(_values(one, row, names.get(iri, ()), told.get((iri, one.id), ())))
    return known


def names_of_country(label: str) -> frozenset[str]:
    """Every name of the country with this label, with its ISO code."""
    place = _countries_by_label().get(label)
    return frozenset({place.name, place.country, *place.aliases, *place.abbreviations}) if place else frozenset({label})


def _values(one: Property, row: Row, names: Sequence[str], told: Sequence[Value]) -> Iterator[Value]:
    qid = row["wikidata"]
    if one.kind == "column":
        yield int(row[one.id])
    elif one.kind == "wikidata":
        yield from (qid,) if qid else ()
    elif one.kind == "names":
        yield from names
    elif one.kind == "country":
        yield from _of_countries(qid)
    else:
        yield from dict.fromkeys((*told, *_in_gazetteer(one.id, qid)))


def _names(store: Store, entities: Sequence[Iri]) -> dict[Iri, list[str]]:
    found: dict[Iri, list[str]] = defaultdict(list)
    for row in store.reader.names_of(entities):
        found[to_iri(row["iri"], store.base)].append(str(row["text"]))
    return found


def _told(store: Store, entities: Sequence[Iri], relations: Sequence[str]) -> dict[tuple[Iri, str], list[Value]]:
    found: dict[tuple[Iri, str], list[Value]] = defaultdict(list)
    if not (entities and relations):
        return found
    for row in store.reader.told(entities, [f"{HUS.iri}{relation}" for relation in relations]):
        key = to_iri(row["iri"], store.base), str(row["predicate"]).removeprefix(HUS.iri)
        if row["object_iri"] is not None:
            found[key].append(Ref(to_iri(row["object_iri"], store.base), str(row["object_label"])))
        elif row["object_text"]:
            found[key].append(str(row["object_text"]))
    return found


def _in_gazetteer(relation: str, qid: str | None) -> Iterator[str]:
    gazetteer = load_gazetteer()
    person = gazetteer.persons.get(qid) if qid else None
    if person and relation == "holdsOffice":
        yield from dict.fromkeys(office.position.title for office in gazetteer.offices_of(person))
    if person and relation == "memberOf":
        yield from (gazetteer.parties[party].name for party in person.parties if party in gazetteer.parties)


def _of_countries(qid: str | None) -> Iterator[str]:
    gazetteer = load_gazetteer()
    record = (gazetteer.persons.get(qid) or gazetteer.parties.get(qid)) if qid else None
    labels = {place.country: label for label, place in _countries_by_label().items()}
    for code in record.countries if record else ():
        yield labels.get(code, code)


@cache
def _countries_by_label() -> dict[str, Place]:
    return {place.name: place for place in load_gazetteer().places if place.kind == "country"}
