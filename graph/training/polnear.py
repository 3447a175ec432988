"""Read PolNeAR's brat files (its README gives the format): gold, never seen by the code under test."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.model import CharSpan

Spans = tuple[CharSpan, ...]


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One attribution; empty where a role is absent."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text with its attributions by the annotator whose file sorts first."""

    id: str
    text: str
    statements: tuple[GoldStatement, ...]


def read_polnear(folder: Path) -> Iterator[GoldArticle]:
    """The articles of a split, by file name."""
    annotations: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann"), reverse=True):
        annotations[path.stem.rpartition("_")[0]] = path
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield GoldArticle(path.stem, text, tuple(_statements(annotations[path.stem].read_text(encoding="utf-8"))))


def _statements(annotation: str) -> Iterator[GoldStatement]:
    spans: dict[str, Spans] = {}
    events: list[list[list[str]]] = []
    for line in annotation.split("\n"):
        fields = line.split("\t")
        if len(fields) >= 2 and re.fullmatch(r"T\d+", fields[0]):
            offsets = fields[1].partition(" ")[2].split(";")
            spans[fields[0]] = tuple(CharSpan(*map(int, piece.split())) for piece in offsets)
        elif len(fields) >= 2 and re.fullmatch(r"E\d+", fields[0]):
            events.append([argument.split(":") for argument in fields[1].split()])
    for event in events:
        roles: dict[str, Spans] = {"source": (), "cue": (), "content": ()}
        for label, key in event:
            role = label.rstrip("0123456789").lower()
            if role in roles:
                roles[role] += spans[key]
        if roles["content"]:
            yield GoldStatement(**roles)
