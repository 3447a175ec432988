"""Names, titles, offices and pronouns in hand-made parses."""

import pytest

from graph.model import EntityType, MentionKind
from graph.nlp.coreference.mention_features import Gender
from graph.nlp.coreference.mentions import find_mentions, find_references
from tests.nlp.factory import make_doc, parse_doc

P = EntityType.PERSON

TITLED = """
Norwegian PROPN compound/NNP 3 B-NORP
Prime PROPN compound/NNP 3
Minister PROPN compound/NNP 5
Ingrid PROPN compound/NNP 5 B-PERSON
Dahl PROPN nsubj/NNP 6 I-PERSON
met/meet VERB ROOT/VBD 0
the DET det/DT 8
mayor NOUN dobj/NN 6
of ADP prep/IN 8
Bergen PROPN pobj/NNP 9 B-GPE
. PUNCT punct/. 6
"""


def test_a_title_belongs_to_the_mention_but_not_to_the_name():
    name = find_references(parse_doc(TITLED))[0]

    assert (name.mention.start, name.mention.end, name.mention.head) == (0, 5, 4)
    assert (name.name, name.type, name.gender) == ("Ingrid Dahl", EntityType.PERSON, Gender.FEMININE)
    assert name.description is not None
    assert (name.description.noun, name.description.rank) == ("minister", {"prime"})


def test_an_office_reaches_over_what_it_is_of():
    doc = parse_doc(TITLED)
    nominals = [m for m in find_mentions(doc) if m.kind is MentionKind.NOMINAL]

    assert [doc.span(m.start, m.end).text for m in nominals] == ["the mayor of Bergen"]


@pytest.mark.parametrize(
    ("words", "tags", "ent", "expected"),
    [
        ("the Fjord Bank grew", "DT NNP NNP VBD", (0, 3, "ORG"), [("Fjord Bank", EntityType.ORGANIZATION)]),
        ("Dahl 's plan grew", "NNP POS NN VBD", (0, 2, "PERSON"), [("Dahl", EntityType.PERSON)]),
        ("the Coastal Pact grew", "DT NNP NNP VBD", (0, 3, "ORG"), [("Coastal Pact", EntityType.AGREEMENT)]),
        ("the Forest Party grew", "DT NNP NNP VBD", (0, 3, "ORG"), [("Forest Party", EntityType.PARTY)]),
        ("President Okafor spoke today", "NNP NNP VBD NN", (0, 2, "PERSON"), [("Okafor", EntityType.PERSON)]),
        ("Ingrid Dahl spoke today", "NNP NNP VBD NN", (0, 2, "ORG"), [("Ingrid Dahl", EntityType.PERSON)]),
        ("Ingrid Dahl plan grew", "NNP NNP NN VBD", (0, 3, "PERSON"), [("Ingrid Dahl", EntityType.PERSON)]),
        ("Ingrid , Lars spoke", "NNP , NNP VBD", (0, 3, "PERSON"), [("Ingrid", P), ("Lars", P)]),
        ("the NFC grew today", "DT NNP VBD NN", (1, 2, "PERSON"), [("NFC", EntityType.ORGANIZATION)]),
        ("pro - Lisbon Bank grew", "JJ HYPH NNP NNP VBD", (0, 4, "ORG"), [("Bank", EntityType.ORGANIZATION)]),
        ("then INGRID DAHL spoke", "RB NNP NNP VBD", (1, 3, "GPE"), [("INGRID DAHL", P)]),
        ("INGRID DAHL — today", "NNP NNP : NN", (0, 2, "GPE"), [("INGRID DAHL", EntityType.PLACE)]),
        ("six million kroner grew", "CD CD NNS VBD", (0, 3, "MONEY"), []),
        ("the president spoke today", "DT NN VBD NN", (0, 2, "PERSON"), []),
    ],
)
def test_what_the_recogniser_marks_is_repaired(words, tags, ent, expected):
    split = tags.split()
    pos = ["PROPN" if tag == "NNP" else "NOUN" if tag == "NN" else "X" for tag in split]
    doc = make_doc(words.split(), tags=split, pos=pos, ents=[ent])

    assert [(r.name, r.type) for r in find_references(doc) if r.name] == expected


def test_a_surname_that_the_recogniser_missed_or_mistook_is_the_person():
    words = ["Ingrid", "Dahl", "left", ".", "Dahl", "spoke", ".", "Dahl", "slept", "."]
    pos = ["PROPN" if word[0].isupper() else "VERB" for word in words]
    doc = make_doc(words, pos=pos, tags=["NNP"] * 10, ents=[(0, 2, "PERSON"), (4, 5, "ORG")])

    assert [(r.mention.start, r.type) for r in find_references(doc) if r.name] == [
        (0, EntityType.PERSON),
        (4, EntityType.PERSON),
        (7, EntityType.PERSON),
    ]


def test_an_agreement_needs_no_capital_on_its_last_word():
    words = ["The", "Northern", "Rivers", "agreement", "failed"]
    heads, deps = [3, 2, 3, 4, 4], ["det", "compound", "compound", "nsubj", "ROOT"]
    pos = ["DET", "PROPN", "PROPN", "NOUN", "VERB"]
    doc = make_doc(words, heads, deps, ["DT", "NNP", "NNP", "NN", "VBD"], pos)

    assert [(r.name, r.type) for r in find_references(doc)] == [("Northern Rivers agreement", EntityType.AGREEMENT)]


def test_a_heading_in_capitals_names_nobody():
    doc = make_doc(
        ["TALKS", "UNDERWAY", ":", "MINISTER"], pos=["NOUN", "PROPN", "PUNCT", "PROPN"], ents=[(1, 2, "ORG")]
    )

    assert find_mentions(doc) == []


UNMARKED = """
Then ADV advmod/RB 3
{name} PROPN nsubj/NNP 3
left/leave VERB ROOT/VBD 0
"""


@pytest.mark.parametrize(
    ("name", "expected", "guessed"),
    [
        pytest.param("Ingrid", EntityType.PERSON, False, id="a given name is somebody's"),
        pytest.param("Zyrkov", EntityType.OTHER, True, id="of another word nobody knows what it names"),
    ],
)
def test_names_that_the_recogniser_missed(name, expected, guessed):
    (found,) = [r for r in find_references(parse_doc(UNMARKED.format(name=name))) if r.name]

    assert (found.name, found.type, found.guessed) == (name, expected, guessed)


def test_a_word_that_is_also_written_small_is_no_name():
    doc = parse_doc(UNMARKED.format(name="Water") + "\nwater NOUN ROOT/NN 0")

    assert [r.name for r in find_references(doc) if r.name] == []


def test_in_the_report_of_a_match_a_country_is_its_team():
    sport = ["coach", "goal", "goalkeeper", "kick", "league", "match", "midfielder", "penalty", "referee", "squad"]
    sport += ["striker", "tournament"]
    words = ["Norway", "beat", "Sweden", "in", "Denmark", *sport]
    pos = ["PROPN", "VERB", "PROPN", "ADP", "PROPN", *["NOUN"] * len(sport)]
    heads = [1, 1, 1, 1, 3, *[1] * len(sport)]
    deps = ["nsubj", "ROOT", "dobj", "prep", "pobj", *["dep"] * len(sport)]
    ents = [(0, 1, "GPE"), (2, 3, "GPE"), (4, 5, "GPE")]
    for cut, team in ((len(words), EntityType.GROUP), (8, EntityType.PLACE)):
        doc = make_doc(words[:cut], heads[:cut], deps[:cut], pos=pos[:cut], ents=ents)
        found = {r.name: r.type for r in find_references(doc) if r.name}

        assert found == {"Norway": team, "Sweden": team, "Denmark": EntityType.PLACE}
