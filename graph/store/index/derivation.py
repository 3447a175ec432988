"""What it takes to derive the read model: a transaction on it, and what to read of the graph."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Connection

from graph.errors import StoreError
from graph.rdf.identifiers import article_graph, shared_graph
from graph.rdf.terms import plain
from graph.rdf.vocabulary import DCTERMS, HUS
from graph.store.engine import Engine
from graph.store.index.connections import Index
from graph.store.index.derive import ArticleRows, article_rows

Progress = Callable[[Sequence[str]], Iterable[str]]


@contextmanager
def deriving(index: Index) -> Iterator[Connection]:
    """A transaction on the read model; StoreError where the graph says what no index can hold."""
    try:
        with index.change() as held:
            yield held
    except (ValueError, LookupError, ArithmeticError) as error:
        raise StoreError(
            f"no index can be made of the graph ({error}); load a good dump, or build the articles again"
        ) from error


def read_article(engine: Engine, base: str, name: str) -> ArticleRows | None:
    """Return the rows that an article's graph amounts to; None where the store has no such article."""
    return article_rows(engine.quads_for_pattern(None, None, None, article_graph(name, base)), base)


def subjects_of_graph(engine: Engine, base: str) -> Iterator[str]:
    """The subjects of the graph of entities, each once."""
    before: set[str] = set()
    for quad in engine.quads_for_pattern(None, None, None, shared_graph("entities", base)):
        subject = plain(quad.subject)
        if subject not in before:
            before.add(subject)
            yield subject


def hashes_of_graph(engine: Engine) -> dict[str, str]:
    """The articles of the graph, by id, with the hashes of their texts."""
    names = {q.subject: plain(q.object) for q in engine.quads_for_pattern(None, DCTERMS.identifier, None)}
    hashes = engine.quads_for_pattern(None, HUS.textSha256, None)
    return {names[q.subject]: plain(q.object) for q in hashes if q.subject in names}
