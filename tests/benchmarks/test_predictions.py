import pytest

from graph.model import CharSpan
from tests.benchmarks.oie import to_row, words_in
from tests.benchmarks.stance import label
from tests.factory import TEXT, make_annotation


def place(words, occurrence=0):
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (place("Maria Oliveira"), place("Henrik Dahl"), "p>q:-"),
        (place("Henrik Dahl"), place("Oliveira"), "q>p:-"),  # part of a mention
        (place("Dahl", 1), place("Coastal Fishing Pact"), "p>q:+"),
        (place("Maria Oliveira"), place("Fjord Bridge"), "neutral"),
        (place("Maria Oliveira"), place("Tuesday"), "neutral"),  # no entity
    ],
)
def test_a_line_has_the_stance_that_the_annotation_has_between_its_entities(first, second, expected):
    assert label(make_annotation(), (first, second)) == expected


def test_a_line_without_two_marks_is_neutral():
    assert label(make_annotation(), (place("Maria Oliveira"),)) == "neutral"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 4)], ["Peru"]),
        ([(5, 8), (14, 20)], ["did", "sign", "it"]),  # from within a word on
        ([(4, 5)], []),
        ([], []),
    ],
)
def test_spans_are_read_as_whole_words(spans, expected):
    words = ["Peru", "did", "not", "sign", "it"]

    assert list(words_in(words, [CharSpan(*span) for span in spans])) == expected


def test_a_fact_is_written_in_words_of_the_sentence():
    (fact,) = make_annotation().facts
    row = to_row(TEXT.split(" "), fact)

    assert (row["predicate"], row["confidence"]) == ("was first signed in", fact.confidence)
