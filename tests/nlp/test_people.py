"""Whom a surname or a given name alone means, and which names of bodies are short for others."""

import pytest

from graph.nlp.coreference.resolve import find_entities
from tests.nlp.factory import make_doc

TITLES = frozenset({"Mr.", "Mrs.", "Ms.", "Senator", "President", "Mayor", "wife"})


def group(names, *, label="PERSON"):
    """The clusters of an article in which each of the names spoke, by their places in the list."""
    words, ents, starts = [], [], {}
    for number, name in enumerate(names):
        title = [word for word in name.split() if word in TITLES]
        rest = [word for word in name.split() if word not in TITLES]
        starts[len(words)] = number
        begin = len(words) + len(title)
        ents.append((begin, begin + len(rest), label))
        words += [*title, *rest, "spoke"]
    pos = ["VERB" if word == "spoke" else "NOUN" if word == "wife" else "PROPN" for word in words]
    tags = [{"VERB": "VBD", "NOUN": "NN", "PROPN": "NNP"}[each] for each in pos]
    doc = make_doc(words, pos=pos, tags=tags, ents=ents)
    places = sorted(starts)
    return sorted(
        [starts[max(place for place in places if place <= mention.start)] for mention in entity.mentions]
        for entity in find_entities(doc, [])
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Ana Silva", "Rui Silva", "Mrs. Silva"], [[0, 2], [1]], id="form of address"),
        pytest.param(["Ana Silva", "Rui Silva", "Mr. Silva"], [[0], [1, 2]], id="form of address of the other"),
        pytest.param(["Ana Silva", "Mr. Silva"], [[0], [1]], id="no man is Ana"),
        pytest.param(["Mr. Silva", "Silva", "Ana Silva"], [[0, 1], [2]], id="who came before is meant"),
        pytest.param(["Senator Ana Silva", "Bea Silva", "Senator Silva"], [[0, 2], [1]], id="title"),
        pytest.param(["Ana Silva", "Silva", "Ana Silva", "Rui Silva", "Silva"], [[0, 1, 2, 4], [3]], id="salience"),
        pytest.param(["Ana Silva", "Bea Silva", "Silva", "Silva"], [[0], [1], [2, 3]], id="one node for the unclear"),
        pytest.param(["Ana Silva", "Ana", "Ana", "Bea Silva", "Silva"], [[0, 1, 2], [3, 4]], id="called by given name"),
        pytest.param(["José Silva", "Jose Silva", "Silva"], [[0, 1, 2]], id="accents"),
        pytest.param(["Ana O’Neill", "O'Neill"], [[0, 1]], id="apostrophes"),
        pytest.param(["Ana R. T. Silva", "Ana R. Silva", "Ana R.T. Silva"], [[0, 1, 2]], id="initials left out"),
        pytest.param(["Ana R. T. Silva", "Ana T. Silva"], [[0], [1]], id="other initials"),
    ],
)
def test_a_surname_goes_to_the_bearer_for_whom_the_article_speaks(names, expected):
    assert group(names) == expected


def test_after_long_talk_of_one_the_surname_is_not_the_one_named_once():
    names = ["Gil Torres", *["Uma Falk"] * 40, "Mia Torres", "Torres", "Torres"]

    assert [0] in group(names)
    assert [41, 42, 43] in group(names)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Urban Tax Policy Center", "Tax Policy Center"], [[0, 1]], id="end"),
        pytest.param(["Falk Fargo", "Falk"], [[0, 1]], id="beginning"),
        pytest.param(["Falk", "Falk Fargo"], [[0], [1]], id="the short form comes first"),
        pytest.param(["Ada Tax Center", "Eva Tax Center", "Tax Center"], [[0], [1], [2]], id="two longer ones"),
        pytest.param(["Department of Rivers", "Rivers Department"], [[0, 1]], id="turned"),
        pytest.param(["Department of Rivers Affairs", "RA"], [[0, 1]], id="acronym without its class"),
        pytest.param(["U.N. Tide Council", "United Nations Tide Council", "Tide Council"], [[0, 1, 2]], id="land"),
        pytest.param(["Lund University School of Law", "Lund University"], [[0], [1]], id="a part is not the whole"),
        pytest.param(["Lake Senate", "Senate"], [[0], [1]], id="a class word alone"),
        pytest.param(["ISIS", "Islamic State", "ISIL"], [[0, 1, 2]], id="other names"),
    ],
)
def test_short_names_of_bodies_join_the_one_that_they_shorten(names, expected):
    assert group(names, label="ORG") == expected


@pytest.mark.parametrize(
    ("preposition", "together"), [pytest.param("to", False, id="a place"), pytest.param("by", True, id="a person")]
)
def test_a_surname_taken_for_a_place_is_its_bearer_unless_somebody_is_there(preposition, together):
    words = ["Ana", "Paris", "spoke", preposition, "Paris", "."]
    heads, deps = [1, 2, 2, 2, 3, 2], ["compound", "nsubj", "ROOT", "prep", "pobj", "punct"]
    pos, tags = ["PROPN", "PROPN", "VERB", "ADP", "PROPN", "PUNCT"], ["NNP", "NNP", "VBD", "IN", "NNP", "."]
    doc = make_doc(words, heads, deps, tags, pos, ents=[(0, 2, "PERSON"), (4, 5, "GPE")])

    assert (len(find_entities(doc, [])) == 1) is together


def test_the_work_grows_with_the_number_of_bearers_not_with_its_square(monkeypatch):
    weighed = []
    from graph.nlp.coreference import salient_bearer

    weigh = salient_bearer.weigh
    monkeypatch.setattr(salient_bearer, "weigh", lambda *args: weighed.append(1) or weigh(*args))

    def work(size):
        weighed.clear()
        group([f"{chr(65 + n % 26)}{'abcdefgh'[n // 26 % 8]}na Silva" for n in range(size)] + ["Silva"] * size)
        return len(weighed)

    assert work(200) <= 4 * work(50) + 10
