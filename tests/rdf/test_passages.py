import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import CharSpan
from graph.rdf.passages import find_paragraphs, find_passages

SENTENCES = [CharSpan(0, 10), CharSpan(11, 20), CharSpan(22, 30), CharSpan(40, 50)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(2, 4)], [(0, 10)]),
        ([(2, 4), (12, 13)], [(0, 20)]),
        ([(2, 4), (23, 24)], [(0, 10), (22, 30)]),
        ([(9, 23)], [(0, 30)]),
        ([(31, 35)], [(31, 35)]),
        ([(10, 11)], [(10, 11)]),
        ([(45, 47), (2, 3)], [(0, 10), (40, 50)]),
        ([], []),
    ],
)
def test_evidence_is_whole_sentences_neighbours_joined(spans, expected):
    assert find_passages([CharSpan(*s) for s in spans], SENTENCES) == [CharSpan(*e) for e in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("One.\n\n Two. \r\nThree.", ["One.", "Two.", "Three."]), (" a ", ["a"]), ("\n \n", []), ("", [])],
)
def test_a_paragraph_is_a_line_without_white_space_at_its_ends(text, expected):
    assert [text[p.start : p.end] for p in find_paragraphs(text)] == expected


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=5))
def test_every_span_lies_in_the_evidence(pairs):
    spans = [CharSpan(start, start + length) for start, length in pairs]
    covered = {i for passage in find_passages(spans, SENTENCES) for i in range(passage.start, passage.end)}
    within = {i for sentence in SENTENCES for i in range(sentence.start, sentence.end)}

    assert {i for span in spans for i in range(span.start, span.end)} & within <= covered
