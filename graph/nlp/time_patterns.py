"""Which words form an expression of time: patterns made of the lexicon of times."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

Groups = dict[str, str]


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
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    preposition: re.Pattern[str]


_PATTERNS = (
    ("iso", r"(?<![\d.-])(?P<year>[12]\d{3})-(?P<number>\d\d)-(?P<day>\d\d)(?![\d-])"),
    ("numeric", r"(?<![\d/.])(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>[12]\d{3})(?![\d/])"),
    ("date", r"(?:{ANYDAY},?\ )?{MONTH}\ {DAY}{LAST_DAY}(?:,?\ {YEAR})?{NO_AMOUNT}"),
    ("date", r"(?:{ANYDAY},?\ )?(?:\b[Tt]he\ )?(?<![\d.,])\b{DAY}(?:\ of)?\ {MONTH}(?:,?\ {YEAR})?"),
    ("fiscal", r"\b(?i:fiscal|financial)\ (?:(?i:year)\ )?{YEAR}(?:[-–/]\d\d(?:\d\d)?)?"),
    ("fiscal", r"\bFY\ ?(?:20)?\d\d\b"),
    ("fiscal", r"\b[12]\d{3}(?:[-–/]\d\d(?:\d\d)?)?\ (?i:fiscal|financial)\b"),
    ("named day", r"\b(?i:{NAMED_DAYS})\b"),
    ("holiday", r"\b(?P<name>{HOLIDAYS})(?:,?\ {YEAR})?"),
    ("month", r"(?:{EDGE}|{PART})?\b{MONTH}(?:,|\ of)?\ {YEAR}"),
    ("month", r"(?:{WHICH}|{EDGE}|{PART})?\b{MONTH}\b(?!\ \d)"),
    ("year span", r"{YEAR}[-–/](?P<to>\d\d)(?![\d-])"),
    ("year", r"(?:{EDGE}|{PART}|\b[Tt]he\ year\ |(?<![-$€£.,/\d])|(?<=\d{4}-)){YEAR}(?![-–/]\d\d\b)"),
    ("decade", r"\b(?i:the)\ {PART}?(?:(?P<year>(?:1[5-9]|20)\d0)s|['’]?(?P<short>\d0)s)\b"),
    ("decade", r"\b(?i:the)\ {PART}?(?P<name>(?i:{DECADES}))\b"),
    ("century", r"\b(?i:the)\ (?P<number>\d{1,2})(?:st|nd|rd|th)\ (?i:century)\b"),
    ("quarter", r"\b(?:(?i:the)\ )?(?P<number>(?i:{ORDINALS}))\ (?P<unit>(?i:quarter|half))\ of\ {YEAR}"),
    (
        "quarter",
        r"\b(?i:the)\ (?P<number>(?i:first|second|third|fourth))\ (?P<unit>(?i:quarter|half))\b"
        r"(?:\ (?i:of)\ (?:(?i:the)|(?P<which>(?i:this|last|next)))\ (?i:year)\b|(?!\ (?i:of|century)\b))",
    ),
    ("months", r"\b(?:(?i:the)\ )?(?P<end>(?i:first|last))\ {COUNT}\ (?i:months)\ of\ {YEAR}"),
    ("quarter", r"\bQ(?P<number>[1-4])\ (?:of\ )?{YEAR}"),
    ("season", r"\b(?P<which>(?i:last|next|this|past))\ (?P<season>(?i:{SEASONS}))\b"),
    ("season", r"{PART}?\b(?P<season>(?i:{SEASONS}))\ (?:of\ )?{YEAR}"),
    ("season", r"{AFTER_THE}(?P<season>{SEASONS})\b(?!\ (?:of|from|in)\b)"),
    ("daily", r"\b(?P<word>(?i:{DAYS}))\b{DAYPART}"),
    ("spell", r"(?<=\b[Tt]he\ )(?P<which>(?i:past|last|next|coming))\ (?P<unit>(?i:{SPELLS}))\b"),
    ("unit", r"(?:{EDGE}|{PART})?\b(?P<which>(?i:past|last|this|next|coming))\ (?P<unit>(?i:{SPELLS}))\b"),
    ("unit", r"\b(?P<side>(?i:earlier|later|so\ far))\ (?i:this|in\ the)\ (?P<unit>(?i:week|month|quarter|year))\b"),
    ("unit", r"{EDGE}(?i:the)\ (?P<unit>(?i:month|quarter|year))\b"),
    ("weekend", r"\b(?P<which>(?i:past|last|this|next|coming))\ (?i:weekend)\b"),
    ("weekend", r"\b(?i:over|during)\ (?i:the)\ (?i:weekend)\b"),
    ("overnight", r"\b(?i:overnight)\b(?!\ \w+s?\ (?i:stay|flight|guest)\b)"),
    ("weekday", r"\b(?:(?P<which>(?i:last|this|next))\ |(?i:early|late)\ )?{WEEKDAY}\b{DAYPART}"),
    ("ago", r"\b{COUNT}\ {UNIT}\ (?i:ago)\b"),
    ("from now", r"\b{COUNT}\ {UNIT}\ (?i:from\ (?:now|today))\b"),
    ("within", r"\b(?i:within)\ (?:(?i:the\ next|the\ coming)\ )?{COUNT}\ {UNIT}\b"),
    ("stretch", r"\b(?i:the)\ (?P<which>(?i:past|last|next|coming))\ {COUNT}\ {UNIT}\b"),
    ("in units", r"\b(?i:in)\ {COUNT}\ {UNIT}\b(?!['’])"),
    ("duration", r"\b(?:(?i:for|after|over)\ (?P<one>(?i:an?))\ |{COUNTED}\ ){UNIT}\b(?!\ (?i:old|earlier|later)\b)"),
)  # fmt: skip


def find_atoms(text: str) -> list[Atom]:
    """The longest expressions of time, left to right, none overlapping another."""
    found: list[Atom] = []
    for kind, pattern in load_times().patterns:
        for match in pattern.finditer(text):
            groups = {name: value for name, value in match.groupdict().items() if value is not None}
            found.append(Atom(match.start(), match.end(), kind, groups))
    found.sort(key=lambda atom: (atom.start, -atom.end))
    kept: list[Atom] = []
    for atom in found:
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return kept


@lru_cache(maxsize=1)
def load_times() -> Grammar:
    """The lexicon and the patterns that stand on it."""
    path = resources.files("graph.nlp") / "lexicons/en/times.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    macros = _macros(words)
    patterns = tuple(
        (kind, re.compile(_expand(pattern, macros).replace(r"\ ", r"[ \u00a0\n]"))) for kind, pattern in _PATTERNS
    )
    names = [name for listed in words["prepositions"].values() for name in listed]
    preposition = re.compile(rf"(?:^|(?<=[\s(“\"'‘—–-]))(?P<name>(?i:{_either(names)}))\s+(?:(?i:the|at\ least)\s+)?$")
    return Grammar(words, patterns, preposition)


def _macros(words: dict[str, Any]) -> dict[str, str]:
    numbers = _either(words["numbers"])
    counted = _either(name for name in words["numbers"] if name not in {"a", "an"})
    tens = _either(name for name, value in words["numbers"].items() if value >= 20)
    ones = _either(name for name, value in words["numbers"].items() if value < 10 and name not in {"a", "an"})
    units = r"(?P<unit>(?i:day|week|fortnight|month|quarter|year|decade))s?"
    return {
        "YEAR": r"\b(?P<year>[12]\d{3})(?![\d%]|,\d|\.\d|-\d{1,2}-|-\d{3}\b|-year)\b",
        "MONTH": rf"(?P<month>{_cased(words['months'])})\b\.?",
        "DAY": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)",
        "ANYDAY": rf"\b(?P<weekday>{_cased(list(words['weekdays']) + list(words['weekday_abbreviations']))})\b\.?",
        "WEEKDAY": rf"(?P<weekday>{_cased(words['weekdays'])})",
        "WHICH": r"\b(?P<which>(?i:last|next|this|past))\ ",
        "PART": rf"(?:\b(?:(?i:the)\ )?(?P<part>(?i:{_either(words['parts'])}))(?:-|\ )(?:(?i:in)\ )?)",
        "EDGE": rf"\b(?:(?i:the)\ )?(?P<edge>(?i:{_either(words['edges'])}))\ of\ ",
        "ORDINALS": _either(words["ordinals"]),
        "SEASONS": _either(words["seasons"]),
        "COUNT": rf"(?<![\w-])(?P<count>(?i:{tens})-(?i:{ones})|(?i:{numbers})|\d{{1,3}})",
        "COUNTED": rf"(?<![\w-])(?P<count>(?i:{tens})-(?i:{ones})|(?i:{counted})|\d{{1,3}})",
        "UNIT": units,
        "DAYS": r"today|tonight|yesterday|tomorrow|last\ night|this\ (?:morning|afternoon|evening)",
        "SPELLS": "week|month|year|quarter|decade",
        "LAST_DAY": r"(?:(?:\s?[-–]\s?|\ (?:to|through)\ )(?P<to>\d{1,2})(?!\d))?",
        "NAMED_DAYS": _either(words["named_days"]),
        "HOLIDAYS": _either({form for name in words["holidays"] for form in _forms(name)}),
        "DECADES": _either(words["decades"]),
        "AFTER_THE": _after_the(words["season_prepositions"]),
        "DAYPART": r"(?:\ (?i:morning|afternoon|evening|night))?",
        "NO_AMOUNT": r"(?![\d%]|[.,]\d|\ (?:percent|per\ cent|million))",
    }


def _forms(name: str) -> tuple[str, str]:
    """A holiday's name as it is written, with either apostrophe."""
    written = name.title().replace("'S", "'s")
    return written, written.replace("'", "’")


def _after_the(prepositions: Iterable[str]) -> str:
    """Look back to "in the": without a preposition "the fall" is no season."""
    return "(?:" + "|".join(rf"(?<=\b{cased}\ the\ )" for name in prepositions for cased in (name, name.title())) + ")"


def _expand(pattern: str, macros: dict[str, str]) -> str:
    for name, text in macros.items():
        pattern = pattern.replace("{" + name + "}", text)
    return pattern


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def _cased(names: Iterable[str]) -> str:
    """The names with a capital or all in capitals: "may" is a verb, "May" and "MAY" may be a month."""
    return _either({form for name in names for form in (name.title(), name.upper())})
