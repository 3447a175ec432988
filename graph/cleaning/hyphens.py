"""Whether a hyphen at a line's end belongs to the word or was put there to part it."""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Lists:
    first: frozenset[str]
    last: frozenset[str]
    joined: frozenset[str]
    after: frozenset[str]
    pairs: dict[str, frozenset[str]]


def words_within_lines(text: str) -> frozenset[str]:
    """Return the words that no line end parts, in lower case: an article often writes the same word elsewhere."""
    return frozenset(word for word in _WORD.findall(text.lower()) if len(word) > 3)


def is_hanging(following: str) -> bool:
    """True if the word after a hyphen begins another part of a list: "short-" / "and long-term"."""
    return following.lower() in _lists().after


def keeps_hyphen(first: str, second: str, seen: Collection[str], *, parting: bool = True) -> bool:
    """True if the two parts make a compound ("self-made"), False if they are one word ("government").

    `seen` are words of the same text, in lower case. What is in no list is one word where the text is `parting` words
    at line ends, else a compound.
    """
    if not first.isalpha() or not second[0].islower() or (len(first) > 1 and first[1:] != first[1:].lower()):
        return not (first.isupper() and second.isupper())  # "U.S.-backed", "25-year", "Franco-German"
    first, second = first.lower(), second.lower()
    written = (f"{first}-{second}" in seen, first + second in seen)
    if written[0] != written[1]:
        return written[0]
    return first + second not in _lists().joined and (not parting or _is_compound(first, second))


def _is_compound(first: str, second: str) -> bool:
    lists = _lists()
    return first in lists.first or second in lists.last or second in lists.pairs.get(first, ())


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    read = tomllib.loads(files("graph.cleaning").joinpath("hyphens.toml").read_text(encoding="utf-8"))
    pairs = {first: frozenset(words) for first, words in read.pop("pairs").items()}
    return _Lists(pairs=pairs, **{name: frozenset(words) for name, words in read.items()})
