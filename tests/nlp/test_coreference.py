"""Who is who: small articles of our own, parsed by hand; a few more with the spaCy pipeline."""

import sys
from itertools import count

import pytest

from graph.model import CharSpan, EntityType, MentionKind, StatementKind
from graph.nlp.coreference.resolve import find_entities, heads
from graph.nlp.findings import FoundStatement
from graph.nlp.parser import load_nlp
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements
from graph.nlp.syntax.tree import Tree
from tests.nlp.factory import make_doc, parse_doc

SAID = """
Tanzanian PROPN compound/NNP 2 B-NORP
President PROPN compound/NNP 4
Neema PROPN compound/NNP 4 B-PERSON
Mushi PROPN nsubj/NNP 5 I-PERSON
left/leave VERB ROOT/VBD 0
. PUNCT punct/. 5
The DET det/DT 8
president NOUN nsubj/NN 9
said/say VERB ROOT/VBD 0
she PRON nsubj/PRP 12
was AUX aux/VBD 12
tired VERB ccomp/VBN 9
. PUNCT punct/. 9
Juma PROPN nsubj/NNP 15 B-PERSON
praised/praise VERB ROOT/VBD 0
him PRON dobj/PRP 15
. PUNCT punct/. 15
"""


def chains(doc, statements=()):
    return {e.label: [doc.span(m.start, m.end).text for m in e.mentions] for e in find_entities(doc, statements)}


def read(text):
    doc = Tree(load_nlp()(text))
    return chains(doc, find_statements(read_context(doc, load_encoder())))


def test_title_office_and_pronoun_end_at_the_name():
    assert chains(parse_doc(SAID)) == {
        "Neema Mushi": ["Tanzanian President Neema Mushi", "The president", "she"],
        "Juma": ["Juma"],
    }


def test_the_office_stays_with_the_person():
    assert find_entities(parse_doc(SAID), [])[0].role == "Tanzanian President"


def test_entities_stand_in_the_order_of_first_mention_and_heads_lead_to_them():
    entities = find_entities(parse_doc(SAID), [])

    assert [e.mentions[0].start for e in entities] == [0, 13]
    assert {token: number for token, number in heads(entities).items() if token in (2, 3, 7, 9, 13)} == {
        2: 0,
        3: 0,
        7: 0,
        9: 0,
        13: 1,
    }


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Ana Silva", "Silva"], [["Ana Silva", "Silva"]]),
        (["Ana Silva", "Rui Silva", "Silva"], [["Ana Silva"], ["Rui Silva"], ["Silva"]]),
        (["Silva", "Ana Silva"], [["Silva", "Ana Silva"]]),
        (["Ana M. Silva", "Ana Silva"], [["Ana M. Silva", "Ana Silva"]]),
        (["Hanne van der Berg", "van der Berg", "Berg"], [["Hanne van der Berg", "van der Berg", "Berg"]]),
        (["Ana Silva", "Rui Costa", "Ana"], [["Ana Silva", "Ana"], ["Rui Costa"]]),
    ],
)
def test_a_surname_means_the_one_person_who_bears_it(names, expected):
    words, ents = [], []
    for name in names:
        ents.append((len(words), len(words) + len(name.split()), "PERSON"))
        words += [*name.split(), "spoke"]
    pos = ["VERB" if word == "spoke" else "PROPN" for word in words]
    doc = make_doc(words, pos=pos, tags=["NNP" if p == "PROPN" else "VBD" for p in pos], ents=ents)

    assert list(chains(doc).values()) == expected


@pytest.mark.parametrize(
    ("names", "label", "together"),
    [
        (["Coastal Fisheries Agency", "CFA"], "ORG", True),
        (["Coastal Fisheries Agency", "CFB"], "ORG", False),
        (["U.S.", "United States"], "GPE", True),
        (["Forest Party", "Forest Party of Norway"], "ORG", True),
        (["Harbour Bank Ltd", "Harbour Bank"], "ORG", True),
    ],
)
def test_other_names_by_their_short_forms(names, label, together):
    words, ents = [], []
    for name in names:
        ents.append((len(words), len(words) + len(name.split()), label))
        words += [*name.split(), "grew"]
    pos = ["VERB" if word == "grew" else "PROPN" for word in words]
    doc = make_doc(words, pos=pos, tags=["NNP" if p == "PROPN" else "VBD" for p in pos], ents=ents)

    assert (len(chains(doc)) == 1) is together


def test_inside_a_quotation_i_is_the_source():
    doc = make_doc(
        ["“", "I", "agree", ",", "”", "Silva", "said", "."],
        [2, 2, 6, 6, 6, 6, 6, 6],
        ["punct", "nsubj", "ccomp", "punct", "punct", "nsubj", "ROOT", "punct"],
        ["``", "PRP", "VBP", ",", "''", "NNP", "VBD", "."],
        ["PUNCT", "PRON", "VERB", "PUNCT", "PUNCT", "PROPN", "VERB", "PUNCT"],
        ents=[(5, 6, "PERSON")],
        spaces=[False, True, False, False, True, True, False, False],
    )
    said = FoundStatement((CharSpan(1, 9),), StatementKind.DIRECT, source_head=5, cue_head=6)

    assert chains(doc, [said]) == {"Silva": ["I", "Silva"]}


def test_a_pronoun_without_antecedent_is_no_mention():
    doc = make_doc(["He", "left"], [1, 1], ["nsubj", "ROOT"], ["PRP", "VBD"], ["PRON", "VERB"])

    assert find_entities(doc, []) == []


def test_the_work_grows_with_the_number_of_names_not_with_its_square():
    def calls(number):
        words = [w for n in range(number) for w in (f"Given{n % 7}", f"Name{n}", "met", "him", ".")]
        pos = ["PROPN", "PROPN", "VERB", "PRON", "PUNCT"] * number
        tags = ["NNP", "NNP", "VBD", "PRP", "."] * number
        deps = ["compound", "nsubj", "ROOT", "dobj", "punct"] * number
        tree = [5 * n + head for n in range(number) for head in (1, 2, 2, 2, 2)]
        ents = [(5 * n, 5 * n + 2, "PERSON") for n in range(number)]
        doc, steps = make_doc(words, tree, deps, tags, pos, ents=ents), count()
        sys.setprofile(lambda *_: next(steps) and None)
        try:
            assert len(find_entities(doc, [])) >= number
        finally:
            sys.setprofile(None)
        return next(steps)

    calls(10)  # load the lexicons

    assert calls(3000) < 12 * calls(300)


KIN = """
Dahl PROPN nsubj/NNP 2 B-PERSON
left/leave VERB ROOT/VBD 0
. PUNCT punct/. 2
Her PRON poss/PRP$ 5
brother NOUN nsubj/NN 8
Lars PROPN compound/NNP 7 B-PERSON
Dahl PROPN appos/NNP 5 I-PERSON
stayed/stay VERB ROOT/VBD 0
. PUNCT punct/. 8
"""


def test_the_last_name_alone_is_not_the_relative_who_comes_later():
    assert chains(parse_doc(KIN)) == {"Dahl": ["Dahl", "Her"], "Lars Dahl": ["brother Lars Dahl"]}


def test_what_somebody_is_said_to_be_is_a_mention_of_that_person():
    doc = parse_doc("""
    Ana PROPN compound/NNP 2 B-PERSON
    Silva PROPN nsubj/NNP 3 I-PERSON
    is/be AUX ROOT/VBZ 0
    the DET det/DT 5
    mayor NOUN attr/NN 3
    . PUNCT punct/. 3
    """)

    assert chains(doc) == {"Ana Silva": ["Ana Silva", "the mayor"]}


def test_a_name_of_which_nothing_is_known_is_an_entity_once_it_is_mentioned_again():
    table = "Zyrkov PROPN nsubj/NNP 2\nleft/leave VERB ROOT/VBD 0\n. PUNCT punct/. 2\n"
    again = "She PRON nsubj/PRP 5\nsmiled/smile VERB ROOT/VBD 0\n"

    assert chains(parse_doc(table)) == {}
    assert chains(parse_doc(table + again)) == {"Zyrkov": ["Zyrkov", "She"]}
    assert find_entities(parse_doc(table + again), [])[0].type is EntityType.PERSON


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "label", "mentions"),
    [
        pytest.param(
            "Maria Lopez, the mayor of Toledo, opened the bridge. The mayor thanked the workers.",
            "Maria Lopez",
            ["Maria Lopez", "the mayor of Toledo", "The mayor"],
            id="apposition",
        ),
        pytest.param(
            "French President Luc Aubert spoke. The president of France left. The Spanish president stayed.",
            "Luc Aubert",
            ["French President Luc Aubert", "The president of France"],
            id="a country and the word for its people",
        ),
        pytest.param(
            "The University of Porto closed on Monday. The company was not told.",
            "University of Porto",
            ["University of Porto"],
            id="a university is no company",
        ),
        pytest.param(
            "Labour Leader Jack Moore met Green Leader Ann Hill. The Green leader smiled. The Labour leader did not.",
            "Ann Hill",
            ["Green Leader Ann Hill", "The Green leader"],
            id="office with a word of its own",
        ),
        pytest.param(
            "Ana Duarte and Rui Costa met. The latter left. The former mayor stayed.",
            "Rui Costa",
            ["Rui Costa", "The latter"],
            id="the latter",
        ),
        pytest.param(
            "Ana Duarte and Rui Costa met. The former criticised the plan.",
            "Ana Duarte",
            ["Ana Duarte", "The former"],
            id="the former",
        ),
        pytest.param(
            "Ana Costa spoke in Lisbon. The candidate promised jobs. The woman left.",
            "Ana Costa",
            ["Ana Costa", "The candidate"],
            id="a candidate is the only person nearby",
        ),
        pytest.param(
            "Ana Costa met Rui Brown in Lisbon. The candidate promised jobs.",
            "Ana Costa",
            ["Ana Costa"],
            id="a candidate may be either of two",
        ),
        pytest.param(
            "Kenya and Uganda signed a water pact known as the Nile Shores Agreement. The pact was praised.",
            "Nile Shores Agreement",
            ["a water pact", "Nile Shores Agreement", "The pact"],
            id="known as",
        ),
        pytest.param(
            "France's health minister criticised the plan on Monday.\n\n“It is wrong,” Durand told reporters.",
            "Durand",
            ["France's health minister", "Durand"],
            id="office first, surname later",
        ),
        pytest.param(
            "Finance Minister Sven Berg met Lena Holm. “He knows my view,” Holm said.",
            "Lena Holm",
            ["Lena Holm", "my", "Holm"],
            id="my in a quotation, and he is somebody else",
        ),
        pytest.param(
            "Anna Costa met Paul Brown in Lisbon. She praised his book.",
            "Paul Brown",
            ["Paul Brown", "his"],
            id="gender",
        ),
    ],
)
def test_chains_in_parsed_text(text, label, mentions):
    found = read(text)

    assert found[label] == mentions


@pytest.mark.model
def test_every_mention_is_in_one_entity_and_the_answer_is_always_the_same():
    nlp = load_nlp()
    doc = Tree(nlp("President Kamau met Ada Obi. She said the president had signed the pact. “I agree,” Kamau said."))
    first, second = (find_entities(doc, find_statements(read_context(doc, load_encoder()))) for _ in range(2))
    mentions = [mention for entity in first for mention in entity.mentions]

    assert first == second
    assert len(mentions) == len(set(mentions))
    assert {entity.type for entity in first} <= set(EntityType)
    assert all(mention.kind in MentionKind for mention in mentions)
