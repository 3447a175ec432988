"""Quotations that nobody reports, beside the deed of whoever says them."""

import pytest

from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements

pytestmark = pytest.mark.model


def spoken(parse, text, encoder=None):
    found = find_statements(read_context(parse(text), encoder))
    return [
        (" ".join(text[s.start : s.end] for s in one.source), " ".join(text[s.start : s.end] for s in one.content))
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Brito put down her glass. “Nobody asked us.”", [("Ana Brito", "“Nobody asked us.”")]),
        ("“Not one vote from us.” Mayor Ana Brito left.", [("Mayor Ana Brito", "“Not one vote from us.”")]),
        ("The minister wept. “We have lost.”", [("The minister", "“We have lost.”")]),
        ("She rose. “We go on.” Jo Lund sat down.", [("She", "“We go on.”")]),
        (
            "Ana Brito rose. “We won the vote.” Jo Lund frowned. “We did not.”",
            [("Ana Brito", "“We won the vote.”"), ("Jo Lund", "“We did not.”")],
        ),
        # what is reported, or goes on, is not the deed's
        ("Ana Brito rose. “We go on,” Jo Lund said.", [("Jo Lund", "“We go on,”")]),
        (
            "“We go on,” Jo Lund said. Ana Brito frowned. “We won the vote.”",
            [("Jo Lund", "“We go on,” “We won the vote.”")],
        ),
        # nobody acts, or the quotation is part of a sentence
        ("The room fell silent. “We have lost the vote.”", []),
        ("Ana Brito was born in the “house of the many poor people”.", []),
        ("Ana Brito left.\n\n“We have lost the vote.”", []),
    ],
)
def test_whoever_acts_beside_a_quotation_says_it(parse, text, expected):
    assert spoken(parse, text) == expected


def test_whoever_acts_behind_a_quotation_does_not_take_it_from_whoever_acts_before(parse):
    text = "Senator Ana Brito turned to the chairman. “This motion is a disgrace.” Chairman Jo Lund nodded."

    assert spoken(parse, text, load_encoder()) == [("Senator Ana Brito", "“This motion is a disgrace.”")]
