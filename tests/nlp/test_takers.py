"""Who takes a side at all, and what only sounds like one: own sentences, one construction each."""

import pytest

from graph.model import CharSpan, EntityType, Stance, StatementKind
from graph.nlp.findings import FoundStance, FoundStatement
from graph.nlp.stance.acts import find_acts
from graph.nlp.stance.constructions import find_sides
from graph.nlp.stance.context import StanceContext
from graph.nlp.stance.find import find_stances
from graph.nlp.stance.meant import is_meant
from graph.nlp.stance.nested import without_nested
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements

pytestmark = pytest.mark.model
FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES


def sides(doc):
    return [(doc[s.source].text, s.stance.value, doc[s.target].text) for s in find_sides(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is said out of politeness, or foretold
        ("“I want to assure the town of our help,” Ada Senn said.", []),
        ("Ada Senn wants to remind the nurses of their duty.", []),
        ("Ada Senn said Brandl's speech should lift his numbers.", []),
        ("Ada Senn said Brandl should release the tapes.", [("Senn", "supports", "release")]),
        # words that are no deed here
        ("The quarrel hurt the Greens' standing with farmers.", []),
        ("Peru slapped tariffs on a list of goods.", []),
        ("Senn spoke against the backdrop of the harbour.", []),
        ("Senn spoke against the harbour.", [("Senn", "opposes", "harbour")]),
        ("Senn questioned the health of Brandl.", []),
        ("Senn questioned the wisdom of Brandl.", [("Senn", "opposes", "wisdom")]),
        ("Senn believes in the devil.", []),
        ("Senn believes in Brandl.", [("Senn", "supports", "Brandl")]),
        ("The rebels bombed the bridge.", []),
        ("The rebels attacked the ship, killing two sailors.", []),
        ("Senn backed the idea of an army.", [("Senn", "supports", "army")]),
        ("Senn is steering clear of criticising Brandl.", []),
        # whose side it is
        ("Senn sent a letter to senators opposing the canal.", [("Senn", "opposes", "canal")]),
        ("Ugo Brandl, who signed the treaty, and his wife came.", [("Brandl", "supports", "treaty")]),
        ("Senn was buoyed by the verdict.", [("Senn", "supports", "verdict")]),
    ],
)
def test_what_is_no_side_and_whose_it_is(parse, text, expected):
    assert sides(parse(text)) == expected


def acts(doc, named):
    """Acts with every noun and pronoun its own entity; only these words are names."""
    around = StanceContext(
        lambda head: head,
        [],
        target_of=lambda head: head,
        source_of=lambda head: head,
        type_of=lambda entity: EntityType.OTHER,
        is_named=lambda entity: doc[entity].text in named,
    )
    found = find_acts(doc, [], [], [], around, find_sides(doc))
    return [(doc[act.source].text, act.stance.stance.value, doc[act.stance.target].text) for act in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Senn condemned the canal.", [("Senn", "opposes", "canal")]),
        ("Farmers condemned Senn.", [("Farmers", "opposes", "Senn")]),
        ("Farmers condemned the canal.", []),
        ("One has backed Senn.", []),
        ("The haven praised Senn.", []),
        ("Senn praised her own record.", []),
        ("There are millions of Americans supporting Senn.", []),
        ("Americans, who support Senn, came.", [("Americans", "supports", "Senn")]),
    ],
)
def test_an_act_needs_a_name_at_one_end(parse, text, expected):
    assert acts(parse(text), {"Senn", "Americans"}) == expected


def said(doc):
    return FoundStatement(
        (CharSpan(doc[2].idx, len(doc.text)),),
        StatementKind.INDIRECT,
        (CharSpan(0, len(doc[0].text)),),
        (CharSpan(doc[1].idx, doc[1].idx + len(doc[1].text)),),
        source_head=0,
        cue_head=1,
    )


@pytest.mark.parametrize(
    ("text", "word", "stance", "expected"),
    [
        ("Quint cited the remarks that Brandl made about Senn.", "Senn", AGAINST, False),
        ("Quint cited Brandl 's remarks about Senn.", "Senn", AGAINST, False),
        ("Quint repeated her remarks about Senn.", "Senn", AGAINST, True),
        ("Quint demanded an end to the series of cuts.", "cuts", FOR, False),
        ("Quint demanded an end to the series of cuts.", "cuts", AGAINST, True),
        ("Quint demanded a pledge not to pardon Senn.", "pardon", FOR, False),
        ("Quint suggested releasing the tapes.", "tapes", AGAINST, False),
        ("Quint said you can disagree with Senn on this.", "Senn", AGAINST, False),
    ],
)
def test_what_others_say_or_anybody_may_say_is_not_the_speakers(parse, text, word, stance, expected):
    doc = parse(text)
    content = [token for token in doc if token.i > 1]
    target = next(token for token in doc if token.text == word)
    around = StanceContext(lambda head: None if doc[head].lower_ == "her" else head, [])

    assert is_meant(target, stance, content, said(doc), around) is expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Senn vowed to push for an amendment.", ["push", "amendment"], ["push"]),
        ("Senn vowed to consider taking action.", ["taking", "consider"], ["taking"]),
        ("Senn vowed to back Brandl.", ["back", "Brandl"], ["back", "Brandl"]),
        ("Senn vowed to lift the cap and open the port.", ["lift", "open"], ["lift", "open"]),
    ],
)
def test_of_two_targets_one_inside_the_other_the_surer_stays(parse, text, words, expected):
    doc = parse(text)
    heads = [next(token.i for token in doc if token.text == word) for word in words]
    found = without_nested(doc, [FoundStance(FOR, head, head, (), 0.8, "made up") for head in heads])

    assert [doc[one.target_head].text for one in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mood opposes Senn, it said.", 0),
        ("These fears show that “Senn is a disgrace”.", 0),
    ],
)
def test_things_take_no_sides(parse, text, expected):
    doc = parse(text)
    around = StanceContext(lambda head: head, [], type_of=lambda entity: EntityType.OTHER)
    statements = find_statements(read_context(doc, load_encoder()))
    speakers = [s.source_head for s in statements]

    assert sum(map(len, find_stances(doc, statements, speakers, around, find_sides(doc)))) == expected
