"""FollowTheMoney entities, one a line, as OpenSanctions publishes them: people, positions, who held them, parties."""

from collections.abc import Iterable
from typing import Any

from graph.errors import InvalidSeeds
from graph.linking.gazetteer import Gazetteer
from graph.seeding.batch import Batch
from graph.seeding.checks import to_qid

Json = dict[str, Any]
_BODIES = ("Organization", "PublicBody")
_PARTY = "pol.party"


def read_entities(lines: Iterable[tuple[str, Json]], batch: Batch, known: Gazetteer) -> None:
    """Put people, offices, parties and bodies into the batch; who has no Wikidata id is counted and left out."""
    people: dict[str, str] = {}
    positions: dict[str, Json] = {}
    held: list[tuple[str, Json]] = []
    for where, entity in lines:
        if not isinstance(entity.get("properties"), dict):
            raise InvalidSeeds(f"{where}: an entity needs schema and properties")
        schema, said = entity.get("schema"), entity["properties"]
        if schema == "Person":
            _read_person(entity, said, batch, people, where)
        elif schema == "Position":
            positions[str(entity.get("id"))] = said
        elif schema == "Occupancy":
            held.append((where, said))
        elif schema in _BODIES:
            _read_body(entity, said, batch, where)
    for where, said in held:
        holder, post = people.get(_one(said, "holder")), positions.get(_one(said, "post"))
        if holder and post:
            _read_office(holder, post, said, batch, known, where)


def _read_person(entity: Json, said: Json, batch: Batch, people: dict[str, str], where: str) -> None:
    qid, names = _wikidata(entity, said), _all(said, "name")
    if not qid or not names:
        batch.left_out += 1
        return
    people[str(entity.get("id"))] = qid
    batch.person(
        qid,
        str(entity.get("caption") or names[0]),
        where,
        aliases=[*names, *_all(said, "alias")],
        gender=_one(said, "gender"),
        born=_one(said, "birthDate"),
        died=_one(said, "deathDate"),
        countries=[code.upper() for code in _all(said, "citizenship") or _all(said, "nationality")],
    )


def _read_body(entity: Json, said: Json, batch: Batch, where: str) -> None:
    qid, names = _wikidata(entity, said), _all(said, "name")
    if not qid or not names:
        batch.left_out += 1
        return
    country = next((code.upper() for code in _all(said, "country")), "")
    if _PARTY in _all(said, "topics"):
        batch.party(qid, names[0], where, aliases=[*names[1:], *_all(said, "alias")], countries=country)
        return
    others = "|".join((*names[1:], *_all(said, "alias")))
    batch.add("bodies", {"qid": qid, "name": names[0], "aliases": others, "country": country}, where)


def _read_office(holder: str, post: Json, said: Json, batch: Batch, known: Gazetteer, where: str) -> None:
    code = next((code.upper() for code in _all(post, "country")), batch.country)
    days = {"start": _one(said, "startDate"), "end": _one(said, "endDate")}
    place, position = known.country_ids.get(code, ""), to_qid(_one(post, "wikidataId"))
    batch.office(holder, _one(post, "name"), where, jurisdiction=place, position=position, **days)


def _wikidata(entity: Json, said: Json) -> str:
    return next((qid for text in (*_all(said, "wikidataId"), entity.get("id", "")) if (qid := to_qid(str(text)))), "")


def _all(said: Json, name: str) -> list[str]:
    values = said.get(name, [])
    return [str(value) for value in (values if isinstance(values, list) else [values]) if value]


def _one(said: Json, name: str) -> str:
    return next(iter(_all(said, name)), "")
