"""Statements against PolNeAR: who said what, in political news."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language

from graph.cleaning import clean_text
from graph.nlp.parser import load_nlp, parse
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements
from tests.benchmarks.inputs import Text, read_texts, write_lines

ROLES = ("source", "cue", "content")


def predict(data: Path, out: Path) -> None:
    """Write the statements of every text: {"id", "statements": [{"source", "cue", "content"}]}."""
    nlp = load_nlp()
    write_lines(out, ({"id": text.id, "statements": list(_statements(nlp, text))} for text in read_texts(data)))


def _statements(nlp: Language, text: Text) -> Iterator[dict[str, Any]]:
    clean = clean_text(text.text)
    for found in find_statements(read_context(parse(nlp, clean.text), load_encoder())):
        spans = {role: [clean.in_file(span) for span in getattr(found, role)] for role in ROLES}
        yield {role: [[span.start, span.end] for span in spans[role]] for role in ROLES}
