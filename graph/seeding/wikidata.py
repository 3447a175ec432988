"""Results of a Wikidata query: a column of ids beside one of labels for each thing that the query asked for."""

from collections.abc import Iterable, Sequence

from graph.errors import InvalidSeeds
from graph.linking.gazetteer import Gazetteer
from graph.seeding.batch import Batch
from graph.seeding.checks import clean, to_qid

_LABEL = "Label"
# What queries call their columns.
_PERSON = ("person", "politician", "human", "holder", "minister", "member", "item")
_OFFICE = ("position", "office", "post", "role")
_PARTY = ("party", "politicalParty")
_PLACE = ("jurisdiction", "country", "countryOfJurisdiction", "appliesTo")
_HOME = ("country", "citizenship", "nationality")
_GENDER = ("gender", "sex", "sexOrGender")
_BORN = ("born", "birth", "dob", "dateOfBirth", "birthDate", "birthdate")
_DIED = ("died", "death", "dod", "dateOfDeath", "deathDate")
_START = ("start", "startDate", "startTime", "from", "start_date", "begin")
_END = ("end", "endDate", "endTime", "to", "until", "end_date")
_ALIASES = ("aliases", "altLabel", "alias", "personAltLabel", "itemAltLabel")


def looks_like_results(header: Sequence[str]) -> bool:
    """Whether a CSV is a query's result: it has a column of labels beside that of the ids."""
    return any(name + _LABEL in header for name in (*_PERSON, *_PARTY))


def read_results(rows: Sequence[dict[str, str]], batch: Batch, known: Gazetteer, path: str) -> None:
    """Put people, offices and parties into the batch; rows that repeat somebody add to what is known of them."""
    columns = {column for row in rows for column in row}
    person = next((name for name in _PERSON if name in columns), "")
    if not person and not columns & set(_PARTY):
        raise InvalidSeeds(f"{path}: no column for people ({', '.join(_PERSON)}) and none for parties (party)")
    for number, row in enumerate(rows, 2):
        where = f"{path} row {number}"
        party = _value(row, _PARTY)
        if to_qid(party) and (label := _label(row, _PARTY)):
            batch.party(to_qid(party), label, where, countries=_country(row, known))
        if person:
            _read_person(person, row, batch, known, where)


def _read_person(column: str, row: dict[str, str], batch: Batch, known: Gazetteer, where: str) -> None:
    qid, name = to_qid(row.get(column, "")), row.get(column + _LABEL, "")
    if not qid or not name or name == qid:  # an item without an English label
        batch.left_out += 1
        return
    batch.person(
        qid,
        name,
        where,
        aliases=_value(row, _ALIASES).split(", ") if _value(row, _ALIASES) else [],
        gender=_label(row, _GENDER) or _value(row, _GENDER),
        born=_value(row, _BORN),
        died=_value(row, _DIED),
        countries=_country(row, known),
        parties=[to_qid(_value(row, _PARTY))],
    )
    title = _label(row, _OFFICE)
    if title:
        place = to_qid(_value(row, _PLACE)) or known.country_ids.get(batch.country, "")
        days = {"start": _value(row, _START), "end": _value(row, _END)}
        batch.office(qid, title, where, jurisdiction=place, position=to_qid(_value(row, _OFFICE)), **days)


def _country(row: dict[str, str], known: Gazetteer) -> str:
    """The ISO code of a country that is given by id, or the id where it is a part of one."""
    qid = to_qid(_value(row, _HOME))
    code, part = known.region_of_id.get(qid, ("", None))
    return qid if part else code


def _value(row: dict[str, str], names: Iterable[str]) -> str:
    return next((row[name].strip() for name in names if row.get(name)), "")


def _label(row: dict[str, str], names: Iterable[str]) -> str:
    found = next((row[name + _LABEL] for name in names if row.get(name + _LABEL)), "")
    return "" if to_qid(found) else clean(found)
