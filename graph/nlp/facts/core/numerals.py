"""Numbers in a text that may be figures: their words, from the qualifier to the unit, and their value in plain digits.

Not numbers are what dates, what names ("Article 50", "EB-5", "Fortune 500"), ages, bounds ("$200 or less") and the
tallies of votes.
"""

import re
from dataclasses import dataclass

from graph.model import Quantity
from graph.nlp.facts.core.lexicon import figures, lemma_of
from graph.nlp.facts.core.tallies import is_in_tally
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.facts.quantities import to_amount
from graph.nlp.syntax.tree import Tree, Word

CURRENCIES = frozenset("$€£¥") | {"US$", "C$", "A$"}
HYPHENS = frozenset({"-", "–", "‑"})
_NAMES = frozenset(
    {"PERSON", "ORG", "FAC", "LAW", "PRODUCT", "EVENT", "WORK_OF_ART", "DATE", "TIME", "ORDINAL", "GPE", "LOC"}
)
_DIGITS = re.compile(r"(?:\+/-)?\d[\d,]*(?:\.\d+)?(?:million|billion|trillion|bn)?")
_SPLIT = re.compile(r"(?:\+/-)?([\d,.]+)([a-z]+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_BOUNDS = (["or", "less"], ["or", "more"], ["or", "fewer"], ["and", "up"])
_YEARS = range(1700, 2100)
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with its unit: tokens start to end (exclusive)."""

    start: int
    end: int
    last: Word  # the word by which it hangs in the sentence: "percent", "million"
    is_measure: bool  # money, a share or a measure: not so many things

    @property
    def words(self) -> tuple[int, ...]:
        """The tokens."""
        return tuple(range(self.start, self.end))

    def has(self, i: int) -> bool:
        """True if the token is one of its own."""
        return self.start <= i < self.end


def numeral_at(doc: Tree, i: int, index: TimeIndex) -> Numeral | None:
    """Return the number that begins with the token, a sign of currency or the number itself."""
    money = doc[i].text in CURRENCIES and i + 1 < len(doc)
    first = doc[i + 1] if money else doc[i]
    if not _is_number(first) or (not money and (_is_name(first, index) or _is_in_ratio(first))):
        return None
    end = first.i + 1
    while end < len(doc) and doc[end].lower_ in figures("scales"):
        end += 1
    past_share = _after_share(doc, end)
    past_unit = _after_unit(doc, past_share or end)
    end = past_unit or past_share or end
    start = _qualified(doc, i, first.sent.start)
    if [word.lower_ for word in doc[end : end + 2]] in _BOUNDS or (not money and is_in_tally(first)):
        return None
    return Numeral(start, end, doc[end - 1], money or bool(past_share or past_unit))


def _is_in_ratio(word: Word) -> bool:
    """ "1 in 4", "eight of 10", "2 to 1": neither is a number of anything."""
    doc = word.doc
    others = [(word.i + 1, word.i + 2), (word.i - 1, word.i - 2)]
    return any(
        0 <= other < len(doc) and doc[link].lower_ in figures("ratios") and _is_small(doc[other])
        for link, other in others
        if _is_small(word)
    )


def _is_small(word: Word) -> bool:
    return _is_number(word) and (len(word.text) < _YEAR_DIGITS or not word.text[0].isdigit())


def _is_number(word: Word) -> bool:
    if word.lower_ in figures("numbers"):
        return word.lower_ not in figures("vague")
    return bool(_DIGITS.fullmatch(word.text)) and (word.tag_ == "CD" or word.text[-1].isalpha())


def _after_share(doc: Tree, end: int) -> int | None:
    """Where "percent", "per cent", "percentage points", "-percent" ends; None: there is none."""
    following = [word.lower_ for word in doc[end : end + 2]]
    if following and following[0] in figures("shares"):
        return end + (2 if following[0] in {"per", "percentage"} and len(following) > 1 else 1)
    joined = len(following) > 1 and following[0] in HYPHENS and following[1] in {"percent", "point"}
    return end + 2 if joined else None


def _after_unit(doc: Tree, end: int) -> int | None:
    """Where a unit of measure ends: "60 acres", "a 45-degree"; None: there is none."""
    place = end + 1 if end + 1 < len(doc) and doc[end].text in HYPHENS else end
    return place + 1 if place < len(doc) and lemma_of(doc[place]) in figures("units") else None


def _qualified(doc: Tree, i: int, sentence: int) -> int:
    """Where the qualifier begins: "at least", "more than"; the token itself where there is none."""
    start = i
    while start > sentence and doc[start - 1].lower_ in figures("qualifiers"):
        start -= 1
    while start < i and doc[start].lower_ in figures("idle_first"):
        if doc[start].lower_ == "at" and doc[start + 1].lower_ in {"least", "most"}:
            break
        start += 1
    return start


def _is_name(word: Word, index: TimeIndex) -> bool:
    """True if the number dates or names, or is somebody's age."""
    doc, i = word.doc, word.i
    if i in index.by_token or word.ent_type_ in _NAMES or _is_age(word):
        return True
    before = doc[i - 1] if i else None
    if before is not None and {before.lower_, before.lower_.rstrip(".")} & figures("naming"):
        return True
    if i > 1 and doc[i - 1].text in HYPHENS and not doc[i - 2].whitespace_ and doc[i - 2].is_alpha:
        return True
    if before is not None and before.pos_ == "PROPN" and word.dep_ == "nummod" and before.head.i == word.head.i:
        return True
    year = len(word.text) == 4 and word.text.isdigit() and int(word.text) in _YEARS
    return year and not (word.dep_ == "nummod" and word.head.tag_ == "NNS")


def _is_age(word: Word) -> bool:
    """ "Ana Ruiz, 47, …", "a 47-year-old"."""
    doc, i = word.doc, word.i
    if i + 2 < len(doc) and doc[i + 1].text in HYPHENS and doc[i + 2].lower_ in {"year", "years"}:
        return True
    enclosed = i > 1 and i + 1 < len(doc) and doc[i - 1].text in {",", "("} and doc[i + 1].text in {",", ")"}
    return enclosed and doc[i - 2].ent_type_ == "PERSON"


def quantity_of(doc: Tree, numeral: Numeral, counted: str | None) -> Quantity | None:
    """Return the number in plain digits, with its unit, what it counts and what makes it inexact."""
    words = [doc[i].lower_ for i in numeral.words]
    digits = next((word for word in words if _DIGITS.fullmatch(word) or word in figures("numbers")), None)
    split = _SPLIT.fullmatch(digits) if digits is not None else None
    scale = next((word for word in words if word in figures("scales")), (split and split[2]) or "")
    amount = to_amount(split[1] if split else digits, scale) if digits is not None else None
    if digits is None or amount is None or not _PLAIN.fullmatch(amount):
        return None
    lead = " ".join(word for word in words[: words.index(digits)] if word.upper() not in CURRENCIES)
    return Quantity(amount, _unit_of(doc, numeral), counted, lead or None)


def _unit_of(doc: Tree, numeral: Numeral) -> str | None:
    texts = [doc[i].text for i in numeral.words]
    currency = next((text for text in texts if text in CURRENCIES), None)
    if currency is not None:
        return currency
    if {"%", "percent", "cent"} & {text.lower() for text in texts}:
        return "percent"
    return doc[numeral.end - 1].lower_ if lemma_of(doc[numeral.end - 1]) in figures("units") else None
