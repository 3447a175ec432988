"""Names that everybody knows, found in a text by their letters."""

import csv
from importlib.resources import files

import pytest

from graph.model import EntityType
from graph.nlp.lexicons.known_names import countries_of, find_known_names

PARTY, BODY = EntityType.PARTY, EntityType.ORGANIZATION


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sinn Féin met Plaid Cymru.", [("Sinn Féin", PARTY), ("Plaid Cymru", PARTY)]),
        ("Sinn Fein met the SDLP.", [("Sinn Fein", PARTY), ("SDLP", PARTY)]),
        ("Pauline Hanson’s One Nation won.", [("Pauline Hanson’s One Nation", PARTY)]),
        ("Congress and the Lok Sabha sat.", [("Congress", BODY), ("Lok Sabha", BODY)]),
        ("the Islamic State attacked", [("Islamic State", BODY)]),
        ("They repealed Obamacare.", [("Obamacare", EntityType.POLICY)]),
        ("They left NAFTA over Crimea.", [("NAFTA", EntityType.AGREEMENT), ("Crimea", EntityType.PLACE)]),
        ("anti-NATO marches", [("NATO", BODY)]),
        # The longest counts, and whole words only.
        ("The New York Times wrote.", [("New York Times", BODY)]),
        ("Congressman Dahl, @Twitter and pre-Brexiteers", []),
        # Ordinary words name a party where its country is spoken of, or another of its parties.
        ("New Hope lost its seats.", []),
        ("In the Knesset, New Hope lost its seats.", [("Knesset", BODY), ("New Hope", PARTY)]),
        ("Likud and New Hope split.", [("Likud", PARTY), ("New Hope", PARTY)]),
        ("The Polish Ministry of Law and Justice wrote.", []),
    ],
)
def test_names_are_known_by_their_letters(text, names):
    assert [(text[place.start : place.end], place.known.type) for place in find_known_names(text)] == names


def test_countries_are_told_by_names_people_and_seats_of_government():
    assert countries_of("Poles and the French met in New Delhi; turkey was served.") >= {"FR", "IN"}
    assert "TR" not in countries_of("Roast turkey was served.")


def test_the_parties_of_many_countries_are_known():
    with (files("seeds") / "entities" / "party_names.csv").open("r", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    by_country = {row["country"]: sum(r["country"] == row["country"] for r in rows) for row in rows}

    assert sum(number >= 4 for number in by_country.values()) >= 30
