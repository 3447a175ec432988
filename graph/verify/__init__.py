"""Whether a store is what it should be: every quote in its text, every shape kept, every shared triple licensed.

Problems come as they are found. An article is checked with its own graph and the descriptions that it refers to, the
shared graphs a piece at a time, and all else by look-ups in an index: the time grows with the store, memory does not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.errors import StoreError
from graph.model import Stance
from graph.rdf import terms
from graph.rdf.curation import curation_quads
from graph.rdf.identifiers import SHARED_GRAPHS, article_graph, article_id_of, article_iri, is_reserved, shared_graph
from graph.rdf.resolution import resolution_quads
from graph.rdf.sharing import from_licence, is_contested, other_classes, other_label
from graph.rdf.validation import Violation, find_violations
from graph.rdf.vocabulary import HUS, LABELS, RDF, STANCE, STANCE_PREDICATE
from graph.store.base import IndexComparison, Iri, Store
from graph.verify.problems import Problem
from graph.verify.texts import find_wrong_text, find_wrong_words

_STANCES = {STANCE_PREDICATE[stance]: STANCE[stance] for stance in Stance}
_PIECE = 1000  # subjects of a shared graph that are looked at together


def verify(store: Store, watch: Callable[[Sequence[str]], Iterable[str]] = iter) -> Iterator[Problem]:
    """Yield everything that is wrong with the store, as it is found; nothing: all is well.

    `watch` may show how the ids of the articles go by.
    """
    with store.compare_index() as index:
        yield from _graph(store, watch, index.take)
        yield from _index(index)
    yield from _derived(store)


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


def verify_article(store: Store, article_id: str, quads: Sequence[Quad]) -> Iterator[Problem]:
    """Yield what is wrong with one article's graph, given as its quads, and with how it refers to what is shared."""
    graph = article_graph(article_id, store.base)
    referred = _referred(quads, store)
    described = list(_described(referred, store))
    yield from find_wrong_text(article_iri(article_id, store.base).value, quads)
    yield from find_wrong_words(quads)
    yield from _unnamed(quads)
    yield from _dangling(referred, described)
    yield from _missing(quads, described, store)
    yield from _repeated(_foreign(quads, graph, store), store)
    yield from map(_broken, find_violations(quads, described))


def _unnamed(quads: Iterable[Quad]) -> Iterator[Problem]:
    """Terms that no article has: whatever is told of has a name, and nothing tells of triples."""
    for quad in quads:
        for term in (quad.subject, quad.object):
            if not isinstance(term, NamedNode | Literal):
                yield Problem(str(quad.subject), f"{quad.triple} has {term}, which is neither a name nor a value")


def _referred(quads: Iterable[Quad], store: Store) -> list[str]:
    """The entities, runs and relations that these quads refer to, sorted."""
    starts = tuple(f"{store.base}{kind}/" for kind in ("entity", "run", "rel"))
    objects = {quad.object for quad in quads}
    return sorted(term.value for term in objects if isinstance(term, NamedNode) and term.value.startswith(starts))


def _described(referred: Iterable[str], store: Store) -> Iterator[Quad]:
    """What the shared graph says of entities, runs and relations."""
    entities = Iri(shared_graph("entities", store.base).value)
    for node in referred:
        yield from store.quads(entities, subject=Iri(node))


def _dangling(referred: Iterable[str], described: Iterable[Quad]) -> Iterator[Problem]:
    known = {quad.subject.value for quad in described if isinstance(quad.subject, NamedNode)}
    yield from (Problem(iri, "is referred to and not described") for iri in referred if iri not in known)


def _missing(quads: Iterable[Quad], described: Iterable[Quad], store: Store) -> Iterator[Problem]:
    """What the article licenses and the shared graphs do not hold."""
    standing = {str(quad.triple) for quad in described}  # a licence is a triple as text: most are settled by this
    for quad in quads:
        if quad.predicate == HUS.licenses and isinstance(quad.object, Literal) and quad.object.value not in standing:
            triple = _licensed(quad.object.value)
            if triple is None:
                yield Problem(str(quad.subject), f"licenses {quad.object.value!r}, which is no triple")
            elif not any(map(store.holds, _resolutions(triple))):
                yield Problem(str(triple.subject), f"lacks {triple}, which {quad.subject} licenses")


def _licensed(text: str) -> Triple | None:
    try:
        return from_licence(text)
    except (SyntaxError, ValueError):
        return None


def _resolutions(triple: Triple) -> list[Triple]:
    """The triples of which one must stand where this one is licensed."""
    if not is_contested(triple):
        return [triple]
    return other_label(triple) if triple.predicate in LABELS else other_classes(triple)


def _foreign(quads: Sequence[Quad], graph: NamedNode, store: Store) -> list[Quad]:
    """The quads with subjects that are not, by their names, of this graph's article.

    `{base}statement/a1/0f` is of `{base}graph/article/a1` and of no other graph: so a triple that stands in the graphs
    of two articles is foreign to at least one of them, and those that are not need no look-up.
    """
    own = graph.value.rpartition("/")[2]
    foreign = {subject for subject in {quad.subject for quad in quads} if _owner(subject, store.base) != own}
    return [quad for quad in quads if quad.subject in foreign]


def _owner(subject: object, base: str) -> str | None:
    """The article that a name has in it, as it is written there."""
    if not isinstance(subject, NamedNode):
        return None
    kind_and_rest = subject.value.removeprefix(base).partition("#")[0].split("/")
    return kind_and_rest[1] if len(kind_and_rest) > 1 else None


def _repeated(quads: Iterable[Quad], store: Store) -> Iterator[Problem]:
    """Triples that stand in more than one graph: none may, since the union of the graphs counts them twice."""
    for quad in quads:
        if store.times(quad.triple) > 1:
            yield Problem(str(quad.subject), f"{quad.triple} stands in two graphs")


def _broken(violation: Violation) -> Problem:
    return Problem(violation.node, f"{violation.path} {violation.message}".strip())


def _graphs(store: Store) -> Iterator[Problem]:
    """Graphs that no article and nothing else accounts for."""
    articles = {article_graph(article_id, store.base).value for article_id in store.articles()}
    shared = {shared_graph(name, store.base).value for name in SHARED_GRAPHS}
    for graph in store.graphs():
        if is_reserved(graph, store.base) and graph not in articles and graph not in shared:
            is_article = article_id_of(NamedNode(graph), store.base) is not None
            yield Problem(graph, "holds no article" if is_article else "is no graph of the store")
            yield from _repeated(store.quads(graph), store)


def _shared(store: Store) -> Iterator[Problem]:
    """What the shared graphs hold and nobody licenses, and entities that have not their shape."""
    for name in SHARED_GRAPHS:
        for quads in _pieces(store.quads(Iri(shared_graph(name, store.base).value))):
            yield from _repeated(quads, store)
            if name in ("entities", "edges"):
                yield from _unlicensed(quads, name, store)
            if name in ("entities", "curation", "resolution"):
                yield from map(_broken, find_violations(quads, _described(_referred(quads, store), store)))


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
    graph = Iri(f"{store.base}graph/article/{_owner(node, store.base)}")
    quads = (quad for quad in store.quads(graph, subject=Iri(node.value)) if quad.predicate == HUS.takes)
    taken = (quad.object for quad in quads if isinstance(quad.object, NamedNode))
    side = (HUS.stance, _STANCES[edge.predicate]), (HUS.target, edge.object)
    return any(all(store.holds(Triple(one, predicate, value)) for predicate, value in side) for one in taken)


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


def _resolved(store: Store) -> Iterator[Problem]:
    """What the graph of the resolution should not hold, and merges whose outcome the store does not show."""
    graph, held = Iri(shared_graph("resolution", store.base).value), store.resolution()
    for quad in sorted(set(store.quads(graph)) ^ resolution_quads(held, store.base), key=str):
        yield Problem(str(quad.subject), f"has or lacks {quad.triple} in the graph of the resolution")
    names, entities = store.names(), Iri(shared_graph("entities", store.base).value)
    for merge in held.merges:
        if names.resolve(merge.entity) != merge.entity:
            for quad in store.quads(entities, subject=Iri(merge.entity)):
                yield Problem(merge.entity, f"has {quad.triple}, though the resolution put another one in its place")


def _derived(store: Store) -> Iterator[Problem]:
    """Merges that the articles do not give, or that they give and the store has not; none where a resolution is due."""
    if not store.is_resolved():
        return
    held, wanted = store.resolution(), store.unresolved()
    for entity in sorted({merge.entity for merge in set(held.merges) ^ set(wanted.merges)} | held.apart ^ wanted.apart):
        yield Problem(entity, "is not resolved as its articles give it; resolve with: hustings entities resolve")


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
CHECKS: tuple[Callable[[Store], Iterator[Problem]], ...] = (_graphs, _shared, _curated, _resolved)
