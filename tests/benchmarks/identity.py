"""Is every real thing one node in a built store, and what does the resolution cost when one article more is built?

python -m tests.benchmarks identity --data STORE

The first table is that of the scorer beside the project, over the gold of named mentions (where the store holds those
articles); the second times the resolution after each of a few articles is taken out of a copy of the store and built
again: seconds of one core, and on the clock.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from graph.build import make_annotator
from graph.model import Annotation, Article
from graph.rdf.identifiers import article_iri
from graph.rdf.vocabulary import NIF
from graph.settings import Settings
from graph.store.base import Iri
from graph.store.opening import open_store
from graph.store.oxigraph import OxigraphStore

_SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
_TRIES = 5


def report(data: Path) -> str:
    """What the scorer prints, and the cost of one article more."""
    return "\n".join([_scored(data), *_cost(data)])


def _scored(store: Path) -> str:
    gold = _SHARED / "data/corpus_entities/dev.jsonl"
    scorer = _SHARED / "bench/entities/score_corpus.py"
    if not gold.exists() or not scorer.exists():
        return "no gold beside the project"
    with tempfile.TemporaryDirectory() as folder:
        command = Path(folder) / "hustings"
        command.write_text(f'#!/bin/sh\nexec {sys.executable} -m graph "$@"\n', encoding="utf-8")
        command.chmod(0o755)
        options = ["--referents", str(gold.with_name("dev_referents.csv")), "--hustings", str(command)]
        call = [sys.executable, str(scorer), str(gold), "--store", str(store), *options]
        done = subprocess.run(call, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": "."})
    return done.stdout or done.stderr


def _cost(data: Path) -> Iterator[str]:
    annotate = make_annotator(Settings().model)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(data, Path(folder) / "store")
        with open_store(Path(folder) / "store", write=True) as store:
            store.resolve()
            names = store.articles()
            chosen = names[:: max(1, len(names) // _TRIES)][:_TRIES]
            taken = [_again(store, annotate(_article(store, name))) for name in chosen]
    yield f"one article more, {len(names)} in the store, {len(chosen)} times:"
    yield "| | median | longest |\n| --- | --- | --- |"
    for label, place in (("resolution, s of one core", 0), ("resolution, s on the clock", 1), ("articles changed", 2)):
        values = [one[place] for one in taken]
        yield f"| {label} | {statistics.median(values):.2f} | {max(values):.2f} |"


def _again(store: OxigraphStore, annotation: Annotation) -> tuple[float, float, int]:
    """Take an article out and build it again; what the resolution takes after that."""
    store.delete(annotation.article.id)
    store.resolve()
    store.put(annotation, settle=False)
    core, clock = time.process_time(), time.perf_counter()
    changed = store.resolve()
    return time.process_time() - core, time.perf_counter() - clock, changed


def _article(store: OxigraphStore, name: str) -> Article:
    row = store.reader.article(name)
    assert row is not None
    text = store.value(Iri(article_iri(name, store.base).value), NIF.isString) or ""
    day = row["article_published"]
    return Article(
        name,
        text,
        published=date.fromisoformat(day) if day else None,
        title=row["article_title"],
        publisher=row["article_publisher"],
        url=row["article_url"],
    )
