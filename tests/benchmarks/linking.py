"""Which Wikidata id does each name get? Predictions in the format of the scorer of entity links."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from graph.linking import link, load_gazetteer
from graph.model import Annotation, Article, MentionKind
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate


def predict(data_path: Path, out_path: Path) -> None:
    """Nothing: a line for each article, with the linked names in it, is written to the file."""
    nlp, gazetteer = load_nlp(), load_gazetteer()
    with out_path.open("w", encoding="utf-8", newline="\n") as lines:
        for article in read_articles(data_path):
            linked = link(annotate(nlp, article), gazetteer)
            lines.write(json.dumps({"id": article.id, "links": to_links(linked)}) + "\n")


def to_links(annotation: Annotation) -> list[dict[str, Any]]:
    """The named mentions of the linked entities, in text order."""
    found = [
        (mention.span.start, mention.span.end, entity.wikidata)
        for entity in annotation.entities
        for mention in entity.mentions
        if entity.wikidata and mention.kind is MentionKind.NAME
    ]
    return [{"start": start, "end": end, "target": target} for start, end, target in sorted(found)]


def read_articles(path: Path) -> Iterator[Article]:
    """The articles of a folder of .txt files, or of JSON Lines with id, text and, where it is known, date."""
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield Article(file.stem, file.read_bytes().decode("utf-8"))
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(row["id"], row["text"], _to_date(row.get("date")))


def _to_date(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
