"""What several stages look at in an article, found once: the parse, the rules' candidates, the encoder's states."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.nlp.statements.candidates import Candidate, find_candidates
from graph.nlp.statements.drafts import Draft
from graph.nlp.statements.encoder import Encoded, Encoder, Numbers, states_by_token
from graph.nlp.statements.rules import find_by_rules
from graph.nlp.syntax.tree import Tree


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """An article as the stages see it; its paragraphs and quotations hang on the tree."""

    tree: Tree
    candidates: Sequence[Candidate]  # every construction that can attribute content
    drafts: Sequence[Draft]  # the statements that the rules make of them
    encoder: Encoder | None = None  # None: rules alone
    encoded: Sequence[Encoded] = ()  # what the encoder makes of each window
    states: Numbers | None = None  # the same, a row a token: (tokens, width); zero outside every window


def read_context(tree: Tree, encoder: Encoder | None = None) -> ArticleContext:
    """Return the context of a parsed article; without an encoder it holds what the rules need."""
    candidates = tuple(find_candidates(tree))
    drafts = find_by_rules(tree, candidates)
    if encoder is None:
        return ArticleContext(tree, candidates, drafts)
    encoded = list(encoder.encode(tree, tree.quotations, tree.paragraphs, drafts))
    return ArticleContext(tree, candidates, drafts, encoder, encoded, states_by_token(encoded, len(tree)))
