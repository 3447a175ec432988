"""Entities, statements, articles and exports over HTTP: as JSON, RDF and pages."""

import io
import json
import zipfile
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.export.formats import FORMATS
from tests.factory import PLAN, SENTENCES, TEXT

HTML = {"Accept": "text/html"}
DAHL = "https://w3id.org/hustings/id/entity/Q777"


def problem_of(response):
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


def test_entities_are_found_by_name(client):
    found = client.get("/entities", params={"q": "henrik dal"}).json()

    assert (found["total"], found["items"][0]["iri"], found["items"][0]["wikidata"]) == (3, DAHL, "Q777")


def test_entities_are_chosen_by_type_and_paged(client):
    page = client.get("/entities", params={"type": ["Person", "Place"], "limit": 2, "offset": 1}).json()

    assert (page["total"], page["offset"], [e["type"] for e in page["items"]]) == (3, 1, ["Person", "Place"])


@pytest.mark.parametrize("name", ["Q777", quote(DAHL, safe="")])
def test_an_entity_comes_with_what_was_said(client, name):
    found = client.get(f"/entities/{name}").json()

    assert found["entity"]["label"] == "Henrik Dahl"
    assert [s["content"] for s in found["statements_by"]["items"]] == ["the Coastal Fishing Pact"] * 2
    about = found["statements_about"]["items"][0]
    assert (about["source"]["label"], about["stance"], about["date"]) == ("Maria Oliveira", "opposes", "2024-03-12")
    assert about["sentences"][0]["text"] == SENTENCES[0]
    assert all(TEXT[p["start"] : p["end"]] == p["text"] for p in about["parts"])
    assert found["stances"]["items"][0]["stance"] == "supports"
    assert found["facts"]["total"] == 0


@pytest.mark.parametrize(
    ("accept", "parse"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_an_entity_is_linked_data(client, accept, parse):
    response = client.get("/entities/Q777", headers={"Accept": accept})

    triples = {(q.subject.value, q.predicate.value) for q in ox.parse(response.content, format=parse)}
    assert response.headers["content-type"].startswith(accept)
    assert (DAHL, "http://www.w3.org/2004/02/skos/core#prefLabel") in triples
    assert any("/statement/a1/" in subject for subject, _ in triples)
    assert any("/stance/a1/" in subject and predicate.endswith("#target") for subject, predicate in triples)
    assert not any("licenses" in predicate for _, predicate in triples)


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({}, 6),
        ({"source": "Q777"}, 2),
        ({"target": DAHL}, 0),
        ({"stance": "opposes"}, 2),
        ({"article": "b 2/ü"}, 3),
        ({"article": "https://w3id.org/hustings/id/article/a1", "stance": "supports"}, 1),
    ],
)
def test_statements_have_what_is_asked_for(client, asked, total):
    assert client.get("/statements", params=asked).json()["total"] == total


def test_articles_are_listed_and_read(client):
    listed = client.get("/articles").json()
    first = client.get("/articles/a1").json()

    assert [a["id"] for a in listed["items"]] == ["a1", "b 2/ü"]
    assert (first["text"], first["language"], first["article"]["publisher"]) == (TEXT, "en", "The Coast Courier")
    assert first["statements"][0]["content"] == PLAN
    assert first["facts"][0]["object_text"] == "1998"


@pytest.mark.parametrize("name", ["b%202%2F%C3%BC", "b 2/ü"])
def test_an_article_is_found_by_any_id(client, name):
    assert client.get(f"/articles/{name}").json()["article"]["id"] == "b 2/ü"


@pytest.mark.parametrize(
    ("accept", "parse"), [("text/turtle", ox.RdfFormat.TURTLE), ("application/ld+json", ox.RdfFormat.JSON_LD)]
)
def test_an_article_is_linked_data(client, accept, parse):
    response = client.get("/articles/a1", headers={"Accept": accept})

    subjects = {q.subject.value for q in ox.parse(response.content, format=parse)}
    assert "https://w3id.org/hustings/id/article/a1" in subjects


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_export_is_a_file(client, name):
    response = client.get(f"/export/{name}", params={"article": "a1", "top": 5, "type": ["Person", "Agreement"]})

    assert response.status_code == 200
    assert response.headers["content-type"].startswith(FORMATS[name].media_type)
    assert response.headers["content-disposition"] == f'attachment; filename="hustings.{FORMATS[name].extension}"'
    assert response.content


def test_a_csv_export_is_an_archive(client):
    archive = zipfile.ZipFile(io.BytesIO(client.get("/export/csv").content))

    assert archive.namelist() == ["nodes.csv", "edges.csv"]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/entities/nobody", 404, "unknown-iri"),
        ("/entities/http%3A%2F%2Fexample.org%2Fx%20y", 404, "unknown-iri"),
        ("/articles/nothing", 404, "unknown-iri"),
        ("/export/docx", 404, "not-found"),
        ("/export/csv?article=nothing", 404, "unknown-iri"),
        ("/nowhere", 404, "not-found"),
        ("/statements?stance=maybe", 422, "invalid-parameter"),
        ("/entities?limit=0", 422, "invalid-parameter"),
        ("/entities?type=Dragon", 422, "invalid-parameter"),
    ],
)
def test_what_is_not_there_is_a_problem(client, path, status, kind):
    response = client.get(path)

    body = problem_of(response)
    assert (response.status_code, body["status"], body["type"].rpartition("/")[2]) == (status, status, kind)
    assert body["detail"]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_any_name_in_an_address_is_answered(client, name):
    for kind in ("entities", "articles"):
        assert client.get(f"/{kind}/{quote(name, safe='')}").status_code in (200, 404)
    assert client.get("/statements", params={"source": name, "article": name}).status_code in (200, 404)
    assert client.get("/entities", params={"q": name}).status_code == 200


def test_health_tells_the_number_of_articles(client):
    assert client.get("/health").json() | {"version": ""} == {"status": "ok", "version": "", "articles": 2}


def test_the_api_describes_itself(client):
    description = client.get("/openapi.json").json()

    assert {
        "/sparql",
        "/entities",
        "/entities/{entity_id}",
        "/statements",
        "/articles",
        "/export/{name}",
        "/health",
    } <= set(description["paths"])
    assert all(m["description"] for methods in description["paths"].values() for m in methods.values())
    assert "StatementResponse" not in json.dumps(description)


@pytest.mark.parametrize("path", ["/", "/entities/Q777", "/articles/a1", "/export/gexf", "/health", "/docs"])
def test_head_answers_as_get_without_body(client, path):
    head, get = client.head(path, headers=HTML), client.get(path, headers=HTML)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
