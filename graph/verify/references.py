"""What quads refer to and who they are of: what the checks of single articles and of shared graphs have in common."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from graph.rdf.identifiers import shared_graph
from graph.rdf.validation import Violation
from graph.store.base import Iri, Store
from graph.verify.problems import Problem


def find_referred(quads: Iterable[Quad], store: Store) -> list[str]:
    """The entities, runs and relations that these quads refer to, sorted."""
    starts = tuple(f"{store.base}{kind}/" for kind in ("entity", "run", "rel"))
    objects = {quad.object for quad in quads}
    return sorted(term.value for term in objects if isinstance(term, NamedNode) and term.value.startswith(starts))


def find_described(referred: Iterable[str], store: Store) -> Iterator[Quad]:
    """What the shared graph says of entities, runs and relations."""
    entities = Iri(shared_graph("entities", store.base).value)
    for node in referred:
        yield from store.quads(entities, subject=Iri(node))


def owner_of(subject: object, base: str) -> str | None:
    """The article that a name has in it, as it is written there."""
    if not isinstance(subject, NamedNode):
        return None
    kind_and_rest = subject.value.removeprefix(base).partition("#")[0].split("/")
    return kind_and_rest[1] if len(kind_and_rest) > 1 else None


def find_repeated(quads: Iterable[Quad], store: Store) -> Iterator[Problem]:
    """Triples that stand in more than one graph: none may, since the union of the graphs counts them twice."""
    for quad in quads:
        if store.times(quad.triple) > 1:
            yield Problem(str(quad.subject), f"{quad.triple} stands in two graphs")


def to_problem(violation: Violation) -> Problem:
    """What a shape finds wrong, as a problem of its node."""
    return Problem(violation.node, f"{violation.path} {violation.message}".strip())
