from functools import lru_cache

import pytest


@lru_cache(maxsize=256)
def _parse(text):
    from graph.nlp.parser import load_nlp, parse

    return parse(load_nlp(), text)


@pytest.fixture(scope="session")
def parse():
    """Text to Doc by the real pipeline; tests that use it carry the marker `model`."""
    return _parse
