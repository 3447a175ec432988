"""The words of the core relations: what nouns make somebody what, and what kinds of things take part in events."""

from functools import lru_cache
from typing import Any

from graph.nlp.lexicons import listed, load_words
from graph.nlp.syntax.tree import Word


def roles(*path: str) -> frozenset[str]:
    """Return one list of the lexicon of roles."""
    return listed("facts/roles", *path)


def figures(name: str) -> frozenset[str]:
    """Return one list of the lexicon of figures."""
    return listed("facts/figures", name)


@lru_cache(maxsize=64)
def table(name: str) -> dict[str, Any]:
    """Return one table of the lexicon of roles."""
    found: dict[str, Any] = load_words("facts/roles")[name]
    return found


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def lemma_of(word: Word) -> str:
    """Return the lemma, also of a title that the tagger takes for part of a name, in the singular where it is known."""
    lower = word.lower_
    if word.pos_ != "PROPN":
        return word.lemma_.lower()
    known = role_nouns()
    return lower if lower in known or _singular(lower) not in known else _singular(lower)


@lru_cache(maxsize=1)
def role_nouns() -> frozenset[str]:
    """Return all nouns that say what a person is."""
    lists = (
        "offices",
        "leaders",
        "members",
        "staff",
        "candidates",
        "general",
        "lady",
        "running_mates",
        "partisans",
        "founders",
        "ranks",
    )
    found = frozenset().union(*(roles(name) for name in lists))
    return found | frozenset(table("short")) | frozenset(table("kin"))
