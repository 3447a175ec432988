"""Articles: all of them, or one as JSON, JSON-LD, Turtle or a page with its statements marked."""

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from api import schemas
from api.dependencies import HTML, JSON, JSON_LD, TURTLE, Limit, Offset, StoreDep, article_id, forms
from api.negotiation import choose
from api.pages import as_json, render
from graph.export.formats import export
from graph.export.network import Filters
from graph.lookup import facts_of, find_article, find_statements, list_articles

router = APIRouter(prefix="/articles", tags=["articles"])

_EXPORTS = {TURTLE: "turtle", JSON_LD: "jsonld"}


@router.get("", response_model=schemas.Listing[schemas.Article], responses=forms(HTML))
def read_articles(request: Request, store: StoreDep, limit: Limit = 20, offset: Offset = 0) -> Response:
    """The articles, the latest first."""
    page = list_articles(store, limit=limit, offset=offset)
    if choose(request.headers.get("accept"), (JSON, HTML)) == JSON:
        return as_json(schemas.Listing[schemas.Article].of(page))
    return render(request, "articles.html", {"page": page, "limit": limit, "asked": {"limit": limit}})


@router.get("/{article:path}", response_model=schemas.ArticleDetail, responses=forms(HTML, JSON_LD, TURTLE))
def read_article(request: Request, store: StoreDep, article: str) -> Response:
    """One article with its text, statements and facts."""
    name = article_id(store, article)
    found = find_article(store, name)
    media_type = choose(request.headers.get("accept"), (JSON, JSON_LD, TURTLE, HTML))
    if media_type in _EXPORTS:
        return StreamingResponse(export(store, _EXPORTS[media_type], Filters(article=name)), media_type=media_type)
    statements = find_statements(store, article=found.summary.iri)
    facts = facts_of(store, article=found.summary.iri)
    if media_type == HTML:
        values = {"article": found.summary, "text": found.text, "statements": statements.items, "facts": facts.items}
        return render(request, "article.html", values)
    return as_json(
        schemas.ArticleDetail(
            article=schemas.Article.of(found.summary),
            language=found.language,
            text=found.text,
            statements=[schemas.Statement.of(view) for view in statements.items],
            facts=[schemas.Fact.of(view) for view in facts.items],
        )
    )
