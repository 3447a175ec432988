"""Every page and route over sixty articles with names in common: nothing is done that was tried on one article only."""

import json
import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest

from graph.store.oxigraph import memory_store
from tests.api.conftest import serving
from tests.factory import make_annotation

ARTICLES = 60
FIRST = date(2024, 1, 1)


@pytest.fixture(scope="module")
def corpus():
    store = memory_store()
    for number in range(ARTICLES):
        published = None if number % 7 == 0 else FIRST + timedelta(days=5 * number)
        store.put(make_annotation(f"paper {number}/é", published=published))
    return store


@pytest.fixture(scope="module")
def reader(corpus):
    with serving(corpus) as made:
        yield made


def walked(reader, url, **asked):
    """All items of a list, page by page."""
    items, total = [], 1
    while len(items) < total:
        page = reader.get(url, params={**asked, "limit": 37, "offset": len(items)}).json()
        total = page["total"]
        assert page["items"], (url, len(items), total)
        items += page["items"]
    return items


@pytest.mark.parametrize("url", ["/entities", "/statements", "/articles"])
def test_a_walk_over_the_pages_gives_each_item_once(reader, url):
    items = walked(reader, url)

    assert len({item["iri"] for item in items}) == len(items) >= ARTICLES


def test_every_page_of_every_thing_answers_and_every_link_leads_somewhere(reader):
    addresses = {"/", "/docs", "/articles", "/statements", "/entities", "/sparql"}
    addresses |= {f"/entities/{item['iri'].rpartition('/')[2]}" for item in walked(reader, "/entities")}
    addresses |= {f"/articles/{quote(item['id'], safe='')}" for item in walked(reader, "/articles")}
    linked = set()
    for address in sorted(addresses):
        page = reader.get(address, headers={"Accept": "text/html"})
        assert page.status_code == 200, address
        linked |= {link for link in re.findall(r'href="(/[^"#]*)"', page.text) if "/export/" not in link}
    for link in sorted(linked - addresses)[:200]:
        assert reader.get(link.replace("&amp;", "&"), headers={"Accept": "text/html"}).status_code == 200, link


def test_every_entity_comes_as_linked_data(reader):
    for item in walked(reader, "/entities")[:10]:
        address = f"/entities/{item['iri'].rpartition('/')[2]}"
        turtle = reader.get(address, headers={"Accept": "text/turtle"})
        linked = reader.get(address, headers={"Accept": "application/ld+json"})
        assert f"<{item['iri']}>" in turtle.text
        assert linked.status_code == 200
        assert linked.json()


def test_all_count_the_same(reader, corpus):
    totals = corpus.reader.totals()
    network = json.loads(reader.get("/export/node-link").text)

    assert reader.get("/health").json()["articles"] == totals["articles"] == ARTICLES
    assert len(walked(reader, "/statements")) == totals["statements"]
    assert len(walked(reader, "/entities")) == totals["entities"] == len(network["nodes"])
    page = reader.get("/", headers={"Accept": "text/html"}).text
    for number in (totals["articles"], totals["entities"], totals["statements"], totals["facts"]):
        assert f"{number:,}" in page


def test_the_latest_come_first_and_those_without_a_date_last(reader):
    days = [item["article"]["published"] for item in walked(reader, "/statements")]
    dated = [day for day in days if day]

    assert dated == sorted(dated, reverse=True)
    assert days[: len(dated)] == dated


def test_what_an_entity_said_is_what_statements_by_it_are(reader):
    found = reader.get("/entities/Q777").json()
    said = walked(reader, "/statements", source="Q777")

    assert found["statements_by"]["total"] == len(said) >= ARTICLES
