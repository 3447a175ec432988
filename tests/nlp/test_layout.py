"""Headline, dateline, byline, caption, speaker's label: what they are, and that nobody says them."""

import pytest

from graph.nlp.statements.context import read_context
from graph.nlp.statements.find import find_statements
from graph.nlp.syntax.layout import find_parts, find_starts

BODY = "The finance minister said on Monday that the levy would stay, whatever the shippers think of it."


def parts(text):
    return [(part.kind.value, text[part.span.start : part.span.end]) for part in find_parts(text)]


@pytest.mark.parametrize(
    "dateline",
    [
        "LISBON —",
        "LISBON, Portugal -",
        "Lisbon –",
        "Lisbon, May 4 (AP)",
        "Smallville, Kan., 14 Sept. 2021 --",
        "PORT ADA, Ruritania (Reuters) -",
        "PORT ADA —",
        "(AFP)",
        "May 4 (UPI) —",
        "NAIROBI:",
        "Nairobi (Kenya):",
        "LISBON/MADRID, May 4 (Reuters) -",
        "RIO DE JANEIRO --",
        "LISBON, MAY 4 (AP):",
        "LISBON, Wednesday, May 4 –",
        "LISBON – May 4, 2022 –",
        "ELSFIELD:",
        "LISBON, May 4, LUSA -",
    ],
)
def test_a_dateline_goes_up_to_the_first_words_of_the_report(dateline):
    text = f"{dateline} {BODY}"

    assert parts(text) == [("dateline", dateline)]
    assert find_starts(text) == {len(dateline) + 1}


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "EXCLUSIVE — The minister will resign.",
        "NOW OPEN—The market on the quay.",
        "BRITO--Ana, 88, of Lisbon, died on Friday.",
        "Ana Brito — the mayor of a town of three — will resign.",
        "A long-term plan - and a good one - was lost.",
        "Kenya: A budget that nobody likes",
        "She left (Reuters) and came back.",
        "May 4 was a day of rest.",
        "",
        "\n\n",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(text):
    assert parts(text) == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("MAYOR BRITO: We go on.\n\nLUND: We do not.", ["MAYOR BRITO:", "LUND:"]),
        ("MR ROY (Elsfield, Labour): I oppose the Bill.", ["MR ROY (Elsfield, Labour):"]),
        ("ANA BRITO, TV ANALYST: It fell.", ["ANA BRITO, TV ANALYST:"]),
        ("Ana Brito (North Ward) (Green): I beg to move.", ["Ana Brito (North Ward) (Green):"]),
        ("Prime Minister Ana Brito: We go on.", ["Prime Minister Ana Brito:"]),
        ("The Chair: Order!", ["The Chair:"]),
        ("Ana Brito, mayor of Lisbon: We go on.", ["Ana Brito, mayor of Lisbon:"]),
        ("Mr. LUND of Ohio. Mr. Speaker, I rise.", ["Mr. LUND of Ohio."]),
        ("Ana Brito, at last: We go on.", []),
        ("Ana Brito, the mayor, wrote to them: We go on.", []),
        ("Mr. Lund. He left.", []),
        ("Brito: Why?\n\nLund: Because.\n\nBrito: So be it.", ["Brito:", "Brito:"]),
        ("Q: Will you resign?\nA: No.", ["Q:", "A:"]),
        ("Q. Will you resign?\n\nA. No.", ["Q.", "A."]),
        ("Question: Why?\n\nQuestion: Why not?", ["Question:", "Question:"]),
        ("“BRITO: We go on.”", ["“BRITO:"]),
        ("A. Brito left.", []),
        ("READ MORE: the minister resigns", []),
        ("PORT TO CLOSE: MINISTER", []),
        ("The plan: close the port.", []),
        ("President of the board: Ana Brito", []),
    ],
)
def test_a_label_is_shown_by_capitals_title_party_or_its_coming_again(text, labels):
    assert [words for kind, words in parts(text) if kind == "label"] == labels


def test_the_name_in_a_label_is_without_party_and_place():
    text = "MR ROY (Elsfield, Labour): I oppose the Bill."
    (part,) = find_parts(text)

    assert text[part.name.start : part.name.end] == "MR ROY"


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Brito Sees Hope for the Harbour Bill", "headline"),
        ("MAYOR BRITO SLAMS HARBOUR BILL", "headline"),
        ("Mayor slams harbour bill", "headline"),
        ("Brito Sees Hope.", "headline"),
        ("The mayor slammed the bill.", None),
        ("By Ana Brito", "byline"),
        ("By Ana Brito and Jo Lund, political editors", "byline"),
        ("Written by Jo Lund | Lisbon", "byline"),
        ("By Monday Brito had left, and nobody was told where she was.", None),
        ("By and large it was over.", None),
        ("Photo: Ana Brito in Lisbon", "caption"),
        ("FILE - In this May 4 photo, Ana Brito speaks in Lisbon.", "caption"),
    ],
)
def test_a_paragraph_may_be_a_part_of_its_own(paragraph, kind):
    assert [kind for kind, _ in parts(f"{paragraph}\n\n{BODY}")] == [kind] * (kind is not None)


def test_a_credit_in_brackets_is_a_part():
    credit = "(Photo by Jo Lund/Getty Images)"

    assert parts(f"Ana Brito speaks in Lisbon. {credit}") == [("caption", credit)]


def test_a_text_of_one_paragraph_has_no_headline():
    assert parts("Brito Sees Hope") == []


@pytest.mark.parametrize("unit", ["A", "Aa ", "A/", "A.", "A (b) ", "A, B ", "A-", "Q. A\n\n", "A: b\n\n", "(Photo: "])
def test_no_text_makes_it_slow(unit):
    find_parts(unit * (100_000 // len(unit)))


@pytest.mark.model
@pytest.mark.parametrize(
    "opening", ["LISBON —", "Lisbon, May 4 (AP)", "Nairobi (Kenya):", "PORT ADA, Ruritania, 4 May:-", "LISBON (VOA) --"]
)
def test_a_dateline_is_neither_said_nor_says_anything(parse, opening):
    said = f"Opposition leader Ana Brito warned on Monday that the banks were at risk.\n\n{BODY}"
    alone, headed = (find_statements(read_context(parse(text), None)) for text in (said, f"{opening} {said}"))
    shift = len(opening) + 1

    def places(statement):
        return [(s.start, s.end) for role in ("source", "cue", "content") for s in getattr(statement, role)]

    assert [[(a - shift, b - shift) for a, b in places(one)] for one in headed] == [places(one) for one in alone]


@pytest.mark.model
def test_who_wrote_an_article_did_not_speak_in_it(parse):
    text = f"By Ana Brito\n\n{BODY}"

    found = find_statements(read_context(parse(text), None))

    assert [text[s.start : s.end] for one in found for s in one.source] == ["The finance minister"]
