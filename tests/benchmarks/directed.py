"""Directed sentiment (Park, Pan and Joo 2021): a sentence with two entities marked, and who is for or against whom."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, where its two entities stand, and the answer: 0 none, 1 the first is for the second, 2 the second for
    the first, 3 and 4 likewise against."""

    text: str
    places: tuple[tuple[int, int], ...]
    label: int

    @property
    def key(self) -> str:
        """What sentences are compared by: letters and digits."""
        return re.sub(r"\W+|_", "", self.text).casefold()


def read_lines(path: Path) -> list[Line]:
    """The lines of a file, in order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Line(*unmark(row[0]), int(row[3])) for row in csv.reader(file, delimiter="\t")]


def unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The sentence without its brackets, and where the two entities stand, moved out to the edges of words."""
    text, start = "", None
    spans: list[tuple[int, int]] = []
    for character in marked:
        if character == "[" and start is None and len(spans) < 2:
            start = len(text)
        elif character == "]" and start is not None:
            spans.append((start, len(text)))
            start = None
        else:
            text += character
    return text, tuple(_whole_words(text, span) for span in spans)


def _whole_words(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    while end > start + 1 and text[start:end].endswith(("’", "'", "’s", "'s")):
        end -= 1
    return start, end
