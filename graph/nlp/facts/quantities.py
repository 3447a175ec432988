"""Amounts in the words of a subject or object: how much, in which unit, of what."""

import re
from functools import lru_cache

from graph.model import Quantity
from graph.nlp.lexicons import listed
from graph.nlp.lexicons.relations import load_relations

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_FRONT = 40  # characters in which the number of an amount stands
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def find_quantity(words: str) -> Quantity | None:
    """Return the amount that the words begin with: "more than 300,000 acres of forest", "$1.5 billion"."""
    if not _counts(words):
        return None
    match = _pattern().match(words)
    if match is None:
        return None
    amount = _amount(match["figure"].lower(), (match["scale"] or "").lower())
    unit = match["currency"] or (match["percent"] and "percent") or match["unit"]
    counted = match["of"] or match["thing"]
    year = _YEAR.fullmatch(match["figure"]) and not unit and not match["scale"]  # "2015 campaign"
    if amount is None or year or not (unit or counted) or (counted and re.match(r"\d", counted)):
        return None
    counted = None if counted and counted.split()[0] in listed("relations", "not_counted") else counted
    qualifier = match["qualifier"].lower() if match["qualifier"] else None
    return Quantity(amount, unit, counted.strip() if counted else None, qualifier)


def _counts(words: str) -> bool:
    """True if there is a number at the front at all: most phrases have none."""
    front = words[:_FRONT]
    numbers = load_relations()["number_words"]
    return any(char.isdigit() for char in front) or any(
        word in numbers for word in front.lower().replace("-", " ").split()
    )


def _amount(figure: str, scale: str) -> str | None:
    """Return the number in plain digits: "1.5" with "million" is 1500000."""
    words = load_relations()
    value = words["number_words"].get(figure)
    digits = str(value) if value is not None else figure.replace(",", "")
    zeros = int(words["scales"].get(scale, 0))
    whole, _, decimals = digits.partition(".")
    shifted = whole + decimals[:zeros].ljust(zeros, "0")
    rest = decimals[zeros:]
    plain = shifted.lstrip("0") or "0"
    return f"{plain}.{rest}" if rest.strip("0") else plain


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = load_relations()
    qualifiers, scales, numbers = (_either(words[name]) for name in ("qualifiers", "scales", "number_words"))
    units = _either(words["units"])
    return re.compile(
        rf"(?:(?P<qualifier>(?i:{qualifiers}))\ )?(?:the\ |an?\ (?:total\ of\ )?)?(?P<currency>[$€£¥])?"
        rf"(?P<figure>{_FIGURE}|(?i:{numbers})\b)(?:[\ -](?P<scale>(?i:{scales}))\b)?"
        rf"(?:\s?(?P<percent>%|(?i:percent|per\ cent)\b)|\ (?P<unit>(?i:{units}))\b)?"
        rf"(?:\ of\ (?P<of>[^,;]+)|\ (?P<thing>[^\W\d][^,;]*))?$"
    )


def _either(names: object) -> str:
    listed = [str(name) for name in names] if isinstance(names, (frozenset, dict)) else []
    return "|".join(re.escape(name) for name in sorted(listed, key=lambda name: (-len(name), name)))
