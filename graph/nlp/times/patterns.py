"""Which words form an expression of time: patterns made of the lexicon of times."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graph.nlp.lexicons import load_lexicon

Groups = dict[str, str]
Windows = dict[str, list[tuple[int, int]]]  # by trigger: from and to which character


@dataclass(frozen=True, slots=True)
class Atom:
    """Words that name a time by themselves, before any preposition is looked at."""

    start: int
    end: int
    kind: str
    groups: Groups


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lexicon of times with the patterns made of it."""

    words: dict[str, Any]
    patterns: tuple[tuple[str, str, re.Pattern[str]], ...]  # kind, trigger, form
    triggers: dict[str, re.Pattern[str]]
    preposition: re.Pattern[str]
    offset: re.Pattern[str]  # before a time: "two days after", "a week from", "the day before"


_MARGIN = 64  # characters around a trigger: no form is longer
_NESTED = 3  # macros within macros
_PLAIN_LISTS = ("parts", "edges", "ordinals", "centuries", "seasons", "decades", "named_days")


def find_atoms(text: str, windows: Windows | None = None) -> list[Atom]:
    """Return the longest expressions of time, left to right, none overlapping another; by default in the whole text."""
    kept: list[Atom] = []
    for atom in sorted(_matches(text, windows), key=lambda atom: (atom.start, -atom.end)):
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return kept


def _matches(text: str, windows: Windows | None) -> Iterator[Atom]:
    """Yield what each form matches, in the order of the forms."""
    for kind, trigger, pattern in load_times().patterns:
        for start, end in [(0, len(text))] if windows is None else windows.get(trigger, ()):
            for match in pattern.finditer(text, start, end):
                groups = {name.rstrip("_"): value for name, value in match.groupdict().items() if value is not None}
                yield Atom(match.start(), match.end(), kind, groups)


def find_windows(text: str, tokens: Iterable[tuple[int, str]]) -> Windows:
    """Return the places around the tokens, given by first character and in small letters, where a form can match."""
    windows: Windows = defaultdict(list)
    for start, token in tokens:
        for trigger in triggers_of(token):
            before, after = max(0, start - _MARGIN), start + len(token) + _MARGIN
            after = text.find(" ", after) if text.find(" ", after) >= 0 else len(text)
            known = windows[trigger]
            if known and known[-1][1] >= before:
                known[-1] = (known[-1][0], after)
            else:
                known.append((before, after))
    return windows


@lru_cache(maxsize=20_000)
def triggers_of(token: str) -> tuple[str, ...]:
    """Return the triggers that a token in small letters sets off."""
    return tuple(name for name, pattern in load_times().triggers.items() if pattern.search(token))


@lru_cache(maxsize=1)
def load_times() -> Grammar:
    """Return the lexicon and the patterns that stand on it."""
    words, grammar = load_lexicon("times"), load_lexicon("time_forms")
    macros = grammar["macros"] | _lists(words)
    patterns = tuple((kind, trigger, _compile(form, macros)) for kind, trigger, form in grammar["forms"])
    triggers = {name: _compile(form, macros) for name, form in grammar["triggers"].items()}
    names = [name for listed in words["prepositions"].values() for name in listed]
    preposition = re.compile(rf"(?:^|(?<=[\s(“\"'‘—–-]))(?P<name>(?i:{_either(names)}))\s+(?:(?i:the|at\ least)\s+)?$")
    return Grammar(words, patterns, triggers, preposition, _compile("{OFFSET}", macros))


def _lists(words: dict[str, Any]) -> dict[str, str]:
    """Return what the words of the lexicon put into the forms."""
    numbers = words["numbers"]
    counts = [name for name in numbers if name not in {"a", "an"}]
    feasts = {form for name in (*words["holidays"], *words["feasts"]) for form in _forms(name)}
    return {
        "MONTHS": _cased(words["months"]),
        "WEEKDAYS": _cased(words["weekdays"]),
        "ABBREVIATIONS": _cased(words["weekday_abbreviations"]),
        "NUMBERS": _either(numbers),
        "COUNTS": _either(counts),
        "TENS": _either(name for name in counts if numbers[name] >= 20),
        "ONES": _either(name for name in counts if numbers[name] < 10),
        "HOLIDAYS": _either(feasts),
        "FEAST_WORDS": _either(
            {_longest(name) for name in (*words["named_days"], *words["holidays"], *words["feasts"])}
        ),
        "AFTER_THE": _after_the(words["season_prepositions"]),
        **{name.upper(): _either(words[name]) for name in _PLAIN_LISTS},
    }


def _longest(name: str) -> str:
    return max((word.removesuffix("'s").strip("'") for word in name.split()), key=len)


def _forms(name: str) -> tuple[str, str]:
    """Return a holiday's name as it is written, with either apostrophe."""
    written = name.title().replace("'S", "'s").replace(" Of ", " of ").replace(" De ", " de ")
    return written, written.replace("'", "’")


def _after_the(prepositions: Iterable[str]) -> str:
    """Look back to "in the": without a preposition "the fall" is no season."""
    return "(?:" + "|".join(rf"(?<=\b{cased} the )" for name in prepositions for cased in (name, name.title())) + ")"


def _compile(form: str, macros: dict[str, str]) -> re.Pattern[str]:
    for _ in range(_NESTED):
        for name, text in macros.items():
            form = form.replace("{" + name + "}", text)
    return re.compile(form.replace("\\ ", " ").replace(" ", r"[ \u00a0\n]"))


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def _cased(names: Iterable[str]) -> str:
    """Return the names with a capital or all in capitals: "may" is a verb, "May" and "MAY" may be a month."""
    return _either({form for name in names for form in (name.title(), name.upper())})
