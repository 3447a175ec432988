"""Do rows of a table find whom they mean? Measured on a store, with the gazetteer for the table.

450 rows of people whom the store has: a name as the gazetteer writes it, turned around, or with a letter missing or put
in; a country; an office. 50 rows of people whom it has not, half of them with a surname that it has.
"""

import random
import time
from pathlib import Path

from graph.linking.gazetteer import Gazetteer, load_gazetteer
from graph.linking.records import Person
from graph.lookup.reconciling import Asked, reconcile
from graph.store.opening import open_store

_HERE, _ABSENT = 450, 50


def report(data: Path) -> str:
    """How many rows find the right one first, how many of them for certain, how many are certain and wrong."""
    gazetteer, chance = load_gazetteer(), random.Random(4)
    with open_store(data) as store:
        known = [row["wikidata"] for row in store.reader.entities() if row["wikidata"] in gazetteer.persons]
        absent = [person for qid, person in gazetteer.persons.items() if qid not in set(known)]
        surnames = {gazetteer.persons[qid].name.split()[-1] for qid in known}
        near = [person for person in absent if person.name.split()[-1] in surnames]
        there = [gazetteer.persons[qid] for qid in chance.choices(known, k=_HERE)]
        rows = [_row(person, gazetteer, chance) for person in there]
        others = [*chance.sample(near, _ABSENT // 2), *chance.sample(absent, _ABSENT // 2)]
        begun = time.perf_counter()
        answers = [reconcile(store, row) for row in rows]
        wrong = [reconcile(store, _row(person, gazetteer, chance)) for person in others]
        spent = time.perf_counter() - begun
    first = [found[0] if found else None for found in answers]
    right = [one for one, person in zip(first, there, strict=True) if one and one.entity.wikidata == person.qid]
    certain, sure = (sum(one.certain for one in ones if one) for ones in (first, right))
    missed = [row.name for row, one in zip(rows, first, strict=True) if one is None or one not in right]
    feigned = sum(bool(found) and found[0].certain for found in wrong)
    lines = [
        f"{_HERE} rows of {len(set(known))} people: right one first {len(right) / _HERE:.3f},"
        f" for certain {sure / _HERE:.3f}, certain and wrong {certain - sure}",
        f"{_ABSENT} rows of people who are not there: certain {feigned}",
        f"{1000 * spent / (_HERE + _ABSENT):.1f} ms a row; missed: {', '.join(missed) or 'none'}",
    ]
    return "\n".join(lines)


def _row(person: Person, gazetteer: Gazetteer, chance: random.Random) -> Asked:
    country = [("country", person.countries[:1])] * bool(person.countries)
    held = [office.position.title for office in gazetteer.offices_of(person)]
    office = [("holdsOffice", (chance.choice(held),))] if held else []
    return Asked(_spelled(person.name, chance), ("Person",), properties=(*country, *office))


def _spelled(name: str, chance: random.Random) -> str:
    kind, at = chance.randrange(4), chance.randrange(1, len(name))
    *given, family = name.split()
    spelled = (name, f"{family}, {' '.join(given)}", name[:at] + name[at + 1 :], name[:at] + "e" + name[at:])
    return spelled[kind]
