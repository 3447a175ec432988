"""Pages for people: what they show, and that nothing in an article can become more than text."""

import re
from datetime import date

import pytest

from api.pages import period
from graph.model import Annotation, Article, EntityType, Source, Stance
from graph.store.opening import memory_store
from tests.api.conftest import serving
from tests.factory import PLAN, make_edges, make_entity, make_statement

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGES = [
    "/",
    "/entities",
    "/entities?q=dahl",
    "/entities?q=nobody%20at%20all",
    "/entities/Q777",
    "/statements",
    "/stances",
    "/stances?source=nobody",
    "/search",
    "/search?q=praised",
    "/articles",
    "/articles/a1",
    "/sparql",
    "/docs",
    "/nowhere",
]
SCRIPT = "<script>alert('x')</script>"
EVIL = f'{SCRIPT} & "Co" said <img src=x onerror=alert(1)> is {SCRIPT.upper()}.'


@pytest.fixture(scope="module")
def evil_client():
    """A client of a server whose only article is made of markup."""
    source = make_entity(EVIL, "e1", SCRIPT, EntityType.PERSON)
    target = make_entity(EVIL, "e2", "<img src=x onerror=alert(1)>", EntityType.POLICY)
    said = make_statement(
        EVIL,
        "s1",
        "<img src=x onerror=alert(1)> is",
        source=Source("e1", source.mentions[0].span and (source.mentions[0].span,)),
        cue="said",
        stance=Stance.OPPOSES,
        target="e2",
    )
    article = Article(
        f"id{SCRIPT}", EVIL, title=f"</title>{SCRIPT}", publisher=f'"{SCRIPT}', url="https://evil.example/"
    )
    store = memory_store()
    store.put(Annotation(article, (source, target), (said,), stances=make_edges([said])))
    with serving(store) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_nothing_from_elsewhere_and_run_nothing(client, path):
    response = client.get(path, headers=HTML)

    policy = response.headers["content-security-policy"]
    loaded = re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', response.text)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in response.text
    assert all(address.startswith("/") for address in loaded)


def test_the_start_page_shows_what_there_is(client):
    page = client.get("/", headers=HTML).text

    assert "<strong>2</strong> articles" in page
    assert "<strong>6</strong> statements" in page
    for link in (
        "/entities/Q777",
        "/articles/a1",
        "/articles/b%202%2F%C3%BC",
        "/docs",
        "/openapi.json",
        "/export/gexf",
    ):
        assert f'href="{link}"' in page


def test_an_entity_page_shows_statements_with_the_words_marked(client):
    page = client.get("/entities/Q777", headers=HTML).text

    assert "<h1>Henrik Dahl</h1>" in page
    assert '<span class="source">Maria Oliveira</span>' in page
    assert f'<span class="content target">{PLAN}</span>' in page
    assert 'href="https://www.wikidata.org/wiki/Q777"' in page
    assert "/articles/a1#s1" in page


def test_a_proposal_page_shows_who_proposed_what(client):
    (first, *_) = client.get("/entities", params={"q": "plan", "type": "Proposal"}).json()["items"]
    page = client.get(f"/entities/{first['iri'].rpartition('/')[2]}", headers=HTML).text

    assert re.search(r"Proposed by</dt><dd><a[^>]*>Henrik Dahl", page)
    assert "<dd>close</dd>" in page


def test_an_article_page_marks_its_statements(client):
    page = client.get("/articles/a1", headers=HTML).text

    assert 'href="#s1"' in page
    assert 'id="s1"' in page
    assert '<span class="cue">rejected</span>' in page
    assert ">1998<" in page


def test_long_lists_have_pages(client):
    first = client.get("/statements", params={"limit": 4}, headers=HTML).text
    last = client.get("/statements", params={"limit": 4, "offset": 4}, headers=HTML).text

    assert 'href="/statements?limit=4&amp;offset=4"' in first
    assert "1–4 of 6" in first
    assert 'href="/statements?limit=4&amp;offset=0"' in last
    assert 'rel="next"' not in last


def test_an_error_is_a_page_for_people(client):
    response = client.get("/entities/nobody", headers=HTML)

    assert response.status_code == 404
    assert "nothing named" in response.text


def test_markup_in_articles_stays_text(evil_client):
    paths = ["/", "/articles", "/statements", "/entities", "/entities?q=%3Cscript%3E%22%27", "/nowhere%3Cscript%3E"]
    found = evil_client.get("/articles").json()["items"][0]
    paths.append("/articles/" + found["id"].replace("/", "%2F").replace("<", "%3C").replace(">", "%3E"))
    paths += ["/entities/" + e["iri"].rpartition("/")[2] for e in evil_client.get("/entities").json()["items"]]

    pages = {path: evil_client.get(path, headers=HTML) for path in paths}

    assert len(pages) == 9
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {
        "/nowhere%3Cscript%3E": 404
    }
    for page in pages.values():
        assert not re.search(r"<(script|img)", page.text, re.IGNORECASE)
    assert "&lt;script&gt;" in pages[paths[0]].text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_an_address_that_is_no_web_page_is_no_link(url):
    from api.pages import safe_link

    assert safe_link(url) is None
    assert safe_link("https://example.org/") == "https://example.org/"


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        (date(1998, 1, 1), date(1998, 12, 31), "1998"),
        (date(1998, 1, 1), date(2001, 12, 31), "1998 – 2001"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2023, 12, 1), date(2023, 12, 31), "December 2023"),
        (date(2024, 3, 12), date(2024, 3, 12), "2024-03-12"),
        (date(2024, 3, 1), date(2024, 3, 9), "2024-03-01 – 2024-03-09"),
        (date(2018, 1, 1), None, "since 2018-01-01"),
        (None, date(2018, 1, 1), "until 2018-01-01"),
        (None, None, ""),
        (date(9999, 12, 1), date(9999, 12, 31), "9999-12-01 – 9999-12-31"),
    ],
)
def test_days_are_written_as_people_do(earliest, latest, text):
    assert period(earliest, latest) == text
