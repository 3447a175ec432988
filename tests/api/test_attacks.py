"""Attacks on the server, a row each: none may read files, reach the network, write, be answered by a 500 or hang."""

import socket
import time
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from graph.settings import Settings
from graph.store.opening import open_store
from tests.api.conftest import serving
from tests.factory import make_annotation

TOKEN = "a token of the tests"
G = "https://w3id.org/hustings/id/graph/"
FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
DOUBLED = " ".join(f"BIND(CONCAT(?s{i}, ?s{i}) AS ?s{i + 1})" for i in range(40))


@pytest.fixture(scope="module")
def bait():
    """A socket that notes who connects to it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that takes updates, with limits small enough to meet; and the quads that it began with."""
    path = tmp_path_factory.mktemp("attacked") / "store"
    with open_store(path, write=True) as store:
        store.put(make_annotation("a1"))
        before = set(store.quads())
    limits = Settings(
        update_token=TOKEN, query_timeout=4, query_megabytes=200, max_rows=1000, max_body_bytes=20_000,
        max_query_length=10_000, max_graph_bytes=50_000, head_timeout=1.0, body_timeout=1.0,
    )  # fmt: skip
    with serving(path, limits) as client:
        yield client
    with open_store(path) as store:
        after = {quad for quad in store.quads() if quad.graph_name.value.startswith(G)}
    assert after == before


@pytest.fixture
def port(bait):
    return bait.getsockname()[1]


def reached(bait):
    try:
        bait.accept()[0].close()
    except BlockingIOError:
        return False
    return True


# Queries and updates; {port} is the port of the bait. With the token, which makes them worse.
SPARQL = [
    # Reaching the network.
    "SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "SELECT * {{ sErViCe <http://localhost:{port}/> {{ ?s ?p ?o }} }}",
    "ASK {{ BIND(1 AS ?a) FILTER(?a<2) SERVICE <http://127.0.0.1:{port}/> {{}} }}",
    "SELECT * {{ ?s ?p 1SERVICE<http://127.0.0.1:{port}/> {{}} }}",
    "PREFIX : <http://127.0.0.1:{port}/> SELECT * {{ SERVICE:x{{}} }}",
    "SELECT * {{ VALUES ?u {{ <http://127.0.0.1:{port}/> }} SERVICE ?u {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{}} }} }} }}",
    "SELECT * FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <http://127.0.0.1:{port}/> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "DESCRIBE <http://127.0.0.1:{port}/>",
    "LOAD <http://127.0.0.1:{port}/x.ttl>",
    "LOAD SILENT <http://127.0.0.1:{port}/x.ttl> INTO GRAPH <x:g>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} USING <http://127.0.0.1:{port}/> WHERE {{ ?s ?p ?o }}",
    "COPY <http://127.0.0.1:{port}/> TO <x:g>",
    # Reading files.
    "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
    "SELECT * {{ SERVICE <file:///etc/passwd> {{ ?s ?p ?o }} }}",
    "LOAD <file:///etc/passwd> INTO GRAPH <x:g>",
    "LOAD <../../../etc/passwd>",
    # Writing what is protected.
    "DROP ALL",
    "CLEAR NAMED",
    "DELETE WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    f"DROP GRAPH <{G}entities>",
    f"MOVE <{G}edges> TO <x:g>",
    f"INSERT DATA {{{{ GRAPH <{G}entities> {{{{ <x:a> <x:b> 1 }}}} }}}}",
    f"INSERT DATA {{{{ GRAPH <{G}../graph/entities> {{{{ <x:a> <x:b> 1 }}}} }}}}",
    f"INSERT DATA {{{{ GRAPH <{G}article/a1> {{{{ <x:a> <x:b> 1 }}}} }}}}",
    f"INSERT DATA {{{{ GRAPH <{G}curation> {{{{ <x:a> <x:b> 1 }}}} }}}}",
    f"PREFIX graph: <{G}> INSERT DATA {{{{ graph:entities {{{{ <x:a> <x:b> 1 }}}} }}}}",
    "SELECT * {{ ?s ?p ?o }} ; DROP ALL",
    "SELECT * {{ ?s ?p ?o }} INSERT DATA {{ <x:a> <x:b> 1 }}",
    # Too much.
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}",
    "SELECT * {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}",
    "SELECT * {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} ORDER BY ?c ?f ?i",
    "SELECT * {{ ?a (<x:p>|!<x:p>)* ?b . ?b (<x:p>|!<x:p>)* ?c . ?c (<x:p>|!<x:p>)* ?d }}",
    f"SELECT (STRLEN(?s40) AS ?n) {{{{ BIND('0123456789' AS ?s0) {DOUBLED} }}}}",
    "SELECT * {{ ?s ?p ?o FILTER(REGEX(STR(?o), '(a+)+$')) }}",
    "SELECT * {{ ?s ?p ?o FILTER(REGEX(STR(?o), '(((((((((a{{1,99}}){{1,99}}){{1,99}})))))))')) }}",
    "SELECT " + "(1 AS ?a) " * 800 + "{{}}",
    "ASK " + "{{" * 3000 + "}}" * 3000,
    "SELECT * { " + "OPTIONAL {{ ?s ?p ?o " * 400 + "}}" * 400 + "}",
    "ASK {{ FILTER(" + "(" * 2000 + "1" + ")" * 2000 + ") }}",
    "ASK {{ FILTER(" + "!" * 5000 + "true) }}",
    "ASK {{ ?s " + "/".join(["<x:p>"] * 1200) + " ?o }}",
    "ASK {{ ?s <x:" + "p" * 9000 + "> ?o }}",
    "INSERT {{ <x:a> <x:b> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?a ?b ?c }} GRAPH ?h {{ ?d ?e ?f }} GRAPH ?i {{ ?k ?l ?m }} }} }}",
    # Malformed.
    "",
    "\x00",
    "SELECT",
    "SELECT * {{ ?s ?p 'open",
    "SELECT * {{ ?s ?p \"\"\"open",
    "ASK {{ <x:\ud83d\ude00> ?p ?o }}".encode("utf-16", "surrogatepass").decode("utf-16"),
    "ASK {{ ?s ?p '\\uD800' }}",
    "ASK {{ ?s ?p <\\u0000> }}",
    "PREFIX : <> ASK {{ :%zz ?p ?o }}",
    "BASE <\\> ASK {{}}",
    "VERSION '9.9' ASK {{}}",
    "ASK {{ << ?s ?p ?o >> ?q <<( ?s ?p ?o )>> }}",
    "# only a comment",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(SPARQL)))
@pytest.mark.parametrize("media_type", [QUERY, UPDATE])
def test_sparql_neither_reaches_out_nor_writes_nor_hangs(server, bait, port, number, media_type):
    text = SPARQL[number].replace("{port}", str(port)).replace("{{", "{").replace("}}", "}")
    headers = {"Content-Type": media_type, "Authorization": f"Bearer {TOKEN}"}
    began = time.monotonic()
    try:
        status = server.post("/sparql", content=text.encode(), headers=headers).status_code
    except httpx.RemoteProtocolError:
        status = 200  # cut off, as it should be

    assert status in (200, 204, 400, 403, 503)
    assert time.monotonic() - began < 20
    assert not reached(bait)


# Requests: method, path, headers, body and the statuses that are right.
REQUESTS = [
    # Tokens.
    ("POST", "/sparql", {"Content-Type": UPDATE}, b"DROP ALL", {401}),
    ("POST", "/sparql", {"Content-Type": UPDATE, "Authorization": "Bearer wrong"}, b"DROP ALL", {401}),
    ("POST", "/sparql", {"Content-Type": UPDATE, "Authorization": "Bearer "}, b"DROP ALL", {401}),
    ("POST", "/sparql", {"Content-Type": UPDATE, "Authorization": f"Bearer {TOKEN[:-1]}"}, b"DROP ALL", {401}),
    ("POST", "/sparql", {"Content-Type": UPDATE, "Authorization": f"Bearer {TOKEN}x"}, b"DROP ALL", {401}),
    ("POST", "/sparql", {"Content-Type": UPDATE, "Authorization": f"Bearer {TOKEN.upper()}"}, b"DROP ALL", {401}),
    ("POST", "/sparql", {"Content-Type": UPDATE, "Authorization": "Basic YTphIHRva2VuIG9mIHRoZSB0ZXN0cw=="}, b"DROP ALL", {401}),
    ("POST", f"/sparql?access_token={quote(TOKEN)}", {"Content-Type": UPDATE}, b"DROP ALL", {401}),
    ("POST", "/sparql", {"Content-Type": UPDATE, "Cookie": f"token={quote(TOKEN)}"}, b"DROP ALL", {401}),
    ("POST", "/sparql", {"Content-Type": FORM}, b"update=DROP+ALL", {401}),
    ("GET", "/sparql?update=DROP+ALL", {"Authorization": f"Bearer {TOKEN}"}, None, {400}),
    ("PUT", "/graphs?graph=x:g", {"Content-Type": "text/turtle"}, b"<x:a> <x:b> 1 .", {401}),
    ("DELETE", "/graphs?default", {}, None, {401}),
    ("POST", "/graphs", {"Content-Type": "text/turtle"}, b"<x:a> <x:b> 1 .", {401}),
    # Hosts.
    ("GET", "/", {"Host": "evil.example"}, None, {421}),
    ("GET", "/sparql?query=ASK{}", {"Host": "127.0.0.1.evil.example"}, None, {421}),
    ("GET", "/sparql/", {"Host": "evil.example"}, None, {421}),
    ("GET", "/", {"Host": "localhost:80@evil.example"}, None, {421}),
    ("GET", "/", {"Host": "localhost.evil.example:8000"}, None, {421}),
    ("GET", "/", {"Host": "evil.example", "X-Forwarded-Host": "localhost"}, None, {421}),
    ("GET", "/entities/", {"Host": "localhost"}, None, {200, 404}),
    # Files.
    ("GET", "/static/../../../../etc/passwd", {}, None, {404}),
    ("GET", "/static/%2e%2e/%2e%2e/pyproject.toml", {}, None, {404}),
    ("GET", "/static/..%2f..%2fpyproject.toml", {}, None, {404}),
    ("GET", "/static//etc/passwd", {}, None, {404}),
    ("GET", "/articles/..%2f..%2fstore.json", {}, None, {404}),
    ("GET", "/articles/%00", {}, None, {404}),
    ("GET", "/entities/..%2f..%2fstore.json", {}, None, {404}),
    ("GET", "/export/..%2f..%2fetc%2fpasswd", {}, None, {404}),
    ("GET", "/graphs?graph=file:///etc/passwd", {}, None, {404}),
    ("GET", "/graphs/%2e%2e/%2e%2e/store.json", {}, None, {404}),
    ("PUT", "/graphs?graph=file:///tmp/x", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}, b"", {201, 204}),
    # Injection.
    ("GET", "/graphs?graph=x:g%3E%20%7D%20DROP%20ALL%20%23", {}, None, {400}),
    ("PUT", "/graphs?graph=x:g%3E%7D;DROP%20ALL;", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}, b"", {400}),
    ("PUT", f"/graphs?graph={quote(G)}entities", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}, b"", {403}),
    ("DELETE", f"/graphs?graph={quote(G)}ontology", {"Authorization": f"Bearer {TOKEN}"}, None, {403}),
    ("GET", "/sparql?query=ASK{}&default-graph-uri=x:g%3E%20DROP", {}, None, {400}),
    ("GET", "/entities?q='%20OR%201=1%20--", {}, None, {200}),
    ("GET", "/entities?q=%22*%22%20NEAR(%22", {}, None, {200}),
    ("GET", "/statements?source=x'%20OR%20'1'='1", {}, None, {400, 404}),
    ("GET", "/entities/%3Cscript%3Ealert(1)%3C/script%3E", {"Accept": "text/html"}, None, {404}),
    ("GET", "/sparql?query=%3Cscript%3E", {"Accept": "text/html"}, None, {400, 406}),
    ("GET", "/health%0d%0aX-Injected:%20yes", {}, None, {404}),
    # Oversized and malformed.
    ("POST", "/sparql", {"Content-Type": QUERY}, b"#" * 30_000, {413}),
    ("POST", "/sparql", {"Content-Type": QUERY}, b"#" * 15_000, {400}),
    ("PUT", "/graphs?graph=x:g", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}, b"#" * 60_000, {413}),
    ("PUT", "/graphs?graph=x:g", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}, b"<<<", {400}),
    ("PUT", "/graphs?graph=x:g", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/n-quads"}, b"<x:a> <x:b> <x:c> <x:other> .", {400}),
    ("PUT", "/graphs?graph=x:g", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/rdf+xml"}, b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&x;</rdf:RDF>', {400}),
    ("PUT", "/graphs?graph=x:g", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/rdf+xml"}, b"<!DOCTYPE a [" + b"".join(b'<!ENTITY x%d "%s">' % (i, b"&x%d;" % (i - 1) * 10 if i else b"0123456789") for i in range(9)) + b']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="x:a"><x xmlns="x:">&x8;</x></rdf:Description></rdf:RDF>', {400}),
    ("PUT", "/graphs?graph=x:g", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/ld+json"}, b'{"@context": "http://127.0.0.1:1/context", "@id": "x:a", "b": 1}', {400}),
    ("PUT", "/graphs?graph=x:g", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/ld+json"}, b"[" * 20_000, {400}),
    ("POST", "/graphs?graph=x:g", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "multipart/form-data"}, b"--x", {400}),
    ("POST", "/graphs?graph=x:g", {"Authorization": f"Bearer {TOKEN}", "Content-Type": "multipart/form-data; boundary=x"}, b"--x\r\nContent-Type: text/html\r\n\r\n<p>\r\n--x--", {415}),
    ("POST", "/sparql", {"Content-Type": f"{QUERY}; charset=utf-7"}, b"ASK +AHsAfQ-", {415}),
    ("POST", "/sparql", {"Content-Type": f"{QUERY}; charset=../../x"}, b"ASK {}", {415}),
    ("POST", "/sparql", {"Content-Type": f"{FORM}"}, b"&" * 5000, {400}),
    ("POST", "/sparql", {"Content-Type": f"{FORM}"}, b"a=1&" * 2000, {400}),
    ("GET", "/sparql?query=ASK{}", {"Accept": "text/*;q=" + "9" * 5000}, None, {200, 400, 406}),
    ("GET", "/sparql?query=ASK{}", {"Accept": ",;=" * 5000}, None, {200}),
    ("GET", "/statements?limit=99999999999999999999", {}, None, {422}),
    ("GET", "/statements?offset=-1", {}, None, {422}),
    ("GET", "/export/graphml?top=99999999999", {}, None, {422}),
    ("TRACE", "/", {}, None, {405}),
    ("CONNECT", "/sparql", {}, None, {400, 404, 405}),
    ("BREW", "/sparql", {}, None, {405}),
    ("OPTIONS", "/sparql", {}, None, {204}),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(REQUESTS)))
def test_requests_get_what_they_should(server, bait, number):
    method, path, headers, body, statuses = REQUESTS[number]
    request = server.build_request(method, path, content=body, headers=headers)
    try:
        answer = server.send(request)
    except httpx.LocalProtocolError:
        pytest.skip("httpx does not send that")

    assert answer.status_code in statuses, answer.text
    assert "root:" not in answer.text
    assert "x-injected" not in answer.headers
    assert "evil.example" not in answer.headers.get("location", "")
    assert "<script>" not in answer.text
    assert not reached(bait)


# What is sent over the bare connection, with the seconds after which it must have ended.
RAW = [
    (b"", 5),  # nothing at all
    (b"GET / HT", 5),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", 5),
    (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK", 5),
    (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nASK", 5),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000, 5),
    (b"GET /" + b"x" * 100_000, 5),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 5),
    (b"GET / HTTP/1.1\r\n\r\n", 5),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 5),
    (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n", 8),
    (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", 5),
    (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n", 5),
    (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 5),
    (b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 5),
    (b"\r\n" * 2000, 5),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(RAW)))
def test_bare_connections_end(server, number):
    sent, seconds = RAW[number]
    with socket.create_connection((server.base_url.host, server.base_url.port), timeout=seconds + 10) as connection:
        began = time.monotonic()
        answer = b""
        try:
            connection.sendall(sent)
            while part := connection.recv(4096):
                answer += part
        except ConnectionError:
            pass
        assert time.monotonic() - began < seconds + 5

    assert not answer.startswith(b"HTTP/1.1 5")
    assert server.get("/health").status_code == 200


@pytest.mark.slow
def test_a_head_that_drips_ends_in_time(server):
    with socket.create_connection((server.base_url.host, server.base_url.port), timeout=10) as connection:
        began = time.monotonic()
        try:
            for byte in b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 1000:
                connection.sendall(bytes([byte]))
                time.sleep(0.05)
        except ConnectionError:
            pass
        assert time.monotonic() - began < 6


def test_there_are_enough_rows():
    assert 2 * len(SPARQL) + len(REQUESTS) + len(RAW) >= 80
    assert not list(Path("/tmp").glob("x.ttl"))
