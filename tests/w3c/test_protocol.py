"""The W3C's tests of the SPARQL Protocol, the Graph Store Protocol and the service description, over HTTP."""

import pyoxigraph as ox
import pytest

from tests.w3c.manifests import SUITE, HttpTest, http_tests

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not SUITE.exists(), reason="the W3C's tests do not lie beside the project"),
]
PROTOCOL = http_tests("protocol/manifest.ttl", "ProtocolTest")
GRAPH_STORE = tuple(
    test
    for kind in ("direct", "indirect")
    for test in http_tests(f"graph-store-protocol/manifest-{kind}.ttl", "GraphStoreProtocolTest")
)
CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
FORMS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}
SD = "http://www.w3.org/ns/sparql-service-description#"


def identify(test: HttpTest) -> str:
    return test.name


@pytest.fixture(autouse=True)
def _empty(endpoint):
    assert endpoint.post("/sparql", data={"update": "DROP ALL"}).status_code == 204


def test_all_are_run():
    assert (len(PROTOCOL), len(GRAPH_STORE)) == (34, 14)


@pytest.mark.parametrize("test", PROTOCOL, ids=identify)
def test_the_protocol(endpoint, test):
    for graph, path in test.graphs.items():
        content = {"content": path.read_bytes(), "headers": {"Content-Type": "application/n-triples"}}
        assert endpoint.put("/graphs", params={"graph": graph}, **content).status_code == 201
    for exchange in test.exchanges:
        answer = ask(endpoint, exchange, exchange.path)
        classes = {status[-3] for status in exchange.statuses}
        assert str(answer.status_code)[0] in classes, answer.text
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        assert exchange.form is None or media_type in FORMS[exchange.form]
        assert exchange.truth is None or answer.json()["boolean"] is exchange.truth


@pytest.mark.parametrize("test", GRAPH_STORE, ids=identify)
def test_the_graph_store_protocol(endpoint, test):
    location = ""
    for exchange in test.exchanges:
        path = exchange.path.replace("$LOCATION$", location).replace("/gsp", "/graphs", 1)
        answer = ask(endpoint, exchange, path)
        assert answer.status_code in {CODES[status] for status in exchange.statuses}, answer.text
        if exchange.location:
            location = answer.headers["location"]
        for name, value in exchange.answer_headers.items():
            assert answer.headers[name] == value
        if exchange.answer_body:
            assert graph_of(answer.text) == graph_of(exchange.answer_body)


def ask(client, exchange, path):
    request = client.build_request(exchange.method, path, content=exchange.body, headers=exchange.headers)
    if "content-type" not in {name.lower() for name in exchange.headers}:
        request.headers.pop("content-type", None)
    return client.send(request)


def graph_of(turtle):
    """The triples, with canonical names for blank nodes."""
    made = ox.Dataset(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE, base_iri="http://www.example/"))
    made.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(made)


@pytest.fixture
def description(endpoint):
    """The service description with where it came from."""
    answer = endpoint.get("/sparql", headers={"Accept": "application/n-triples"})
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.N_TRIPLES)
    return store, ox.NamedNode(str(answer.url))


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "application/rdf+xml", "application/ld+json"])
def test_a_get_of_the_endpoint_returns_rdf(endpoint, accept):
    answer = endpoint.get("/sparql", headers={"Accept": accept} if accept else {})

    media_type = answer.headers["content-type"].partition(";")[0]
    assert list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(media_type)))


def test_the_description_names_the_endpoint(description):
    store, url = description

    assert list(store.quads_for_pattern(None, ox.NamedNode(SD + "endpoint"), url))


def test_the_description_conforms_to_the_schema(description):
    store, _ = description
    services = store.query(f"SELECT ?s {{ ?s a <{SD}Service> ; <{SD}endpoint> ?e ; <{SD}defaultDataset> ?d }}")
    ranges = {  # property → what its values are, by the schema
        "defaultDataset": "Dataset",
        "defaultGraph": "Graph",
        "namedGraph": "NamedGraph",
        "graph": "Graph",
    }
    wrong = [
        name
        for name, kind in ranges.items()
        if bool(store.query(f"ASK {{ ?s <{SD}{name}> ?o FILTER NOT EXISTS {{ ?o a <{SD}{kind}> }} }}"))
    ]

    assert len(list(services)) == 1
    assert wrong == []
