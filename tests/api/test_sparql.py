"""The SPARQL protocol: how a query comes in, in which form the answer goes out, what is refused and how."""

import json
import socket
import threading
import time

import httpx
import pyoxigraph as ox
import pytest

from graph.settings import Settings
from tests.api.conftest import serving

COUNT = "SELECT (COUNT(?a) AS ?n) { ?a a <https://w3id.org/hustings/ontology#Article> }"
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 5"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
JSON = "application/sparql-results+json"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT_TYPE = "application/sparql-query"
DIRECT = {"Content-Type": f"{DIRECT_TYPE}; charset=utf-8"}


def number(response):
    assert response.status_code == 200, response.text
    return response.json()["results"]["bindings"][0]["n"]["value"]


def test_a_query_comes_by_get_form_or_body(client):
    assert number(client.get("/sparql", params={"query": COUNT})) == "2"
    assert number(client.post("/sparql", data={"query": COUNT})) == "2"
    assert number(client.post("/sparql", content=COUNT, headers=DIRECT)) == "2"


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (COUNT, None, JSON),
        (COUNT, "*/*", JSON),
        (COUNT, "application/json", "application/json"),
        (COUNT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (COUNT, "text/csv", "text/csv; charset=utf-8"),
        (COUNT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (COUNT, f"{JSON};q=0.2, text/csv;q=0.3", "text/csv; charset=utf-8"),
        ("ASK {}", None, JSON),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        (TRIPLES, None, "text/turtle; charset=utf-8"),
        (TRIPLES, "application/n-triples", "application/n-triples"),
        (TRIPLES, "application/rdf+xml", "application/rdf+xml"),
        (TRIPLES, "application/ld+json", "application/ld+json"),
        ("DESCRIBE <https://w3id.org/hustings/id/entity/Q777>", None, "text/turtle; charset=utf-8"),
    ],
)
def test_the_answer_has_the_form_that_is_asked_for(client, query, accept, media_type):
    response = client.get("/sparql", params={"query": query}, headers={"Accept": accept} if accept else {})

    assert (response.status_code, response.headers["content-type"]) == (200, media_type)
    assert "Accept" in response.headers["vary"]
    assert response.content


def test_triples_are_triples(client):
    response = client.get("/sparql", params={"query": TRIPLES}, headers={"Accept": "application/n-triples"})

    assert len(list(ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES))) == 5


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({}, "2"),
        ({"default-graph-uri": "https://w3id.org/hustings/id/graph/article/a1"}, "1"),
        ({"default-graph-uri": "https://w3id.org/hustings/id/graph/entities"}, "0"),
        ({"named-graph-uri": "https://w3id.org/hustings/id/graph/article/a1"}, "0"),
    ],
)
@pytest.mark.parametrize("how", ["get", "form", "body"])
def test_the_dataset_is_that_of_the_parameters(client, how, parameters, count):
    if how == "get":
        response = client.get("/sparql", params={"query": COUNT, **parameters})
    elif how == "form":
        response = client.post("/sparql", data={"query": COUNT, **parameters})
    else:
        response = client.post("/sparql", params=parameters, content=COUNT, headers=DIRECT)

    assert number(response) == count


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "SERVICE"),
        ("LOAD <http://localhost:1/>", "LOAD"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "INSERT"),
        ("DROP ALL", "DROP"),
        ("SELECT ?x", "1:10"),
        ("", "SELECT"),
        ("SELECT * { ?s nope:nope ?o }", "1:"),
    ],
)
def test_what_may_not_be_asked_is_a_problem_that_says_why(client, query, detail):
    response = client.get("/sparql", params={"query": query})

    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")
    body = response.json()
    assert body["status"] == 400
    assert body["type"].endswith("/invalid-query")
    assert detail in body["detail"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "params": {"query": ""}}, 400),
        ({"method": "GET", "params": {"update": "DROP ALL"}}, 400),
        ({"method": "GET", "params": [("query", COUNT), ("query", COUNT)]}, 400),
        ({"method": "POST", "content": b"query=ASK{}&update=DROP+ALL", "headers": FORM}, 400),
        ({"method": "POST", "content": b"", "headers": FORM}, 400),
        ({"method": "POST", "content": b"ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"method": "POST", "content": b"ASK {}"}, 415),
        ({"method": "POST", "content": b"DROP ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403),
        ({"method": "POST", "content": b"update=DROP+ALL", "headers": FORM}, 403),
        ({"method": "POST", "content": b"ASK {}", "headers": {"Content-Type": f"{DIRECT_TYPE}; charset=utf-7"}}, 415),
        ({"method": "POST", "content": b"ASK {}", "headers": {"Content-Type": f"{DIRECT_TYPE}; charset=UTF-16"}}, 415),
        ({"method": "POST", "content": b"query=%ff", "headers": FORM}, 400),
        ({"method": "POST", "content": b"query=ASK{}", "headers": FORM, "params": {"query": "ASK {}"}}, 400),
        ({"method": "GET", "params": {"query": COUNT, "default-graph-uri": "relative"}}, 400),
        ({"method": "POST", "content": b"\xff", "headers": DIRECT}, 400),
        ({"method": "POST", "content": b"ASK {}", "headers": DIRECT, "params": {"query": "ASK {}"}}, 400),
        ({"method": "POST", "content": b"#" * 20_000, "headers": DIRECT}, 413),
        ({"method": "GET", "params": {"query": COUNT}, "headers": {"Accept": "image/png"}}, 406),
        ({"method": "GET", "params": {"query": TRIPLES}, "headers": {"Accept": "text/csv"}}, 406),
        ({"method": "GET", "params": {"query": "ASK {}"}, "headers": {"Accept": "text/csv"}}, 406),
        ({"method": "PUT", "content": b""}, 405),
    ],
)
def test_bad_requests_have_their_status(client, request_, status):
    response = client.request(url="/sparql", **request_)

    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status


def test_a_body_that_grows_too_large_is_refused_though_it_does_not_say_so(client):
    response = client.post("/sparql", content=iter([b"#" * 6000, b"#" * 6000]), headers=DIRECT)

    assert response.status_code == 413


def test_a_runaway_query_gets_503_and_others_are_answered_meanwhile(client):
    answers = []
    slow = threading.Thread(target=lambda: answers.append(client.get("/sparql", params={"query": RUNAWAY})))
    slow.start()
    time.sleep(0.2)

    assert client.get("/health").status_code == 200
    assert number(client.get("/sparql", params={"query": COUNT})) == "2"
    slow.join()
    (answer,) = answers
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (503, "query-timeout")
    assert "2 seconds" in answer.json()["detail"]


def test_too_many_rows_are_refused_before_any_is_sent(client):
    response = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})

    assert (response.status_code, response.json()["type"].rpartition("/")[2]) == (400, "query-too-large")
    assert "50 rows" in response.json()["detail"]


def test_an_answer_that_breaks_off_is_not_taken_for_a_whole_one(client):
    doubled = " ".join(f"BIND(CONCAT(?t{i}, ?t{i}) AS ?t{i + 1})" for i in range(14))
    numbers = " ".join(map(str, range(51)))
    query = f"SELECT ?t14 {{ VALUES ?n {{ {numbers} }} BIND(STR(?n) AS ?t0) {doubled} }}"

    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/sparql", params={"query": query})


@pytest.mark.parametrize("accept", [JSON, "text/csv"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("query", [COUNT, "SELECT * { ?s ?p ?o } LIMIT 40"])
def test_head_is_get_without_body(client, query, accept, encoding):
    request = {"params": {"query": query}, "headers": {"Accept": accept, "Accept-Encoding": encoding}}
    got, headed = client.get("/sparql", **request), client.head("/sparql", **request)

    assert (headed.status_code, headed.content) == (200, b"")
    for name in ("content-type", "content-length", "content-encoding", "vary"):
        assert headed.headers.get(name) == got.headers.get(name)
    assert int(got.headers["content-length"]) > 0


def test_long_answers_are_compressed_where_that_is_understood(client):
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 40"}
    packed = client.get("/sparql", params=query)
    plain = client.get("/sparql", params=query, headers={"Accept-Encoding": "identity"})

    assert (packed.headers["content-encoding"], packed.json()) == ("gzip", plain.json())
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert "Accept-Encoding" in plain.headers["vary"]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", "s,p,o"),
        ("SELECT DISTINCT * { ?zeta a ?alpha }", "zeta,alpha"),
        ("SELECT * { ?s ?p ?o MINUS { ?x ?y ?s } FILTER(?o != ?none) }", "s,p,o"),
        ("SELECT ?p ?o ?s { ?s ?p ?o }", "p,o,s"),
        ("SELECT # *\n * { { SELECT ?b { ?a ?b ?c } } ?b ?d ?e }", "b,d,e"),
        ("SELECT * { VALUES ($y ?x) { (1 2) } BIND(3 AS ?w) }", "y,x,w"),
        ("SELECT (1 AS ?n) { }", "n"),
    ],
)
def test_columns_come_in_the_order_of_the_query(client, query, columns):
    answer = client.get("/sparql", params={"query": query + " LIMIT 1"}, headers={"Accept": "text/csv"})

    assert answer.text.splitlines()[0] == columns


def test_relative_names_are_below_the_endpoint(client):
    answer = client.get(
        "/sparql", params={"query": "CONSTRUCT { <s> <#p> 1 } {}"}, headers={"Accept": "application/n-triples"}
    )

    assert answer.text.startswith(f"<{client.base_url}/s> <{client.base_url}/sparql#p> ")


@pytest.mark.parametrize(
    "media_type", ["application/trig", "application/n-quads", "text/n3", "text/plain", "application/json"]
)
def test_triples_come_in_all_formats(client, media_type):
    answer = client.get("/sparql", params={"query": TRIPLES}, headers={"Accept": media_type})

    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media_type)


def test_an_answer_that_breaks_off_says_so_where_the_format_has_comments(client):
    """The last line is a comment, and the connection ends without the end of the body."""
    doubled = " ".join(f"BIND(CONCAT(?t{i}, ?t{i}) AS ?t{i + 1})" for i in range(14))
    numbers = " ".join(map(str, range(60)))
    query = f"SELECT ?t14 {{ VALUES ?n {{ {numbers} }} BIND(STR(?n) AS ?t0) {doubled} }}"
    seen = b""
    headers = {"Accept": "application/sparql-results+xml", "Accept-Encoding": "identity"}
    with client.stream("GET", "/sparql", params={"query": query}, headers=headers) as answer:
        parts = answer.iter_raw()
        cut = False
        try:
            for part in parts:
                seen += part
        except httpx.RemoteProtocolError:
            cut = True

    assert cut
    assert b"not complete: the answer has more than 50 rows; ask with a LIMIT" in seen[-200:]


def test_an_old_client_gets_the_length_or_a_refusal(client):
    """HTTP/1.0 cannot tell an answer that was cut from a whole one but by its length."""
    host, port = client.base_url.host, client.base_url.port
    with socket.create_connection((host, port)) as connection:
        connection.sendall(b"GET /sparql?query=ASK%20%7B%7D HTTP/1.0\r\nHost: localhost\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(4096), b""))

    assert answer.startswith(b"HTTP/1.1 200")
    assert b"content-length: " in answer.lower()


def test_no_other_site_may_read_unless_the_owner_says_so(client, store):
    origin = {"Origin": "https://example.org"}
    simple = client.get("/sparql", params={"query": COUNT}, headers=origin)
    assert "access-control-allow-origin" not in simple.headers

    with serving(store, Settings(url="https://graph.example", origins="*")) as public:
        simple = public.get("/sparql", params={"query": COUNT}, headers=origin)
        preflight = public.options("/sparql", headers=origin | {"Access-Control-Request-Method": "POST"})
        writing = public.options(
            "/sparql",
            headers=origin
            | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"},
        )
    assert simple.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in simple.headers
    assert (preflight.status_code, writing.status_code) == (200, 400)


def test_a_browser_without_a_query_gets_a_form(client):
    response = client.get("/sparql", headers={"Accept": "text/html"})

    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<textarea" in response.text


def test_every_example_query_is_answered(client):
    from api.routers.examples import read_examples

    answers = {e.name: client.get("/sparql", params={"query": e.query}) for e in read_examples()}

    assert {a.status_code for a in answers.values()} == {200}
    rows = {name: len(json.loads(a.content)["results"]["bindings"]) for name, a in answers.items()}
    assert rows == {"1_who_opposes_whom": 2, "2_agreements_signed": 1, "3_most_quoted": 2, "4_proposals": 2}
