"""What the learned finder's sides are taken on, and which of them the grammar lets pass, whatever the finder says."""

import pytest

from graph.model import CharSpan, Stance, StatementKind
from graph.nlp.findings import FoundStance, FoundStatement
from graph.nlp.stance.context import StanceContext
from graph.nlp.stance.learned import without_contradicted
from graph.nlp.stance.meant import is_meant, targets_of

pytestmark = pytest.mark.model
FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES
AROUND = StanceContext(lambda head: None, [])
EACH_ITS_OWN = StanceContext(lambda head: head, [])  # every word an entity


def word_of(doc, text):
    return next(word for word in doc if word.text == text)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rosa Quint called the canal a crazy system.", "system", ["canal"]),
        ("Rosa Quint described Ugo Brandl as a traitor.", "traitor", ["Brandl"]),
        ("Rosa Quint said the canal is a disaster.", "disaster", ["canal"]),
        ("Rosa Quint said it is a disaster.", "disaster", ["disaster"]),
        ("Rosa Quint backs a reformist candidate.", "reformist", ["candidate"]),
        ("Rosa Quint sued two developers, Ugo Brandl and Ada Senn.", "developers", ["Brandl", "Senn"]),
        ("Rosa Quint opposes the canal.", "canal", ["canal"]),
    ],
)
def test_a_side_on_a_description_is_on_what_is_described(parse, text, word, expected):
    doc = parse(text)

    assert [target.text for target in targets_of(word_of(doc, word), AROUND)] == expected


@pytest.mark.parametrize(
    ("text", "word", "stance", "expected"),
    [
        ("Quint said the court ruled on the appeal.", "appeal", AGAINST, False),
        ("Quint said the court ruled on the appeal of the decision.", "decision", FOR, False),
        ("Quint said talks are better than a new law.", "law", FOR, False),
        ("Quint said talks are better than a new law.", "law", AGAINST, True),
        ("Quint said Ugo Brandl wants to cancel the vote.", "cancel", FOR, False),
        ("Quint said Ugo Brandl wants to cancel the vote.", "cancel", AGAINST, True),
        ("Quint said critics attacked the canal.", "canal", AGAINST, False),
        ("Quint said our union attacked the canal.", "canal", AGAINST, True),
        ("Quint said Peru is facing a crisis.", "Peru", AGAINST, False),
        ("Quint said Peru is facing a crisis.", "Peru", FOR, True),
        ("Quint renewed the call for Peru to act.", "Peru", AGAINST, False),
        ("Quint condemned what Brandl called a breach.", "Brandl", AGAINST, False),
        ("Quint said no project can be begun there.", "begun", FOR, False),
    ],
)
def test_what_the_grammar_knows_goes_before_what_the_finder_sees(parse, text, word, stance, expected):
    doc = parse(text)
    content = [token for token in doc if token.i > 1]
    said = FoundStatement(
        (CharSpan(content[0].idx, len(text)),), StatementKind.INDIRECT, (CharSpan(0, 5),), source_head=0, cue_head=1
    )

    assert is_meant(word_of(doc, word), stance, content, said, EACH_ITS_OWN) is expected


@pytest.mark.parametrize(
    ("text", "deed", "seen", "side", "kept"),
    [
        ("Quint wants to release the tapes.", "release", "tapes", AGAINST, False),
        ("Quint wants to release the tapes.", "release", "tapes", FOR, True),
        ("Quint wants to impose sanctions on Peru.", "impose", "sanctions", AGAINST, False),
        ("Quint wants to impose sanctions on Peru.", "impose", "Peru", AGAINST, True),
        ("Quint wants to scrap the tax.", "scrap", "tax", FOR, False),
        ("Quint wants to scrap the tax.", "scrap", "tax", AGAINST, True),
        ("Quint wants to reform the tax.", "reform", "tax", AGAINST, True),
    ],
)
def test_what_a_wanted_deed_is_done_to_is_not_seen_against_the_deed(parse, text, deed, seen, side, kept):
    doc = parse(text)
    rule = FoundStance(FOR, 1, word_of(doc, deed).i, (), 0.8, "stance:asked deed")
    found = FoundStance(side, 2, word_of(doc, seen).i, (), 0.7, "made up")

    assert without_contradicted(doc, [rule], [found]) == ((found,) if kept else ())


def test_the_description_of_what_is_called_so_is_no_target(parse):
    doc = parse("Quint called the plan brash bumper sticker arguments.")
    rule = FoundStance(AGAINST, 1, word_of(doc, "plan").i, (), 0.9, "stance:called")
    found = FoundStance(AGAINST, 2, word_of(doc, "arguments").i, (), 0.7, "made up")

    assert without_contradicted(doc, [rule], [found]) == ()
