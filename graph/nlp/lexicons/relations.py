"""The lexicon of open triples."""

from functools import lru_cache
from typing import Any

from graph.nlp.lexicons import load_words


@lru_cache(maxsize=1)
def load_relations() -> dict[str, Any]:
    """Return the lexicon of open triples, its lists as sets."""
    return load_words("relations")
