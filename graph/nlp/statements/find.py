"""Who said what: the learned model's statements where it can be loaded, else the rules'; quotations joined to both.

The rules (`reporting`) read the parse and count on a lexicon. The model (`encoder`, `tagging`) sees the words, the
parse and the rules' view; what it is not sure of is left out (`fusion`), what it missed and the rules are sure of is
added. Quotation marks are hard evidence for both (`quoting`), as are names before a colon or after a dash (`labels`).
"""

from graph.nlp.findings import FoundStatement
from graph.nlp.statements.content_anaphora import with_referents
from graph.nlp.statements.context import ArticleContext
from graph.nlp.statements.decoding import find_tagged
from graph.nlp.statements.drafts import Draft, to_statements
from graph.nlp.statements.encoder import Encoder
from graph.nlp.statements.fusion import add_missed, judge, trust
from graph.nlp.statements.layout import without_layout
from graph.nlp.statements.quotations import is_speech, join_quotations, reporting_verbs
from graph.nlp.statements.rules import weigh
from graph.nlp.statements.speaker_labels import with_labels
from graph.nlp.statements.turns import with_turns

__all__ = ["find_statements", "is_speech", "reporting_verbs", "weigh"]

LEAST_TRUST = 0.35  # chance of being right below which a statement of the model's is left out
_MARKED = frozenset({"quotation", "quotation:continued"})  # quotation marks speak for these
LEAST_SHARE = 0.8  # confidence from which a statement that only the rules found is added


def find_statements(context: ArticleContext) -> list[FoundStatement]:
    """Return every attribution of the article, in the order of its content; sources are spans, not yet entities."""
    encoder = context.encoder
    drafts = context.drafts if encoder is None else _find_by_both(context, encoder)
    drafts = without_layout(context.tree, with_turns(context.tree, drafts))
    return to_statements(context.tree, drafts, context.tree.quotations)


def _find_by_both(context: ArticleContext, encoder: Encoder) -> list[Draft]:
    doc, rules, paragraphs, quotations = context.tree, context.drafts, context.tree.paragraphs, context.tree.quotations
    tagged = find_tagged(context.encoded, encoder.chain)
    judged = judge(doc, tagged, rules, paragraphs, encoder.name)
    trusted = [(one.draft, trust(one, encoder.calibration)) for one in judged]
    drafts = [draft.with_confidence(chance) for draft, chance in trusted if chance >= LEAST_TRUST]
    drafts = join_quotations(doc, drafts, quotations, paragraphs)
    drafts = add_missed(drafts, [r for r in rules if r.confidence >= LEAST_SHARE and (r.source or r.by in _MARKED)])
    return with_referents(doc, with_labels(doc, drafts, paragraphs))
