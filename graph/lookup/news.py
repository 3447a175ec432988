"""What is new about an entity: statements by it and about it, the latest first."""

from graph.lookup.statements import statements_about, statements_by
from graph.lookup.views import StatementView
from graph.store.base import Iri, Store


def latest_statements(store: Store, entity: Iri, limit: int) -> tuple[StatementView, ...]:
    """The statements by or about an entity of the latest articles, in the order of their texts, each once.

    Those of articles without a date come last.
    """
    found = {
        view.iri: view
        for statements in (statements_by, statements_about)
        for view in statements(store, entity, limit=limit).items
    }
    return tuple(sorted(found.values(), key=_order)[:limit])


def _order(view: StatementView) -> tuple[int, str, int]:
    day = view.article.published
    return -day.toordinal() if day else 0, view.article.id, view.ordinal
