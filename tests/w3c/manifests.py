"""Manifests of the W3C's SPARQL 1.1 tests, read as plain values; they lie beside the project, not in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

SUITE = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "w3c" / "sparql" / "sparql11"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


class Manifest:
    """One file, whose nodes are asked for what they say."""

    def __init__(self, path: Path) -> None:
        self.base = path.resolve().as_uri()
        self._store = ox.Store()
        self._store.load(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=self.base)

    def all(self, node, *path: str) -> list:
        """The values at the end of a path of properties."""
        nodes = [node]
        for name in path:
            nodes = [q.object for n in nodes for q in self._store.quads_for_pattern(n, ox.NamedNode(name), None)]
        return nodes

    def one(self, node, *path: str):
        """The value at the end of a path; None where there is none."""
        found = self.all(node, *path)
        return found[0] if found else None

    def text(self, node, *path: str) -> str | None:
        found = self.one(node, *path)
        return None if found is None else found.value

    def members(self, node) -> Iterator:
        """The members of an RDF list."""
        while node is not None and node.value != RDF + "nil":
            yield self.one(node, RDF + "first")
            node = self.one(node, RDF + "rest")

    def of_type(self, kind: str) -> list[ox.NamedNode]:
        """The tests of a type, by name."""
        found = self._store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
        return sorted((quad.subject for quad in found), key=str)


@dataclass(frozen=True)
class Exchange:
    """A request and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    truth: bool | None
    form: str | None
    location: str | None
    answer_headers: dict[str, str]
    answer_body: str | None


@dataclass(frozen=True)
class HttpTest:
    """Requests in their order, over named graphs that are there before."""

    name: str
    exchanges: tuple[Exchange, ...]
    graphs: dict[str, Path] = field(default_factory=dict)


@cache
def http_tests(file: str, kind: str) -> tuple[HttpTest, ...]:
    """The tests of HTTP in a manifest; none where the suite is not there."""
    path = SUITE / file
    if not path.exists():
        return ()
    manifest = Manifest(path)
    return tuple(_http_test(manifest, node, path) for node in manifest.of_type(MF + kind))


def _http_test(manifest: Manifest, node: ox.NamedNode, path: Path) -> HttpTest:
    graphs = {
        manifest.text(data, LABEL): path.parent / manifest.text(data, UT + "graph").rpartition("/")[2]
        for data in manifest.all(node, UT + "graphData")
    }
    requests = manifest.one(node, MF + "action", HT + "requests")
    exchanges = tuple(_exchange(manifest, request) for request in manifest.members(requests))
    return HttpTest(node.value.rpartition("#")[2], exchanges, graphs)


def _exchange(manifest: Manifest, node) -> Exchange:
    answer = manifest.one(node, HT + "resp")
    body = manifest.text(node, HT + "body", CNT + "chars")
    encoding = manifest.text(node, HT + "body", CNT + "characterEncoding") or "UTF-8"
    truth = manifest.text(answer, MF + "expectedBoolean")
    return Exchange(
        manifest.text(node, HT + "methodName"),
        manifest.text(node, HT + "absolutePath"),
        _headers(manifest, node),
        None if body is None else body.encode(encoding),
        frozenset(status.value.rpartition("#")[2] for status in manifest.all(answer, MF + "expectedStatus")),
        None if truth is None else truth == "true",
        manifest.text(answer, MF + "expectedFormat"),
        manifest.text(answer, MF + "expectedLocation"),
        _headers(manifest, answer),
        manifest.text(answer, HT + "body", CNT + "chars"),
    )


def _headers(manifest: Manifest, node) -> dict[str, str]:
    found = manifest.members(manifest.one(node, HT + "headers"))
    return {manifest.text(one, HT + "fieldName"): manifest.text(one, HT + "fieldValue") for one in found}
