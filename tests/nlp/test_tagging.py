from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from graph.nlp.statements.decoding import decode, find_tagged
from graph.nlp.statements.encoder import Chain, Encoded
from graph.nlp.statements.windows import Window

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN = -1e4


def make_chain(steps=None):
    scores = np.zeros((7, 7), np.float32) if steps is None else steps.copy()
    for a, before in enumerate(TAGS):
        for b, after in enumerate(TAGS):
            if after.startswith("I-") and before[2:] != after[2:]:
                scores[a, b] = FORBIDDEN
    first = np.array([FORBIDDEN if tag.startswith("I-") else 0 for tag in TAGS], np.float32)
    return Chain(TAGS, scores, first, np.zeros(7, np.float32))


def encode(tags, links=(), begins=None):
    """A window whose scores are sure of these tags, and whose vectors link token to token (0: nobody)."""
    scores = np.array([[8.0 if tag == name else 0.0 for name in TAGS] for tag in tags.split()], np.float32)
    count = len(scores)
    vectors = np.zeros((1 + count, 512), np.float32)
    for number in (0, 1):
        vectors[range(1 + count), 256 * number + 128 + np.arange(1 + count)] = 40.0  # each key has a place of its own
    for number, token, target in links:
        vectors[1 + token, 256 * number + target] = 40.0
    begins = begins or (True, *[False] * (count - 1))
    window = Window((0,) * count, tuple(range(count)), tuple(range(count)), tuple(range(count)), begins)
    return Encoded(window, scores, vectors, np.zeros((count, 0), np.float32))


@pytest.mark.parametrize(
    ("tags", "links", "found"),
    [
        ("B-source B-cue B-content I-content", [(0, 2, 2), (0, 3, 2), (1, 1, 1)], [((0,), (1,), ((2, 3),))]),
        ("B-content B-cue B-content", [(0, 0, 2), (0, 2, 2), (1, 1, 0)], [((), (1,), ((0,), (2,)))]),
        ("B-source B-cue O", [(1, 1, 1)], []),  # without content it is no statement
        ("B-content I-content O", [], []),  # without a cue nothing says who
        (
            "B-source B-cue B-content B-cue B-content",
            [(0, 2, 2), (0, 4, 4), (1, 1, 1), (1, 3, 1)],
            [((0,), (1,), ((2,),)), ((0,), (3,), ((4,),))],
        ),
    ],
)
def test_contents_go_to_the_cue_that_they_point_at(tags, links, found):
    statements = find_tagged([encode(tags, links)], make_chain())

    assert [(s.source, s.cue, s.content) for s in statements] == found


def test_a_paragraph_cannot_begin_inside_a_role():
    encoded = encode("B-content I-content I-content", begins=(True, False, True))
    begins = np.array(encoded.window.begins)

    tags, _ = decode(encoded.scores, begins, make_chain())

    assert TAGS[tags[2]] != "I-content"


def test_nothing_encoded_is_nothing_found():
    assert find_tagged([], make_chain()) == []


NUMBERS = st.floats(-3, 3, width=32)


@given(arrays(np.float32, (4, 7), elements=NUMBERS), arrays(np.float32, (7, 7), elements=NUMBERS), st.integers(1, 3))
def test_the_best_chain_beats_every_other(scores, steps, border):
    chain = make_chain(steps)
    begins = np.array([i in (0, border) for i in range(4)])

    tags, sure = decode(scores, begins, chain)

    def total(path):
        value = sum(float(scores[i, tag]) for i, tag in enumerate(path))
        for i, tag in enumerate(path):
            value += float(chain.first[tag] if begins[i] else chain.steps[path[i - 1], tag])
        return value

    assert total(tags) == pytest.approx(max(total(path) for path in product(range(7), repeat=4)), abs=1e-3)
    assert (sure <= 1e-4).all()
