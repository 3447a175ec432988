"""The representation that a client likes best."""

import pytest
from starlette.exceptions import HTTPException

from api.negotiation import choose

OFFERED = ("application/json", "text/html", "text/turtle")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("nonsense", "application/json"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle; charset=utf-8", "text/turtle"),
        ("text/*", "text/html"),
        ("text/*;q=0.5, text/turtle", "text/turtle"),
        ("application/json;q=0.1, text/turtle;q=0.2", "text/turtle"),
        ("*/*, text/html;q=0, application/json;q=0", "text/turtle"),
        ("text/turtle;q=high, text/html;q=0.1", "text/html"),
    ],
)
def test_the_best_is_chosen(accept, chosen):
    assert choose(accept, OFFERED) == chosen


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/turtle;q=0"])
def test_where_none_will_do_the_answer_is_406(accept):
    with pytest.raises(HTTPException) as error:
        choose(accept, OFFERED)

    assert error.value.status_code == 406
