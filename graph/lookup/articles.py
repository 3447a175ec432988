"""Articles: all of them, or one with its text."""

from graph.errors import UnknownIri
from graph.lookup.rows import Row, text, to_day
from graph.lookup.views import ArticleSummary, ArticleView, Page
from graph.rdf.identifiers import article_iri
from graph.rdf.vocabulary import NIF
from graph.store.base import Iri, Store


def list_articles(store: Store, *, limit: int | None = None, offset: int = 0) -> Page[ArticleSummary]:
    """The articles with their numbers of statements and facts, the latest first."""
    rows = store.reader.articles(limit, offset)
    return Page(tuple(to_summary(row, store.base) for row in rows), store.reader.totals()["articles"], offset)


def find_article(store: Store, article_id: str) -> ArticleView:
    """The article with this id; UnknownIri where the store has none."""
    name = Iri(article_iri(article_id, store.base).value)
    row = store.reader.article(article_id)
    words = store.value(name, NIF.isString)
    if row is None or words is None:
        raise UnknownIri(name)
    return ArticleView(to_summary(row, store.base), words, str(row["language"]))


def to_summary(row: Row, base: str) -> ArticleSummary:
    """The article that a row of the read model tells of."""
    name = str(row["article_name"])
    return ArticleSummary(
        Iri(article_iri(name, base).value),
        name,
        text(row, "article_title"),
        to_day(row["article_published"]),
        text(row, "article_publisher"),
        text(row, "article_url"),
        int(str(row["article_statements"])),
        int(str(row["article_facts"])),
    )
