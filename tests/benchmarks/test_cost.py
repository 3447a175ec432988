import graph.nlp.pipeline as pipeline
from tests.benchmarks.cost import calls, timed


def test_stages_are_timed_only_while_the_context_lasts():
    before, spent = pipeline.find_times, {}
    with timed(("find_times", "no such stage"), spent):
        assert pipeline.find_times is not before

    assert pipeline.find_times is before
    assert spent == {"find_times": 0.0}


def test_calls_are_counted():
    given, number = calls(lambda: [abs(n) for n in range(-3, 0)])

    assert given == [3, 2, 1]
    assert number >= 3
