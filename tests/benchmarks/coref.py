"""Predict clusters of mentions, in the format of the coreference scorer."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.language import Language

from graph.linking import link, load_gazetteer
from graph.model import Article, CharSpan, Entity, Mention
from graph.nlp.findings import FoundEntity
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate
from graph.nlp.syntax.tree import Tree
from tests.benchmarks.inputs import Text, read_texts, write_lines


def predict(data_path: Path, out_path: Path) -> None:
    """Write one JSON object a line, id and clusters, for a folder of text files or JSON Lines of id and text."""
    write_clusters(read_texts(data_path), out_path)


def write_clusters(texts: Iterable[Text], out_path: Path) -> None:
    """The same for any texts."""
    nlp = load_nlp()
    write_lines(out_path, ({"id": text.id, "clusters": find_clusters(nlp, text)} for text in texts))


def find_clusters(nlp: Language, text: Text) -> list[list[list[int]]]:
    """Characters of the mentions of each entity; linking makes one of those that have one Wikidata id."""
    linked = link(annotate(nlp, Article(text.id, text.text, text.published)), load_gazetteer())
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
