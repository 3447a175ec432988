"""How a vote came out: "by 433 votes to 174", "210-198", "432 to 202"."""

import re

from graph.model import CharSpan
from graph.nlp.findings import FoundPart
from graph.nlp.syntax.tree import Word

_TALLY = re.compile(
    r"\b\d{1,3}(?:,\d{3})*(?: votes)?\s?(?:-|–|—|‑|to)\s?\d{1,3}(?:,\d{3})*\b(?! ?(?:percent|per cent|%|million))"
)


def find_tally(word: Word) -> FoundPart | None:
    """Return the tally in the sentence of the word that stands nearest after it, else before it."""
    sentence = word.sent
    start, end = sentence.start_char, sentence.end_char
    found = [(m.start(), m.end()) for m in _TALLY.finditer(word.doc.text, start, end)]
    if not found:
        return None
    first, last = min(found, key=lambda place: (place[0] < word.idx, abs(place[0] - word.idx)))
    text = word.doc.text[first:last]
    return FoundPart((CharSpan(first, last),), text, None, text, "string")


def is_in_tally(word: Word) -> bool:
    """True if the number is part of the tally of a vote."""
    start = max(0, word.idx - 20)
    around = word.doc.text[start : word.idx + 30]
    return any(
        start + m.start() <= word.idx < start + m.end()
        for m in _TALLY.finditer(around)
        if "votes" in m[0] or "to" not in m[0]
    )
