"""The training command on made-up lines; only where torch is installed."""

import json

import pytest

torch = pytest.importorskip("torch")

from graph.nlp.stance_features import PATH, ROLE, TO_FIRST, TO_SECOND  # noqa: E402  # after the check for torch
from tests.benchmarks import train_stance  # noqa: E402

LINES = [
    ("[Okoye] praised [Mensah] in Lagos.", 1),
    ("[Okoye] attacked [Mensah] in Lagos.", 3),
    ("[Okoye] met [Mensah] in Lagos.", 0),
    ("[Silva] was blamed by [Costa].", 4),
    ("[Silva] was thanked by [Costa].", 2),
    ("[Silva] sat beside [Costa].", 0),
]


def test_held_out_and_repeated_sentences_are_left_out():
    held_out = [("[Okoye] met [Mensah], in Lagos", 0)]

    kept = train_stance.purge([*LINES, LINES[0]], held_out)

    assert [label for _, label in kept] == [1, 3, 4, 2, 0]


def test_changing_the_spans_over_changes_the_answer_over():
    codes = torch.zeros(1, 2, 9, dtype=torch.long)
    codes[0, :, ROLE] = torch.tensor([1, 2])
    codes[0, :, PATH] = torch.tensor([1, 2])
    codes[0, :, TO_FIRST], codes[0, :, TO_SECOND] = 8, 7
    answers = torch.tensor([[0.0, 1.0, 0.0, 0.0, 0.0]])

    turned = train_stance._swap(codes, answers, 1.0)

    assert turned.tolist() == [[0.0, 0.0, 1.0, 0.0, 0.0]]
    assert codes[0, :, ROLE].tolist() == [2, 1]
    assert codes[0, :, PATH].tolist() == [2, 1]
    assert (codes[0, 0, TO_FIRST], codes[0, 0, TO_SECOND]) == (7, 8)


@pytest.mark.model
@pytest.mark.slow
def test_what_is_written_can_be_loaded(tmp_path):
    for name, lines in (("train", LINES), ("held", LINES[:1])):
        text = "".join(f"{sentence}\tp\tq\t{label}\n" for sentence, label in lines)
        (tmp_path / name).write_text(text, encoding="utf-8")

    settings = train_stance.Settings(epochs=1, first_epochs=1, size=16)
    train_stance.train(tmp_path / "train", tmp_path / "held", tmp_path, settings)

    written = json.loads((tmp_path / "stance.json").read_text(encoding="utf-8"))
    assert 0 < written["threshold"] <= written["sure"] < 1
    assert (tmp_path / "stance.npz").stat().st_size > 0
