"""Mood: negation and modality of a verb, with the words that show them."""

import pytest

from graph.model import Modality
from graph.nlp.parser import load_nlp
from graph.nlp.syntax.factuality import Certainty, Factuality, Polarity, factuality_of
from graph.nlp.syntax.subjects import find_actor, find_doer, find_subjects
from graph.nlp.syntax.tree import Tree
from tests.nlp.factory import parse_doc

# sentence, verb, words that negate, modality, words that show it
SENTENCES = [
    ("Kenya signed the pact.", "signed", [], "asserted", []),
    ("Kenya did not sign the pact.", "sign", ["not"], "asserted", []),
    ("Kenya didn't sign or ratify the pact.", "ratify", ["n't"], "asserted", []),
    ("Kenya has never signed a pact.", "signed", ["never"], "asserted", []),
    ("Kenya no longer supports the pact.", "supports", ["no longer"], "asserted", []),
    ("No minister signed the pact.", "signed", ["No"], "asserted", []),
    ("They signed no pact.", "signed", ["no"], "asserted", []),
    ("Nobody signed the pact.", "signed", ["Nobody"], "asserted", []),
    ("Malta failed to sign the pact.", "sign", ["failed"], "asserted", []),
    ("Malta did not fail to sign the pact.", "sign", [], "asserted", []),
    ("The mayor was barred from voting.", "voting", ["barred"], "asserted", []),
    ("The envoy left without signing the pact.", "signing", ["without"], "asserted", []),
    ("Not only did he sign the pact, he praised it.", "sign", [], "asserted", []),
    ("Peru may sign the pact.", "sign", [], "possible", ["may"]),
    ("Peru may not sign the pact.", "sign", ["not"], "possible", ["may"]),
    ("Peru is likely to sign the pact.", "sign", [], "possible", ["likely"]),
    ("Peru reportedly signed the pact.", "signed", [], "possible", ["reportedly"]),
    ("The mayor was accused of taking bribes.", "taking", [], "possible", ["accused"]),
    ("Peru must sign the pact.", "sign", [], "obligation", ["must"]),
    ("Peru has to sign the pact.", "sign", [], "obligation", ["has"]),
    ("The court ordered Peru to sign the pact.", "sign", [], "obligation", ["ordered"]),
    ("The mayor called for the council to ban cars.", "ban", [], "obligation", ["called"]),
    ("Peru will sign the pact.", "sign", [], "intended", ["will"]),
    ("Peru plans to sign the pact.", "sign", [], "intended", ["plans"]),
    ("Peru is going to sign the pact.", "sign", [], "intended", ["going"]),
    ("Peru has a plan to sign the pact.", "sign", [], "intended", ["plan"]),
    ("The chancellor said she would resign.", "resign", [], "intended", ["would"]),
    ("The chancellor would resign.", "resign", [], "conditional", ["would"]),
    ("If Peru signs the pact, Chile leaves.", "signs", [], "conditional", ["If"]),
    ("Chile will leave unless Peru signs the pact.", "leave", [], "conditional", ["unless"]),
    ("The pact stands even if Peru leaves.", "stands", [], "asserted", []),
    ("Did Peru sign the pact?", "sign", [], "question", ["?"]),
    ("She asked whether Peru signed the pact.", "signed", [], "question", ["whether"]),
    ("The party admitted that it lost the vote.", "lost", [], "presupposed", ["admitted"]),
    ("Police began closing the camp.", "closing", [], "asserted", []),
    ("Police managed to close the camp.", "close", [], "asserted", []),
    ("She was the first woman to lead the party.", "lead", [], "asserted", []),
    ("Hale proposed barring Peru from signing the pact.", "signing", ["barring"], "intended", ["proposed"]),
    ("If Hale loses the race and Ruiz wins the seat, Lima leaves.", "wins", [], "conditional", ["If"]),
    ("He said he'd fought for the pact.", "fought", [], "asserted", []),
    ("He believed that Peru would sign the pact.", "sign", [], "intended", ["would"]),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "verb", "negators", "modality", "triggers"), SENTENCES)
def test_a_verb_has_this_mood(
    sentence: str, verb: str, negators: list[str], modality: str, triggers: list[str]
) -> None:
    doc = load_nlp()(sentence)
    found = factuality_of(next(word for word in Tree(doc) if word.text == verb))

    assert [sentence[span.start : span.end] for span in found.negation] == negators
    assert found.modality == modality
    assert [sentence[span.start : span.end] for span in found.modality_spans] == triggers


def test_negation_and_modality_are_separate() -> None:
    doc = parse_doc("""
        Peru   PROPN nsubj/NNP 4
        might  AUX   aux/MD    4
        not    PART  neg/RB    4
        sign   VERB  ROOT/VB   0
    """)

    found = factuality_of(doc[3])

    assert [doc.text[span.start : span.end] for span in found.negation] == ["not"]
    assert found.modality is Modality.POSSIBLE
    assert [doc.text[span.start : span.end] for span in found.modality_spans] == ["might"]


def test_a_word_that_is_no_verb_has_the_plain_mood() -> None:
    doc = parse_doc("Peru PROPN ROOT/NNP 0")

    assert factuality_of(doc[0]) == Factuality()


# sentence, verb, polarity, certainty, who is committed (None: the writer), who asks
FACTUALITY = [
    ("Neither Boyd nor Castle signed the pact.", "signed", "negative", "CERTAIN", None, None),
    ("Hale said neither he nor Castle signed the pact.", "signed", "negative", "CERTAIN", "Hale", None),
    ("The envoy neither signed nor praised the pact.", "praised", "negative", "CERTAIN", None, None),
    ("Hale denied signing the pact.", "signing", "negative", "CERTAIN", None, None),
    ("Hale denied that he had signed the pact.", "signed", "negative", "CERTAIN", "Hale", None),
    ("Hale has not denied signing the pact.", "signing", "positive", "UNDERSPECIFIED", None, None),
    ("The mayor did not rule out signing the pact.", "signing", "positive", "UNDERSPECIFIED", None, None),
    ("The mayor ruled out signing the pact.", "signing", "negative", "CERTAIN", None, None),
    ("It is untrue that Peru signed the pact.", "signed", "negative", "CERTAIN", None, None),
    ("It is not true that Peru signed the pact.", "signed", "negative", "CERTAIN", None, None),
    ("It is true that Peru signed the pact.", "signed", "positive", "CERTAIN", None, None),
    ("The claim that Peru left is false.", "left", "positive", "CERTAIN", None, None),
    ("Peru stopped short of signing the pact.", "signing", "negative", "CERTAIN", None, None),
    ("Peru may sign the pact.", "sign", "positive", "POSSIBLE", None, None),
    ("Peru is likely to sign the pact.", "sign", "positive", "PROBABLE", None, None),
    ("Peru only occasionally praised the pact.", "praised", "positive", "POSSIBLE", None, None),
    ("Peru plans to sign the pact.", "sign", "positive", "PROBABLE", None, None),
    ("If Peru signs the pact, Chile leaves.", "signs", "positive", "UNDERSPECIFIED", None, None),
    ("Did Peru sign the pact?", "sign", "positive", "UNDERSPECIFIED", None, None),
    ("Hale urged Castle to sign the pact.", "sign", "positive", "UNDERSPECIFIED", None, "urged"),
    ("Hale called on Peru to sign the pact.", "sign", "positive", "UNDERSPECIFIED", None, "called"),
    ("Hale did not urge Castle to sign the pact.", "sign", "negative", "UNDERSPECIFIED", None, None),
    ("Hale was urged to sign the pact.", "sign", "positive", "UNDERSPECIFIED", None, None),
    ("Peru used to praise the pact.", "praise", "positive", "UNDERSPECIFIED", None, None),
    ("Peru is not ready to sign the pact.", "sign", "negative", "UNDERSPECIFIED", None, None),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "verb", "polarity", "certainty", "committed", "asking"), FACTUALITY)
def test_a_verb_has_this_factuality(
    sentence: str, verb: str, polarity: str, certainty: str, committed: str | None, asking: str | None
) -> None:
    doc = load_nlp()(sentence)
    found = factuality_of(next(word for word in Tree(doc) if word.text == verb))

    assert (found.polarity, found.certainty) == (Polarity(polarity), Certainty[certainty])
    assert (found.committed and found.committed.text, found.asking and found.asking.text) == (committed, asking)


# sentence, verb, whether the deed itself is negated (who does not back it is against it), whether the writer rejects it
NEGATED = [
    ("Peru does not back the pact.", "back", True, False),
    ("Peru refused to back the pact.", "back", True, False),
    ("Peru did not refuse to back the pact.", "back", False, False),
    ("Nobody backs the pact.", "backs", False, False),
    ("Peru denied that it backs the pact.", "backs", False, False),
    ("Hale falsely claimed that Peru backs the pact.", "backs", False, True),
    ("Hale claimed that Peru backs the pact.", "backs", False, False),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "verb", "is_refused", "is_rejected"), NEGATED)
def test_what_a_negation_denies(sentence: str, verb: str, is_refused: bool, is_rejected: bool) -> None:
    found = factuality_of(next(word for word in Tree(load_nlp()(sentence)) if word.text == verb))

    assert (found.is_refused, found.is_rejected) == (is_refused, is_rejected)


def test_factuality_is_worked_out_once() -> None:
    word = parse_doc("Peru PROPN ROOT/NNP 0")[0]

    assert factuality_of(word) is factuality_of(word)


# sentence, verb, who does it as the words stand, the noun that this means, what the verb is said of
SUBJECTS = [
    ("Hale praised the pact.", "praised", "Hale", "Hale", ["Hale"]),
    ("The pact was praised by Hale.", "praised", "Hale", "Hale", ["pact"]),
    ("The pact was praised.", "praised", None, None, ["pact"]),
    ("Hale and Castle praised the pact.", "praised", "Hale", "Hale", ["Hale", "Castle"]),
    ("Hale, who praised the pact, left.", "praised", "who", "Hale", ["Hale"]),
    ("Hale began to praise the pact.", "praise", "Hale", "Hale", ["Hale"]),
    ("Hale urged Castle to praise the pact.", "praise", "Castle", "Castle", ["Castle"]),
    ("Her attempt to praise the pact failed.", "praise", None, "Her", ["Her"]),
    ("Hale sent a letter praising the pact.", "praising", "letter", "Hale", ["letter"]),
    ("These rules, Hale explained, are clear.", "explained", "Hale", "Hale", ["Hale"]),
    ("The Greens, Hale and Castle all praised the pact.", "praised", "Greens", "Greens", ["Greens", "Hale", "Castle"]),
    ("There are many pacts.", "are", None, None, []),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "verb", "actor", "doer", "subjects"), SUBJECTS)
def test_whom_a_verb_is_said_of(
    sentence: str, verb: str, actor: str | None, doer: str | None, subjects: list[str]
) -> None:
    word = next(word for word in Tree(load_nlp()(sentence)) if word.text == verb)
    found = find_actor(word), find_doer(word)

    assert tuple(one.text if one is not None else None for one in found) == (actor, doer)
    assert [one.text for one in find_subjects(word)] == subjects
