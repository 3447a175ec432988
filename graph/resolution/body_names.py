"""Names of bodies, laws and agreements in a normal form, and the short forms that they may have."""

import re
from functools import lru_cache

from graph.linking.names import bare, fold
from graph.resolution.words import load_words

_POSSESSIVE = re.compile(r"['’]s(?= )")
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 8


@lru_cache(maxsize=100_000)
def plain_name(text: str) -> str:
    """Return the name folded, with one spelling for each word and without a legal form: "apple" for "Apple Inc."."""
    lexicon = load_words()
    words = [lexicon.same.get(word, word) for word in fold(_POSSESSIVE.sub("", bare(text))).split()]
    while len(words) > 1 and words[-1] in lexicon.legal_forms:
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=100_000)
def acronyms(text: str) -> frozenset[str]:
    """Return what a long name may be written as by its first letters: "nypd", with its small words and without."""
    words = fold(bare(text)).split()
    if len(words) < _SHORTEST_ACRONYM:
        return frozenset()
    small = load_words().small
    letters = ("".join(w[0] for w in words if w not in small), "".join(w[0] for w in words))
    return frozenset(a for a in letters if _SHORTEST_ACRONYM < len(a) <= _LONGEST_ACRONYM)


@lru_cache(maxsize=100_000)
def is_acronym(text: str) -> bool:
    """True if the text is written as an acronym: "NYPD", "U.N."."""
    letters = bare(text).replace(".", "").replace("-", "")
    return letters.isalpha() and letters.isupper() and _SHORTEST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM


def is_shared(name: str) -> bool:
    """True if many bodies have this plain name, each in its own place."""
    return name in load_words().shared


def is_national(name: str) -> bool:
    """True if each country may have a law of this plain name: "finance bill"."""
    return name.split()[-1:][0] in load_words().national if name else False


def is_owned(label: str) -> bool:
    """True if a label that is no name is one thing's all the same: "Dahl campaign", "British government"."""
    words = label.split()
    return len(words) > 1 and words[-1] in load_words().owned and words[-2][:1].isupper()
