import json
import logging

import numpy as np
import pytest

from graph.model import Stance
from graph.nlp.stance import model as stance_model
from graph.nlp.stance.features import PATH, ROLE, TO_FIRST, code_tokens, make_table, word_vectors
from graph.nlp.stance.model import StanceModel, load_stance_model
from tests.nlp.factory import parse_doc

SIZE, WIDTH, HEADS = 8, 4, 4

PRAISED = """
    Okoye   PROPN nsubj 2
    praised/praise VERB ROOT 0
    Mensah  PROPN dobj 2
    .       PUNCT punct 2
"""


@pytest.fixture
def table():
    return make_table(["NNP", "VBD"], ["nsubj", "dobj", "ROOT"], ["PERSON"])


def make_weights(table, answer):
    """Random weights that always end in the answer with this number."""
    random = np.random.default_rng(7)
    shapes = {"word.weight": (SIZE, WIDTH), "word.bias": (SIZE,)}
    shapes |= {f"emb.{column}.weight": (count, SIZE) for column, count in enumerate(table.sizes)}
    for name in ("norm", "layers.0.norm1", "layers.0.norm2"):
        shapes |= {f"{name}.weight": (SIZE,), f"{name}.bias": (SIZE,)}
    attention = "layers.0.self_attn"
    shapes |= {f"{attention}.in_proj_weight": (3 * SIZE, SIZE), f"{attention}.in_proj_bias": (3 * SIZE,)}
    shapes |= {f"{attention}.out_proj.weight": (SIZE, SIZE), f"{attention}.out_proj.bias": (SIZE,)}
    for name, rows, columns in (("linear1", 2 * SIZE, SIZE), ("linear2", SIZE, 2 * SIZE)):
        shapes |= {f"layers.0.{name}.weight": (rows, columns), f"layers.0.{name}.bias": (rows,)}
    shapes |= {"mlp.0.weight": (SIZE, 5 * SIZE), "mlp.0.bias": (SIZE,), "mlp.3.weight": (5, SIZE), "mlp.3.bias": (5,)}
    weights = {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    weights["mlp.3.weight"][:] = 0
    weights["mlp.3.bias"][:] = [6.0 if number == answer else 0.0 for number in range(5)]
    return weights


def make_model(table, answer, threshold=0.5):
    return StanceModel("made up", table, make_weights(table, answer), threshold, 0.9)


def make_doc():
    doc = parse_doc(PRAISED)
    doc.source.vocab.reset_vectors(width=WIDTH)
    return doc


def test_the_features_say_who_is_who_and_what_lies_between(table):
    doc = make_doc()

    codes = code_tokens(list(doc), doc.span(0, 1), doc.span(2, 3), table)

    assert codes[:, ROLE].tolist() == [1, 0, 2, 0]
    assert codes[:, PATH].tolist() == [1, 3, 2, 4]
    assert codes[:, TO_FIRST].tolist() == [8, 9, 10, 11]
    assert (codes < np.array(table.sizes)).all()


def test_a_word_without_a_vector_is_nothing():
    assert not word_vectors(list(make_doc())).any()


@pytest.mark.parametrize(
    ("answer", "forward", "stance"),
    [
        (1, True, Stance.SUPPORTS),
        (2, False, Stance.SUPPORTS),
        (3, True, Stance.OPPOSES),
        (4, False, Stance.OPPOSES),
    ],
)
def test_the_likeliest_answer_names_direction_and_side(table, answer, forward, stance):
    doc = make_doc()

    guess = make_model(table, answer).guess(doc.span(0, 1), doc.span(2, 3))

    assert guess is not None
    assert (guess.first_to_second, guess.stance) == (forward, stance)
    assert 0 < guess.chance < guess.any_side < 1


def test_a_pipeline_with_other_word_vectors_is_not_asked(table):
    doc = make_doc()
    doc.source.vocab.reset_vectors(width=WIDTH + 1)

    assert make_model(table, 3).guess(doc.span(0, 1), doc.span(2, 3)) is None


def test_spans_that_overlap_are_not_looked_at(table):
    doc = make_doc()

    assert make_model(table, 3).guess(doc.span(0, 1), doc.span(0, 1)) is None


@pytest.mark.parametrize("broken", ["settings", "weights"])
def test_without_whole_weights_the_rules_stay_alone(tmp_path, monkeypatch, caplog, broken):
    (tmp_path / "weights").mkdir()
    if broken == "weights":
        settings = {"name": "x", "sha256": "0", "threshold": 0.5, "sure": 0.9, "table": {}}
        (tmp_path / "weights" / "stance.json").write_text(json.dumps(settings), encoding="utf-8")
        (tmp_path / "weights" / "stance.npz").write_bytes(b"not these")
    monkeypatch.setattr(stance_model, "files", lambda _: tmp_path)
    load_stance_model.cache_clear()

    with caplog.at_level(logging.WARNING):
        assert load_stance_model() is None

    load_stance_model.cache_clear()
    assert "the rules decide alone" in caplog.text
