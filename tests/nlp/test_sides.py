"""Constructions by which somebody takes a side, in sentences of our own."""

import pytest

from graph.nlp.stance.constructions import find_sides

pytestmark = pytest.mark.model


def sides(doc, *, deeds=False):
    found = [s for s in find_sides(doc) if deeds or s.rule not in ("asked deed", "accused act")]
    return {(doc[s.source].text, s.stance.value, doc[s.target].text) for s in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # verbs
        ("Rosa Quint opposes wind farms.", {("Quint", "opposes", "farms")}),
        ("Rosa Quint supports lifting the curfew.", {("Quint", "supports", "lifting")}),
        ("Rosa Quint hit back at Ugo Brandl.", {("Quint", "opposes", "Brandl")}),
        ("Rosa Quint lashed out at the press.", {("Quint", "opposes", "press")}),
        ("Rosa Quint sued Ugo Brandl for libel.", {("Quint", "opposes", "Brandl")}),
        ("Rosa Quint resigned over the budget.", {("Quint", "opposes", "budget")}),
        ("Students protested against the fees.", {("Students", "opposes", "fees")}),
        ("Governor Rosa Quint vetoed the bill.", {("Quint", "opposes", "bill")}),
        ("Rosa Quint questioned the figures.", {("Quint", "opposes", "figures")}),
        ("Rosa Quint questioned Ugo Brandl.", set()),
        # passives, participles, relative clauses
        ("Ugo Brandl was praised by Rosa Quint.", {("Quint", "supports", "Brandl")}),
        ("The levy was not rejected by Peru.", set()),
        ("The merger collapsed after being rejected by Ghent.", {("Ghent", "opposes", "merger")}),
        ("Backed by the miners, Ugo Brandl won the seat.", {("miners", "supports", "Brandl")}),
        ("The canal, opposed by Mayor Rosa Quint, was never built.", {("Quint", "opposes", "canal")}),
        ("The canal that Rosa Quint opposes was never built.", {("Quint", "opposes", "canal")}),
        ("Farmers were angered by the quota.", {("Farmers", "opposes", "quota")}),
        ("The motion was adopted by 40 votes to 12.", set()),
        # nouns
        ("Rosa Quint's support for the canal grew.", {("Quint", "supports", "canal")}),
        ("Rosa Quint's opposition to the canal grew.", {("Quint", "opposes", "canal")}),
        ("Attacks by Rosa Quint on Ugo Brandl went on.", {("Quint", "opposes", "Brandl")}),
        ("A critic of the canal, Rosa Quint, was jailed.", {("Quint", "opposes", "canal")}),
        (
            "Rosa Quint voiced her support for the canal.",
            {("Quint", "supports", "canal"), ("her", "supports", "canal")},
        ),
        ("Peru is ending its support for the rebels.", set()),
        ("Rosa Quint acted with the support of Peru.", set()),
        ("Rosa Quint's call for a ban on snuff angered growers.", {("Quint", "supports", "ban")}),
        ("Rosa Quint has misgivings about the canal.", {("Quint", "opposes", "canal")}),
        ("Rosa Quint has great respect for Ugo Brandl.", {("Quint", "supports", "Brandl")}),
        ("Rosa Quint won the respect of Ugo Brandl.", set()),
        ("Ugo Brandl was held in contempt of court.", set()),
        # what is done to things, only named, set aside or supposed
        ("The ship fired two shells.", set()),
        ("Rosa Quint fired Ugo Brandl.", {("Quint", "opposes", "Brandl")}),
        ("Rosa Quint suspended parliament.", set()),
        ("They fought the battle for years.", set()),
        ("Rosa Quint was interrupted by protesting deputies.", set()),
        ("Rosa Quint barred reporters from the hall.", set()),
        ("Rosa Quint left the tax intact.", set()),
        ("Rather than introduce a new tax, Rosa Quint wrote to them.", set()),
        ("Rosa Quint has reservations about voting for Ugo Brandl.", set()),
        ("The council will act as recommended by the panel.", set()),
        # what something is called
        ("Rosa Quint condemned what Ugo Brandl called a breach.", {("Quint", "opposes", "breach")}),
        # adjectives and prepositions
        ("They were for the moment silent.", set()),
        ("Rosa Quint was on the scene for a protest.", set()),
        ("Rosa Quint is upset about the canal.", {("Quint", "opposes", "canal")}),
        ("Rosa Quint is against the canal.", {("Quint", "opposes", "canal")}),
        ("Rosa Quint is in favour of the canal.", {("Quint", "supports", "canal")}),
        ("For many drivers, Rosa Quint is a stranger.", set()),
        # votes
        ("Rosa Quint voted for the canal.", {("Quint", "supports", "canal")}),
        ("Rosa Quint voted no on the Canal Bill.", {("Quint", "opposes", "Bill")}),
        ("Deputies voted 90 to 12 to reject the pact.", {("Deputies", "opposes", "pact")}),
        ("The Senate voted down the Canal Bill.", {("Senate", "opposes", "Bill")}),
        ("Rosa Quint abstained when the Senate passed the Canal Bill.", {("Senate", "supports", "Bill")}),
        (
            "The Senate rejected the Canal Bill, with Labour and the Greens in favour.",
            {("Senate", "opposes", "Bill"), ("Labour", "supports", "Bill"), ("Greens", "supports", "Bill")},
        ),
        # requests
        ("Rosa Quint called for a referendum.", {("Quint", "supports", "referendum")}),
        ("Rosa Quint demanded an end to the curfew.", {("Quint", "supports", "end"), ("Quint", "opposes", "curfew")}),
        ("Rosa Quint proposed a tax on salt.", {("Quint", "supports", "tax")}),
        ("Rosa Quint urged the council to act.", set()),
        ("Rosa Quint asked for more time.", set()),
        (
            "Rosa Quint demanded the resignation of Ugo Brandl.",
            {("Quint", "supports", "resignation"), ("Quint", "opposes", "Brandl")},
        ),
        # joint sources and targets
        (
            "Peru, Chile and Bolivia backed the pact.",
            {("Peru", "supports", "pact"), ("Chile", "supports", "pact"), ("Bolivia", "supports", "pact")},
        ),
        (
            "Peru and Chile, but not Bolivia, backed the pact.",
            {("Peru", "supports", "pact"), ("Chile", "supports", "pact")},
        ),
        (
            "Many states spurned the pact, including Peru and Fiji.",
            {("states", "opposes", "pact"), ("Peru", "opposes", "pact"), ("Fiji", "opposes", "pact")},
        ),
        ("The pact must be approved by Peru.", set()),
        ("Miners as well as bakers backed the pact.", {("Miners", "supports", "pact"), ("bakers", "supports", "pact")}),
        (
            "Rosa Quint praised Ugo Brandl and Ada Senn.",
            {("Quint", "supports", "Brandl"), ("Quint", "supports", "Senn")},
        ),
        ("One Liberal, Rosa Quint, backed the pact.", {("Quint", "supports", "pact")}),
        # denied, refused, left open
        ("Rosa Quint refused to back the pact.", {("Quint", "opposes", "pact")}),
        ("Rosa Quint would not support the pact.", {("Quint", "opposes", "pact")}),
        ("Rosa Quint declined to endorse Ugo Brandl.", set()),
        ("Rosa Quint did not endorse Ugo Brandl.", set()),
        ("Rosa Quint refused to condemn Ugo Brandl.", set()),
        ("Rosa Quint refused to defend Ugo Brandl.", set()),
        ("Rosa Quint refused to rule out supporting the pact.", set()),
        ("Few supported the pact.", set()),
        ("No minister supported the pact.", set()),
        ("Will Rosa Quint support the pact?", set()),
        ("If Rosa Quint supports the pact, she will lose.", set()),
        ("Rosa Quint may support the pact.", set()),
    ],
)
def test_a_construction_takes_a_side(parse, text, expected):
    assert sides(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rosa Quint urged Peru to close the mine.", {("Quint", "supports", "close")}),
        ("Rosa Quint called on Peru to close the mine.", {("Quint", "supports", "close")}),
        ("Rosa Quint wants Peru to join the pact.", {("Quint", "supports", "join")}),
        ("Rosa Quint said Peru should close the mine.", {("Quint", "supports", "close")}),
        ("Rosa Quint said Peru should not close the mine.", {("Quint", "opposes", "close")}),
        ("Rosa Quint called a meeting to discuss the mine.", set()),
        ("Rosa Quint urged Peru to close the mine and spoke with Chile.", {("Quint", "supports", "close")}),
        ("Rosa Quint said Peru should close the mine rather than sell it.", {("Quint", "supports", "close")}),
        ("Rosa Quint wants to make it clear to Peru.", set()),
        ("Rosa Quint hopes the move will close the mine.", set()),
        ("Rosa Quint said Peru should either close the mine or pay.", set()),
        (
            "Rosa Quint criticised Peru for closing the mine.",
            {("Quint", "opposes", "closing"), ("Quint", "opposes", "Peru")},
        ),
        ("Rosa Quint criticised Peru for not closing the mine.", {("Quint", "opposes", "Peru")}),
        ("Rosa Quint promised to close the mine.", {("Quint", "supports", "close")}),
        ("Rosa Quint refused to close the mine.", {("Quint", "opposes", "close")}),
        ("Rosa Quint demanded that Peru close the mine.", {("Quint", "supports", "close")}),
        ("Rosa Quint voted to compensate the miners.", {("Quint", "supports", "compensate")}),
        ("Rosa Quint urged Ugo Brandl to resign.", {("Quint", "supports", "resign"), ("Quint", "opposes", "Brandl")}),
        ("If he lied, he should close the mine, Rosa Quint said.", set()),
        ("Rosa Quint was urged to close the mine.", set()),
        ("Rosa Quint did not ask Peru to close the mine.", set()),
        ("Rosa Quint said she would like to thank the miners.", {("she", "supports", "miners")}),
        (
            "Rosa Quint accused Peru of closing the mine.",
            {("Quint", "opposes", "Peru"), ("Quint", "opposes", "closing")},
        ),
    ],
)
def test_who_asks_for_a_deed_is_for_it(parse, text, expected):
    assert sides(parse(text), deeds=True) == expected
