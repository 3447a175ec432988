"""What rows of the read model hold as JSON, taken apart: sentences, pieces of text with their roles, sides."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Row


@dataclass(frozen=True, slots=True)
class Side:
    """A side that a statement or fact takes, read with it."""

    stance: str
    target: str  # without the base
    label: str  # of the target
    strength: str
    confidence: float
    rule: str | None
    words: str | None  # that decide
    stands: bool


def sides_of(row: Row) -> list[Side]:
    """The sides of a statement or fact, those that stand first, then the surest."""
    found = sorted(json.loads(row["sides"]), key=lambda side: side[0])
    return [Side(*values) for _, *values in found]


def full_iri(short: str, base: str) -> str:
    """The IRI of what the tables name without the base."""
    return short if "://" in short else base + short


def sentences_of(row: Row) -> list[tuple[int, int, str]]:
    """Begin, end and words of the sentences that show a statement or fact."""
    return [(begin, end, words) for begin, end, words in json.loads(row["sentences"])]


def parts_of(row: Row) -> Iterator[tuple[str, int, int, str]]:
    """Role, begin, end and words of the pieces that carry a statement or fact, in text order."""
    sentences = sentences_of(row)
    for role, begin, end, *own in json.loads(row["parts"]):
        if own:
            yield role, begin, end, own[0]
        else:
            first, words = next((b, words) for b, e, words in sentences if b <= begin and end <= e)
            yield role, begin, end, words[begin - first : end - first]
