"""Names and their kinds in sentences of the news."""

import pytest

from graph.model import EntityType
from graph.nlp.coreference.names.proper_names import NameFinder

P, O, L, A = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.AGREEMENT  # noqa: E741
PARTY, LAW, EVENT = EntityType.PARTY, EntityType.POLICY, EntityType.EVENT

pytestmark = pytest.mark.model


def names(parse, text):
    return [(one.name, one.type) for one in NameFinder(parse(text)).find()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Headings: every word has a capital.
        ("Mayor Dahl Slams Harbour Plan\n\nIngrid Dahl was angry.", [("Dahl", P), ("Ingrid Dahl", P)]),
        ("Ingrid Dahl Goes After Rui Silva\n\nThe two met.", [("Ingrid Dahl", P), ("Rui Silva", P)]),
        # Offices with their field, letters after a name, epithets.
        ("Senator for Upper Rivers Ingrid Dahl spoke.", [("Ingrid Dahl", P)]),
        ("Secretary of State for Trade Ingrid Dahl resigned.", [("Ingrid Dahl", P)]),
        ("They heard Ingrid Dahl MLA on Monday.", [("Ingrid Dahl", P)]),
        ("Kingmaker Ingrid Dahl refused.", [("Ingrid Dahl", P)]),
        ("Vice President Joseph Dahl, Jr., refused.", [("Joseph Dahl, Jr.", P)]),
        # Surnames that are words.
        ("Nora May refused. “Never,” May said.", [("Nora May", P), ("May", P)]),
        # Seats and remains are no names.
        ("Sens. Paul Dahl, R-Neb., and Karl Moss, D-Pa., refused.", [("Paul Dahl", P), ("Karl Moss", P)]),
        # Bodies, firms, papers, laws, pacts.
        ("The Commission on Fair Trade met.", [("Commission on Fair Trade", O)]),
        ("He joined Citizens for Clean Rivers.", [("Citizens for Clean Rivers", O)]),
        ("Twitter laughed while Congress slept.", [("Twitter", O), ("Congress", O)]),
        ("They want to repeal Obamacare and the Fifth Amendment.", [("Obamacare", LAW), ("Fifth Amendment", LAW)]),
        ("Soldiers left Crimea for the Islamic State.", [("Crimea", L), ("Islamic State", O)]),
        ("The VA said so. At the VA nobody slept.", [("VA", O), ("VA", O)]),
        ("They joined the Trans-Pacific Partnership.", [("Trans-Pacific Partnership", A)]),
        (
            "The Rev. Karl Moss of Bay Memorial Baptist Church spoke.",
            [("Karl Moss", P), ("Bay Memorial Baptist Church", O)],
        ),
        ("Will Dahl win? Ingrid Dahl may.", [("Dahl", P), ("Ingrid Dahl", P)]),
        ("Outright victory is near, Ingrid Dahl said.", [("Ingrid Dahl", P)]),
        ("Hope is what they need.", []),
        ("Bill Dahl was silent on the 9/11 Lawsuit Bill.", [("Bill Dahl", P), ("Lawsuit Bill", LAW)]),
        ("Ana Berg left the Liberal National Convention.", [("Ana Berg", P), ("Liberal National Convention", EVENT)]),
        # Parties.
        ("Fianna Fáil thanked the Australian Greens.", [("Fianna Fáil", PARTY), ("Australian Greens", PARTY)]),
        ("The Greens and the Liberals met.", [("Greens", PARTY), ("Liberals", PARTY)]),
        ("Reform UK attacked Plaid Cymru.", [("Reform UK", PARTY), ("Plaid Cymru", PARTY)]),
    ],
)
def test_names_have_their_borders_and_kinds(parse, text, found):
    assert names(parse, text) == found


def test_a_surname_is_its_bearers_even_where_a_place_has_the_name(parse):
    found = names(parse, "Karl Bamberg refused. They saw Bamberg leave.")

    assert found == [("Karl Bamberg", P), ("Bamberg", P)]


def test_a_given_name_is_the_persons_whose_first_name_it_is(parse):
    assert names(parse, "Cosima Dahl refused. Cosima's friends met Cosima.") == [
        ("Cosima Dahl", P), ("Cosima", P), ("Cosima", P),
    ]  # fmt: skip


def test_letters_that_spell_a_party_are_that_party(parse):
    assert names(parse, "The Inkatha Freedom Party (IFP) split.") == [("Inkatha Freedom Party", PARTY), ("IFP", PARTY)]


def test_an_office_with_its_field_is_the_role_of_the_bearer(parse):
    name = NameFinder(parse("Minister for Health Ingrid Dahl resigned.")).find()[0]

    assert name.description is not None
    assert (name.description.noun, name.description.text) == ("minister", "Minister for Health")
