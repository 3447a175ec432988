"""Popolo: people, organisations, posts and memberships as JSON (http://www.popoloproject.com/specs/)."""

from collections.abc import Iterable
from typing import Any

from graph.seeding.batch import Batch
from graph.seeding.checks import to_qid

Json = dict[str, Any]


def read_popolo(data: Json, batch: Batch, path: str) -> None:
    """Put people, parties and offices into the batch; who has no Wikidata id is counted and left out."""
    organisations = {str(one.get("id")): one for one in data.get("organizations", [])}
    periods = {str(one.get("id")): one for one in data.get("events", [])}
    posts = {str(one.get("id")): one for one in data.get("posts", [])}
    parties = _parties(data, organisations)
    people: dict[str, str] = {}
    for number, person in enumerate(data["persons"], 1):
        qid, local = _wikidata(person), str(person.get("id"))
        if not qid:
            batch.left_out += 1
            continue
        people[local] = qid
        batch.person(
            qid,
            str(person.get("name") or ""),
            f"{path} person {number}",
            aliases=[other.get("name", "") for other in person.get("other_names", [])],
            gender=person.get("gender"),
            born=person.get("birth_date"),
            died=person.get("death_date"),
            parties=parties.get(local, []),
        )
    for number, one in enumerate(organisations.values(), 1):
        if _is_party(one) and (qid := _wikidata(one)):
            batch.party(qid, str(one.get("name") or ""), f"{path} organization {number}")
    for number, membership in enumerate(data.get("memberships", []), 1):
        holder = people.get(str(membership.get("person_id")))
        title = _title(membership, organisations, posts)
        if holder and title:
            period = periods.get(str(membership.get("legislative_period_id")), {})
            days = {
                key: str(membership.get(f"{key}_date") or period.get(f"{key}_date") or "") for key in ("start", "end")
            }
            batch.office(holder, title, f"{path} membership {number}", **days)


def _wikidata(thing: Json) -> str:
    named = [one.get("identifier", "") for one in thing.get("identifiers", []) if one.get("scheme") == "wikidata"]
    return next((qid for text in (*named, thing.get("id", "")) if (qid := to_qid(str(text)))), "")


def _is_party(organisation: Json) -> bool:
    return "party" in str(organisation.get("classification", "")).lower()


def _parties(data: Json, organisations: dict[str, Json]) -> dict[str, list[str]]:
    """The ids of the parties of each person."""
    found: dict[str, list[str]] = {}
    for membership in data.get("memberships", []):
        for key in ("on_behalf_of_id", "organization_id"):
            party = organisations.get(str(membership.get(key)), {})
            if _is_party(party) and (qid := _wikidata(party)):
                found.setdefault(str(membership.get("person_id")), []).append(qid)
    return found


def _title(membership: Json, organisations: dict[str, Json], posts: dict[str, Json]) -> str:
    """What the office is called: the post's label, or the role in the organisation; none for the member of a party."""
    post = posts.get(str(membership.get("post_id")), {})
    where = organisations.get(str(membership.get("organization_id") or post.get("organization_id")), {})
    if _is_party(where):
        return ""
    label = _first((post.get("label"), post.get("role"), membership.get("label"), membership.get("role")))
    if not label and where:
        label = "member"
    name = str(where.get("name") or "")
    bare = len(label.split()) == 1 and name and name.lower() not in label.lower()
    return f"{label} of the {name.removeprefix('the ').removeprefix('The ')}" if bare else label


def _first(values: Iterable[object]) -> str:
    return next((str(value) for value in values if value), "")
