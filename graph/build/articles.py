"""Articles into a store: each is read, annotated and put in, or left as it is where nothing has changed.

One process writes, whoever annotates; the store gives the same quads whatever the order in which articles come.
"""

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from graph.build.annotator import Annotate
from graph.build.fingerprints import Fingerprint
from graph.build.processes import annotate_all
from graph.build.trying import Skipped, attempt, one_line
from graph.errors import InputError
from graph.model import Annotation, Article
from graph.store.base import Store

log = logging.getLogger(__name__)

# The engine keeps in memory what was not flushed: 2 MB an article of common length.
_FLUSH_EVERY = 100_000  # characters of text
_COMPACT_FROM = 10  # articles: it takes as long as building a few


@dataclass(frozen=True, slots=True)
class Built:
    """An article in the store, with the number of statements and facts found in it."""

    article: str
    statements: int
    facts: int


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article that the store holds as it would be built."""

    article: str


Outcome = Built | Unchanged | Skipped


@dataclass(slots=True)
class BuildReport:
    """How many articles became what, and how much was found in those that were built."""

    built: int = 0
    unchanged: int = 0
    skipped: int = 0
    statements: int = 0
    facts: int = 0

    def count(self, outcome: Outcome) -> None:
        """Add one article."""
        if isinstance(outcome, Built):
            self.built += 1
            self.statements += outcome.statements
            self.facts += outcome.facts
        elif isinstance(outcome, Unchanged):
            self.unchanged += 1
        else:
            self.skipped += 1


def build(
    articles: Iterable[Article | InputError],
    store: Store,
    annotate: Annotate,
    *,
    workers: int = 0,
    fingerprint: Fingerprint | None = None,
    again: bool = False,
    report: BuildReport | None = None,
    done: Callable[[Outcome], object] = lambda _: None,
    show: Callable[[Annotation], object] = lambda _: None,
) -> BuildReport:
    """Put every article into the store; one that fails is skipped, the rest goes in.

    What could not be read comes as its error among the articles. An article whose `fingerprint` the store has is left
    as it is, unless `again`. `workers` is the number of processes that annotate beside this one, which reads and
    writes; `annotate` must then be picklable. `done` hears of every article, `show` gets what was found in it, both
    once it is in the store; `report` is counted on. A store that cannot be written ends the build.
    """
    report = report if report is not None else BuildReport()
    unflushed = 0
    to_do = _to_do(articles, store, None if again else fingerprint)
    found: Generator[Annotation | Skipped | Unchanged, None, None] = annotate_all(to_do, annotate, workers)
    try:
        with closing(found):
            for one in found:
                outcome = _put(one, store, fingerprint) if isinstance(one, Annotation) else one
                report.count(outcome)
                done(outcome)
                if isinstance(one, Annotation):
                    show(one)
                    unflushed += len(one.article.text)
                if unflushed >= _FLUSH_EVERY:
                    _settle(store)
                    unflushed = 0
    finally:
        _settle(store)
    if report.built >= _COMPACT_FROM:
        store.compact()
    return report


def _settle(store: Store) -> None:
    """Have the store find what is one in several articles, and keep what was written."""
    try:
        store.resolve()
    finally:
        store.flush()


def _to_do(
    articles: Iterable[Article | InputError], store: Store, fingerprint: Fingerprint | None
) -> Iterator[Article | Unchanged | Skipped]:
    for one in articles:
        if isinstance(one, InputError):
            yield Skipped(None, one_line(one))
        elif fingerprint is not None and store.fingerprint(one.id) == fingerprint(one):
            yield Unchanged(one.id)
        else:
            yield one


def _put(annotation: Annotation, store: Store, fingerprint: Fingerprint | None) -> Built | Skipped:
    article = annotation.article
    if fingerprint is not None:
        annotation = replace(annotation, fingerprint=fingerprint(article))
    failed = attempt(article.id, lambda: store.put(annotation, settle=False))
    if isinstance(failed, Skipped):
        return failed
    log.info("article built", extra={"article": article.id})
    return Built(article.id, len(annotation.statements), len(annotation.facts))
