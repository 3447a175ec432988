"""Words that stand in paragraphs of their own: blocks after a colon, a transcript's turns."""

import pytest

from graph.nlp.statements.context import read_context
from graph.nlp.statements.find import find_statements

pytestmark = pytest.mark.model


def read(parse, text):
    """Source, content and the number of the statement before that goes on, of each statement."""
    found = find_statements(read_context(parse(text), None))
    return [
        (
            " ".join(text[s.start : s.end] for s in one.source),
            " … ".join(text[s.start : s.end] for s in one.content),
            one.continues,
        )
        for one in found
    ]


BLOCK = "The port will close next year and nobody asked us."
AGAIN = "I will not accept it, and we shall be heard."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Ana Duarte wrote on her blog:\n\n{BLOCK}", [("Ana Duarte", BLOCK, None)]),
        (f"Ana Duarte wrote:\n\n{BLOCK}\n\n{AGAIN}", [("Ana Duarte", BLOCK, None), ("", AGAIN, 0)]),
        # reports within are the speaker's words
        (
            "Ana Duarte wrote:\n\nThe mayor said that the port will close, and I believe him.",
            [("Ana Duarte", "The mayor said that the port will close, and I believe him.", None)],
        ),
        # bullets and numbers are no words
        (f"Ana Duarte wrote:\n\n- {BLOCK}", [("Ana Duarte", BLOCK, None)]),
        # the article has the floor again
        (f"Ana Duarte wrote:\n\n{BLOCK}\n\nThe port has stood there for a century.", [("Ana Duarte", BLOCK, None)]),
        # any verb will do before the first person
        (f"Ana Duarte takes another view:\n\n{AGAIN}", [("Ana Duarte", AGAIN, None)]),
        # no words of hers: a heading, nothing that speaks, a list
        ("Ana Duarte wrote:\n\nThe port\n\nThe port has stood there for a century.", []),
        ("The plan for the port:\n\nThe port has stood there for a century.", []),
        ("Ana Duarte visited three towns:\n\nThe port has stood there for a century.", []),
    ],
)
def test_a_colon_hands_the_next_paragraph_over(parse, text, expected):
    assert read(parse, text) == expected


def test_a_speaker_has_the_floor_until_the_next_label(parse):
    text = (
        f"Remarks at the port\n\nMAYOR DUARTE: It is good to be here.\n\n{AGAIN}\n\n(Applause.)\n\n"
        f"Q When will it close?\n\nMINISTER LOPES: {BLOCK}\n\nMAYOR DUARTE: (Laughs.)\n\nEND"
    )

    assert read(parse, text) == [
        ("MAYOR DUARTE", "It is good to be here.", None),
        ("", AGAIN, 0),
        ("Q", "When will it close?", None),
        ("MINISTER LOPES", BLOCK, None),
    ]


def test_one_label_makes_no_transcript(parse):
    text = f"OKAFOR: {BLOCK}\n\nThe port has stood there for a century."

    assert read(parse, text) == [("OKAFOR", BLOCK, None)]


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("MR ROY (Elsfield, Labour):", "MR ROY"),
        ("Ana Duarte (North Ward) (Green):", "Ana Duarte"),
        ("Prime Minister Ana Duarte:", "Prime Minister Ana Duarte"),
        ("Ana Duarte, mayor of Lisbon:", "Ana Duarte"),
        ("Ms. DUARTE of Ohio.", "Ms. DUARTE"),
    ],
)
def test_a_label_may_have_title_party_and_place(parse, label, source):
    text = f"{label} {BLOCK}\n\nTHE SPEAKER: Order!\n\n{label} No."

    assert read(parse, text) == [(source, BLOCK, None), ("THE SPEAKER", "Order!", None), (source, "No.", None)]


def test_names_need_no_capitals_where_most_paragraphs_have_a_label(parse):
    text = f"Brito: Will it close?\n\nDuarte: It will.\n\n{BLOCK}\n\nBrito: When?"

    assert read(parse, text) == [
        ("Brito", "Will it close?", None),
        ("Duarte", "It will.", None),
        ("", BLOCK, 1),
        ("Brito", "When?", None),
    ]
