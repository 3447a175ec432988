"""What articles say that somebody does, and whether two accounts of it can be of one person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph.linking.names import fold
from graph.resolution.words import load_words

_OF_PLACE = re.compile(
    r"\b([A-Za-z-]+) of (?:the (?:city|state|province|town) of )?([A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*)"
)
_AFTER_HEAD = re.compile(r",| (?:of|in|from|for|at|on|to|who|that|with|and) ")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Roles:
    """Trades, and offices with their places."""

    trades: frozenset[str] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()  # office, place

    def __bool__(self) -> bool:
        return bool(self.trades or self.places)

    def joined(self, other: "Roles") -> "Roles":
        """Those of both."""
        if not other:
            return self
        return Roles(self.trades | other.trades, self.places | other.places)

    def contradiction(self, other: "Roles") -> str:
        """Return why these can hardly be one person's, in words; empty where they can."""
        if clash := self.clashing_place(other):
            return clash
        if self.trades and other.trades and not self.trades & other.trades and not _together(self.trades, other.trades):
            return f"{min(self.trades)} and {min(other.trades)}"
        return ""

    def clashing_place(self, other: "Roles") -> str:
        """Return an office that both have in different places, in words; empty where there is none."""
        for office, place in sorted(self.places):
            others = {where for what, where in other.places if what == office}
            if others and place not in others:
                return f"{office} of {place} and of {min(others)}"
        return ""

    def agreement(self, other: "Roles") -> str:
        """Return what both have; empty where that is nothing."""
        if both := sorted(self.places & other.places):
            return "{} of {}".format(*both[0])
        shared = sorted(self.trades & other.trades)
        return shared[0] if shared else ""


def read_roles(titles: Iterable[str], nouns: Iterable[str]) -> Roles:
    """Return what the words before somebody's name, and common nouns in its place, say."""
    found = Roles()
    for phrase in titles:
        found = found.joined(_read(phrase, phrase))
    for phrase in nouns:
        found = found.joined(_read(phrase, _AFTER_HEAD.split(phrase, maxsplit=1)[0]))
    return found


@lru_cache(maxsize=100_000)
def _read(phrase: str, core: str) -> Roles:
    """The roles of a phrase; `core` ends with its head, or is all of a title."""
    lexicon = load_words()
    words = _WORD.findall(core.casefold())
    heads = words if core == phrase else words[-1:]
    trades = {lexicon.trades[word] for word in heads if word in lexicon.trades}
    places = {
        (office.casefold(), fold(place))
        for office, place in _OF_PLACE.findall(phrase)
        if office.casefold() in lexicon.local
    }
    return Roles(frozenset(trades), frozenset(places))


def _together(one: frozenset[str], other: frozenset[str]) -> bool:
    pairs = load_words().together
    return any(frozenset((a, b)) in pairs for a in one for b in other)
