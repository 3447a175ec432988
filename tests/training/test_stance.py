"""The stance head while it learns; only where torch is installed."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from graph.nlp.stance.features import PATH, ROLE, TO_FIRST, TO_SECOND  # noqa: E402  # after the check for torch
from graph.training import stance  # noqa: E402


def test_changing_the_spans_over_changes_the_answer_over():
    codes = torch.zeros(1, 2, 9, dtype=torch.long)
    codes[0, :, ROLE] = torch.tensor([1, 2])
    codes[0, :, PATH] = torch.tensor([1, 2])
    codes[0, :, TO_FIRST], codes[0, :, TO_SECOND] = 8, 7
    answers = torch.tensor([[0.0, 1.0, 0.0, 0.0, 0.0]])

    turned = stance.swap(codes, answers, 1.0)

    assert turned.tolist() == [[0.0, 0.0, 1.0, 0.0, 0.0]]
    assert codes[0, :, ROLE].tolist() == [2, 1]
    assert codes[0, :, PATH].tolist() == [2, 1]
    assert (codes[0, 0, TO_FIRST], codes[0, 0, TO_SECOND]) == (7, 8)


@pytest.mark.parametrize(("precision", "threshold"), [(0.5, 0.3), (0.9, 0.61), (1.1, 0.95)])
def test_the_threshold_is_the_lowest_that_keeps_the_precision(precision, threshold):
    chances = np.array([[0.1, 0.9, 0, 0, 0], [0.2, 0, 0, 0.8, 0], [0.4, 0.6, 0, 0, 0], [0.8, 0.2, 0, 0, 0]], np.float32)

    assert stance.find_threshold(chances, np.array([1, 3, 0, 0]), precision) == pytest.approx(threshold)


def test_the_head_computes_what_the_pipeline_computes():
    from graph.nlp.stance.features import make_table
    from graph.nlp.stance.model import StanceModel

    table = make_table(["NNP", "VBD"], ["nsubj", "dobj", "ROOT"], ["PERSON"])
    head = stance.StanceHead(table.sizes, 6, 5, stance.StanceSettings(size=8)).eval()
    weights = {name: value.numpy() for name, value in head.state_dict().items()}
    random = np.random.default_rng(3)
    vectors, states = random.normal(size=(4, 6)).astype(np.float32), random.normal(size=(4, 5)).astype(np.float32)
    codes = np.ones((4, len(table.sizes)), np.int64)
    codes[:, ROLE] = [1, 0, 2, 0]

    with torch.no_grad():
        mask = torch.ones(1, 4, dtype=torch.bool)
        wanted = head(torch.tensor(vectors)[None], torch.tensor(codes)[None], mask, torch.tensor(states)[None])
    found = StanceModel("made up", table, weights, 0.5, 0.9).run(vectors, codes, states)

    assert np.allclose(found, wanted.softmax(1)[0].numpy(), atol=2e-3)
