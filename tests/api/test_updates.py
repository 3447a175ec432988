"""Updates and graphs over HTTP: with the token alone, seen at once, refused in words, noted in the audit log."""

import logging
import time

import pytest

from graph.settings import Settings
from graph.store.opening import open_store
from tests.api.conftest import serving
from tests.factory import make_annotation

TOKEN = "a token of the tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
G = "https://w3id.org/hustings/id/graph/"
TURTLE = {"Content-Type": "text/turtle"} | BEARER


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("updated") / "store"
    with open_store(folder, write=True) as store:
        store.put(make_annotation("a1"))
    return folder


@pytest.fixture(scope="module")
def server(path):
    with serving(path, Settings(update_token=TOKEN, url="https://graph.example")) as client:
        yield client


def ask(server, query):
    return server.post("/sparql", data={"query": query}).json()["boolean"]


def test_what_is_written_is_seen_within_a_second(server):
    began = time.monotonic()
    answer = server.post("/sparql", data={"update": "INSERT DATA { <x:a> <x:b> 1 }"}, headers=BEARER)
    seen = ask(server, "ASK { <x:a> <x:b> 1 }")

    assert (answer.status_code, answer.content, seen) == (204, b"", True)
    assert time.monotonic() - began < 3  # on a machine that does many other things


def test_a_refusal_says_what_may_be_written(server):
    answer = server.post("/sparql", data={"update": f"CLEAR GRAPH <{G}entities>"}, headers=BEARER)

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "protected-graph")
    assert f"<{G}user/notes>" in answer.json()["detail"]


def test_while_somebody_else_writes_the_client_is_told_when_to_come_again(server, path):
    with open_store(path, write=True):
        answer = server.post("/sparql", data={"update": "INSERT DATA { <x:a> <x:b> 1 }"}, headers=BEARER)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_every_attempt_leaves_one_line(server, caplog):
    with caplog.at_level(logging.INFO, "hustings.audit"):
        server.post("/sparql", data={"update": "INSERT DATA { <x:a> <x:b> '''two\nlines''' }"}, headers=BEARER)
        server.post("/sparql", data={"update": "CLEAR ALL"}, headers=BEARER)
        server.post("/sparql", data={"update": "CLEAR ALL"})
        server.put("/graphs?graph=x:g", content=b"", headers=TURTLE)
    lines = [record.getMessage() for record in caplog.records if record.name == "hustings.audit"]

    assert [line.split()[4] for line in lines] == ["written", "failed:", "refused", "written"]
    assert not [line for line in lines if "\n" in line or TOKEN in line]


def test_a_graph_is_put_read_and_removed(server):
    where = {"graph": "http://a.example/notes"}
    put = server.put("/graphs", params=where, content=b"<s> <p> 1 .", headers=TURTLE)
    again = server.put("/graphs", params=where, content=b"<s> <p> 2 .", headers=TURTLE)
    read = server.get("/graphs", params=where, headers={"Accept": "application/n-triples"})
    gone = server.delete("/graphs", params=where, headers=BEARER)

    assert [answer.status_code for answer in (put, again, read, gone)] == [201, 204, 200, 204]
    assert read.text.startswith("<http://a.example/s> <http://a.example/p> ")
    assert '"2"' in read.text
    assert server.get("/graphs", params=where).status_code == 404
    assert server.delete("/graphs", params=where, headers=BEARER).status_code == 404


def test_a_new_graph_is_named_by_the_address_outside(server):
    made = server.post("/graphs", content=b"<x:a> <x:b> 1 .", headers=TURTLE)

    assert made.status_code == 201
    assert made.headers["location"].startswith("https://graph.example/graphs/")
    assert server.get("/graphs", params={"graph": made.headers["location"]}).status_code == 200


def test_graphs_of_articles_are_read_by_anybody(server):
    answer = server.get("/graphs", params={"graph": f"{G}article/a1"}, headers={"Accept": "application/trig"})

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/trig")
    assert "Statement" in answer.text


@pytest.mark.parametrize("query", ["", "?graph=x:g&default=", "?graph=relative", "/x?graph=x:g"])
def test_one_graph_is_named(server, query):
    assert server.get(f"/graphs{query}").status_code == 400


def test_methods_are_told(server):
    allow = {
        path: server.options(path).headers["allow"] for path in ("/sparql", "/graphs", "/entities", "/static/style.css")
    }

    assert allow == {
        "/sparql": "GET, HEAD, POST, OPTIONS",
        "/graphs": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
        "/entities": "GET, HEAD, OPTIONS",
        "/static/style.css": "GET, HEAD, OPTIONS",
    }
    refused = server.delete("/sparql")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert "GET, HEAD, POST, OPTIONS can" in refused.json()["detail"]


def test_the_description_offers_updates_where_they_are(server):
    described = server.get("/sparql", headers={"Accept": "text/turtle"}).text

    assert "sd:SPARQL11Update" in described
    assert "<https://graph.example/sparql>" in described
    assert "void:triples" in described


@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld", "graphml", "statements"])
def test_exports_are_of_articles_alone(server, name):
    server.put("/graphs?graph=x:mine", content=b"[] <x:ofmine> [] .", headers=TURTLE)
    server.post("/sparql", data={"update": "INSERT DATA { <x:ofmine> <x:b> 1 }"}, headers=BEARER)
    answer = server.get(f"/export/{name}")

    assert answer.status_code == 200
    assert "ofmine" not in answer.text
    assert len(answer.text) > 100
