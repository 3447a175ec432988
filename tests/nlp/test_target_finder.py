import json
import logging

import numpy as np
import pytest

from graph.model import CharSpan, Stance, Strength
from graph.nlp.stance import finder
from graph.nlp.stance.features import COLUMNS, Parts, code_words, make_table, parts_of, surroundings
from graph.nlp.stance.finder import TargetFinder, load_target_finder
from tests.nlp.factory import parse_doc

SAID = """
    Okoye   PROPN nsubj 2
    said/say VERB ROOT 0
    Mensah  PROPN nsubj 4
    failed/fail VERB ccomp 2
    Okoye   PROPN dobj 4
    .       PUNCT punct 2
"""
PARTS = Parts(frozenset({0}), frozenset({1}), frozenset({2, 3, 4}))


class Session:
    """Stands for the weights: the same scores for whatever it is asked."""

    def __init__(self, rows):
        self.rows = np.array(rows, np.float32)

    def run(self, names, given):
        assert given["codes"].shape[1:] == (len(self.rows), len(COLUMNS))
        return [np.log(self.rows)[None]]


@pytest.fixture
def table():
    return make_table(["PROPN", "VERB"], ["nsubj", "dobj", "ROOT", "ccomp"])


def test_the_features_say_which_part_a_word_belongs_to_and_who_is_named_again(table):
    doc = parse_doc(SAID)

    codes = code_words(list(doc), PARTS, table)

    column = {name: codes[:, number].tolist() for number, name in enumerate(COLUMNS)}
    assert column["role"] == [1, 2, 3, 3, 3, 0]
    assert column["head_role"] == [2, 2, 3, 2, 3, 2]
    assert column["to_cue"] == [7, 8, 9, 10, 11, 12]
    assert column["named_again"] == [1, 0, 0, 0, 1, 0]
    assert column["may_be_target"] == [1, 1, 1, 1, 1, 0]
    assert (codes < np.array(table.sizes)).all()


def test_parts_are_the_tokens_of_the_spans_and_the_words_around_them_the_sentence():
    doc = parse_doc(SAID)

    parts = parts_of(doc, [CharSpan(0, 5)], [CharSpan(6, 10)], [CharSpan(11, 30)])

    assert parts == PARTS
    assert [word.text for word in surroundings(doc, parts)] == [word.text for word in doc]


def test_the_likelier_side_of_a_word_is_told_with_its_strength(table):
    doc = parse_doc(SAID)
    nothing = [0.96, 0.01, 0.01, 0.01, 0.01]
    rows = [nothing, nothing, [0.1, 0.1, 0.1, 0.2, 0.5], nothing, [0.4, 0.5, 0.05, 0.03, 0.02], [0.0, 1, 0, 0, 0]]
    rows = np.clip(rows, 1e-6, 1)

    found = TargetFinder("made up", Session(rows), table).find(doc, PARTS, np.zeros((len(doc), 3), np.float32))

    assert [(f.head, f.stance, f.strength, round(f.chance, 2)) for f in found] == [
        (2, Stance.OPPOSES, Strength.IMPLIED, 0.7),
        (4, Stance.SUPPORTS, Strength.EXPLICIT, 0.55),
    ], "a mark is never a target"


@pytest.mark.parametrize("broken", ["settings", "encoder", "weights"])
def test_without_whole_weights_the_rules_stay_alone(tmp_path, monkeypatch, caplog, broken):
    from graph.nlp.statements.encoder import load_encoder

    encoder = load_encoder()
    assert encoder is not None
    (tmp_path / "weights").mkdir()
    if broken != "settings":
        digest = encoder.digest if broken == "weights" else "another"
        settings = {"name": "x", "sha256": "0", "encoder": digest, "table": {}, "sides": {}}
        (tmp_path / "weights" / "stance.json").write_text(json.dumps(settings), encoding="utf-8")
        (tmp_path / "weights" / "stance.onnx").write_bytes(b"not these")
    monkeypatch.setattr(finder, "files", lambda _: tmp_path)
    load_target_finder.cache_clear()

    with caplog.at_level(logging.WARNING):
        assert load_target_finder() is None

    load_target_finder.cache_clear()
    assert "the rules decide alone" in caplog.text
