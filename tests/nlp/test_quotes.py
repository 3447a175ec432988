from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.nlp.syntax.paragraphs import find_paragraphs
from graph.nlp.syntax.quotation_marks import find_quotations


def texts(text):
    return [text[q.span.start : q.span.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('She said "yes" and “no”.', ['"yes"', "“no”"]),
        ("Il a dit «non» hier.", ["«non»"]),
        ("„Nein“, sagte er.", ["„Nein“"]),
        ("He wrote ``maybe'' twice.", ["``maybe''"]),
        ("‘I will go,’ he said. ‘It’s the workers’ right.’", ["‘I will go,’", "‘It’s the workers’ right.’"]),
        ("A 'shameless' attack on workers' rights", ["'shameless'"]),
        ("rock 'n' roll in the '90s", []),
        ("the ministers' cars and the clerk's desk", []),
        ("\"He told us 'no deal,' and left,\" she said.", ["\"He told us 'no deal,' and left,\""]),
        ("“She said “never” to me,” he added.", ["“She said “never” to me,”"]),
        ("nothing here", []),
        ('"', []),
        ('a 6" pipe', []),
        ('" " ""', ['" "']),
        ("'”’", ["'”’"]),
    ],
)
def test_a_quotation_reaches_from_its_mark_to_the_one_that_closes_it(text, quotations):
    assert texts(text) == quotations


def test_an_open_quotation_goes_on_in_the_next_paragraph_that_opens_one():
    text = '"We will stay.\n\n"We will not leave," she said.\n\n"Other words."'

    found = find_quotations(text)

    assert [(q.closed, q.continues) for q in found] == [(False, False), (True, True), (True, False)]


def test_an_open_quotation_ends_with_its_paragraph():
    text = 'He said "this is the end\n\nNothing is quoted here.'

    assert texts(text) == ['"this is the end']


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_paragraphs_lie_between_blank_lines(newline):
    text = f"  One. {newline}{newline}Two{newline}goes on.{newline} {newline}Three."

    assert [text[p.start : p.end] for p in find_paragraphs(text)] == ["One.", f"Two{newline}goes on.", "Three."]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("The port shut.\nThe ferries left.\nNobody came.", ["The port shut.", "The ferries left.", "Nobody came."]),
        ("“The port is shut,” she said.\n“It stays shut.” — Ana\n“Why?”", 3),
        ("The ferries that used to cross the\nbay twice a day lie idle. The port is\nshut for good.", 1),
        ("Lisbon\nPorto\nFaro", 1),
    ],
)
def test_line_ends_part_paragraphs_only_where_sentences_end_with_them(text, paragraphs):
    found = [text[p.start : p.end] for p in find_paragraphs(text)]

    assert (found if isinstance(paragraphs, list) else len(found)) == paragraphs


@given(st.text(alphabet="ab \n\"'“”‘’«»`,.", max_size=200))
def test_quotations_lie_in_order_within_their_paragraphs(text):
    found = find_quotations(text)
    paragraphs = find_paragraphs(text)

    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(any(p.contains(q.span) for p in paragraphs) for q in found)
