import pytest

from graph.model import CharSpan, StatementKind
from graph.nlp.findings import FoundStatement
from graph.nlp.statements.joint_sources import with_each_source


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile and Peru condemned the plan.", ["Chile", "Peru"]),
        ("Chile, Peru and Brazil condemned the plan.", ["Chile", "Peru", "Brazil"]),
        ("Unions and opposition parties condemned the plan.", ["Unions", "opposition parties"]),
        ("The mayor and several ministers condemned the plan.", ["The mayor", "several ministers"]),
        # one who acts, or nobody knows which
        ("Chile condemned the plan.", ["Chile"]),
        ("Chile or Peru condemned the plan.", ["Chile or Peru"]),
        ("The minister of roads and ports condemned the plan.", ["The minister of roads and ports"]),
        ("Anger and fear condemned the plan.", ["Anger and fear"]),
    ],
)
def test_a_joint_statement_is_one_of_each(parse, text, expected):
    doc = parse(text)
    subject = next(t for t in doc if t.dep_ == "nsubj" and t.head.text == "condemned")
    source = doc.span(subject.left_edge.i, subject.right_edge.i + 1)
    start = text.index("the plan")
    statement = FoundStatement(
        (CharSpan(start, start + len("the plan")),),
        StatementKind.INDIRECT,
        (CharSpan(source.start_char, source.end_char),),
        source_head=subject.i,
    )

    found = with_each_source(doc, [statement])

    assert [" ".join(text[s.start : s.end] for s in one.source) for one in found] == expected


@pytest.mark.model
def test_a_list_is_no_joint_statement(parse):
    text = ", ".join(["Chile"] * 3000) + " and Peru condemned it."
    doc = parse(text)
    source = FoundStatement((CharSpan(0, 5),), StatementKind.INDIRECT, (CharSpan(0, len(text)),), source_head=0)

    assert with_each_source(doc, [source]) == [source]


@pytest.mark.model
def test_what_goes_on_goes_on_with_the_first(parse):
    doc = parse("Chile and Peru condemned it. It is wrong.")
    first = FoundStatement((CharSpan(25, 27),), StatementKind.INDIRECT, (CharSpan(0, 14),), source_head=0)
    second = FoundStatement((CharSpan(29, 40),), StatementKind.DIRECT, continues=0)

    found = with_each_source(doc, [first, second])

    assert [one.continues for one in found] == [None, None, 0]
