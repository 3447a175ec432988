"""The rows of the read model that one article's quads, or one entity's, amount to: pure functions of the graph.

What lacks a property that its shape asks for gives no row: `hustings verify` names it.
"""

from graph.store.index.derive.article import ArticleRows, article_rows
from graph.store.index.derive.subject import SubjectRows, subject_rows

__all__ = ["ArticleRows", "SubjectRows", "article_rows", "subject_rows"]
