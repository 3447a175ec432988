import pytest

from graph.nlp.statements.context import read_context
from graph.nlp.statements.find import find_statements
from graph.nlp.statements.nested import with_nested


def rows(parse, text):
    doc = parse(text)
    context = read_context(doc, None)
    found = with_nested(context, find_statements(context))
    return [(" ".join(text[s.start : s.end] for s in one.source), one.via) for one in found]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg said that Minister Lund proposed to sell the port.", [("Anna Berg", None), ("Minister Lund", 0)]),
        ("Officials said the bank announced that rates would fall.", [("Officials", None), ("the bank", 0)]),
        ("Anna Berg said that she wants peace.", [("Anna Berg", None)]),
        ('"The bank announced that rates would fall," Anna Berg said.', [("Anna Berg", None)]),
        ("Anna Berg said that it rained.", [("Anna Berg", None)]),
    ],
)
def test_a_report_within_a_report_names_the_outer_one(parse, text, expected):
    assert rows(parse, text) == expected


@pytest.mark.model
def test_continued_quotations_still_point_to_their_statement(parse):
    text = "Officials said the bank announced that rates would fall.\n\n“We wait,” Lund said.\n\n“Nobody knows.”"
    doc = parse(text)

    context = read_context(doc, None)
    found = with_nested(context, find_statements(context))

    last = found[-1]
    assert last.continues is not None
    assert text[found[last.continues].source[0].start :].startswith("Lund")
