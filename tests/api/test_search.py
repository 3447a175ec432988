"""Full text over HTTP: JSON and a page, filters, bad input."""

import pytest

HTML = {"Accept": "text/html"}


def test_statements_are_found_by_their_words(client):
    found = client.get("/search", params={"q": '"close the Fjord Bridge"', "stance": "opposes", "limit": 1}).json()

    assert (found["total"], len(found["items"])) == (2, 1)
    marked = [part["text"] for part in found["items"][0]["parts"] if part["role"] == "match"]
    assert marked == ["close the Fjord Bridge"]


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({"q": "praised", "source": "Q777"}, 2),
        ({"q": "rejected", "source": "Q777"}, 0),
        ({"q": "rejected", "source": "nobody"}, 0),
        ({"q": "rejected", "since": "2024-01-01"}, 1),
        ({"q": "rejected", "until": "2023-01-01"}, 0),
        ({"q": "hurt", "kind": "direct"}, 2),
        ({"q": "hurt", "outlet": "Nowhere Daily"}, 0),
        ({"q": "rejected", "sort": "date"}, 2),
        ({"q": ""}, 0),
        ({"q": "\x00\x1b …"}, 0),
        ({}, 0),
    ],
)
def test_what_is_found_can_be_narrowed(client, asked, total):
    assert client.get("/search", params=asked).json()["total"] == total


def test_the_page_marks_what_was_found_and_keeps_the_filters(client):
    page = client.get("/search", params={"q": "praised", "source": "Q777", "limit": 1}, headers=HTML).text

    assert '<span class="cue match">praised</span>' in page
    assert 'name="source" value="Q777"' in page
    assert "source=Q777" in page.partition('rel="next"')[0].rpartition("<a")[2]
    assert "2 statements with praised" in page


def test_markup_in_the_search_stays_text(client):
    page = client.get("/search", params={"q": "<script>alert(1)</script>"}, headers=HTML)

    assert page.status_code == 200
    assert "<script" not in page.text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"q": '"open'}, 400),
        ({"q": "(a"}, 400),
        ({"q": "-a"}, 400),
        ({"q": "x" * 10_000}, 422),
        ({"q": "a", "since": "yesterday"}, 422),
        ({"q": "a", "stance": "neutral"}, 422),
        ({"q": "a", "strength": "loud"}, 422),
        ({"q": "a", "kind": "song"}, 422),
        ({"q": "a", "sort": "mood"}, 422),
        ({"q": "a", "min_confidence": "2"}, 422),
        ({"q": "a", "offset": "-1"}, 422),
    ],
)
def test_what_cannot_be_searched_for_is_refused(client, asked, status):
    answer = client.get("/search", params=asked)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
