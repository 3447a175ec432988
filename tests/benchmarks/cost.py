"""What each stage costs beside bare parsing, and how the work of the entity stages grows with the mentions.

CPU time of one process, so that other work on the machine hardly counts; times are still those of one machine, ratios
are what to compare. The growth is counted in function calls and is the same everywhere.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from spacy.language import Language

from graph.linking import link, load_gazetteer
from graph.model import Annotation, Article
from graph.nlp import pipeline
from graph.nlp.coreference.resolve import find_entities
from graph.nlp.parser import load_nlp, parse
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements
from graph.rdf.identifiers import DEFAULT_BASE
from graph.rdf.triples import to_quads
from tests.benchmarks.coref import to_entities
from tests.benchmarks.inputs import read_texts

ROUNDS = 3
STAGES = ("parse", "read_context", "find_statements", "with_nested", "find_times", "find_entities", "find_proposals",
          "NameFinder", "with_speakers", "find_sides", "find_stances", "find_acts", "find_facts")  # fmt: skip
TIMES = (1, 4, 16)  # how often the growing article repeats its text


def report(data: Path) -> str:
    """A table of CPU seconds a stage and their share of bare parsing, then calls a mention for longer articles."""
    articles = [Article(text.id, text.text, text.published) for text in read_texts(data)]
    nlp = load_nlp()
    rounds = [measure(nlp, articles) for _ in range(ROUNDS)]
    best = {stage: min(spent[stage] for spent in rounds) for stage in rounds[0]}
    bare = best["bare parsing"]
    lines = [f"{len(articles)} articles, best of {ROUNDS} rounds, CPU seconds and share of bare parsing"]
    lines += [f"{stage:16} {seconds:8.2f} {seconds / bare:7.2f}" for stage, seconds in best.items()]
    entities = (best["find_entities"] + best["link"]) / bare
    lines.append(f"entities within the article and to the world together: {100 * entities:.1f} % of bare parsing")
    return "\n".join([*lines, *grow(nlp, articles[0])])


def measure(nlp: Language, articles: Sequence[Article]) -> dict[str, float]:
    """CPU seconds of bare parsing, of each stage, and of what comes before and after them."""
    gazetteer = load_gazetteer()
    spent: dict[str, float] = {"bare parsing": _seconds(lambda: list(nlp.pipe(a.text for a in articles)))}
    annotations: list[Annotation] = []
    linked: list[Annotation] = []
    with timed(STAGES, spent):
        whole = _seconds(lambda: annotations.extend(pipeline.annotate(nlp, article) for article in articles))
    spent["assembly"] = whole - sum(spent[stage] for stage in STAGES if stage in spent)
    spent["link"] = _seconds(lambda: linked.extend(link(annotation, gazetteer) for annotation in annotations))
    spent["to quads"] = _seconds(lambda: [list(to_quads(annotation, DEFAULT_BASE)) for annotation in linked])
    return spent


@contextmanager
def timed(names: Sequence[str], spent: dict[str, float]) -> Iterator[None]:
    """Add up the CPU seconds of these functions of the pipeline while the context lasts."""
    before = {name: getattr(pipeline, name) for name in names if hasattr(pipeline, name)}
    for name, function in before.items():
        spent[name] = 0.0
        setattr(pipeline, name, _timing(function, name, spent))
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(pipeline, name, function)


def _timing(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*args: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return function(*args, **named)
        finally:
            spent[name] += time.process_time() - start

    return run


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def grow(nlp: Language, article: Article) -> Iterator[str]:
    """Mentions, and function calls a mention, of entity stages for the text once and repeated."""
    gazetteer = load_gazetteer()
    yield "the first article repeated: mentions, function calls a mention (coreference, linking)"
    link(
        Annotation(article, to_entities(doc := parse(nlp, article.text), find_entities(doc, []))), gazetteer
    )  # loads all
    for times in TIMES:
        doc = parse(nlp, "\n\n".join([article.text] * times))
        statements = find_statements(read_context(doc, load_encoder()))
        found, within = calls(lambda doc=doc, statements=statements: find_entities(doc, statements))
        annotation = Annotation(Article(article.id, doc.text, article.published), to_entities(doc, found))
        _, to_world = calls(lambda annotation=annotation: link(annotation, gazetteer))
        mentions = sum(len(entity.mentions) for entity in found)
        yield f"{times:4} x {mentions:7} {within / mentions:9.0f} {to_world / mentions:9.0f}"


def calls(run: Callable[[], Any]) -> tuple[Any, int]:
    """What the function gives, and how many functions it called."""
    steps = count()
    sys.setprofile(lambda *_: next(steps) and None)
    try:
        given = run()
    finally:
        sys.setprofile(None)
    return given, next(steps)
