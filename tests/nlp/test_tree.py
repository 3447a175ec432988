"""The plain copy of a parse says of each word what spaCy says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from graph.nlp.parser import load_nlp
from graph.nlp.syntax.tree import Tree
from tests.nlp.factory import blank_vocab

TEXT = (
    "Ana Ruiz, the mayor of Lima, didn't sign the \u201cfair\u201d pact  on Nov. 8, 2021.\n\n"
    "The agreement that Peru applies to only two ports hurts 40 farmers; EU-wide rules\u2019 aims, she said, may help."
)
NAMES = (
    "i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "ent_iob_", "whitespace_",
    "text_with_ws", "is_space", "is_punct", "is_quote", "is_alpha", "is_upper", "is_lower", "is_title", "like_num",
    "is_sent_start", "is_digit",
)  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize("name", NAMES)
def test_a_word_has_what_its_token_has(name: str) -> None:
    doc = load_nlp()(TEXT)

    assert [getattr(word, name) for word in Tree(doc)] == [getattr(token, name) for token in doc]


@pytest.mark.model
@pytest.mark.parametrize("name", ["children", "lefts", "rights", "subtree", "ancestors", "conjuncts"])
def test_the_same_words_stand_around_it(name: str) -> None:
    doc = load_nlp()(TEXT)

    assert [[w.i for w in getattr(word, name)] for word in Tree(doc)] == [
        [t.i for t in getattr(token, name)] for token in doc
    ]


@pytest.mark.model
@pytest.mark.parametrize("name", ["head", "left_edge", "right_edge"])
def test_it_hangs_on_the_same_word_and_has_the_same_edges(name: str) -> None:
    doc = load_nlp()(TEXT)

    assert [getattr(word, name).i for word in Tree(doc)] == [getattr(token, name).i for token in doc]


@pytest.mark.model
def test_sentences_and_names_are_the_same() -> None:
    doc = load_nlp()(TEXT)
    tree = Tree(doc)

    assert [(word.sent.start, word.sent.end) for word in tree] == [(t.sent.start, t.sent.end) for t in doc]
    assert [(e.start, e.end, e.label_, e.root.i) for e in tree.ents] == [
        (e.start, e.end, e.label_, e.root.i) for e in doc.ents
    ]
    assert tree.text == doc.text


@pytest.mark.model
def test_words_that_touch_some_characters_are_those_that_spacy_expands_to() -> None:
    doc = load_nlp()(TEXT)
    tree = Tree(doc)

    for start in range(0, len(TEXT) - 9, 3):
        span = doc.char_span(start, start + 9, alignment_mode="expand")
        if span is not None and not any(token.is_space for token in span):
            assert [word.i for word in tree.touching(start, start + 9)] == list(range(span.start, span.end))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=14), st.lists(st.sampled_from(["conj", "nsubj"]), min_size=14))
def test_where_arcs_cross_words_have_the_same_around_them(above: list[int], deps: list[str]) -> None:
    heads = [0, *(head % (i + 1) for i, head in enumerate(above))]  # each hangs on an earlier one: no circle
    turned = [(7 * i) % len(heads) if len(heads) % 7 else i for i in range(len(heads))]  # … in another order
    place = {word: i for i, word in enumerate(turned)}
    order = [place[heads[turned[i]]] for i in range(len(heads))]
    labels = ["ROOT" if order[i] == i else deps[i % len(deps)] for i in range(len(heads))]
    doc = Doc(blank_vocab(), words=["a"] * len(heads), heads=order, deps=labels)

    for word, token in zip(Tree(doc), doc, strict=True):
        for name in ("subtree", "children", "ancestors", "conjuncts"):
            assert [w.i for w in getattr(word, name)] == [t.i for t in getattr(token, name)], name
        below = [t.i for t in token.subtree]  # the edges that spaCy keeps miss some where several arcs cross
        assert (word.left_edge.i, word.right_edge.i) == (min(below), max(below))


@pytest.mark.model
def test_a_span_of_characters_and_the_sentences_are_those_of_spacy() -> None:
    doc = load_nlp()(TEXT)
    tree = Tree(doc)

    assert [(s.start, s.end, s.text) for s in tree.sents] == [(s.start, s.end, s.text.rstrip()) for s in doc.sents]
    for mode in ("strict", "contract", "expand"):
        found = [(one.char_span(4, 11, alignment_mode=mode)) for one in (tree, doc)]
        assert [(f.start, f.end) if f is not None else None for f in found[:1]] == [
            (f.start, f.end) if f is not None else None for f in found[1:]
        ]
