"""The one vocabulary that all layers share: articles, spans, entities, statements, facts.

Small frozen values, checked at birth. Offsets are Unicode code points into `Article.text` as given in the file,
end exclusive, so that `text[span.start:span.end]` is what was meant. Empty (`None`, `()`) means: the text does not say.
"""

from graph.model.annotation import Annotation
from graph.model.entities import Candidate, Entity, Mention
from graph.model.facts import Argument, Fact, Predicate, Quantity
from graph.model.kinds import EntityType, Evidence, MentionKind, Modality, Stance, StatementKind, Strength
from graph.model.statements import Source, StanceEdge, Statement, StatementStance
from graph.model.text import Article, CharSpan, TimeInterval

__all__ = [
    "Annotation",
    "Argument",
    "Article",
    "Candidate",
    "CharSpan",
    "Entity",
    "EntityType",
    "Evidence",
    "Fact",
    "Mention",
    "MentionKind",
    "Modality",
    "Predicate",
    "Quantity",
    "Source",
    "Stance",
    "StanceEdge",
    "Statement",
    "StatementKind",
    "StatementStance",
    "Strength",
    "TimeInterval",
]
