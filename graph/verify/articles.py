"""Whether one article's graph is what it should be, and refers to what is there."""

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.rdf.identifiers import article_graph, article_iri
from graph.rdf.sharing import from_licence, is_contested, other_classes, other_label
from graph.rdf.validation import find_violations
from graph.rdf.vocabulary import HUS, LABELS
from graph.store.base import Store
from graph.verify.problems import Problem
from graph.verify.references import find_described, find_referred, find_repeated, owner_of, to_problem
from graph.verify.texts import find_wrong_text, find_wrong_words


def verify_article(store: Store, article_id: str, quads: Sequence[Quad]) -> Iterator[Problem]:
    """Yield what is wrong with one article's graph, given as its quads, and with how it refers to what is shared."""
    graph = article_graph(article_id, store.base)
    referred = find_referred(quads, store)
    described = list(find_described(referred, store))
    yield from find_wrong_text(article_iri(article_id, store.base).value, quads)
    yield from find_wrong_words(quads)
    yield from _unnamed(quads)
    yield from _dangling(referred, described)
    yield from _missing(quads, described, store)
    yield from find_repeated(_foreign(quads, graph, store), store)
    yield from map(to_problem, find_violations(quads, described))


def _unnamed(quads: Iterable[Quad]) -> Iterator[Problem]:
    """Terms that no article has: whatever is told of has a name, and nothing tells of triples."""
    for quad in quads:
        for term in (quad.subject, quad.object):
            if not isinstance(term, NamedNode | Literal):
                yield Problem(str(quad.subject), f"{quad.triple} has {term}, which is neither a name nor a value")


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
    foreign = {subject for subject in {quad.subject for quad in quads} if owner_of(subject, store.base) != own}
    return [quad for quad in quads if quad.subject in foreign]
