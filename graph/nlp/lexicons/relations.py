"""The lexicon of core relations."""

from functools import lru_cache
from typing import Any

from graph.nlp.lexicons import load_lexicon


@lru_cache(maxsize=1)
def load_relations() -> dict[str, Any]:
    """Return the lexicon of core relations, its lists as sets."""
    words = load_lexicon("relations")
    rules = [{**rule, "lemmas": frozenset(rule["lemmas"])} for rule in words["verbs"]]
    listed = {name: frozenset(found) for name, found in words.items() if isinstance(found, list) and name != "verbs"}
    listed["roles"] = listed["offices"] | listed["leaders"] | listed["members"] | listed["spouses"]
    tables = {name: found for name, found in words.items() if isinstance(found, dict)}
    return {**listed, **tables, "verbs": rules}
