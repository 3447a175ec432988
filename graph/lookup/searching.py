"""Statements by their words, with the words that were found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from graph.lookup.expressions import Phrase, parse_expression
from graph.lookup.statements import to_statement
from graph.lookup.views import Page, Part, StatementView
from graph.model import StatementKind
from graph.store.base import Iri, Store
from graph.store.index.keys import fold
from graph.store.index.searching import Sought
from graph.store.index.stances import ANY, SideFilter

MATCH = "match"  # the role of words that were found
_WORD = re.compile(r"[^\W_]+")


class Order(StrEnum):
    """In which order statements are found."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What else must hold of statements that have the words; what is None may be anything.

    With a target or `sides`: those that take such a side. `since` and `until` are days of publication, both included.
    """

    source: Iri | None = None
    target: Iri | None = None
    sides: SideFilter = ANY
    kind: StatementKind | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None


def search_statements(
    store: Store,
    text: str,
    narrowed: Narrowed | None = None,
    *,
    order: Order = Order.RELEVANCE,
    limit: int | None = None,
    offset: int = 0,
) -> Page[StatementView]:
    """The statements in whose sentences the words stand, each with these as parts of the role "match".

    `text` is what `graph.lookup.expressions` reads; InvalidQuery where it cannot. Without a word, nothing is found.
    """
    expression, asked = parse_expression(text), narrowed or Narrowed()
    if not expression.match:
        return Page((), 0, offset)
    sought = Sought(
        expression.match,
        asked.source,
        asked.target,
        asked.sides,
        asked.kind,
        asked.outlet,
        asked.since,
        asked.until,
    )
    rows, total = store.reader.search_statements(sought, by_date=order is Order.DATE, limit=limit, offset=offset)
    found = (to_statement(row, store) for row in rows)
    return Page(tuple(_marked(view, expression.phrases) for view in found), total, offset)


def _marked(view: StatementView, phrases: tuple[Phrase, ...]) -> StatementView:
    matches = (part for sentence in view.sentences for part in _matches(sentence, phrases))
    return replace(view, parts=(*view.parts, *matches))


def _matches(sentence: Part, phrases: tuple[Phrase, ...]) -> Iterator[Part]:
    """The pieces of a sentence that are one of the phrases, in text order, each once."""
    words = [(found.start(), found.end(), fold(found.group())) for found in _WORD.finditer(sentence.text)]
    spans = {
        (words[at][0], words[at + len(phrase.words) - 1][1])
        for phrase in phrases
        for at in range(len(words) - len(phrase.words) + 1)
        if _stands(phrase, [word for _, _, word in words[at : at + len(phrase.words)]])
    }
    for begin, end in sorted(spans):
        yield Part(MATCH, sentence.start + begin, sentence.start + end, sentence.text[begin:end])


def _stands(phrase: Phrase, words: list[str]) -> bool:
    *firsts, last = (fold(word) for word in phrase.words)
    return words[:-1] == firsts and (words[-1].startswith(last) if phrase.begins else words[-1] == last)
