"""Whom "he", "she", "it" and "they" mean, in hand-made parses."""

import pytest

from graph.nlp.coreference.pronouns.salience import load_weights
from graph.nlp.coreference.resolve import find_entities
from graph.nlp.lexicons import load_lexicon
from tests.nlp.factory import parse_doc

ANNA_MET_RUTH = """
Anna PROPN nsubj/NNP 2 B-PERSON
met/meet VERB ROOT/VBD 0
Paul PROPN dobj/NNP 2 B-PERSON
. PUNCT punct/. 2
"""


def chain(table, word):
    doc = parse_doc(table)
    found = [e for e in find_entities(doc, []) if any(doc[m.start].lower_ == word for m in e.mentions)]
    return [e.label for e in found]


@pytest.mark.parametrize(
    ("then", "word", "expected"),
    [
        pytest.param("She PRON nsubj/PRP 6\nleft VERB ROOT/VBD 0", "she", ["Anna"], id="gender, feminine"),
        pytest.param("He PRON nsubj/PRP 6\nleft VERB ROOT/VBD 0", "he", ["Paul"], id="gender, masculine"),
        pytest.param("It PRON nsubj/PRP 6\nrained VERB ROOT/VBD 0", "it", [], id="weather"),
        pytest.param("They PRON nsubj/PRP 6\nleft VERB ROOT/VBD 0", "they", [], id="people apart"),
    ],
)
def test_a_pronoun_fits_in_gender_and_number(then, word, expected):
    assert chain(ANNA_MET_RUTH + then, word) == expected


def test_nobody_is_both_subject_and_object_without_self():
    table = "Paul PROPN nsubj/NNP 2 B-PERSON\npraised VERB ROOT/VBD 0\n{} PRON dobj/PRP 2\n"

    assert chain(table.format("him"), "him") == []
    assert chain(table.format("himself"), "himself") == ["Paul"]


def test_who_is_asked_to_do_it_is_not_whom_it_is_done_to():
    table = """
    Paul PROPN nsubj/NNP 2 B-PERSON
    asked/ask VERB ROOT/VBD 0
    Lars PROPN dobj/NNP 2 B-PERSON
    to PART aux/TO 5
    help VERB xcomp/VB 2
    him PRON dobj/PRP 5
    """

    assert chain(table, "him") == ["Paul"]


def test_the_lawyer_of_somebody_is_somebody_else():
    table = """
    Her PRON poss/PRP$ 2
    lawyer NOUN nsubj/NN 5
    Anna PROPN compound/NNP 4 B-PERSON
    Dahl PROPN appos/NNP 2 I-PERSON
    left VERB ROOT/VBD 0
    """

    assert chain(table, "her") == []


@pytest.mark.parametrize(
    ("owner", "expected"),
    [("ORG", ["Norsk"]), ("GPE", ["Norsk"]), ("PERSON", [])],
)
def test_its_is_what_the_subject_is_unless_that_is_a_person(owner, expected):
    table = f"""
    Norsk PROPN nsubj/NNP 2 B-{owner}
    changed VERB ROOT/VBD 0
    its PRON poss/PRP$ 4
    mind NOUN dobj/NN 2
    """

    assert chain(table, "its") == expected


def test_every_weight_is_a_number_by_the_name_of_a_feature():
    kinds = {
        "sentences",
        "rank",
        "latest",
        "main",
        "subject",
        "known",
        "unknown",
        "leaning",
        "other",
        "mentions",
        "leads",
    }
    kinds |= {
        "beside",
        "marked",
        "pronouns",
        "opens",
        "across",
        "comes",
        "tokens",
        "not",
        "object",
        "oblique",
        "possessive",
    }

    assert {name.split()[0] for name in load_weights()} <= kinds
    assert load_lexicon("salience")["margin"] >= 0
