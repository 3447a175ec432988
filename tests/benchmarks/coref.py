"""Predict clusters of mentions, in the format of the coreference scorer."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.linking import link, load_gazetteer
from graph.model import Annotation, Article, CharSpan, Entity, Mention
from graph.nlp.coreference.resolve import find_entities
from graph.nlp.findings import FoundEntity
from graph.nlp.parser import load_nlp
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements
from graph.nlp.syntax.tree import Tree
from tests.benchmarks.inputs import Text, read_texts, write_lines


def predict(data_path: Path, out_path: Path) -> None:
    """Write one JSON object a line, id and clusters, for a folder of text files or JSON Lines of id and text."""
    write_clusters(read_texts(data_path), out_path)


def write_clusters(texts: Iterable[Text], out_path: Path) -> None:
    """The same for any texts."""
    docs = load_nlp().pipe(((text.text, text) for text in texts), as_tuples=True)
    write_lines(out_path, ({"id": text.id, "clusters": find_clusters(Tree(doc), text)} for doc, text in docs))


def find_clusters(doc: Tree, text: Text) -> list[list[list[int]]]:
    """Characters of the mentions of each entity; linking makes one of those that have one Wikidata id."""
    entities = to_entities(doc, find_entities(doc, find_statements(read_context(doc, load_encoder()))))
    linked = link(Annotation(Article(text.id, text.text, text.published), entities), load_gazetteer())
    return [[[m.span.start, m.span.end] for m in entity.mentions] for entity in linked.entities]


def to_entities(doc: Tree, found: Sequence[FoundEntity]) -> tuple[Entity, ...]:
    """What coreference found, as linking takes it."""
    return tuple(
        Entity(f"e{number}", entity.label, entity.type, tuple(sorted(_mentions(doc, entity))), entity.confidence)
        for number, entity in enumerate(found, 1)
    )


def _mentions(doc: Tree, entity: FoundEntity) -> Iterable[Mention]:
    for mention in entity.mentions:
        last = doc[mention.end - 1]
        yield Mention(CharSpan(doc[mention.start].idx, last.idx + len(last)), mention.kind)
