"""What it takes to derive the read model: a transaction on it, and what to read of the graph."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Connection

from pyoxigraph import Quad

from graph.errors import StoreError
from graph.rdf.identifiers import article_graph, shared_graph
from graph.rdf.terms import plain
from graph.rdf.vocabulary import DCTERMS, HUS
from graph.store.engine import Engine
from graph.store.index.connections import Index

Progress = Callable[[Sequence[str]], Iterable[str]]
Extracted = Callable[[str, Collection[Quad]], Collection[Quad]]  # an article's quads → as extraction gave them


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


def read_article(engine: Engine, base: str, name: str) -> list[Quad]:
    """Return the quads of an article's own graph."""
    return list(engine.quads_for_pattern(None, None, None, article_graph(name, base)))


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
