"""Who said what: quotations and clauses joined with their cues and sources."""

from spacy.tokens import Doc

from graph.nlp.drafts import to_statements
from graph.nlp.marks import FoundStatement
from graph.nlp.paragraphs import find_paragraphs
from graph.nlp.quotes import find_quotations
from graph.nlp.quoting import is_speech, reporting_verbs
from graph.nlp.reporting import find_by_rules, weigh

__all__ = ["find_statements", "is_speech", "reporting_verbs", "weigh"]


def find_statements(doc: Doc) -> list[FoundStatement]:
    """Every attribution of the article, in the order of its content; sources are spans, not yet entities."""
    paragraphs = find_paragraphs(doc.text)
    quotations = find_quotations(doc.text)
    return to_statements(doc, find_by_rules(doc, quotations, paragraphs), quotations, paragraphs)
