"""The Reconciliation API over HTTP: its messages by the published schemas, bad input, who may read it."""

import json
import os
from pathlib import Path

import pytest

jsonschema = pytest.importorskip("jsonschema")
referencing = pytest.importorskip("referencing")

# The schemas and examples of the specification do not come with the project: https://github.com/reconciliation-api/specs
_HERE = Path(__file__).resolve().parents
_PLACES = [
    Path(os.environ.get("RECONCILIATION_SPECS", "/nowhere")),
    *(_HERE[up] / "shared/data/reconciliation/0.2" for up in (2, 3)),
]
SPECS = next((place for place in _PLACES if place.is_dir()), None)
needs_specs = pytest.mark.skipif(SPECS is None, reason="the specification's schemas are not here")
EXAMPLES = sorted(SPECS.glob("examples/*/*/*.json")) if SPECS else []
# What the specification refers to elsewhere: a security scheme has a type.
_SECURITY = {"definitions": {"securityDefinitions": {"additionalProperties": {"required": ["type"]}}}}
ROWS = {
    "q0": {"query": "Henrik Dahl", "type": "Person", "limit": 3, "properties": [{"pid": "wikidata", "v": "Q777"}]},
    "q1": {"query": "Fjord Bridg", "type": ["Place", "Event"], "type_strict": "should"},
    "q2": {"properties": [{"pid": "name", "v": ["Maria Oliveira", {"id": "Q1", "name": "x"}, 3, True]}]},
    "q3": {"query": "Nobody At All"},
}


def check(message, name):
    """Hold a message against a schema of the specification, where that is here."""
    if SPECS is None:
        return
    resources = [
        (f"https://reconciliation-api.github.io/specs/0.2/schemas/{path.name}", json.loads(path.read_text()))
        for path in SPECS.glob("schemas/*.json")
    ]
    resources.append(("http://swagger.io/v2/schema.json", _SECURITY))
    registry = referencing.Registry().with_resources(
        (uri, referencing.Resource.from_contents(found, default_specification=referencing.jsonschema.DRAFT7))
        for uri, found in resources
    )
    schema = json.loads((SPECS / f"schemas/{name}.json").read_text())
    jsonschema.Draft7Validator(schema, registry=registry).validate(message)


def ask(client, queries):
    return client.post("/reconcile", data={"queries": json.dumps(queries)})


def test_the_manifest_says_what_is_offered(client):
    found = client.get("/reconcile").json()

    check(found, "manifest")
    assert "0.2" in found["versions"]
    for one in found["suggest"].values():
        assert client.get(one["service_url"] + one["service_path"], params={"prefix": "p"}).status_code == 200
    assert client.get(found["view"]["url"].replace("{{id}}", "Q777")).status_code == 200
    assert client.get(found["preview"]["url"].replace("{{id}}", "Q777")).status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_batch_is_reconciled(client, method):
    sent = {"queries": json.dumps(ROWS)}
    found = (client.get("/reconcile", params=sent) if method == "GET" else client.post("/reconcile", data=sent)).json()

    check(ROWS, "reconciliation-query-batch")
    check(found, "reconciliation-result-batch")
    assert list(found) == list(ROWS)
    first = found["q0"]["result"][0]
    assert (first["id"], first["match"], first["score"]) == ("Q777", True, 100.0)
    assert first["type"] == [{"id": "Person", "name": "Person"}]
    assert found["q1"]["result"][0]["name"] == "Fjord Bridge"
    assert found["q2"]["result"][0]["name"] == "Maria Oliveira"
    assert found["q3"]["result"] == []


@needs_specs
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: "/".join(path.parts[-3:]))
def test_examples_of_the_specification(client, path):
    kind, message = path.parts[-3], json.loads(path.read_text(encoding="utf-8"))
    valid = path.parts[-2] == "valid"
    if (SPECS / f"schemas/{kind}.json").exists():
        if valid:
            check(message, kind)
        else:
            with pytest.raises(jsonschema.ValidationError):
                check(message, kind)
    if kind == "reconciliation-query-batch":
        assert ask(client, message).status_code == (200 if valid else 400)
    if kind == "data-extension-query":
        answer = client.post("/reconcile", data={"extend": json.dumps(message)})
        assert answer.status_code == 200
        check(answer.json(), "data-extension-response")


def test_entities_types_and_properties_are_suggested(client):
    entities = client.get("/reconcile/suggest/entity", params={"prefix": "henr"}).json()
    types = client.get("/reconcile/suggest/type", params={"prefix": "per"}).json()
    properties = client.get("/reconcile/suggest/property", params={"prefix": "wiki"}).json()
    proposed = client.get("/reconcile/properties", params={"type": "Person", "limit": 2}).json()

    check(entities, "suggest-entities-response")
    check(types, "suggest-types-response")
    check(properties, "suggest-properties-response")
    check(proposed, "data-extension-property-proposal")
    assert entities["result"][0]["id"] == "Q777"
    assert [one["id"] for one in types["result"]] == ["Person"]
    assert [one["id"] for one in properties["result"]] == ["wikidata"]
    assert len(proposed["properties"]) == 2
    after = client.get("/reconcile/suggest/entity", params={"prefix": "henr", "cursor": 100}).json()
    assert after["result"] == []


def test_entities_are_extended(client):
    asked = {
        "ids": ["Q777", "nobody", "a b/ü%"],
        "properties": [{"id": "wikidata"}, {"id": "name", "settings": {"limit": "1"}}, {"id": "said"}, {"id": "hue"}],
    }
    found = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()

    check(asked, "data-extension-query")
    check(found, "data-extension-response")
    assert list(found["rows"]) == asked["ids"]
    known = {"wikidata": [{"str": "Q777"}], "name": [{"str": "Dahl"}], "said": [{"int": 2}], "hue": []}
    assert found["rows"]["Q777"] == known
    assert set(map(tuple, found["rows"]["nobody"].values())) == {()}
    assert found["meta"][0] == {"id": "wikidata", "name": "Wikidata id"}


@pytest.mark.parametrize(("kind", "id"), [("entity", "Q777"), ("type", "Person"), ("property", "holdsOffice")])
def test_a_flyout_shows_one_thing(client, kind, id):
    found = client.get(f"/reconcile/flyout/{kind}", params={"id": id}).json()

    assert found["id"] == id
    assert found["html"].startswith("<p><strong>")
    assert client.get(f"/reconcile/flyout/{kind}", params={"id": "no<b>body"}).status_code == 404


def test_a_preview_may_stand_in_a_frame_and_other_pages_not(client):
    shown = client.get("/reconcile/preview", params={"id": "Q777"})

    assert "Henrik Dahl" in shown.text
    assert "frame-ancestors *" in shown.headers["content-security-policy"]
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in client.get("/").headers["content-security-policy"]
    assert client.get("/reconcile/preview", params={"id": "nobody"}).status_code == 404


@pytest.mark.parametrize(
    ("origin", "path", "allowed"),
    [
        ("http://127.0.0.1:3333", "/reconcile", True),
        ("http://localhost:3333", "/reconcile/suggest/entity?prefix=a", True),
        ("http://127.0.0.1:3333", "/entities", False),
        ("http://127.0.0.1.evil.example", "/reconcile", False),
        ("https://elsewhere.example", "/reconcile", False),
    ],
)
def test_programs_on_this_machine_may_read_it(client, origin, path, allowed):
    answer = client.get(path, headers={"Origin": origin})

    assert (answer.headers.get("access-control-allow-origin") == origin) is allowed


def test_a_preflight_is_answered(client):
    asked = {"Origin": "http://127.0.0.1:3333", "Access-Control-Request-Method": "POST"}

    assert client.options("/reconcile", headers=asked).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"q"',
        '{"q0": "Henrik Dahl"}',
        '{"q0": {"query": 3}}',
        '{"q0": {"query": "\\ud800"}}',
        '{"q0": {"query": "a\u0000b"}}',
        '{"q0": {"query": "a", "limit": 0}}',
        '{"q0": {"query": "a", "limit": NaN}}',
        '{"q0": {"query": "a", "type_strict": "perhaps"}}',
        '{"q0": {"query": "a", "properties": [{"pid": "name"}]}}',
        '{"q0": {"query": "a", "properties": [{"pid": "name", "v": null}]}}',
        "[" * 2000,
        json.dumps({f"q{n}": {"query": "a"} for n in range(201)}),
    ],
    ids=lambda text: text[:40],
)
def test_what_is_no_batch_is_refused(client, text):
    answer = client.post("/reconcile", data={"queries": text})

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.json()["detail"]) < 500


@pytest.mark.parametrize("query", ["", "\x00\x1b", "a" * 5000, '"a" OR NOT', "<script>", "a* NEAR/2 b", "%", "\u202e"])
def test_odd_names_find_nobody(client, query):
    found = ask(client, {"q0": {"query": query}}).json()

    assert found == {"q0": {"result": []}}


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("POST", {"data": {}}, 415),
        ("POST", {"data": {"queries": "{}", "extend": "{}"}}, 400),
        ("POST", {"data": {"other": "{}"}}, 400),
        ("POST", {"json": {"queries": {}}}, 415),
        ("POST", {"data": {"extend": '{"ids": 3}'}}, 400),
        ("GET", {"params": {"queries": "{}", "extend": "{}"}}, 400),
    ],
)
def test_requests_that_ask_for_nothing_or_two_things_are_refused(client, method, options, status):
    answer = client.request(method, "/reconcile", **options)

    assert answer.status_code == status
    assert answer.json()["detail"]
