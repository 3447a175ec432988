"""Commands that read articles or take them out: build, extract, delete."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.annotation import EntityIri, to_json
from graph.cli.options import Facts, Paths, Published, StanceMin, StorePath, open_existing, settings, store_path
from graph.cli.reporting import USAGE, Progress, complain, counted, exit_code, explain, show_progress
from graph.errors import InputError, UnknownIri
from graph.model import Annotation, Article, FactScope
from graph.settings import MAX_WORKERS

if TYPE_CHECKING:
    from graph.build import BuildReport, Outcome
    from graph.store.oxigraph import OxigraphStore
    from graph.text import Known

log = logging.getLogger(__name__)


class Format(StrEnum):
    """How annotations are printed."""

    JSONL = "jsonl"
    TABLE = "table"


def build(
    paths: Paths,
    store: StorePath = None,
    published: Published = None,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            max=MAX_WORKERS,
            help="Processes that annotate beside this one, which reads and writes. [default: HUSTINGS_WORKERS or 1]",
        ),
    ] = None,
    stance_min: StanceMin = None,
    facts: Facts = None,
    again: Annotated[bool, typer.Option("--again", help="Build also what has not changed since it was built.")] = False,
    show: Annotated[
        bool, typer.Option("--show", help="Print what was found, as tables, also where nothing has changed.")
    ] = False,
) -> int:
    """Read articles into a store: who said what, for and against."""
    from graph.build import BuildReport, make_annotator, make_fingerprint
    from graph.build import build as build_articles
    from graph.cli.tables import print_annotation
    from graph.store.opening import open_store

    where, chosen, report = store_path(store), settings(), BuildReport()
    learned = chosen.statements == "model"
    stance_min = chosen.stance_min if stance_min is None else stance_min
    scope = facts or FactScope(chosen.facts)
    annotate = make_annotator(
        chosen.model, chosen.seeds, learned=learned, stance_min=stance_min, facts=scope, at_once=False
    )
    fingerprint = make_fingerprint(chosen.model, chosen.seeds, learned=learned, stance_min=stance_min, facts=scope)
    with ExitStack() as held:

        @cache
        def opened() -> "OxigraphStore":
            return held.enter_context(open_store(where, write=True, base=chosen.base or None))

        def known(article: Article) -> bool:
            return where.exists() and opened().fingerprint(article.id) == fingerprint(article)

        found = _some_readable(_read(paths, published, quiet=True, known=known))
        progress = Progress(_count(paths))
        try:
            build_articles(
                found,
                opened(),
                annotate,
                workers=chosen.workers if workers is None else workers,
                fingerprint=fingerprint,
                again=again or show,
                report=report,
                done=lambda outcome: _done(outcome, progress),
                show=print_annotation if show else lambda _: None,
            )
        except KeyboardInterrupt:
            progress.close()
            typer.echo(_summary(report, where, opened().reader.totals()))
            raise
        finally:
            progress.close()
        typer.echo(_summary(report, where, opened().reader.totals()))
    return exit_code(report.built + report.unchanged, report.skipped)


def extract(
    paths: Paths,
    format: Annotated[Format, typer.Option(help="JSON Lines, one object an article, or tables for people.")] = (
        Format.JSONL
    ),
    published: Published = None,
    stance_min: StanceMin = None,
    facts: Annotated[
        FactScope, typer.Option(help="Facts of core relations alone, or open triples too.")
    ] = FactScope.ALL,
) -> int:
    """Print what articles say, without a store."""
    from graph.build import make_annotator

    articles = _some_readable(_read(paths, published, quiet=sys.stdout.isatty()))
    chosen = settings()
    learned = chosen.statements == "model"
    stance_min = chosen.stance_min if stance_min is None else stance_min
    annotate = make_annotator(chosen.model, chosen.seeds, learned=learned, stance_min=stance_min, facts=facts)
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


def _read(
    paths: Sequence[Path], published: date | None, *, quiet: bool = False, known: "Known | None" = None
) -> Iterator[Article | InputError]:
    """The articles, or why they cannot be read, with a bar that shows how far it is."""
    from graph.text import read_articles

    articles = read_articles(
        paths, published=published, max_bytes=settings().max_article_bytes, known=known or (lambda _: False)
    )
    return iter(articles) if quiet else show_progress(articles, _count(paths))


def _count(paths: Sequence[Path]) -> int:
    from graph.text import find_articles

    return sum(len(find_articles(path)) for path in paths)


def _done(outcome: "Outcome", progress: Progress) -> None:
    """One article more; why it could not be built is a line above the bar."""
    from graph.build import Skipped

    if isinstance(outcome, Skipped):
        complain(f"{outcome.article}: {outcome.reason}" if outcome.article else outcome.reason)
    progress.advance()


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


def _summary(report: "BuildReport", where: Path, totals: Mapping[str, int]) -> str:
    """`2 articles built in store: 6 statements, 2 facts; 3 unchanged; 1 failed; it holds 5 articles, 20 entities`."""
    return (
        f"{counted(report.built, 'article')} built in {where}: {counted(report.statements, 'statement')},"
        f" {counted(report.facts, 'fact')}; {report.unchanged:,} unchanged; {report.skipped:,} failed;"
        f" it holds {counted(totals['articles'], 'article')}, {counted(totals['entities'], 'entity')}"
    )
