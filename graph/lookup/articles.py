"""Articles: all of them, or one with its text."""

from functools import partial

from graph.errors import UnknownIri
from graph.lookup.rows import day, iri, number, text
from graph.lookup.views import ArticleSummary, ArticleView, Page, to_page
from graph.rdf.identifiers import article_iri
from graph.rdf.vocabulary import HUS
from graph.store.base import Iri, Row, Store


def list_articles(store: Store, *, limit: int | None = None, offset: int = 0) -> Page[ArticleSummary]:
    """The articles with their numbers of statements and facts, the latest first."""
    return to_page(list(summaries(store).values()), limit, offset)


def find_article(store: Store, article_id: str) -> ArticleView:
    """The article with this id; UnknownIri where the store has none."""
    name = Iri(article_iri(article_id, store.base).value)
    found = summaries(store, name)
    texts = store.select("lookup_article_text", article=name)
    if not found or not texts:
        raise UnknownIri(name)
    return ArticleView(found[name], str(texts[0]["text"]), str(texts[0]["language"]))


def summaries(store: Store, article: Iri | None = None) -> dict[Iri, ArticleSummary]:
    """The articles by IRI, the latest first; only the one, where one is named."""
    select = store.select if article is None else partial(store.select, article=article)
    counts = {(iri(row, "article"), str(row["class"])): int(number(row, "number")) for row in select("lookup_counts")}
    return {iri(row, "article"): _summary(row, counts) for row in select("lookup_articles")}


def _summary(row: Row, counts: dict[tuple[Iri, str], int]) -> ArticleSummary:
    name = iri(row, "article")
    return ArticleSummary(
        name,
        str(row["id"]),
        text(row, "title"),
        day(row, "published"),
        text(row, "publisher"),
        text(row, "url"),
        counts.get((name, HUS.Statement.value), 0),
        counts.get((name, HUS.Fact.value), 0),
    )
