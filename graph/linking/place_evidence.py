"""What an article says of a place, held against what the gazetteer says of one of the name."""

from graph.linking.context import Context
from graph.linking.evidence import Evidence, weigh
from graph.linking.gazetteer import Gazetteer
from graph.linking.profile import Profile
from graph.linking.records import Place

_METROPOLIS = 5_000_000  # people in a city that comes to mind before the state around it
_LARGE, _SMALL = 1_000_000, 100_000  # people in a city


def weigh_place(
    place: Place, profile: Profile, context: Context, gazetteer: Gazetteer, *, alone: bool
) -> list[Evidence] | None:
    """Return the evidence for a place; None for one that lies elsewhere than the words say."""
    found = [_size(place)]
    if alone:
        found.append(weigh("place", "alone", "only one of that name"))
    if profile.place_kind:
        agrees = profile.place_kind == place.kind
        told = f"{'called' if agrees else 'not'} a {profile.place_kind}"
        found.append(weigh("place", "kind" if agrees else "other kind", told))
    if profile.is_city and (
        _shares_name_with_metropolis(place, gazetteer) or _shares_name_with_capital(place, context, gazetteer)
    ):
        found.append(weigh("place", "city entered" if place.kind == "city" else "state entered", "somebody is in it"))
    if profile.within and place.kind != "country":
        if not any(_lies_in(place, country, part, gazetteer) for country, part in profile.within):
            return None
        found.append(weigh("place", "within", "the region that follows"))
    elif context.has((place.country,)):
        found.append(weigh("place", "country", "country of the article"))
    elif context.dominant() and place.kind != "country":
        found.append(weigh("place", "other countries", "article about other countries"))
    return found


def _size(place: Place) -> Evidence:
    if place.kind != "city":
        return weigh("place", "country of its own" if place.kind == "country" else place.kind, place.kind)
    if place.population >= _LARGE or place.capital == "country":
        return weigh("place", "large city", "large city")
    if place.population >= _SMALL:
        return weigh("place", "city", "city")
    return weigh("place", "small town", "small town")


def _shares_name_with_metropolis(place: Place, gazetteer: Gazetteer) -> bool:
    """True if a city of millions and the province or state around it bear the place's name."""
    named = gazetteer.places_named(place.name) if place.kind == "subdivision" else (place,)
    return any(
        city.kind == "city" and city.population >= _METROPOLIS and city.admin1 in (place.name, place.admin1)
        for city in named
    )


def _shares_name_with_capital(place: Place, context: Context, gazetteer: Gazetteer) -> bool:
    """True if the capital of the country that the article is about bears the place's name: "Washington"."""
    home = context.dominant()
    return place.country == home and any(
        city.kind == "city" and city.capital == "country" and city.country == home
        for city in gazetteer.places_named(place.name)
    )


def _lies_in(place: Place, country: str, part: str | None, gazetteer: Gazetteer) -> bool:
    if place.country != country:
        return False
    if part is None or part == place.qid:
        return True
    if place.kind != "city":  # in a list of provinces the next one follows; Washington, D.C. is no state
        return all(city.qid != part for city in gazetteer.places_named(place.name))
    return not place.admin1 or part in _ids(place.admin1, gazetteer)


def _ids(name: str, gazetteer: Gazetteer) -> set[str]:
    return {place.qid for place in gazetteer.places_named(name)}
