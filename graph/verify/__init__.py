"""Whether a store is what it should be: every quote in its text, every shape kept, every shared triple licensed.

Problems come as they are found. An article is checked with its own graph and the descriptions that it refers to, the
shared graphs a piece at a time, and all else by look-ups in an index: the time grows with the store, memory does not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from pyoxigraph import Quad

from graph.errors import StoreError
from graph.rdf.identifiers import article_graph
from graph.store.base import IndexComparison, Iri, Store
from graph.verify.articles import verify_article
from graph.verify.decisions import find_uncurated, find_underived, find_unresolved
from graph.verify.problems import Problem
from graph.verify.shared import find_strange_graphs, find_unlicensed

__all__ = ["CHECKS", "verify", "verify_article", "verify_graph"]


def verify(store: Store, watch: Callable[[Sequence[str]], Iterable[str]] = iter) -> Iterator[Problem]:
    """Yield everything that is wrong with the store, as it is found; nothing: all is well.

    `watch` may show how the ids of the articles go by.
    """
    with store.compare_index() as index:
        yield from _graph(store, watch, index.take)
        yield from _index(index)
    yield from find_underived(store)


def verify_graph(store: Store, watch: Callable[[Sequence[str]], Iterable[str]] = iter) -> Iterator[Problem]:
    """Yield everything that is wrong with the graph of a store: for one whose read model is still to be made."""
    yield from _graph(store, watch, lambda *_: None)


def _graph(
    store: Store, watch: Callable[[Sequence[str]], Iterable[str]], take: Callable[[str, Sequence[Quad]], None]
) -> Iterator[Problem]:
    for article_id in watch(store.articles()):
        quads = list(store.quads(Iri(article_graph(article_id, store.base).value)))
        yield from verify_article(store, article_id, quads)
        take(article_id, quads)
    for check in CHECKS:
        yield from check(store)


def _index(compared: IndexComparison) -> Iterator[Problem]:
    """What the read model has and the graph does not say, or lacks."""
    try:
        differences = compared.differences()
    except StoreError as error:  # the checks before say how it is damaged
        yield Problem("index", f"cannot be compared with the graph: {error}")
        return
    for difference in differences:
        yield Problem("index", f"{difference}, unlike the graph; make it again with: hustings index")


# What is checked of the graph beside single articles, each a function of the store: a further check joins here.
CHECKS: tuple[Callable[[Store], Iterator[Problem]], ...] = (
    find_strange_graphs,
    find_unlicensed,
    find_uncurated,
    find_unresolved,
)
