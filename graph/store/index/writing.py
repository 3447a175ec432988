"""Keep the read model in step with the graph: what a change touches is noted first, and derived again after it.

A crash between the two leaves the note, and the next writer does what it says (`recover`). A tail lost in a power cut,
which neither engine may have noticed, shows in the articles' hashes: then everything is derived again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from graph.rdf.identifiers import article_id_of, shared_graph
from graph.rdf.terms import plain
from graph.store.engine import Engine
from graph.store.index.connections import Index
from graph.store.index.derivation import Extracted, Progress, deriving, hashes_of_graph, read_article, subjects_of_graph
from graph.store.index.derive import article_rows
from graph.store.index.evidence import mark_all, put_clues
from graph.store.index.tables import drop_article, put_article, put_subjects

_TABLES = (
    "article", "entity", "relation", "name", "predicate", "mention", "candidate", "statement", "side", "stance", "fact",
    "entry", "clue", "clue_key", "clue_article", "pending",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Touched:
    """Articles (by id) and subjects of the graph of entities (by IRI) that a change may alter."""

    articles: frozenset[str]
    subjects: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.articles or self.subjects)

    @classmethod
    def by(cls, quads: Iterable[Quad], base: str) -> "Touched":
        """What the quads to add or to remove touch."""
        entities = shared_graph("entities", base)
        graphs, subjects = set(), set()
        for quad in quads:
            graph = quad.graph_name
            if graph == entities:
                subjects.add(plain(quad.subject))
            else:
                graphs.add(graph)
        articles = {article_id_of(graph, base) for graph in graphs if isinstance(graph, NamedNode)}
        return cls(frozenset(name for name in articles if name is not None), frozenset(subjects))


def announce(index: Index, touched: Touched) -> None:
    """Note what is about to change."""
    rows = [(name, "article") for name in touched.articles] + [(name, "subject") for name in touched.subjects]
    with index.change() as held:
        held.executemany("INSERT OR REPLACE INTO pending VALUES (?, ?)", rows)


def follow(
    index: Index,
    engine: Engine,
    base: str,
    extracted: Extracted | None,
    known: Mapping[str, Collection[Quad]] | None = None,
) -> None:
    """Derive again what was announced; `known` holds the quads of articles that need not be read again.

    `extracted` None: nothing but names has changed, and what articles tell of who is who is as it was.
    """
    read, touched = known or {}, _announced(index)
    with deriving(index) as held:
        for name in touched.articles:
            drop_article(held, name)
        put_subjects(held, engine, base, touched.subjects)
        for name in touched.articles:
            quads = read[name] if name in read else read_article(engine, base, name)
            put_article(held, name, article_rows(quads, base))
            if extracted is not None:
                put_clues(held, name, extracted(name, quads), base)
        held.execute("DELETE FROM pending")


def recover(index: Index, engine: Engine, base: str, extracted: Extracted) -> None:
    """Finish what a crash cut off."""
    if _announced(index):
        follow(index, engine, base, extracted)
    if hashes_of_graph(engine) != {r["name"]: r["sha256"] for r in index.rows("SELECT name, sha256 FROM article")}:
        rebuild(index, engine, base, extracted)


def _announced(index: Index) -> Touched:
    rows = index.rows("SELECT name, kind FROM pending")
    by_kind = {kind: frozenset(r["name"] for r in rows if r["kind"] == kind) for kind in ("article", "subject")}
    return Touched(by_kind["article"], by_kind["subject"])


def rebuild(index: Index, engine: Engine, base: str, extracted: Extracted, progress: Progress = iter) -> None:
    """Derive the whole read model from the graph; `progress` may watch the ids of the articles go by."""
    with deriving(index) as held:
        for table in _TABLES:
            held.execute(f"DELETE FROM {table}")
        held.execute("INSERT INTO name_words(name_words) VALUES ('delete-all')")
        held.execute("INSERT INTO statement_words(statement_words) VALUES ('delete-all')")
        put_subjects(held, engine, base, subjects_of_graph(engine, base))
        for name in progress(sorted(hashes_of_graph(engine))):
            quads = read_article(engine, base, name)
            put_article(held, name, article_rows(quads, base))
            put_clues(held, name, extracted(name, quads), base)
    mark_all(index)
