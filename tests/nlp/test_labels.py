import pytest

from graph.nlp.statements.context import read_context
from graph.nlp.statements.find import find_statements


def roles(text, statement):
    return tuple(" … ".join(text[s.start : s.end] for s in getattr(statement, r)) for r in ("source", "cue", "content"))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("“We will not sell the port.” — Ana Duarte\n", [("Ana Duarte", "—", "“We will not sell the port.”")]),
        ('"The river is ours."\n― Kofi Mensah, farmer\n', [("Kofi Mensah", "―", '"The river is ours."')]),
        (
            "“It is ours.” And “it stays ours.” — Ana Duarte\n",
            [("Ana Duarte", "—", "“It is ours.” And “it stays ours.”")],
        ),
        ("“We will not sell the port.” — and so it went on", []),
        ("OKAFOR: The vote is on Monday.", [("OKAFOR", ":", "The vote is on Monday.")]),
        ("“OKAFOR: The vote is on Monday.", [("OKAFOR", ":", "The vote is on Monday.")]),
        (
            "The debate went as follows:\n\n“OKAFOR: We vote soon. None can say, as “The Sun” wrote, that we hid it.",
            [("OKAFOR", ":", "We vote soon. None can say, as “The Sun” wrote, that we hid it.")],
        ),
        ("Lessons from Ana Duarte: ‘Never sell the harbour’", [("Ana Duarte", ":", "‘Never sell the harbour’")]),
        ("Lagos: a city of bridges.", []),
        ("PORT TO CLOSE: MINISTER", []),
    ],
)
def test_names_before_a_colon_and_after_a_dash_speak(parse, text, statements):
    found = [roles(text, s) for s in find_statements(read_context(parse(text), None))]

    assert [one for one in found if one[1]] == statements
