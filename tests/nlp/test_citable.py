"""Which facts a store holds by default: who or what, and a claim about it."""

from datetime import date

import pytest

from graph.model import Article, Fact, FactScope
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate


def _facts(text: str, scope: FactScope) -> list[Fact]:
    return list(annotate(load_nlp(), Article("test", text, date(2024, 5, 16)), facts=scope).facts)


# sentence, words of an object that only `all` has
LEFT_OUT = [
    ("The ship carried 17 Norwegian sailors home.", "17"),
    ("A quarter of the budget, or 26 percent of the money, went to schools.", "26 percent"),
    ("In 2019 a college in Oslo closed its doors.", "Oslo"),
    ("Ana Ruiz spoke on Monday. Ana Ruiz released a report on Tuesday.", "a report"),
]


@pytest.mark.parametrize(("sentence", "told"), LEFT_OUT)
def test_what_nobody_would_cite_is_left_to_all(sentence: str, told: str) -> None:
    everything = [fact.object.text for fact in _facts(sentence, FactScope.ALL)]
    core = [fact.object.text for fact in _facts(sentence, FactScope.CORE)]
    assert (told in everything, told in core) == (True, False)


# sentence, object that is stored by default
STORED = [
    ("Ana Ruiz of Peru spoke. Ana Ruiz has raised $2 million.", "$2 million"),
    ("Senator Tom Hale (R-Tex.) left.", "Republican Party"),
    ("Ana Ruiz, director of the Brook Foundation, left.", "the Brook Foundation"),
    ("Norway signed the Tromso Fisheries Accord.", "the Tromso Fisheries Accord"),
]


@pytest.mark.parametrize(("sentence", "told"), STORED)
def test_whole_claims_are_stored(sentence: str, told: str) -> None:
    assert told in [fact.object.text.removeprefix("about ") for fact in _facts(sentence, FactScope.CORE)]


def test_a_party_is_no_member_of_itself() -> None:
    facts = _facts("At least one Democrat voted for the bill. The Democrats said so.", FactScope.ALL)
    assert not [one for one in facts if one.subject.entity and one.subject.entity == one.object.entity]


# sentence, subject and number that are stored of it; None: no figure
FIGURES = [
    ("Ana Ruiz spoke. Ana Ruiz led Tom Hale by 5 points.", ("Ana Ruiz", "5 points")),
    ("Ana Ruiz spoke. Ana Ruiz leads Tom Hale by 49 percent to 47 percent.", ("Ana Ruiz", "49 percent")),
    ("Tom Hale spoke. Tom Hale owes the bank $2 million.", ("Tom Hale", "$2 million")),
    ("Tom Hale spoke. Tom Hale turned the firm into a $400-million-a-year business.", None),
    ("Tom Hale spoke. Tom Hale could get $10,000 to $20,000 a year.", None),
    ("Tom Hale spoke. Tom Hale, who is 70, left.", None),
    ("Tom Hale spoke. Tom Hale met 1 in 4 voters.", None),
]


@pytest.mark.parametrize(("sentence", "figure"), FIGURES)
def test_a_figure_is_that_of_its_own_verb(sentence: str, figure: tuple[str, str] | None) -> None:
    core = [one for one in _facts(sentence, FactScope.CORE) if one.predicate.relation == "figure"]
    assert [(one.subject.text, one.object.text) for one in core] == ([] if figure is None else [figure])


UNREAL = [
    "The port closes if they win and Ana Ruiz becomes mayor of Lima.",
    "Tom Hale fears a world where Ana Ruiz is mayor of Lima.",
]


@pytest.mark.parametrize("sentence", UNREAL)
def test_an_office_only_thought_of_is_not_held(sentence: str) -> None:
    assert "holdsOffice" not in [one.predicate.relation for one in _facts(sentence, FactScope.CORE)]
