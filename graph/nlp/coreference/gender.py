"""Which gender a name or a noun shows, from lists of titles, given names and nouns."""

from collections.abc import Sequence
from functools import lru_cache

from graph.nlp.coreference.mention_features import Gender
from graph.nlp.lexicons import load_lexicon


@lru_cache(maxsize=1)
def _by_word() -> dict[str, Gender]:
    """Titles and nouns."""
    return {
        word: gender
        for gender in Gender
        for file in ("titles", "nominals")
        for word in load_lexicon(file)[gender.value]
    }


@lru_cache(maxsize=1)
def _by_given_name() -> dict[str, Gender]:
    lexicon = load_lexicon("first_names")
    return {name.lower(): gender for gender in Gender for name in lexicon[gender.value].split()}


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(load_lexicon("first_names")["surnames"].lower().split())


def gender_of_words(words: Sequence[str]) -> Gender | None:
    """The gender that titles or nouns show, lower-cased; None where they show none, or both."""
    found = {_by_word()[word] for word in words if word in _by_word()}
    return found.pop() if len(found) == 1 else None


def gender_of_name(words: Sequence[str]) -> Gender | None:
    """The gender that nine bearers in ten of the given name share; a double name counts by its first half."""
    names = _by_given_name()
    if not words:
        return None
    given = words[1] if len(words) > 2 and len(words[0].rstrip(".")) == 1 else words[0]
    return names.get(given) or names.get(given.partition("-")[0])


def may_be_surname(word: str) -> bool:
    """Whether the given name is a common surname, too."""
    return word in _surnames()
