"""Articles into a store: the one place that wires the layers together."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import HustingsError, InputError, StoreError
from graph.model import Annotation, Article
from graph.store.base import Store

log = logging.getLogger(__name__)
Annotate = Callable[[Article], Annotation]
_COMPACT_FROM = 10  # articles: it takes as long as building a few


@dataclass(frozen=True, slots=True)
class Skipped:
    """An article that could not be built, and why, in one line."""

    article: str | None  # None: it could not even be read
    reason: str


@dataclass(frozen=True, slots=True)
class Built:
    """An article in the store, with the number of things found in it."""

    article: str
    entities: int
    statements: int
    facts: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, in the order of the articles."""

    built: tuple[Built, ...]
    skipped: tuple[Skipped, ...]


def build(articles: Iterable[Article | InputError], store: Store, annotate: Annotate) -> BuildReport:
    """Put every article into the store; one that fails is reported and skipped, the rest goes in.

    What could not be read comes as its error among the articles. A store that cannot be written ends the build.
    """
    done: list[Built | Skipped] = []
    try:
        done.extend(_build_one(article, store, annotate) for article in articles)
    finally:
        store.flush()
    if sum(isinstance(one, Built) for one in done) >= _COMPACT_FROM:
        store.compact()
    return BuildReport(
        tuple(one for one in done if isinstance(one, Built)), tuple(one for one in done if isinstance(one, Skipped))
    )


def make_annotator(model: str, seeds: Path | None = None, *, learned: bool = True) -> Annotate:
    """What turns an article into its annotation: the spaCy pipeline of that name, then linking to the gazetteer.

    `seeds` is where a user's own imports are kept; without it, only what comes with Hustings is known. Without
    `learned`, rules alone find statements and stances.
    """
    # Imported here, so that commands which only read a store load neither spaCy nor the gazetteer.
    from graph.linking import link, load_gazetteer
    from graph.nlp.parser import load_nlp
    from graph.nlp.pipeline import annotate
    from graph.seeding import current

    nlp, gazetteer = load_nlp(model), load_gazetteer(current(seeds) if seeds else None)
    return lambda article: link(annotate(nlp, article, learned=learned), gazetteer)


def _build_one(article: Article | InputError, store: Store, annotate: Annotate) -> Built | Skipped:
    if isinstance(article, InputError):
        return Skipped(None, _one_line(article))
    try:
        annotation = annotate(article)
        store.put(annotation)
    except StoreError:
        raise
    except HustingsError as error:
        return Skipped(article.id, _one_line(error))
    except Exception as error:  # a defect of ours must not cost the user the other articles
        log.debug("article failed", extra={"article": article.id}, exc_info=True)
        return Skipped(article.id, f"{type(error).__name__}: {_one_line(error)}")
    log.info("article built", extra={"article": article.id})
    return Built(article.id, len(annotation.entities), len(annotation.statements), len(annotation.facts))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
