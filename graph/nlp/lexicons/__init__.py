"""Word lists: TOML files by language, each opening with what it holds, its order and its origin."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=64)
def load_lexicon(name: str, language: str = "en") -> dict[str, Any]:
    """The tables of one lexicon file."""
    return tomllib.loads((files(__name__) / language / f"{name}.toml").read_text(encoding="utf-8"))
