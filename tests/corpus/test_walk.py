"""Every page and route over a corpus: it answers, it is well-formed, its lists add up, its links lead somewhere."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from itertools import count
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from api.routers.examples import read_examples
from graph.export.formats import FORMATS
from graph.model import EntityType, Stance
from graph.networks.options import Kind
from graph.rdf.identifiers import entity_iri
from graph.verify import verify
from tests.corpus.articles import ARTICLES, LONG_SPEECH, ODD_IDS, QUIET
from tests.corpus.cast import LONG
from tests.corpus.pages import read_page

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
TURTLE = {"Accept": "text/turtle"}
JSON_LD = {"Accept": "application/ld+json"}
MOST_MENTIONED = 40
# All that the app offers: who adds a route walks it here.
ROUTES = {
    "/health",
    "/entities",
    "/entities/{entity_id}",
    "/stances",
    "/statements",
    "/articles",
    "/articles/{article}",
    "/export/{name}",
    "/sparql",
    "/graphs",
    "/graphs/{name}",
    "/networks/{kind}",
    "/search",
    "/feeds/{entity_id}.atom",
    "/reconcile",
    "/reconcile/suggest/entity",
    "/reconcile/suggest/type",
    "/reconcile/suggest/property",
    "/reconcile/properties",
    "/reconcile/flyout/entity",
    "/reconcile/flyout/type",
    "/reconcile/flyout/property",
    "/reconcile/preview",
}


def fetch(client, path, headers=JSON, status=200, **parameters):
    response = client.get(path, headers=headers, params=parameters or None)
    assert response.status_code == status, f"{path} {parameters}: {response.status_code} {response.text[:300]}"
    return response


def walk(client, path, size, **parameters):
    """All items of a list, page by page; every page tells the same total."""
    items, totals = [], set()
    for offset in count(0, size):
        page = fetch(client, path, **parameters, limit=size, offset=offset).json()
        assert page["offset"] == offset
        assert len(page["items"]) == min(size, max(0, page["total"] - offset))
        items += page["items"]
        totals.add(page["total"])
        if not page["items"]:
            break
    assert totals == {len(items)}
    assert len({item["iri"] for item in items}) == len(items), "an item stands on two pages"
    return items


def last_part(iri):
    return iri.rpartition("/entity/")[2]


@pytest.fixture(scope="module")
def entities(client):
    return walk(client, "/entities", 50)


@pytest.fixture(scope="module")
def statements(client):
    return walk(client, "/statements", 100)


@pytest.fixture(scope="module")
def articles(client):
    return walk(client, "/articles", 25)


# --- what there is


def test_the_store_is_sound(corpus_store):
    assert not list(verify(corpus_store))


def test_every_route_is_walked(client):
    assert set(fetch(client, "/openapi.json").json()["paths"]) == ROUTES


def test_every_graph_is_read_by_its_name(client, corpus_store):
    for graph in corpus_store.graphs():
        answer = fetch(client, "/graphs", {"Accept": "application/n-triples"}, graph=graph)
        assert {q.triple for q in ox.parse(answer.content, ox.RdfFormat.N_TRIPLES)} == {
            q.triple for q in corpus_store.quads(graph)
        }


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_network_is_counted_with_its_evidence(client, kind):
    network = fetch(client, f"/networks/{kind.value}", {}).json()

    assert network["links"]
    assert {edge[end] for edge in network["links"] for end in ("source", "target")} <= {
        n["id"] for n in network["nodes"]
    }


def test_what_is_said_about_anybody_is_fed(client, entities):
    for entity in entities[::40]:
        feed = ElementTree.fromstring(fetch(client, f"/feeds/{last_part(entity['iri'])}.atom", {}).content)
        assert feed.tag == "{http://www.w3.org/2005/Atom}feed"


def test_the_words_of_any_statement_find_it(client, statements):
    for statement in statements[::60]:
        word = max(re.findall(r"[A-Za-z]+", statement["content"]), key=len)
        found = walk(client, "/search", 100, q=word)
        assert statement["iri"] in {one["iri"] for one in found}


def test_any_entity_is_reconciled_by_its_name_and_shown(client, entities):
    for entity in entities[::60]:
        queries = json.dumps({"a": {"query": entity["label"], "limit": 50}})
        found = fetch(client, "/reconcile", queries=queries).json()["a"]["result"]
        assert entity["label"] in {one["name"] for one in found}
        fetch(client, "/reconcile/preview", {}, id=found[0]["id"])
        fetch(client, "/reconcile/flyout/entity", id=found[0]["id"])
    assert fetch(client, "/reconcile/suggest/entity", prefix=entities[0]["label"][:3]).json()["result"]
    for what in ("type", "property"):
        offered = fetch(client, f"/reconcile/suggest/{what}", prefix="p").json()["result"]
        assert offered
        fetch(client, f"/reconcile/flyout/{what}", id=offered[0]["id"])
    assert fetch(client, "/reconcile/properties", type="Person").json()["properties"]


def test_nothing_is_lost(corpus, entities, statements, articles, corpus_store):
    base = corpus_store.base
    made = {entity_iri(entity, one.article, base).value for one in corpus for entity in one.entities}

    assert {entity["iri"] for entity in entities} == made
    assert {article["id"] for article in articles} == {one.article.id for one in corpus}
    assert len(articles) == ARTICLES
    assert len(statements) == sum(len(one.statements) for one in corpus)


def test_counts_agree_everywhere(client, corpus, entities, statements, articles):
    """Front page, lists, articles' own counts, SPARQL and exports say the same numbers."""
    facts = sum(len(one.facts) for one in corpus)
    words = " ".join(read_page(fetch(client, "/", HTML).text).words.split())
    network = nx.read_graphml(io.BytesIO(fetch(client, "/export/graphml", {}).content))
    asked = """
        PREFIX hus: <https://w3id.org/hustings/ontology#>
        SELECT (COUNT(DISTINCT ?s) AS ?statements) { ?s a hus:Statement }"""
    counted = fetch(client, "/sparql", {"Accept": "application/sparql-results+json"}, query=asked).json()

    assert f"{len(articles)} articles {len(statements)} statements {facts} facts {len(entities)} entities" in words
    assert fetch(client, "/health").json()["articles"] == len(articles)
    assert sum(article["statements"] for article in articles) == len(statements)
    assert sum(article["facts"] for article in articles) == facts
    assert network.number_of_nodes() == len(entities)
    assert int(counted["results"]["bindings"][0]["statements"]["value"]) == len(statements)
    assert sum(fetch(client, "/entities", type=kind.value).json()["total"] for kind in EntityType) == len(entities)


def test_every_side_that_stands_is_listed(client, corpus):
    made = Counter(edge.stance.value for one in corpus for edge in one.stances if not edge.derived)

    assert {s: fetch(client, "/stances", stance=s, limit=1).json()["total"] for s in made} == dict(made)


def test_mentions_are_those_of_the_articles(corpus, entities, corpus_store):
    made = Counter()
    for one in corpus:
        for entity in one.entities:
            made[entity_iri(entity, one.article, corpus_store.base).value] += len(entity.mentions)

    assert {entity["iri"]: entity["mentions"] for entity in entities} == dict(made)


# --- people with names in common


def test_two_people_with_one_surname_are_two(client):
    found = fetch(client, "/entities", q="varga", type="Person", limit=100).json()["items"]

    assert {"Ilse Varga", "Tomas Varga", "Varga"} <= {item["label"] for item in found}


def test_a_common_name_is_another_person_in_each_article(entities, corpus):
    bearing = sum(any(e.label == "Peter Lund" for e in one.entities) for one in corpus)

    assert sum(e["label"] == "Peter Lund" for e in entities) == bearing > 5


# --- pages and links


def test_every_link_on_every_page_leads_to_a_page(client):
    """From the start page, by links alone, to every page that people can reach."""
    host, pages, wanted = f"{client.base_url}", {}, ["/"]
    fragments, seen = set(), {"/"}
    while wanted:
        path = wanted.pop()
        response = fetch(client, path, HTML)
        if not response.headers["content-type"].startswith("text/html"):
            continue
        pages[path] = read_page(response.text)
        assert pages[path].title
        for link in pages[path].links:
            assert link
            target = urljoin(f"{host}{path}", link)
            if not target.startswith(host):
                assert target.startswith(("https://www.wikidata.org/wiki/", "https://news.example/"))
                continue
            address, fragment = urldefrag(target.removeprefix(host))
            fragments |= {(address, unquote(fragment))} if fragment else set()
            if address not in seen:
                seen.add(address)
                wanted.append(address)

    assert not [(path, fragment) for path, fragment in fragments if fragment not in pages[path].ids]
    shown = {unquote(urlsplit(path).path) for path in pages}
    assert {f"/articles/{one}" for one in (QUIET, LONG_SPEECH, *ODD_IDS.values())} <= shown


def test_a_page_of_each_entity_is_reached_by_paging(client, entities):
    linked, path = set(), "/entities"
    while path:
        page = read_page(fetch(client, path, HTML).text)
        linked |= {unquote(link.removeprefix("/entities/")) for link in page.links if link.startswith("/entities/")}
        further = [link for link in page.links if link.startswith("/entities?") and "offset=" in link]
        offsets = [int(link.rpartition("offset=")[2]) for link in further]
        here = int(path.rpartition("offset=")[2]) if "offset=" in path else 0
        path = next((link for link, offset in zip(further, offsets, strict=True) if offset > here), None)

    assert linked == {last_part(entity["iri"]) for entity in entities}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/entities/Q1", 404),
        ("/entities/no%20one", 404),
        ("/articles/none", 404),
        ("/export/none", 404),
        ("/export/gexf?article=none", 404),
        ("/nowhere", 404),
        ("/entities?limit=0", 422),
        ("/entities?limit=501", 422),
        ("/entities?type=Ship", 422),
        ("/statements?offset=-1", 422),
        ("/statements?stance=perhaps", 422),
        ("/sparql?query=SELEKT", 400),
    ],
)
def test_what_is_not_there_has_the_documented_status(client, path, status):
    problem = fetch(client, path, JSON, status)
    page = read_page(fetch(client, path, HTML, status).text)

    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == status
    assert str(status) in page.words


# --- entities


def test_entities_in_every_form(client, entities):
    for entity in entities[:MOST_MENTIONED]:
        path = f"/entities/{quote(last_part(entity['iri']), safe='')}"
        card = fetch(client, path).json()
        page = read_page(fetch(client, path, HTML).text)
        turtle = list(ox.parse(fetch(client, path, TURTLE).content, ox.RdfFormat.TURTLE))
        linked = fetch(client, path, JSON_LD).json()

        assert {key: card["entity"][key] for key in entity} == entity
        assert entity["label"] in page.words
        assert ox.NamedNode(entity["iri"]) in {quad.subject for quad in turtle}
        # Without the network: the context says where it is, what it says is tested beside the ontology.
        assert entity["iri"].removeprefix("https://w3id.org/hustings/id/") in json.dumps(linked)


def test_an_entity_is_found_by_its_whole_name_too(client, entities):
    for entity in entities[:MOST_MENTIONED]:
        found = fetch(client, "/entities", q=entity["label"][:200], limit=100).json()["items"]
        assert entity["iri"] in {item["iri"] for item in found}, entity["label"]


def test_the_lists_of_a_card_add_up(client, entities, statements):
    for entity in entities[:6]:
        path = f"/entities/{last_part(entity['iri'])}"
        for key in ("statements_by", "statements_about", "facts", "stances"):
            whole = fetch(client, path, limit=500).json()[key]
            pieces = []
            for offset in range(0, whole["total"] + 1, 4):
                page = fetch(client, path, limit=4, offset=offset).json()[key]
                assert page["total"] == whole["total"]
                pieces += page["items"]
            assert pieces == whole["items"]
            assert len(pieces) == whole["total"]
        said = [one["iri"] for one in statements if one["source"] and one["source"]["iri"] == entity["iri"]]
        assert [one["iri"] for one in fetch(client, path, limit=500).json()["statements_by"]["items"]] == said


def test_stances_of_a_card_are_what_statements_say(client, entities, statements):
    stated = Counter()
    for one in statements:
        if one["stance"] and one["source"] and not one["negated"] and one["modality"] == "asserted":
            stated[one["source"]["iri"], one["stance"], one["target"]["iri"]] += 1
    for entity in entities[:MOST_MENTIONED]:
        path = f"/entities/{quote(last_part(entity['iri']), safe='')}"
        stances = fetch(client, path, limit=500).json()["stances"]
        shown = {(s["source"]["iri"], s["stance"], s["target"]["iri"]): s["statements"] for s in stances["items"]}
        assert shown == {key: n for key, n in stated.items() if entity["iri"] in (key[0], key[2])}
        assert stances["total"] == len(shown) == len(stances["items"])
        ranks = [(-s["statements"], -int((s["last"] or "0").replace("-", ""))) for s in stances["items"]]
        assert ranks == sorted(ranks)


def test_a_stance_leads_to_its_statements(client, entities):
    for entity in entities[:6]:
        path = f"/entities/{last_part(entity['iri'])}"
        for stance in fetch(client, path).json()["stances"]["items"]:
            asked = {"source": stance["source"]["iri"], "target": stance["target"]["iri"], "stance": stance["stance"]}
            found = walk(client, "/statements", 7, **asked, asserted=True)
            assert len(found) == stance["statements"]
            assert {one["negated"] for one in found} == {False}


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("ilse v", "Ilse Varga"),  # prefixes
        ("VARGA ilse", "Ilse Varga"),
        ("Ilse Vagra", "Ilse Varga"),  # a slip
        ("jose ibanez", "José Ibáñez"),  # accents left out
        ("JOSÉ IBÁÑEZ", "José Ibáñez"),
        ("zoe angstrom", "Zoë Ångström"),
        ("o'dowd", "Niamh O’Dowd"),  # either apostrophe
        ("o’dowd", "Niamh O’Dowd"),
        ('<b>"ace"', 'Kit <b>"Ace"</b> & Sons'),  # markup is but a name
        ("hohenfels-tannenberg", LONG),
        ("senate of the isles", "Senate of the Isles"),
    ],
)
def test_an_entity_is_found_however_it_is_written(client, asked, label):
    found = fetch(client, "/entities", q=asked).json()["items"]
    page = read_page(fetch(client, "/entities", HTML, q=asked).text)

    assert label in [item["label"] for item in found]
    assert label in page.words


@pytest.mark.parametrize("asked", ["nobody whatsoever", "%%%", '"', "* OR *", "NEAR(", "(", "-", "\x00", "a" * 200])
def test_what_nobody_is_called_finds_nothing_and_harms_nothing(client, asked):
    assert fetch(client, "/entities", q=asked).json()["total"] == 0
    assert "Nothing is called that" in read_page(fetch(client, "/entities", HTML, q=asked).text).words


@pytest.mark.parametrize("size", [7, 500])
@pytest.mark.parametrize(
    "parameters", [{}, {"q": "varga"}, {"type": ["Person"]}, {"q": "v", "type": ["Person", "Place"]}]
)
def test_lists_of_entities_add_up(client, parameters, size):
    items = walk(client, "/entities", size, **parameters)

    assert items
    assert {item["type"] for item in items} <= set(parameters.get("type", EntityType))


# --- statements


def fits(statement, name, value):
    found = statement[name]
    if isinstance(found, dict):
        found = found["id" if name == "article" else "iri"]
    return found == value


def test_filters_of_statements_are_what_a_look_through_all_gives(client, entities, statements):
    choices = [{"stance": stance.value} for stance in Stance]
    choices += [{"article": name} for name in (QUIET, LONG_SPEECH, *ODD_IDS.values())]
    for entity in entities[:8]:
        choices += [{"source": entity["iri"]}, {"target": entity["iri"]}]
        choices += [{"target": entity["iri"], "stance": stance.value} for stance in Stance]
        choices += [{"source": entity["iri"], "article": LONG_SPEECH, "stance": "supports"}]
    for asked in choices:
        kept = [one for one in statements if all(fits(one, *pair) for pair in asked.items())]
        found = walk(client, "/statements", 13, **asked)
        assert [s["iri"] for s in found] == [s["iri"] for s in kept], asked
        short = {name: last_part(value) if "/entity/" in value else value for name, value in asked.items()}
        assert fetch(client, "/statements", **short).json()["total"] == len(kept)
        page = read_page(fetch(client, "/statements", HTML, **asked).text)
        assert f"{len(kept)} statement" in page.words


def test_the_latest_statements_come_first(statements):
    days = [one["article"]["published"] or "" for one in statements]

    assert days == sorted(days, reverse=True)


def test_negated_and_possible_statements_are_told_apart(statements):
    assert sum(one["negated"] for one in statements) >= 5
    assert sum(one["modality"] == "possible" for one in statements) >= 5
    assert {one["kind"] for one in statements} == {"direct", "indirect", "mixed"}
    assert any(one["source"] is None for one in statements)
    assert any(one["reported_via"] for one in statements)


# --- articles


def test_articles_in_every_form(client, corpus, articles):
    known = {article["id"]: article for article in articles}
    for one in corpus:
        path = f"/articles/{quote(one.article.id, safe='')}"
        detail = fetch(client, path).json()
        page = read_page(fetch(client, path, HTML).text)
        turtle = list(ox.parse(fetch(client, path, TURTLE).content, ox.RdfFormat.TURTLE))
        linked = fetch(client, path, JSON_LD).json()

        assert detail["text"] == one.article.text
        assert detail["article"] == known[one.article.id]
        assert detail["article"]["title"] == one.article.title
        assert detail["article"]["publisher"] == one.article.publisher
        assert (len(detail["statements"]), len(detail["facts"])) == (len(one.statements), len(one.facts))
        assert {f"s{n + 1}" for n in range(len(one.statements))} <= set(page.ids)
        assert page.title.startswith(one.article.title or one.article.id)
        assert "".join(one.article.text.split()) in "".join(page.words.split())
        assert turtle
        assert linked
        for made in (*detail["statements"], *detail["facts"]):
            for part in (*made["parts"], *made["sentences"]):
                assert detail["text"][part["start"] : part["end"]] == part["text"]


@pytest.mark.parametrize("size", [1, 7, 500])
def test_lists_of_articles_add_up(client, articles, size):
    assert walk(client, "/articles", size) == articles


# --- exports


def rows_of(archive, name):
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return list(csv.DictReader(io.StringIO(files.read(name).decode(), newline="")))


def test_networks_hold_the_same_in_every_format(client, entities):
    got = {name: fetch(client, f"/export/{name}", {}).content for name in FORMATS}
    graphml = nx.read_graphml(io.BytesIO(got["graphml"]), force_multigraph=True)
    gexf = ElementTree.fromstring(got["gexf"])
    cytoscape = json.loads(got["cytoscape"])["elements"]
    linked = nx.node_link_graph(json.loads(got["node-link"]), edges="links")
    nodes, edges = rows_of(got["csv"], "nodes.csv"), rows_of(got["csv"], "edges.csv")
    sizes = {
        "graphml": (graphml.number_of_nodes(), graphml.number_of_edges()),
        "gexf": (len(gexf.findall(".//{*}node")), len(gexf.findall(".//{*}edge"))),
        "cytoscape": (len(cytoscape["nodes"]), len(cytoscape["edges"])),
        "node-link": (linked.number_of_nodes(), linked.number_of_edges()),
        "csv": (len(nodes), len(edges)),
    }

    assert len(set(sizes.values())) == 1, sizes
    assert sizes["csv"][0] == len(entities)
    assert {row["Id"]: row["Label"] for row in nodes} == {e["iri"]: e["label"] for e in entities}
    assert got["dot"].decode().count(" -> ") >= sizes["csv"][1]


def test_triples_are_the_same_in_every_format(client, corpus_store):
    trig = {q.triple for q in ox.parse(fetch(client, "/export/trig", {}).content, ox.RdfFormat.TRIG)}
    turtle = {q.triple for q in ox.parse(fetch(client, "/export/turtle", {}).content, ox.RdfFormat.TURTLE)}

    assert trig == turtle
    assert len(rdflib.Graph().parse(data=fetch(client, "/export/turtle", {}).text, format="turtle")) == len(turtle)
    assert len(json.loads(fetch(client, "/export/jsonld", {}).content)) > 0
    assert trig <= {quad.triple for quad in corpus_store.quads()}


def test_the_table_of_statements_is_the_list_of_statements(client, statements):
    rows = list(csv.DictReader(io.StringIO(fetch(client, "/export/statements", {}).text, newline=""), strict=True))

    assert [row["statement"] for row in rows] == [one["iri"] for one in statements]
    for row, one in zip(rows, statements, strict=True):
        for name in ("source", "target"):
            assert row[f"{name}_iri"] == (one[name]["iri"] if one[name] else "")
        assert (row["article"], row["kind"], row["stance"]) == (one["article"]["id"], one["kind"], one["stance"] or "")
        assert row["said_latest"] == (one["said_latest"] or "")
        assert row["content"] in (one["content"], f"'{one['content']}")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("article", [QUIET, LONG_SPEECH, *ODD_IDS.values()])
def test_one_article_in_every_format(client, name, article):
    response = fetch(client, f"/export/{name}", {}, article=article)

    assert response.content
    assert response.headers["content-type"].startswith(FORMATS[name].media_type)


@pytest.mark.parametrize("parameters", [{"top": 5}, {"top": 0}, {"type": ["Person"]}, {"type": ["Person", "Party"]}])
def test_a_part_of_the_network(client, parameters):
    whole = nx.read_graphml(io.BytesIO(fetch(client, "/export/graphml", {}).content), force_multigraph=True)
    part = nx.read_graphml(
        io.BytesIO(fetch(client, "/export/graphml", {}, **parameters).content), force_multigraph=True
    )

    assert set(part) <= set(whole)
    assert part.number_of_edges() <= parameters.get("top", whole.number_of_edges())
    assert {kind for _, kind in part.nodes(data="type")} <= set(parameters.get("type", EntityType))


# --- SPARQL


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.name)
@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"])
def test_examples_have_answers(client, example, accept):
    response = fetch(client, "/sparql", {"Accept": accept}, query=example.query)
    rows = {
        "application/sparql-results+json": lambda: response.json()["results"]["bindings"],
        "application/sparql-results+xml": lambda: ElementTree.fromstring(response.content).findall(".//{*}result"),
        "text/csv": lambda: list(csv.reader(io.StringIO(response.text)))[1:],
    }[accept]()

    assert rows


def test_the_form_for_queries(client):
    page = read_page(fetch(client, "/sparql", HTML).text)

    assert {example.name for example in read_examples()} <= set(page.ids)
