"""How the graph of a store changes: wholly or not at all, and the read model with it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from threading import RLock

from pyoxigraph import NamedNode, Quad

from graph.errors import StoreError, UnknownIri
from graph.model import Annotation
from graph.rdf.curation import Decision
from graph.rdf.identifiers import article_graph, article_iri, shared_graph
from graph.rdf.renaming import curate as curate_quads
from graph.rdf.resolution import Resolution
from graph.rdf.triples import to_quads
from graph.store.curating import plan_decision, plan_following
from graph.store.engine import Engine
from graph.store.home import Home
from graph.store.index.connections import Index
from graph.store.index.derivation import deriving
from graph.store.index.evidence import clear, mark_all, mark_entities, next_stale, put_clues
from graph.store.index.writing import Touched, announce, follow, rebuild, recover
from graph.store.merging import Change, plan_change
from graph.store.names_reader import NamesReader
from graph.store.resolving import Unsettled, plan_resolution
from graph.store.updating import UpdateRequest, plan_update
from graph.store.writing import write_change, write_ontology


class GraphWriter(NamesReader):
    """The graph in an engine, and how it changes: articles, decisions and users' graphs, the read model after them."""

    def __init__(self, engine: Engine, base: str, home: Home | None, index: Index, *, writable: bool) -> None:
        super().__init__(engine, base, home, index)
        self._writable = writable
        self._writing = RLock()
        self._unsettled: dict[str, Unsettled] = {}  # articles of which the read model does not tell yet
        if writable:
            recover(self._index, engine, base, self._extracted)
            write_ontology(engine, base)

    @property
    def writable(self) -> bool:
        """True if this opening may change the store."""
        return self._writable

    def reindex(self) -> None:
        """Derive the whole read model from the graph again."""
        with self._writing:
            self._check_writable()
            rebuild(self._index, self._engine, self._base, self._extracted)
            self._unsettled = {}

    def put(self, annotation: Annotation, *, settle: bool = True) -> None:
        """Add the article, or replace what the store holds of it: wholly or not at all.

        Where many follow each other, `settle` False leaves the read model to the next `resolve`, which must come soon:
        what is not settled is kept in memory. A crash loses nothing.
        """
        quads, name = to_quads(annotation, self._base), annotation.article.id
        with self._writing:
            own = curate_quads(quads.article, article_iri(name, self._base), self.names())
            change = plan_change(self._engine, quads.graph, own, self._base)
            if settle:
                self._apply(change, known={name: own})
            else:
                self._write(change)
                with deriving(self._index) as held:
                    put_clues(held, name, quads.article, self._base)
                self._unsettled[name] = Unsettled(quads.article, own)

    def delete(self, article_id: str) -> None:
        """Take the article out, with everything that only it licensed. Raises UnknownIri if it is not there."""
        graph = article_graph(article_id, self._base)
        with self._writing:
            change = plan_change(self._engine, graph, (), self._base)
            if not change:
                raise UnknownIri(article_iri(article_id, self._base).value)
            self._unsettled.pop(article_id, None)
            self._apply(change, further=f";\nDROP SILENT GRAPH {graph}")

    def curate(self, decision: Decision) -> int:
        """Write a decision about entities down, bring all articles into line and return how many of them changed."""
        with self._writing:
            self.curation().after(decision)  # what is refused leaves no trace
            settled = self.resolve()
            resolution = self.resolution()
            change, state, articles = plan_decision(self._engine, self.decisions(), decision, resolution, self._base)
            mark_entities(self._index, self._touched_by(decision, resolution))
            self._apply(change, renamed=True)
            self._decided = state
            return settled + articles + self.resolve()

    def resolve(self, *, anew: bool = False) -> int:
        """Bring the resolution up to date with the articles and decisions and return how many articles changed.

        `anew`: look at everything again, not only at what changed since the last time.
        """
        articles = 0
        with self._writing:
            self._check_writable()
            if anew:
                mark_all(self._index)
            while stale := next_stale(self._index):
                names = self.curation(), self.resolution()
                step = plan_resolution(self._engine, self._index, stale, names, self._base, self._unsettled)
                if step.change:
                    self._apply(step.change, known=step.known, renamed=True)
                self._resolved = step.resolution
                clear(self._index, stale)
                articles += step.articles
            if self._unsettled:
                self._apply(Change(frozenset(), frozenset()), renamed=True)
        return articles

    def update(self, request: UpdateRequest) -> frozenset[str]:
        """Run a user's update; the graphs that it names for writing. ProtectedGraph where it may not write one."""
        plan = plan_update(request, self._engine, self._base, has_articles=self.has_articles())
        self.change_graphs(lambda engine: engine.update_by_user(plan.text, request.base_iri))
        return plan.graphs

    def change_graphs(self, change: Callable[[Engine], None]) -> None:
        """Have users' graphs or the graph of decisions changed; articles follow the decisions, or nothing changes."""
        with self._writing:
            self._check_writable()
            self.resolve()
            before, resolution = self.decisions(), self.resolution()
            noted = set(self._engine.quads_for_pattern(None, None, None, shared_graph("curation", self._base)))
            change(self._engine)
            following = plan_following(self._engine, noted, before, self.decisions, resolution, self._base)
            if following:
                decisions = {*before, *self.decisions()}
                names = (name for decision in decisions for name in self._touched_by(decision, resolution))
                mark_entities(self._index, names)
                self._apply(following[0], renamed=True)
                self._decided = following[1]
                self.resolve()

    def _touched_by(self, decision: Decision, resolution: Resolution) -> Iterator[str]:
        """The entities, without the base, whose resolution a decision may change: both, their parts and members."""
        merged = resolution.curation.replaced
        for entity in decision.pair:
            parts = (name for name in merged if name.startswith(f"{entity}-in-"))
            for name in (entity, entity.rpartition("-in-")[0], *parts, *resolution.curation.members(entity)):
                yield name.removeprefix(self._base)

    def _apply(
        self,
        change: Change,
        *,
        further: str = "",
        known: Mapping[str, Collection[Quad]] | None = None,
        renamed: bool = False,
    ) -> None:
        """Change the graph, and then the read model, with all that was left to do of it.

        `renamed`: the change is one of names, and what extraction gave is as it was.
        """
        self._write(change, further)
        unsettled = {name: one.own for name, one in self._unsettled.items()}
        extracted = None if renamed else self._extracted
        follow(self._index, self._engine, self._base, extracted, {**unsettled, **(known or {})})
        self._unsettled = {}

    def _write(self, change: Change, further: str = "") -> None:
        """Change the graph; the read model knows before what is to come, so that a crash loses nothing."""
        self._check_writable()
        touched = Touched.by([*change.removed, *change.added], self._base)
        announce(self._index, touched)
        write_change(self._engine, change, further)
        self._engine.prefetch([(NamedNode(subject), None, None) for subject in touched.subjects])

    def _check_writable(self) -> None:
        if not self._writable:
            raise StoreError("the store is open for reading only")
