"""The articles as files for the real pipeline: a text and a sidecar each."""

import json
from collections.abc import Iterable
from pathlib import Path

from graph.model import Annotation


def write_corpus(annotations: Iterable[Annotation], folder: Path) -> Path:
    """Write the texts with their sidecars into a folder; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, annotation in enumerate(annotations):
        article = annotation.article
        said = {"id": article.id, "title": article.title, "publisher": article.publisher, "url": article.url}
        said["published"] = article.published.isoformat() if article.published else None
        (folder / f"{number:02}.txt").write_text(article.text, encoding="utf-8", newline="")
        (folder / f"{number:02}.json").write_text(json.dumps(said), encoding="utf-8")
    return folder
