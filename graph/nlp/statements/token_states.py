"""What the statement encoder makes of each token in its context, made once and kept with the Doc for later stages."""

from collections.abc import Sequence

from spacy.tokens import Doc

from graph.nlp.statements.encoder import Encoded, Encoder, Numbers, states_by_token
from graph.nlp.statements.rules import find_by_rules
from graph.nlp.syntax.paragraphs import find_paragraphs
from graph.nlp.syntax.quotation_marks import find_quotations

_KEY = "states"


def keep_states(doc: Doc, encoded: Sequence[Encoded]) -> Numbers:
    """The states as a row a token, now kept with the Doc; rows of white space are nought."""
    states = states_by_token(encoded, len(doc))
    doc.user_data[_KEY] = states
    return states


def states_of(doc: Doc, encoder: Encoder) -> Numbers:
    """The states of the Doc's tokens, made now if no stage before needed them."""
    kept: Numbers | None = doc.user_data.get(_KEY)
    if kept is not None:
        return kept
    paragraphs, quotations = find_paragraphs(doc.text), find_quotations(doc.text)
    rules = find_by_rules(doc, quotations, paragraphs)
    return keep_states(doc, list(encoder.encode(doc, quotations, paragraphs, rules)))
