"""Roles of persons in every construction that carries them, with status; kin, parties, candidacies."""

from collections.abc import Callable
from datetime import date

import pytest

from graph.nlp.facts.core.find import find_core_facts
from graph.nlp.facts.dating import index_times
from graph.nlp.findings import FoundFact
from graph.nlp.syntax.tree import Tree
from graph.nlp.times.find import find_times

Parse = Callable[[str], Tree]


def _facts(doc: Tree) -> list[FoundFact]:
    return list(find_core_facts(doc, index_times(doc, find_times(doc, date(2024, 5, 16)))))


# sentence, relation, person, object (an office as its literal), status
ROLES = [
    ("President Ruiz spoke in Lima with Ana Berg.", "holdsOffice", "Ruiz", "President", None),
    ("They asked Senator Ana Ruiz.", "holdsOffice", "Ana Ruiz", "Senator", None),
    ("Former presidential candidate Sen. Tom Hale left.", "holdsOffice", "Tom Hale", "Senator", None),
    ("Tom Hale, a former governor and ambassador, left.", "heldOffice", "Tom Hale", "ambassador", "former"),
    ("Prime Minister Ana Ruiz left Lima.", "holdsOffice", "Ana Ruiz", "Prime Minister", "current"),
    ("Ana Ruiz, the prime minister of Peru, left.", "holdsOffice", "Ana Ruiz", "prime minister of Peru", "current"),
    ("The mayor of Lima, Ana Ruiz, left.", "holdsOffice", "Ana Ruiz", "mayor of Lima", "current"),
    ("Ana Ruiz is the mayor of Lima.", "holdsOffice", "Ana Ruiz", "mayor of Lima", "current"),
    ("Ana Ruiz was named governor of Ohio.", "holdsOffice", "Ana Ruiz", "governor of Ohio", "current"),
    ("Ana Ruiz served as governor of Ohio.", "heldOffice", "Ana Ruiz", "governor of Ohio", "former"),
    ("As governor of Ohio, Ana Ruiz closed the port.", "heldOffice", "Ana Ruiz", "governor of Ohio", "former"),
    ("Former secretary of state Ana Ruiz left.", "heldOffice", "Ana Ruiz", "secretary of state", "former"),
    ("Former governor Ana Ruiz left Lima.", "heldOffice", "Ana Ruiz", "governor", "former"),
    ("The ex-mayor, Ana Ruiz, left Lima.", "heldOffice", "Ana Ruiz", "mayor", "former"),
    ("Acting mayor Ana Ruiz left Lima.", "holdsOffice", "Ana Ruiz", "mayor", "acting"),
    ("Sen. Tom Hale of Ohio left.", "holdsOffice", "Tom Hale", "Senator from Ohio", "current"),
    ("Sen. Tom Hale of Ohio left.", "represents", "Tom Hale", "Ohio", "current"),
    ("Sen. Tom Hale (R-Tex.) left.", "memberOf", "Tom Hale", "Republican Party", "current"),
    ("Sen. Tom Hale (R-Tex.) left.", "represents", "Tom Hale", "Texas", "current"),
    ("Rep. Tom Hale, D-Ohio, left.", "represents", "Tom Hale", "Ohio", "current"),
    ("Senator Tom Hale, a Democrat from Ohio, left.", "memberOf", "Tom Hale", "Democratic Party", "current"),
    ("Republican presidential nominee Tom Hale left.", "candidateForOffice", "Tom Hale", "President", "candidate"),
    ("Republican presidential nominee Tom Hale left.", "memberOf", "Tom Hale", "Republican Party", "current"),
    ("Tom Hale is running for governor.", "candidateForOffice", "Tom Hale", "Governor", "candidate"),
    ("Tom Hale's gubernatorial campaign failed.", "candidateForOffice", "Tom Hale", "Governor", "candidate"),
    ("Anna Berg, head of the Bank of Norway, left.", "leads", "Anna Berg", "the Bank of Norway", "current"),
    ("FBI Director Anna Berg left.", "leads", "Anna Berg", "FBI", "current"),
    ("Labour leader Anna Berg left.", "leads", "Anna Berg", "Labour Party", "current"),
    ("Anna Berg, a member of the Reform Party, left.", "memberOf", "Anna Berg", "the Reform Party", "current"),
    ("Hale campaign spokesman Jim Dahl left.", "affiliatedWith", "Jim Dahl", "Hale campaign", "current"),
    ("Anna Berg, a professor at Oslo University, left.", "affiliatedWith", "Anna Berg", "Oslo University", "current"),
    ("NBC's Anna Berg left Oslo.", "affiliatedWith", "Anna Berg", "NBC", "current"),
    ("Tom Hale and his wife, Inga Holm, left.", "spouseOf", "his", "Inga Holm", "current"),
    ("Ana Ruiz's brother Tom Ruiz left.", "siblingOf", "Ana Ruiz", "Tom Ruiz", "current"),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "relation", "person", "target", "status"), ROLES)
def test_a_role_is_found_in_whatever_construction(
    parse: Parse, sentence: str, relation: str, person: str, target: str, status: str
) -> None:
    found = [(f.relation, f.subject.text, f.object.literal or f.object.text, f.status) for f in _facts(parse(sentence))]

    assert (relation, person, target, status) in found


# sentence, relation that nothing may have
NO_ROLES = [
    ("A possible president, Ana Ruiz, left.", "holdsOffice"),
    ("Ana Ruiz wants to be president.", "holdsOffice"),
    ("If Ana Ruiz becomes president, prices fall.", "holdsOffice"),
    ("Ana Ruiz could be the next mayor of Lima.", "holdsOffice"),
    ("Secretary Ruiz left Lima.", "holdsOffice"),
    ("The judge Ana Ruiz was referring to left.", "holdsOffice"),
    ("Former Labour MP Tom Hale left.", "memberOf"),
    ("Republican National Committee chairman Tom Hale left.", "memberOf"),
    ("Ana Ruiz leads Tom Hale by 48 percent to 45 percent.", "holdsOffice"),
    ("PRESIDENT ANA RUIZ LEFT LIMA", "holdsOffice"),
    ("Tom Hale (left) met Ana Ruiz (2016).", "memberOf"),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "relation"), NO_ROLES)
def test_what_is_no_role_is_none(parse: Parse, sentence: str, relation: str) -> None:
    found = [f for f in _facts(parse(sentence)) if not f.named_only and not f.negation]

    assert [f.object.text for f in found if f.relation == relation] == []


@pytest.mark.model
def test_an_office_has_its_term(parse: Parse) -> None:
    (fact,) = [
        f for f in _facts(parse("Ana Ruiz was finance minister from 2011 to 2015.")) if f.relation == "heldOffice"
    ]

    assert fact.time is not None
    assert (fact.time.earliest, fact.time.latest) == (date(2011, 1, 1), date(2015, 12, 31))


# sentence, what is counted or of what, the amount, its unit
FIGURES = [
    ("The poll of 600 respondents ended.", "600 respondents", "600", None),
    ("At least 707 people died.", "At least 707 people", "707", None),
    ("46 percent of voters stayed.", "46 percent of voters", "46", "percent"),
    ("Ruiz owes $650 million.", "Ruiz", "650000000", "$"),
    ("A 52-count complaint was filed.", None, "52", None),
    ("They cut the rate to 28 percent.", "the rate", "28", "percent"),
    ("He bought 60 acres of land.", "60 acres of land", "60", "acres"),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "counted", "amount", "unit"), FIGURES)
def test_a_figure_has_its_amount_and_what_it_counts(
    parse: Parse, sentence: str, counted: str | None, amount: str, unit: str | None
) -> None:
    (fact,) = [f for f in _facts(parse(sentence)) if f.relation == "figure"]

    assert fact.object.quantity is not None
    assert (fact.object.quantity.amount, fact.object.quantity.unit) == (amount, unit)
    assert counted in (None, fact.subject.text)


@pytest.mark.model
@pytest.mark.parametrize(
    "sentence",
    [
        "Article 50 was read in 2016.",
        "Ana Ruiz, 47, left on May 3.",
        "The two candidates, Ana Ruiz and Tom Hale, left.",
        "The Fortune 500 companies paid.",
        "The bill passed by 43 votes to 30.",
        "Donors gave $200 or less.",
        "The 47-year-old left at 8 p.m.",
        "If you save $500, your bank smiles.",
    ],
)
def test_a_number_that_only_names_or_dates_is_no_figure(parse: Parse, sentence: str) -> None:
    assert [f.object.text for f in _facts(parse(sentence)) if f.relation == "figure"] == []
