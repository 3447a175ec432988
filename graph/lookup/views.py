"""What lookups give back: small frozen values, ready to show. None and () mean that the articles do not say."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from graph.model import EntityType, Evidence, Modality, Stance, StatementKind, Strength
from graph.store.base import Iri

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a longer list."""

    items: tuple[T, ...]
    total: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Ref:
    """An entity by its name in the graph and the one that people use."""

    iri: Iri
    label: str


@dataclass(frozen=True, slots=True)
class EntitySummary:
    """An entity in a list."""

    iri: Iri
    label: str
    type: EntityType
    wikidata: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class CandidateView:
    """What an entity that is not linked may be."""

    wikidata: str
    label: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity with all that is known of it; the last four are of proposals."""

    iri: Iri
    label: str
    type: EntityType
    wikidata: str | None
    mentions: int
    names: tuple[str, ...]
    candidates: tuple[CandidateView, ...] = ()
    proposer: Ref | None = None
    action: str | None = None
    about: Ref | None = None
    addressee: Ref | None = None


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article in a list."""

    iri: Iri
    id: str
    title: str | None
    published: date | None
    publisher: str | None
    url: str | None
    statements: int
    facts: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its text as it stood in its file."""

    summary: ArticleSummary
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an article and its role: source, cue, content, target, sentence, … Offsets count code points."""

    role: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SideView:
    """A side toward one target; `stands`: it is an edge, surely enough, asserted and not denied."""

    stance: Stance
    target: Ref
    strength: Strength
    confidence: float
    by: str | None
    words: str | None  # that decide
    stands: bool


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with the sentences that show it and the words in them that carry each role.

    Stance and target are those of its surest side that stands; `stances` has all of them.
    """

    iri: Iri
    article: ArticleSummary
    ordinal: int
    source: Ref | None
    cue: str | None
    content: str
    kind: StatementKind
    stance: Stance | None
    target: Ref | None
    stances: tuple[SideView, ...]
    negated: bool
    modality: Modality
    said_earliest: date | None
    said_latest: date | None
    said_text: str | None
    reported_via: Ref | None
    on_behalf_of: Ref | None
    confidence: float
    by: str | None
    sentences: tuple[Part, ...]
    parts: tuple[Part, ...]

    @property
    def source_text(self) -> str | None:
        """The source as the article names it here."""
        return " … ".join(part.text for part in self.parts if part.role == "source") or None

    @property
    def date(self) -> date | None:
        """The day on which it was said or, where the text does not tell, published."""
        return self.said_latest or self.said_earliest or self.article.published


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact: subject, predicate and object as words, each with the entity that they mean where one is known."""

    iri: Iri
    article: ArticleSummary
    ordinal: int
    subject: Ref | None
    subject_text: str
    predicate: Iri
    predicate_text: str
    object: Ref | None
    object_text: str
    datatype: str | None
    earliest: date | None
    latest: date | None
    time_text: str | None
    according_to: Ref | None
    statement: Iri | None
    stances: tuple[SideView, ...]  # that the act it tells of takes
    negated: bool
    modality: Modality
    confidence: float
    by: str | None
    sentences: tuple[Part, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class StanceView:
    """Source is for or against target, in so many statements and acts over such a time; none is denied or open.

    `other` counts those between the same two that take the other side.
    """

    source: Ref
    stance: Stance
    target: Ref
    statements: int
    acts: int
    articles: int
    other: int
    strength: Strength  # explicit where one of them is
    confidence: float  # of the surest
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What shows a stance: a statement, or a fact that tells of an act."""

    source: Ref
    side: SideView
    evidence: Evidence
    statement: StatementView | None
    fact: FactView | None
