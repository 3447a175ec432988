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
