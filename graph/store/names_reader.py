"""What the entities of an open store are called: what people decided, and what the resolution made of it."""

from collections.abc import Collection

from pyoxigraph import Quad

from graph.rdf.curation import Curation, Decision, to_curation
from graph.rdf.identifiers import shared_graph
from graph.rdf.resolution import Resolution, ResolvedNames
from graph.store.base import Iri
from graph.store.curating import read_decisions
from graph.store.engine import Engine
from graph.store.graph_reader import GraphReader
from graph.store.home import Home
from graph.store.index.connections import Index
from graph.store.index.evidence import Stale, next_stale
from graph.store.naming import extracted_quads
from graph.store.resolving import read_resolution, resolve_clues


class NamesReader(GraphReader):
    """The graph in an engine, and what its entities are called after the decisions and the resolution in it."""

    def __init__(self, engine: Engine, base: str, home: Home | None, index: Index) -> None:
        super().__init__(engine, base, home, index)
        self._decided: Curation | None = None  # None: not read yet
        self._resolved: Resolution | None = None  # None: not read yet

    def resolution(self) -> Resolution:
        """Return what the resolution decided so far."""
        if self._resolved is None:
            self._resolved = read_resolution(
                lambda name: self.select(name, Iri(shared_graph("resolution", self._base).value))
            )
        return self._resolved

    def unresolved(self) -> Resolution:
        """Return what the articles and decisions amount to, worked out anew from all of them; nothing is changed."""
        return resolve_clues(self._index, Stale(everything=True), self.curation(), self._base)[0]

    def is_resolved(self) -> bool:
        """True if nothing has changed since the resolution was brought up to date."""
        return not next_stale(self._index)

    def names(self) -> ResolvedNames:
        """Return what entities are called after decisions and the resolution."""
        return self.resolution().names(self.curation())

    def curation(self) -> Curation:
        """Return what was decided about entities so far."""
        if self._decided is None:
            self._decided = to_curation(self.decisions())
        return self._decided

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions about entities in their order, those that were taken back too."""
        return read_decisions(lambda name: self.select(name, Iri(shared_graph("curation", self._base).value)))

    def _extracted(self, name: str, quads: Collection[Quad]) -> Collection[Quad]:
        """Return an article's own quads as extraction gave them."""
        return extracted_quads(name, quads, self.names(), self._base)
