"""Whether the graphs that all articles share hold what is licensed, and whether there are graphs of nothing."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from pyoxigraph import NamedNode, Quad, Triple

from graph.model import Stance
from graph.rdf import terms
from graph.rdf.identifiers import SHARED_GRAPHS, article_graph, article_id_of, is_reserved, shared_graph
from graph.rdf.sharing import other_label
from graph.rdf.validation import find_violations
from graph.rdf.vocabulary import HUS, LABELS, RDF, STANCE, STANCE_PREDICATE
from graph.store.base import Iri, Store
from graph.verify.problems import Problem
from graph.verify.references import find_described, find_referred, find_repeated, owner_of, to_problem

_STANCES = {STANCE_PREDICATE[stance]: STANCE[stance] for stance in Stance}
_PIECE = 1000  # subjects of a shared graph that are looked at together


def find_strange_graphs(store: Store) -> Iterator[Problem]:
    """Graphs that no article and nothing else accounts for."""
    articles = {article_graph(article_id, store.base).value for article_id in store.articles()}
    shared = {shared_graph(name, store.base).value for name in SHARED_GRAPHS}
    for graph in store.graphs():
        if is_reserved(graph, store.base) and graph not in articles and graph not in shared:
            is_article = article_id_of(NamedNode(graph), store.base) is not None
            yield Problem(graph, "holds no article" if is_article else "is no graph of the store")
            yield from find_repeated(store.quads(graph), store)


def find_unlicensed(store: Store) -> Iterator[Problem]:
    """What the shared graphs hold and nobody licenses, and entities that have not their shape."""
    for name in SHARED_GRAPHS:
        for quads in _pieces(store.quads(Iri(shared_graph(name, store.base).value))):
            yield from find_repeated(quads, store)
            if name in ("entities", "edges"):
                yield from _unlicensed(quads, name, store)
            if name in ("entities", "curation", "resolution"):
                yield from map(to_problem, find_violations(quads, find_described(find_referred(quads, store), store)))


def _pieces(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """The quads, some subjects at a time: those of one subject stand together."""
    subjects = (list(group) for _, group in groupby(quads, key=lambda quad: quad.subject))
    while piece := [quad for group in islice(subjects, _PIECE) for quad in group]:
        yield piece


def _unlicensed(quads: Iterable[Quad], name: str, store: Store) -> Iterator[Problem]:
    for quad in quads:
        triple = quad.triple
        options = other_label(triple) if triple.predicate in LABELS else [triple]
        if not any(map(store.is_licensed, options)):
            yield Problem(str(quad.subject), f"has {triple} among the {name}, which nothing licenses")
        elif triple.predicate in _STANCES and not any(_shows(node, triple, store) for node in store.licensers(triple)):
            yield Problem(str(quad.subject), f"{triple.predicate} {triple.object} is an edge that no statement shows")


def _shows(node: NamedNode, edge: Triple, store: Store) -> bool:
    """Whether a statement or fact takes the side, or is a fact that says this edge; asserts it and does not deny it."""
    parts = ((RDF.subject, edge.subject), (HUS.negated, terms.boolean(False)), (HUS.modality, HUS.Asserted))
    if not all(store.holds(Triple(node, predicate, value)) for predicate, value in parts):
        return False
    said = (RDF.type, HUS.Fact), (RDF.predicate, edge.predicate), (RDF.object, edge.object)
    if all(store.holds(Triple(node, predicate, value)) for predicate, value in said):
        return True
    graph = Iri(f"{store.base}graph/article/{owner_of(node, store.base)}")
    quads = (quad for quad in store.quads(graph, subject=Iri(node.value)) if quad.predicate == HUS.takes)
    taken = (quad.object for quad in quads if isinstance(quad.object, NamedNode))
    side = (HUS.stance, _STANCES[edge.predicate]), (HUS.target, edge.object)
    return any(all(store.holds(Triple(one, predicate, value)) for predicate, value in side) for one in taken)
