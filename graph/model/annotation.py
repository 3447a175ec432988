"""All that was found in one article."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.errors import InvalidModel
from graph.model.entities import Entity
from graph.model.facts import Fact
from graph.model.kinds import Stance
from graph.model.statements import StanceEdge, Statement, StatementStance
from graph.model.text import Article, CharSpan


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that was found in one article, and what found it."""

    article: Article
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    facts: tuple[Fact, ...] = ()
    stances: tuple[StanceEdge, ...] = ()
    sentences: tuple[CharSpan, ...] = ()  # in text order; empty: not known, a paragraph then stands for its sentences
    software: str = ""  # "hustings 0.1.0"
    pipeline: str = ""  # "en_core_web_md 3.7.1, spaCy 3.8.18"
    fingerprint: str = ""  # hash of the article and of all that read it; empty: not known
    _by_id: dict[str, Entity] = field(init=False, repr=False, compare=False, default_factory=dict)
    _shown: set[tuple[str | None, Stance, str]] = field(init=False, repr=False, compare=False, default_factory=set)

    def __post_init__(self) -> None:
        self._shown.update((edge.statement, edge.stance, edge.target) for edge in self.stances if not edge.derived)
        self._by_id.update({entity.id: entity for entity in self.entities})
        for used in _entity_ids(self.statements, self.facts, self.stances):
            if used not in self._by_id:
                raise InvalidModel(f"article {self.article.id} refers to entity {used}, which it does not hold")

    def entity(self, entity_id: str) -> Entity:
        """The entity with this id in the article."""
        return self._by_id[entity_id]

    def side_of(self, statement: Statement) -> StatementStance | None:
        """The strongest stance of the statement that is also an edge; None: it takes no side, or none that is sure."""
        return next(iter(self.sides_of(statement)), None)

    def sides_of(self, statement: Statement) -> tuple[StatementStance, ...]:
        """The stances of the statement that are also edges, the surest first."""
        return tuple(one for one in statement.stances if (statement.id, one.stance, one.target) in self._shown)


def _entity_ids(statements: Iterable[Statement], facts: Iterable[Fact], stances: Iterable[StanceEdge]) -> Iterable[str]:
    for statement in statements:
        source = statement.source.entity if statement.source else None
        targets = (one.target for one in statement.stances)
        yield from (i for i in (source, *targets, statement.reported_via) if i)
    for fact in facts:
        yield from (i for i in (fact.subject.entity, fact.object.entity, fact.according_to) if i)
    for stance in stances:
        yield from (stance.source, stance.target)
