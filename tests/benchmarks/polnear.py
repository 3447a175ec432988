"""Statements against PolNeAR: who said what, in political news."""

from pathlib import Path

from graph.nlp.parser import load_nlp, parse
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements
from tests.benchmarks.inputs import read_texts, write_lines

ROLES = ("source", "cue", "content")


def predict(data: Path, out: Path) -> None:
    """Write the statements of every text: {"id", "statements": [{"source", "cue", "content"}]}."""
    nlp = load_nlp()
    write_lines(
        out,
        (
            {
                "id": text.id,
                "statements": [
                    {role: [[s.start, s.end] for s in getattr(found, role)] for role in ROLES}
                    for found in find_statements(read_context(parse(nlp, text.text), load_encoder()))
                ],
            }
            for text in read_texts(data)
        ),
    )
