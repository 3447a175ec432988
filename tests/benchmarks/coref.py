"""Predict clusters of mentions, in the format of the coreference scorer."""

from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc

from graph.nlp.coreference import find_entities
from graph.nlp.load import load_nlp
from graph.nlp.statements import find_statements
from tests.benchmarks.inputs import Text, read_texts, write_lines


def predict(data_path: Path, out_path: Path) -> None:
    """Write one JSON object a line, id and clusters, for a folder of text files or JSON Lines of id and text."""
    write_clusters(read_texts(data_path), out_path)


def write_clusters(texts: Iterable[Text], out_path: Path) -> None:
    """The same for any texts."""
    docs = load_nlp().pipe(((text.text, text.id) for text in texts), as_tuples=True)
    write_lines(out_path, ({"id": name, "clusters": find_clusters(doc)} for doc, name in docs))


def find_clusters(doc: Doc) -> list[list[list[int]]]:
    """Characters of the mentions of each entity."""
    return [
        [[doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])] for m in entity.mentions]
        for entity in find_entities(doc, find_statements(doc))
    ]
