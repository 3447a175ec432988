import pytest

from graph.model import StatementKind
from graph.nlp.statements.candidates import find_candidates
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements, weigh
from tests.nlp.factory import parse_doc

REPORT = """
    Officials NOUN nsubj   2
    said/say  VERB ROOT    0
    that      SCONJ mark   6
    the       DET  det     5
    port      NOUN nsubj   6
    closed/close VERB ccomp 2
    .         PUNCT punct  2
"""

CALL = """
    Berlin's PROPN poss 2 B-GPE
    call     NOUN  nsubj 8
    for      ADP   prep 2
    the      DET   det 5
    union    NOUN  pobj 3
    to       PART  aux 7
    act      VERB  acl 2
    failed/fail VERB ROOT 0
"""


def found_in(doc):
    """Return the statements found with the model that ships."""
    return find_statements(read_context(doc, load_encoder()))


def roles(doc, statement):
    return tuple(
        " … ".join(doc.text[s.start : s.end] for s in getattr(statement, r)) for r in ("source", "cue", "content")
    )


def test_a_clause_under_a_reporting_verb_is_its_content():
    doc = parse_doc(REPORT)

    assert [roles(doc, s) for s in found_in(doc)] == [("Officials", "said", "that the port closed")]


def test_a_noun_with_an_owner_can_be_a_cue():
    doc = parse_doc(CALL)

    keys = {c.key for c in find_candidates(doc)}

    assert "noun-to call owned" in keys


def test_an_unseen_lemma_has_the_share_of_rare_lemmas():
    assert weigh("clause zzz") == weigh("clause qqq")
    assert weigh("clause zzz", quoted=True) >= weigh("clause zzz")
    assert weigh("clause say") > weigh("clause zzz")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            '"We will not pay," the Kenyan finance minister said on Monday. "It is our money."',
            [("the Kenyan finance minister", "said", '"We will not pay," … "It is our money."')],
        ),
        (
            '"The tax is dead," said Ana Duarte.\n\n"It will not come back."',
            [("Ana Duarte", "said", '"The tax is dead,"'), ("", "", '"It will not come back."')],
        ),
        (
            "According to the central bank, prices rose by 4 per cent.",
            [("the central bank", "According to", "prices rose by 4 per cent")],
        ),
        (
            "The minister called for the army to leave the capital.",
            [("The minister", "called for", "the army to leave the capital")],
        ),
        ("The work, she noted, goes on.", [("she", "noted", "The work … goes on")]),
        (
            "SUAREZ: We have a deal. It is signed.",
            [("SUAREZ", ":", "We have a deal. It is signed.")],
        ),
        (
            "The mayor spoke on Monday. She answered:\n\n“We will not sell the port. Nobody asked us.”",
            [("She", "answered", "“We will not sell the port. Nobody asked us.”")],
        ),
        ("The river rose by two metres overnight.", []),
        ("It is raining in Lima.", []),
    ],
)
def test_who_said_what(parse, text, statements):
    doc = parse(text)

    assert [roles(doc, s) for s in found_in(doc)] == statements


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"We are leaving," the mayor of Oslo said.', StatementKind.DIRECT),
        ("The mayor of Oslo said they are leaving.", StatementKind.INDIRECT),
        ('The mayor of Oslo said they are "leaving for good" tomorrow.', StatementKind.MIXED),
    ],
)
def test_quotation_marks_decide_the_kind(parse, text, kind):
    assert [s.kind for s in found_in(parse(text))] == [kind]


@pytest.mark.model
def test_a_byte_order_mark_is_part_of_no_word(parse):
    doc = parse("\ufeffOfficials said the port closed.")

    assert [roles(doc, s)[0] for s in found_in(doc)] == ["Officials"]


@pytest.mark.model
def test_a_continued_quotation_names_the_statement_that_it_goes_on_from(parse):
    found = find_statements(
        read_context(parse('"The tax is dead," said Ana Duarte.\n\n"It will not come back."'), load_encoder())
    )

    assert [s.continues for s in found] == [None, 0]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        '"Open, he said.\n\n"Open again, she said.',
        '\u200f\u202bמילים\u202c "quoted" \x00 \x07 said e\u0301',
        "😀 “😀 said” 😀\r\n\r\n‘ ’ ' \" ”",
        "\n\n\n",
        "word " * 400,
    ],
)
def test_odd_text_neither_breaks_nor_moves_a_span(parse, text):
    doc = parse(text)

    for statement in found_in(doc):
        for span in (*statement.content, *statement.cue, *statement.source):
            assert text[span.start : span.end].strip()
