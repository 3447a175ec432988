"""Atom feeds: statements by and about somebody, latest first, well-formed whatever articles hold."""

from datetime import date
from xml.etree import ElementTree

import pytest

from graph.model import Annotation, Source
from graph.store.opening import memory_store
from tests.api.conftest import serving
from tests.factory import make_annotation, make_article, make_entity, make_statement

ATOM = "{http://www.w3.org/2005/Atom}"
ODD = "Ada <b>Quill</b> & Co said \x0b“]]> <script>x</script> is \x1b[31m bad”."


@pytest.fixture(scope="module")
def server():
    store = memory_store()
    store.put(make_annotation("a1", published=date(2024, 3, 13)))
    store.put(make_annotation("b 2/ü", published=date(2024, 5, 1)))
    store.put(make_annotation("undated", published=None))
    entity = make_entity(ODD, "e1", "Ada <b>Quill</b> & Co", wikidata="Q42")
    said = make_statement(ODD, "s1", ODD[26:], source=Source("e1", (entity.mentions[0].span,)), cue="said")
    article = make_article("odd<&>", ODD, url="javascript:alert(1)", title="\x07<title>")
    store.put(Annotation(article, (entity,), (said,)))
    with serving(store) as client:
        yield client


def parse(response):
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    for one in (feed, *feed.findall(f"{ATOM}entry")):  # what RFC 4287 asks of every feed and entry
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    return feed


def test_a_feed_has_statements_by_and_about_with_quote_and_link(server):
    feed = parse(server.get("/feeds/Q777.atom"))
    entries = feed.findall(f"{ATOM}entry")

    assert feed.findtext(f"{ATOM}title") == "Statements by and about Henrik Dahl"
    assert feed.findtext(f"{ATOM}updated") == "2024-05-01T00:00:00Z"
    assert [entry.findtext(f"{ATOM}updated")[:10] for entry in entries] == ["2024-05-01"] * 2 + ["2024-03-13"] * 2 + [
        "1970-01-01"
    ] * 2
    assert [entry.find(f"{ATOM}published") is None for entry in entries] == [False] * 4 + [True] * 2
    assert "Dahl praised the Coastal Fishing Pact." in [entry.findtext(f"{ATOM}content") for entry in entries]
    assert {entry.find(f"{ATOM}link[@rel='alternate']").get("href") for entry in entries} == {
        "https://coast.example/bridge"
    }
    assert entries[0].find(f"{ATOM}source").findtext(f"{ATOM}title") == "Bridge divides the coast, The Coast Courier"
    for link in (*feed.findall(f"{ATOM}link"), *entries[0].findall(f"{ATOM}link[@rel='related']")):
        assert server.get(link.get("href")).status_code == 200


def test_there_are_no_more_entries_than_asked_for(server):
    assert len(parse(server.get("/feeds/Q777.atom?limit=1")).findall(f"{ATOM}entry")) == 1


def test_markup_and_control_characters_do_not_break_it(server):
    feed = parse(server.get("/feeds/Q42.atom"))
    entry = feed.find(f"{ATOM}entry")

    assert feed.findtext(f"{ATOM}title").endswith("Ada <b>Quill</b> & Co")
    assert "<script>x</script>" in entry.findtext(f"{ATOM}title")
    assert entry.find(f"{ATOM}link[@rel='alternate']").get("href").startswith("http://127.0.0.1")


def test_nothing_new_is_told_without_a_body(server):
    first = server.get("/feeds/Q777.atom")
    again = server.get("/feeds/Q777.atom", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/nobody.atom", 404),
        ("/feeds/.atom", 404),
        ("/feeds/%00%3Cb%3E.atom", 404),
        ("/feeds/a%2Fb%25.atom", 404),
        ("/feeds/" + "x" * 10_000 + ".atom", 404),
        ("/feeds/Q777", 404),
        ("/feeds/Q777.atom?limit=0", 422),
    ],
)
def test_feeds_that_are_not_there(server, path, status):
    answer = server.get(path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_entitys_page_names_its_feed(server):
    page = server.get("/entities/Q777", headers={"Accept": "text/html"}).text

    assert '<link rel="alternate" type="application/atom+xml" href="/feeds/Q777.atom"' in page
