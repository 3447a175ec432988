"""Statements with what they are for and against, as readers marked them: gold, never seen by the code under test.

Two forms. One line a statement, with character spans (`read_statement_labels`); and whole articles in words, where
statements and sides stand apart and a side is told once an article (`read_article_labels`).
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.model import CharSpan
from graph.training.polnear import GoldArticle, GoldStatement, Spans

SIDES = (("supports", "explicit"), ("supports", "implied"), ("opposes", "explicit"), ("opposes", "implied"))
UNSURE = 0.5  # weight of a label where the reader hesitated
_NEAR = 250  # characters around the words that show a side, in which its target is looked for


@dataclass(frozen=True, slots=True)
class GoldSide:
    """For or against the words of `span`."""

    span: CharSpan
    side: int  # index of SIDES
    names: frozenset[str]  # lower-case words by which the target may stand elsewhere
    is_actor: bool


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """A statement with all its sides."""

    source: Spans
    cue: Spans
    content: Spans
    sides: tuple[GoldSide, ...]
    known: frozenset[str] = frozenset()  # words of targets that the source takes sides on elsewhere: not to be judged
    weight: float = 1.0  # how far the labels are trusted


def read_statement_labels(path: Path) -> dict[str, list[LabelledStatement]]:
    """Return the statements of each article."""
    found: dict[str, list[LabelledStatement]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            source, cue, content = (tuple(CharSpan(*s) for s in row[r]) for r in ("source", "cue", "content"))
            sides = tuple(_side(one, CharSpan(one["start"], one["end"])) for one in row["stances"])
            statement = LabelledStatement(source, cue, content, sides, weight=1.0 if row["sure"] else UNSURE)
            if statement.content and (statement.source or statement.cue):
                found[row["article"]].append(statement)
    return dict(found)


def _side(row: Mapping[str, Any], span: CharSpan) -> GoldSide:
    names = frozenset(word for word in _words(f"{row['canonical']} {row['target']}") if len(word) > 3)
    return GoldSide(span, SIDES.index((row["stance"], row["strength"])), names, row["kind"] == "actor")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def read_article_labels(path: Path, texts: Path) -> tuple[list[GoldArticle], dict[str, list[LabelledStatement]]]:
    """Return the articles with their statements, and the same statements with their sides."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            rows[row["article"]].append(row)
    articles, labelled = [], {}
    for name, own in sorted(rows.items()):
        text = (texts / f"{name}.txt").read_bytes().decode("utf-8")
        placed = list(_place_statements(own, _Finder(text)))
        articles.append(GoldArticle(name, text, tuple(statement for _, statement in placed)))
        labelled[name] = _with_sides(placed, own, _Finder(text))
    return articles, labelled


class _Finder:
    """Words in a text, whatever white space stands between them."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, words: str | None, start: int = 0, end: int | None = None) -> CharSpan | None:
        """Return where the words first stand between two characters."""
        if not words or not words.split():
            return None
        pattern = r"\s+".join(map(re.escape, words.split()))
        found = re.compile(pattern).search(self.text, max(0, start), len(self.text) if end is None else end)
        return CharSpan(found.start(), found.end()) if found else None

    def nearest(self, words: str | None, to: CharSpan, reach: int = _NEAR) -> CharSpan | None:
        """Return the place of the words that is nearest to a span."""
        found, at = [], max(0, to.start - reach)
        while (one := self.find(words, at, min(len(self.text), to.end + reach))) is not None:
            found.append(one)
            at = one.end
        return min(found, key=lambda s: max(to.start - s.end, s.start - to.end, 0), default=None)


def _place_statements(
    rows: Sequence[Mapping[str, Any]], finder: _Finder
) -> Iterator[tuple[Mapping[str, Any], GoldStatement]]:
    for row in (r for r in rows if r["type"] == "statement"):
        begin = finder.find(row["begin"])
        end = finder.find(row["end"], begin.start) if begin else None
        if begin is None or end is None:
            continue
        content = CharSpan(begin.start, end.end)
        source, cue = (finder.nearest(row[key], content) for key in ("source_words", "cue"))
        pieces = tuple(_without(content, [s for s in (source, cue) if s]))
        yield row, GoldStatement((source,) if source else (), (cue,) if cue else (), pieces)


def _without(span: CharSpan, holes: Sequence[CharSpan]) -> Iterator[CharSpan]:
    start = span.start
    for hole in sorted(holes):
        if span.start < hole.start and hole.end < span.end:
            yield CharSpan(start, hole.start)
            start = hole.end
    yield CharSpan(start, span.end)


def _with_sides(
    placed: Sequence[tuple[Mapping[str, Any], GoldStatement]], rows: Sequence[Mapping[str, Any]], finder: _Finder
) -> list[LabelledStatement]:
    """Each side goes to the statements of its source that hold, or stand by, the words that show it."""
    stances = [row for row in rows if row["type"] == "stance"]
    found = []
    for row, statement in placed:
        spans = [*statement.source, *statement.cue, *statement.content]
        hull = CharSpan(min(s.start for s in spans), max(s.end for s in spans))
        own = [stance for stance in stances if stance["source"] == row["source"]]
        sides = []
        for stance in own:
            shown = finder.find(stance["at"])
            target = (
                finder.nearest(stance["target"], shown, 0) or finder.nearest(stance["target"], shown) if shown else None
            )
            if shown is not None and target is not None and shown.overlaps(hull) and target.overlaps(hull):
                sides.append(_side(stance, target))
        known = frozenset(word for stance in own for word in _side(stance, CharSpan(0, 1)).names)
        parts = (statement.source, statement.cue, statement.content)
        found.append(LabelledStatement(*parts, tuple(sides), known, weight=0.8))
    return found
