"""Whether a store is what it should be: every quote in its text, every shape kept, every shared triple licensed.

An article is checked with its own graph and the descriptions that it refers to, so that memory does not grow with the
store. SHACL takes most of the time: 0.16 s for an article of thirty statements and thirty facts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Triple

import ontology
from graph.rdf.curation import curation_quads
from graph.rdf.identifiers import SHARED_GRAPHS, article_graph, article_id_of, article_iri, shared_graph
from graph.rdf.shapes import find_violations
from graph.rdf.sharing import from_licence, is_contested, other_classes, other_label
from graph.rdf.vocabulary import HUS, LABELS, NIF
from graph.store.base import Iri, Store

Values = dict[str, dict[NamedNode, str]]  # subject → predicate → value, for properties that have one


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a store that should not be so."""

    where: str  # IRI of the article, node or graph
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify(store: Store) -> list[Problem]:
    """Everything that is wrong with the store; empty: all is well."""
    return [problem for check in (_articles, _shared, _curated, _whole, _index) for problem in check(store)]


def verify_article(store: Store, article_id: str) -> list[Problem]:
    """What is wrong with one article's graph, and with what it refers to."""
    article = article_iri(article_id, store.base).value
    quads = list(store.quads(Iri(article_graph(article_id, store.base).value)))
    described = list(_described(quads, store))
    problems = [*_text(article, quads), *_dangling(quads, described, store), *_missing(quads, store)]
    problems += _repeated(quads, store)
    violations = find_violations([*quads, *described])
    return problems + [Problem(v.node, f"{v.path} {v.message}".strip()) for v in violations]


def _articles(store: Store) -> Iterator[Problem]:
    known = set(store.articles())
    for graph in store.graphs():
        held = article_id_of(NamedNode(graph), store.base)
        if held is not None and held not in known:
            yield Problem(graph, "holds no article")
    for article_id in sorted(known):
        yield from verify_article(store, article_id)


def _text(article: str, quads: Iterable[Quad]) -> Iterator[Problem]:
    """Hash and quotes: what was stored is what the text says."""
    values: Values = {}
    for quad in quads:
        if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            values.setdefault(quad.subject.value, {})[quad.predicate] = quad.object.value
    own = values.get(article, {})
    text = own.get(NIF.isString)
    if text is None:
        yield Problem(article, "has no text")
        return
    if sha256(text.encode()).hexdigest() != own.get(HUS.textSha256):
        yield Problem(article, "its text does not have the hash that was stored")
    for node, said in values.items():
        if NIF.anchorOf in said and said[NIF.anchorOf] != _piece(text, said):
            yield Problem(node, f"quotes {said[NIF.anchorOf]!r}, the text has {_piece(text, said)!r}")


def _repeated(quads: Iterable[Quad], store: Store) -> Iterator[Problem]:
    """Triples that other graphs hold too: none may, since the union of the graphs counts them twice."""
    for quad in quads:
        if store.times(quad.triple) > 1:
            yield Problem(str(quad.subject), f"{quad.triple} stands in two graphs")


def _piece(text: str, said: dict[NamedNode, str]) -> str | None:
    begin, end = said.get(NIF.beginIndex, ""), said.get(NIF.endIndex, "")
    return text[int(begin) : int(end)] if begin.isdecimal() and end.isdecimal() else None


def _described(quads: Iterable[Quad], store: Store) -> Iterator[Quad]:
    """What the shared graph says of the entities and runs that these quads refer to."""
    entities = Iri(shared_graph("entities", store.base).value)
    for node in sorted(_referred(quads, store)):
        yield from store.quads(entities, subject=Iri(node))


def _referred(quads: Iterable[Quad], store: Store) -> set[str]:
    starts = tuple(f"{store.base}{kind}/" for kind in ("entity", "run", "rel"))
    objects = (quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
    return {iri for iri in objects if iri.startswith(starts)}


def _dangling(quads: Iterable[Quad], described: Iterable[Quad], store: Store) -> Iterator[Problem]:
    known = {quad.subject.value for quad in described if isinstance(quad.subject, NamedNode)}
    for iri in sorted(_referred(quads, store) - known):
        yield Problem(iri, "is referred to and not described")


def _missing(quads: Iterable[Quad], store: Store) -> Iterator[Problem]:
    """What the article licenses and the shared graphs do not hold."""
    for quad in quads:
        if quad.predicate == HUS.licenses and isinstance(quad.object, Literal):
            triple = from_licence(quad.object.value)
            if not any(_stands(option, store) for option in _resolutions(triple)):
                yield Problem(str(triple.subject), f"lacks {triple}, which {quad.subject} licenses")


def _resolutions(triple: Triple) -> list[Triple]:
    """The triples of which one must stand where this one is licensed."""
    if not is_contested(triple):
        return [triple]
    return other_label(triple) if triple.predicate in LABELS else other_classes(triple)


def _stands(triple: Triple, store: Store) -> bool:
    subject, value = triple.subject, triple.object
    if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
        return False
    return store.holds(triple)


def _shared(store: Store) -> Iterator[Problem]:
    """What the shared graphs hold and nobody licenses."""
    for name in ("entities", "edges"):
        for quad in store.quads(Iri(shared_graph(name, store.base).value)):
            triple = Triple(quad.subject, quad.predicate, quad.object)
            options = other_label(triple) if triple.predicate in LABELS else [triple]
            if not any(store.is_licensed(option) for option in options):
                yield Problem(str(quad.subject), f"has {triple} among the {name}, which nothing licenses")


def _curated(store: Store) -> Iterator[Problem]:
    """Decisions whose outcome the store does not show."""
    graph, decisions = Iri(shared_graph("curation", store.base).value), store.decisions()
    held, wanted = set(store.quads(graph)), curation_quads(decisions, store.base)
    for quad in sorted(held ^ wanted, key=str):
        yield Problem(str(quad.subject), f"{'lacks' if quad in wanted else 'has'} {quad.triple} in the curation graph")
    for old in sorted({decision.entity for decision in decisions}):
        for quad in store.quads(Iri(shared_graph("entities", store.base).value), subject=Iri(old)):
            if store.curation().name(old, "") != old:
                yield Problem(old, f"has {quad.triple}, though a decision put another one in its place")


def _whole(store: Store) -> Iterator[Problem]:
    """What only the store as a whole shows."""
    for name in sorted(_shared_names(store)):
        yield from _repeated(store.quads(Iri(name)), store)
    answer = store.query(ontology.read("competency/edges_without_statement.rq"))
    if isinstance(answer, QuerySolutions):
        for source, predicate, target in answer:
            yield Problem(str(source), f"{predicate} {target} is an edge that no statement shows")
    for graph in store.graphs():
        if article_id_of(NamedNode(graph), store.base) is None and graph not in _shared_names(store):
            yield Problem(graph, "is no graph of the store")


def _index(store: Store) -> Iterator[Problem]:
    """What the read model has and the graph does not say, or lacks."""
    for difference in store.index_differences():
        yield Problem("index", f"{difference}, unlike the graph; make it again with: hustings index")


def _shared_names(store: Store) -> set[str]:
    return {shared_graph(name, store.base).value for name in SHARED_GRAPHS}
