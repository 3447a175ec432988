"""Commands that read articles or take them out: build, extract, delete."""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.annotation import EntityIri, to_json
from graph.cli.options import Paths, Published, StorePath, open_existing, settings, store_path
from graph.cli.reporting import USAGE, complain, counted, exit_code, explain, show_progress
from graph.errors import InputError, UnknownIri
from graph.model import Annotation, Article

if TYPE_CHECKING:
    from graph.build import Annotate, BuildReport

log = logging.getLogger(__name__)


class Format(StrEnum):
    """How annotations are printed."""

    JSONL = "jsonl"
    TABLE = "table"


def build(
    paths: Paths,
    store: StorePath = None,
    published: Published = None,
    show: Annotated[bool, typer.Option("--show", help="Print what was found, as tables.")] = False,
) -> int:
    """Read articles into a store: who said what, for and against."""
    from graph.build import build as build_articles
    from graph.build import make_annotator
    from graph.store.oxigraph import open_store

    where = store_path(store)
    found = _some_readable(_read(paths, published))
    annotate = make_annotator(settings().model, settings().seeds, learned=settings().statements == "model")
    with open_store(where, write=True, base=settings().base or None) as opened:
        report = build_articles(found, opened, _showing(annotate) if show else annotate)
    for skipped in report.skipped:
        complain(f"{skipped.article}: {skipped.reason}" if skipped.article else skipped.reason)
    typer.echo(_summary(report, where))
    return exit_code(len(report.built), len(report.skipped))


def extract(
    paths: Paths,
    format: Annotated[Format, typer.Option(help="JSON Lines, one object an article, or tables for people.")] = (
        Format.JSONL
    ),
    published: Published = None,
) -> int:
    """Print what articles say, without a store."""
    from graph.build import make_annotator

    articles = _some_readable(_read(paths, published, quiet=sys.stdout.isatty()))
    annotate = make_annotator(settings().model, settings().seeds, learned=settings().statements == "model")
    done = failed = 0
    for found in articles:
        try:
            annotation = annotate(_readable(found))
        except Exception as error:  # a defect of ours must not cost the user the other articles
            failed += 1
            log.debug("article failed", exc_info=True)
            complain(explain(error) if isinstance(found, InputError) else f"{found.id}: {explain(error)}")
        else:
            done += 1
            _print(annotation, format)
    return exit_code(done, failed)


def delete(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE", help="Ids of articles, as build gave them.")],
    store: StorePath = None,
) -> int:
    """Take articles out of a store, with all that only they say."""
    where, done = store_path(store), 0
    with open_existing(where) as opened:
        for article in dict.fromkeys(articles):
            try:
                opened.delete(article)
            except UnknownIri:
                complain(f"no article {article!r} in {where}; an article's id is its file's name without extension")
            else:
                done += 1
        opened.flush()
    typer.echo(f"{counted(done, 'article')} deleted from {where}")
    return exit_code(done, len(set(articles)) - done)


def _read(paths: Sequence[Path], published: date | None, *, quiet: bool = False) -> Iterator[Article | InputError]:
    """The articles, or why they cannot be read, with a bar that shows how far it is."""
    from graph.text import find_articles, read_articles

    total = sum(len(find_articles(path)) for path in paths)
    articles = read_articles(paths, published=published, max_bytes=settings().max_article_bytes)
    return iter(articles) if quiet else show_progress(articles, total)


def _some_readable(articles: Iterator[Article | InputError]) -> Iterator[Article | InputError]:
    """The same, once one of them could be read: before that, no model is loaded and no store made."""
    errors: list[InputError] = []
    for found in articles:
        if isinstance(found, Article):
            return chain(errors, [found], articles)
        errors.append(found)
    for error in errors:
        complain(str(error))
    raise typer.Exit(USAGE)


def _readable(found: Article | InputError) -> Article:
    if isinstance(found, InputError):
        raise found
    return found


def _showing(annotate: "Annotate") -> "Annotate":
    from graph.cli.tables import print_annotation

    def annotate_and_print(article: Article) -> Annotation:
        annotation = annotate(article)
        print_annotation(annotation)
        return annotation

    return annotate_and_print


def _print(annotation: Annotation, format: Format) -> None:
    if format is Format.TABLE:
        from graph.cli.tables import print_annotation

        print_annotation(annotation)
    else:
        typer.echo(json.dumps(to_json(annotation, _naming()), ensure_ascii=False))


def _naming() -> EntityIri:
    from graph.rdf.identifiers import DEFAULT_BASE, entity_iri

    base = settings().base or DEFAULT_BASE
    return lambda entity, article: entity_iri(entity, article, base).value


def _summary(report: "BuildReport", where: Path) -> str:
    made = report.built
    numbers = {
        "statement": sum(b.statements for b in made),
        "fact": sum(b.facts for b in made),
        "entity": sum(b.entities for b in made),
    }
    return f"{counted(len(made), 'article')} in {where}: " + ", ".join(counted(n, noun) for noun, n in numbers.items())
