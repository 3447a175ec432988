"""Stance between two spans against directed sentiment: sentence, entity p, entity q, class code."""

import csv
from pathlib import Path

from spacy.tokens import Doc, Span

from graph.model import Stance
from graph.nlp.attitudes import decide
from graph.nlp.load import load_nlp
from tests.benchmarks.inputs import write_lines


def predict(data: Path, out: Path) -> None:
    """Write {"index", "label"} for every line of the file; the class code in it is not read."""
    with data.open(encoding="utf-8", newline="") as file:
        pairs = [_unmark(row[0]) for row in csv.reader(file, delimiter="\t")]
    docs = load_nlp().pipe((text for text, _ in pairs), batch_size=64)
    write_lines(
        out,
        (
            {"index": index, "label": _label(doc, spans)}
            for index, (doc, (_, spans)) in enumerate(zip(docs, pairs, strict=True))
        ),
    )


def _unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its brackets, and where the two entities stand, moved out to the edges of words."""
    text, spans, start = "", [], None
    for character in marked:
        if character == "[" and start is None and len(spans) < 2:
            start = len(text)
        elif character == "]" and start is not None:
            spans.append((start, len(text)))
            start = None
        else:
            text += character
    return text, [_whole_words(text, span) for span in spans]


def _whole_words(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    while end > start + 1 and text[start:end].endswith(("’", "'", "’s", "'s")):
        end -= 1
    return start, end


def _label(doc: Doc, spans: list[tuple[int, int]]) -> str:
    if len(spans) != 2:
        return "neutral"
    first, second = (_span(doc, span) for span in spans)
    decision = decide(first, second) if first is not None and second is not None else None
    if decision is None:
        return "neutral"
    sign = "+" if decision.stance is Stance.SUPPORTS else "-"
    return f"p>q:{sign}" if decision.first_to_second else f"q>p:{sign}"


def _span(doc: Doc, span: tuple[int, int]) -> Span | None:
    return doc.char_span(*span, alignment_mode="expand") if span[0] < span[1] else None
