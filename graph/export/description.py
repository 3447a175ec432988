"""An entity as triples: its own description, and that of the statements, facts and sides that its page shows."""

from pyoxigraph import Triple

from graph.rdf.identifiers import article_graph, shared_graph
from graph.rdf.terms import plain
from graph.rdf.vocabulary import HUS
from graph.store.base import Iri, Store

_SIDES = frozenset({HUS.takes, HUS.mayTake})


def describe(store: Store, entity: Iri, *, limit: int | None = None, offset: int = 0) -> list[Triple]:
    """The triples of an entity and of the statements by it, about it and facts with it, at most `limit` of each."""
    entities = Iri(shared_graph("entities", store.base).value)
    found = {quad.triple for quad in store.quads(entities, subject=entity)}
    reader = store.reader
    said, _ = reader.statements(source=entity, limit=limit, offset=offset)
    about, _ = reader.statements_about(entity, limit, offset)
    facts, _ = reader.facts(entity, limit=limit, offset=offset)
    made = [("statement", row) for row in (*said, *about)] + [("fact", row) for row in facts]
    for kind, row in made:
        article = row["article_name"]
        graph = Iri(article_graph(article, store.base).value)
        quads = list(store.quads(graph, subject=Iri(reader.made_iri(kind, article, row["key"]))))
        for side in (quad.object for quad in quads if quad.predicate in _SIDES):
            quads += store.quads(graph, subject=Iri(plain(side)))
        found |= {quad.triple for quad in quads if quad.predicate != HUS.licenses}
    return sorted(found, key=str)
