"""Offices in time: who held what on a day, as far as the gazetteer knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.linking.context import Context
from graph.linking.gazetteer import Gazetteer
from graph.linking.profile import Profile
from graph.linking.records import Office, Person
from graph.linking.roles import Description, Role, fits, is_vague, role_of
from graph.model import EntityType

_VACANT = 20  # offices without a name that an article can lend
# Roles of many people at a time: alone, they tell nobody apart.
_MANY = frozenset(
    {"elsewhere", "lawmaker", "leader", "legislator", "representative", "senator", "justice", "ambassador"}
)


class Tenure(StrEnum):
    """How an office stands to a day."""

    HELD = "held"
    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"  # the day is later than the source, or the source gives no day for the hand-over
    UNDATED = "undated"  # no day is known


def tenure(office: Office, day: str | None) -> Tenure:
    """How an office stands to a day: on the day of a hand-over it is the successor's.

    What the source could not know yet is unknown, never the last holder; so is the year or month of a hand-over whose
    day the source does not give.
    """
    if day is None:
        return Tenure.UNDATED
    if office.start and office.start > day:
        return Tenure.FUTURE
    ended = office.end and office.end <= office.as_of
    if ended and office.end < day[: len(office.end)]:
        return Tenure.PAST
    if ended and office.end == day[: len(office.end)]:
        return Tenure.PAST if len(office.end) == len(day) else Tenure.UNKNOWN
    if office.start == day[: len(office.start)] and 0 < len(office.start) < len(day):
        return Tenure.UNKNOWN
    return Tenure.HELD if day <= office.as_of else Tenure.UNKNOWN


@dataclass(frozen=True, slots=True)
class OfficeMatch:
    """An office of a person that words may mean."""

    office: Office
    when: Tenure
    vague: bool  # the words leave open which department is meant
    former: bool  # the words say that it is over


def match_office(person: Person, said: tuple[Role, ...], day: str | None, gazetteer: Gazetteer) -> OfficeMatch | None:
    """Return the office of a person that the words mean best; one that began after the day is none."""
    found = [
        OfficeMatch(office, when, vague, role.former)
        for office in gazetteer.offices_of(person)
        if (when := tenure(office, day)) is not Tenure.FUTURE
        for role, vague in _fit(said, office, gazetteer)
    ]
    return min(found, key=_distance, default=None)


def _distance(match: OfficeMatch) -> tuple[bool, int]:
    """How far the office is from what the words say; of equals the first one counts."""
    as_said = match.former == (match.when is Tenure.PAST)
    return match.vague, 0 if as_said and match.when is not Tenure.UNKNOWN else 1 if match.when is Tenure.UNKNOWN else 2


def _fit(said: tuple[Role, ...], office: Office, gazetteer: Gazetteer) -> list[tuple[Role, bool]]:
    held = role_of(office.position, gazetteer)
    if held is None:
        return []
    exact = [(role, False) for role in said if fits(role, held)]
    return exact or [(role, True) for role in said if _fits_vaguely(role, held)]


def _fits_vaguely(said: Role, held: Role) -> bool:
    """True if "Minister" alone may be short for the office."""
    same_place = not (said.countries and held.countries) or bool(said.countries & held.countries)
    return is_vague(said) and held.name in said.means and held.name in ("minister", "secretary") and same_place


def find_holder(profile: Profile, context: Context, gazetteer: Gazetteer) -> Person | None:
    """Return who holds the office that an entity without a name stands for on the day: "Canada's prime minister"."""
    found = _find_holders(profile, context, gazetteer, Tenure.HELD)
    return found[0] if len(found) == 1 else None


def find_possible_holders(profile: Profile, context: Context, gazetteer: Gazetteer) -> list[Person]:
    """Return who may hold it, where it is not sure: several who do, or who did when the source was taken."""
    return _find_holders(profile, context, gazetteer, Tenure.HELD, Tenure.UNKNOWN)


def _find_holders(profile: Profile, context: Context, gazetteer: Gazetteer, *wanted: Tenure) -> list[Person]:
    if context.published is None:
        return []
    found = {
        person.qid: person
        for description in profile.nominal
        for role in description.roles
        if _tells_holder(role)
        for person in _holders(role, context, gazetteer, wanted)
    }
    return list(found.values())


def _tells_holder(role: Role) -> bool:
    """True if the words mean one person on a day: no "former president", "next president", "a senator"."""
    return role.name not in _MANY and not (role.former or role.unheld) and not _is_open(role)


def _is_open(role: Role) -> bool:
    """True if the words could be said of several offices of one country."""
    return is_vague(role) and role.name in ("minister", "secretary", "director", "governor", "mayor", "deputy minister")


def _holders(role: Role, context: Context, gazetteer: Gazetteer, wanted: tuple[Tenure, ...]) -> list[Person]:
    dominant = context.dominant()
    countries = sorted(role.countries) or ([dominant] if dominant else [])
    day = context.published
    return [
        person
        for country in countries
        for position in gazetteer.positions_in(country)
        if (held := role_of(position, gazetteer)) and held.name == role.name and fits(role, held)
        for person in gazetteer.holders_of(position)
        for office in gazetteer.offices_of(person)
        if office.position == position and tenure(office, day) in wanted
    ]


def find_vacant(profiles: Iterable[Profile]) -> tuple[Description, ...]:
    """Return the offices of one holder that the article gives without a name: "the finance minister"."""
    return tuple(
        dict.fromkeys(
            description
            for profile in profiles
            if not profile.names and profile.entity.type is EntityType.PERSON
            for description in profile.nominal
            if any(_tells_holder(role) for role in description.roles)
        )
    )[:_VACANT]


def roles_said(described: tuple[Description, ...]) -> tuple[Role, ...]:
    """Return the roles that somebody is given."""
    return tuple(role for description in described for role in description.roles)
