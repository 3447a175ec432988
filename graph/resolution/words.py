"""The words by which names and roles are compared, as tables."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.nlp.lexicons import listed


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.toml`, ready for look-ups."""

    generations: dict[str, str]  # word after a name → the first of those that mean the same
    letters: frozenset[str]
    legal_forms: frozenset[str]
    small: frozenset[str]
    same: dict[str, str]
    shared: frozenset[str]
    heads: frozenset[str]
    ends: frozenset[str]
    owned: frozenset[str]  # last words of bodies
    national: frozenset[str]  # last words of laws
    given: dict[str, frozenset[str]]  # first name → the ones that it may stand for, itself among them
    trades: dict[str, str]  # word for what somebody does → trade
    together: frozenset[frozenset[str]]
    local: frozenset[str]
    titles: frozenset[str]  # before a person's name
    offices: frozenset[str]  # of these, the ones that say more than "Mr"
    particles: frozenset[str]
    genders: dict[str, str]  # title → "m", "f"


@cache
def load_words() -> Words:
    """Return the tables."""
    data = tomllib.loads((files("graph.resolution") / "words.toml").read_text(encoding="utf-8"))
    given: dict[str, set[str]] = {}
    for forms in data["given"]["names"]:
        for form in forms:
            given.setdefault(form, set()).update(forms)
    return Words(
        {word: forms[0] for forms in data["generations"] for word in forms},
        frozenset(data["letters"]),
        frozenset(data["legal_forms"]),
        frozenset(data["small"]),
        data["same"],
        frozenset(data["shared"]["words"]),
        frozenset(data["heads"]["words"]),
        frozenset(data["ends"]["words"]),
        frozenset(data["owned"]["words"]),
        frozenset(data["national"]["words"]),
        {name: frozenset(forms) for name, forms in given.items()},
        {word: trade for trade, words in data["trades"].items() for word in words},
        frozenset(frozenset(pair) for pair in data["trades_together"]["pairs"]),
        frozenset(data["local"]["words"]),
        frozenset(word.rstrip(".") for table in ("honorifics", "offices") for word in listed("titles", table)),
        listed("titles", "offices") | frozenset(data["offices"]["words"]),
        listed("titles", "particles"),
        {word.rstrip("."): sign for sign, table in _SIGNS.items() for word in listed("titles", table)},
    )


_SIGNS = {"m": "masculine", "f": "feminine"}
