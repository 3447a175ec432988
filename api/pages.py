"""Responses for programs and for people. In pages all that comes from articles is escaped; there are no scripts."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.highlight import article_segments, passage_segments
from graph.lookup import SideFilter
from graph.lookup.views import Page, StanceView
from graph.model import Stance

TEMPLATES = Path(__file__).parent / "templates"


def as_json(body: BaseModel) -> Response:
    """A response of JSON."""
    return Response(body.model_dump_json(), media_type="application/json")


def render(
    request: Request,
    template: str,
    values: dict[str, Any],
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    """A page."""
    text = environment().get_template(template).render(path=request.url.path, **values)
    return HTMLResponse(text, status, headers)


@cache
def environment() -> Environment:
    """The templates with the filters that they use."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "entity_url": entity_url,
        "article_url": article_url,
        "feed_url": feed_url,
        "evidence_url": evidence_url,
        "safe_link": safe_link,
        "plural": plural,
        "period": period,
        "coverage": coverage,
        "passage": passage_segments,
        "marked": article_segments,
    }
    made.globals |= {"next_page": next_page, "previous_page": previous_page, "sides": sides}
    return made


def entity_url(iri: str) -> str:
    """Where an entity's page is on this server."""
    return "/entities/" + quote(iri.rpartition("/entity/")[2], safe="")


def feed_url(iri: str) -> str:
    """Where the feed of an entity is on this server."""
    return f"/feeds/{quote(iri.rpartition('/entity/')[2], safe='')}.atom"


def article_url(article_id: str) -> str:
    """Where an article's page is on this server."""
    return "/articles/" + quote(article_id, safe="")


def evidence_url(stance: StanceView, asked: SideFilter) -> str:
    """Where the statements and acts that a stance is read from are listed on this server."""
    ends = {
        side: str(ref.iri).rpartition("/entity/")[2]
        for side, ref in (("source", stance.source), ("target", stance.target))
    }
    return "/stances?" + urlencode({**ends, "stance": stance.stance.value, **_more(asked)})


def asked_sides(asked: SideFilter) -> dict[str, object]:
    """The parameters that ask for these sides."""
    return {name: value for name, value in ({"stance": asked.stance} | _more(asked)).items() if value}


def _more(asked: SideFilter) -> dict[str, object]:
    given = {"strength": asked.strength, "min_confidence": asked.min_confidence, "evidence": asked.evidence}
    return {name: value for name, value in given.items() if value}


def coverage(view: StanceView) -> str:
    """How often, where and when a stance was found, and how often its opposite:
    "2 statements, 1 act; 3 articles, 2024-03-01 – 2024-05-02; 1 against"."""
    found = [(view.statements, "statement"), (view.acts, "act")]
    parts = [", ".join(plural(number, one) for number, one in found if number)]
    parts.append(", ".join(filter(None, (plural(view.articles, "article"), period(view.first, view.last)))))
    parts += [f"{view.other:,} {'against' if view.stance is Stance.SUPPORTS else 'for'}"] if view.other else []
    return "; ".join(parts)


def safe_link(url: str | None) -> str | None:
    """The address if it leads to the web; None for scripts and other surprises."""
    return url if url and url.startswith(("http://", "https://")) else None


def plural(number: int, one: str, many: str | None = None) -> str:
    """ "1 statement", "2 statements"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def period(earliest: date | None, latest: date | None) -> str:
    """Days as people write them: "1998", "March 2024", "2024-03-12", "2024-03-01 – 2024-03-09", "since 2018-01-01"."""
    if not earliest or not latest:
        return f"since {earliest}" if earliest else f"until {latest}" if latest else ""
    if earliest == latest:
        return earliest.isoformat()
    after = latest + timedelta(days=1) if latest < date.max else latest
    if earliest.day == after.day == 1 and (after.year * 12 + after.month) - (earliest.year * 12 + earliest.month) == 1:
        return f"{earliest:%B} {earliest.year}"
    if (earliest.month, earliest.day, after.month, after.day) == (1, 1, 1, 1):
        return str(earliest.year) if earliest.year == latest.year else f"{earliest.year} – {latest.year}"
    return f"{earliest} – {latest}"


def next_page(page: Page[Any], url: str, asked: dict[str, object]) -> str | None:
    """The address of what comes after a page; None at the end."""
    after = page.offset + len(page.items)
    return _page_url(url, asked, after) if page.items and after < page.total else None


def previous_page(page: Page[Any], url: str, asked: dict[str, object], size: int) -> str | None:
    """The address of what comes before a page; None at the beginning."""
    return _page_url(url, asked, max(0, page.offset - size)) if page.offset else None


def sides(stances: Iterable[StanceView], iri: str) -> list[tuple[str, list[tuple[StanceView, bool]]]]:
    """An entity's stances by what they tell of it; with each, whether the entity is its source."""
    groups = (
        ("Supports", Stance.SUPPORTS, True),
        ("Opposes", Stance.OPPOSES, True),
        ("Supported by", Stance.SUPPORTS, False),
        ("Opposed by", Stance.OPPOSES, False),
    )
    found = (
        (name, [(v, own) for v in stances if v.stance is stance and (v.source if own else v.target).iri == iri])
        for name, stance, own in groups
    )
    return [(name, views) for name, views in found if views]


def _page_url(url: str, asked: dict[str, object], offset: int) -> str:
    given = {name: value for name, value in asked.items() if value not in (None, "", [])}
    return f"{url}?{urlencode({**given, 'offset': offset}, doseq=True)}"
