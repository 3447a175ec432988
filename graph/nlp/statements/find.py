"""Who said what: the learned model's statements where it can be loaded, else the rules'; quotations joined to both.

The rules (`reporting`) read the parse and count on a lexicon. The model (`encoder`, `tagging`) sees the words, the
parse and the rules' view; what it is not sure of is left out (`fusion`), what it missed and the rules are sure of is
added. Quotation marks are hard evidence for both (`quoting`), as are names before a colon or after a dash (`labels`).
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from graph.model import CharSpan
from graph.nlp.findings import FoundStatement
from graph.nlp.statements.content_anaphora import with_referents
from graph.nlp.statements.decoding import find_tagged
from graph.nlp.statements.drafts import Draft, to_statements
from graph.nlp.statements.encoder import Encoder, load_encoder
from graph.nlp.statements.fusion import add_missed, judge, trust
from graph.nlp.statements.quotations import is_speech, join_quotations, reporting_verbs
from graph.nlp.statements.rules import find_by_rules, weigh
from graph.nlp.statements.speaker_labels import with_labels
from graph.nlp.statements.token_states import keep_states
from graph.nlp.syntax.paragraphs import find_paragraphs
from graph.nlp.syntax.quotation_marks import Quotation, find_quotations

__all__ = ["find_statements", "is_speech", "reporting_verbs", "weigh"]

LEAST_TRUST = 0.35  # chance of being right below which a statement of the model's is left out
LEAST_SHARE = 0.8  # confidence from which a statement that only the rules found is added


def find_statements(doc: Doc, *, learned: bool = True) -> list[FoundStatement]:
    """Every attribution of the article, in the order of its content; sources are spans, not yet entities.

    Without `learned` the model is not asked, even where it could be loaded.
    """
    return find_with(doc, load_encoder() if learned else None)


def find_with(doc: Doc, encoder: Encoder | None) -> list[FoundStatement]:
    """The same with this model, or with the rules alone."""
    paragraphs = find_paragraphs(doc.text)
    quotations = find_quotations(doc.text)
    rules = find_by_rules(doc, quotations, paragraphs)
    drafts = rules if encoder is None else _find_by_both(doc, encoder, rules, quotations, paragraphs)
    return to_statements(doc, drafts, quotations)


def _find_by_both(
    doc: Doc,
    encoder: Encoder,
    rules: Sequence[Draft],
    quotations: Sequence[Quotation],
    paragraphs: Sequence[CharSpan],
) -> list[Draft]:
    encoded = list(encoder.encode(doc, quotations, paragraphs, rules))
    keep_states(doc, encoded)
    tagged = find_tagged(encoded, encoder.chain)
    judged = judge(doc, tagged, rules, paragraphs, encoder.name)
    trusted = [(one.draft, trust(one, encoder.calibration)) for one in judged]
    drafts = [draft.with_confidence(chance) for draft, chance in trusted if chance >= LEAST_TRUST]
    drafts = join_quotations(doc, drafts, quotations, paragraphs)
    drafts = add_missed(drafts, [r for r in rules if r.confidence >= LEAST_SHARE])
    return with_referents(doc, with_labels(doc, drafts, paragraphs))
