"""The lexicon of core relations."""

from functools import lru_cache
from typing import Any

from graph.nlp.lexicons import load_words


@lru_cache(maxsize=1)
def load_relations() -> dict[str, Any]:
    """Return the lexicon of core relations, its lists as sets."""
    words = load_words("relations")
    rules = [{**rule, "lemmas": frozenset(rule["lemmas"])} for rule in words["verbs"]]
    roles = words["offices"] | words["leaders"] | words["members"] | words["spouses"]
    return {**words, "roles": roles, "verbs": rules}
