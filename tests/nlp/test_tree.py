"""The plain copy of a parse says of each word what spaCy says."""

import pytest

from graph.nlp.parser import load_nlp
from graph.nlp.syntax.tree import Tree

TEXT = (
    "Ana Ruiz, the mayor of Lima, didn't sign the \u201cfair\u201d pact  on Nov. 8, 2021.\n\n"
    "The agreement that Peru applies to only two ports hurts 40 farmers; EU-wide rules\u2019 aims, she said, may help."
)
NAMES = (
    "i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "ent_iob_", "whitespace_",
    "text_with_ws", "is_space", "is_punct", "is_quote", "is_alpha", "is_upper", "is_lower", "is_title", "like_num",
    "is_sent_start",
)  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize("name", NAMES)
def test_a_word_has_what_its_token_has(name: str) -> None:
    doc = load_nlp()(TEXT)

    assert [getattr(word, name) for word in Tree(doc)] == [getattr(token, name) for token in doc]


@pytest.mark.model
@pytest.mark.parametrize("name", ["children", "lefts", "rights"])
def test_the_same_words_hang_on_it(name: str) -> None:
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


@pytest.mark.model
def test_a_tree_that_has_let_go_of_its_words_is_empty() -> None:
    tree = Tree(load_nlp()(TEXT))

    tree.release()

    assert len(tree) == 0
