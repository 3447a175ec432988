"""The questions asked of a store: entities by name, statements by source and target, facts, stances, articles."""

from graph.lookup.articles import find_article, list_articles
from graph.lookup.entities import find_entities, find_entity, stances_of
from graph.lookup.rows import checked_iri
from graph.lookup.searching import Narrowed, Order, search_statements
from graph.lookup.statements import (
    facts_of,
    find_evidence,
    find_statement,
    find_statements,
    statements_about,
    statements_by,
)
from graph.store.index.stances import SideFilter

__all__ = [
    "Narrowed",
    "Order",
    "SideFilter",
    "checked_iri",
    "facts_of",
    "find_article",
    "find_entities",
    "find_entity",
    "find_evidence",
    "find_statement",
    "find_statements",
    "list_articles",
    "search_statements",
    "stances_of",
    "statements_about",
    "statements_by",
]
