"""Word lists: TOML files by language, each opening with what it holds, its order and its origin."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=64)
def load_lexicon(name: str, language: str = "en") -> dict[str, Any]:
    """Return the tables of one lexicon file."""
    return tomllib.loads((files(__name__) / language / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def load_words(name: str, language: str = "en") -> dict[str, Any]:
    """Return the tables of one lexicon file, every list of words as a set."""
    tables: dict[str, Any] = _with_sets(load_lexicon(name, language))
    return tables


@lru_cache(maxsize=256)
def listed(name: str, *path: str) -> frozenset[str]:
    """Return one list of words of a lexicon file, by the keys that lead to it; raises KeyError if there is none."""
    found: Any = load_words(name)
    for key in path:
        found = found[key]
    if not isinstance(found, frozenset):
        raise KeyError(path)
    return found


def _with_sets(found: Any) -> Any:
    if isinstance(found, dict):
        return {key: _with_sets(value) for key, value in found.items()}
    is_list_of_words = isinstance(found, list) and all(isinstance(word, str) for word in found)
    return frozenset(found) if is_list_of_words else found
