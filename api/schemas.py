"""What the API answers, as JSON: read off the views of `graph.lookup`."""

import datetime
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict

from graph.model import EntityType, Evidence, Modality, Stance, StatementKind, Strength

T = TypeVar("T")


class Response(BaseModel):
    """Made from a view of the same fields."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls, view: object) -> Self:
        """The response that shows a view."""
        return cls.model_validate(view)


class Ref(Response):
    """An entity by its IRI and its label."""

    iri: str
    label: str


class Entity(Response):
    """An entity in a list; `wikidata` is the id of its item there, null where the entity is not linked."""

    iri: str
    label: str
    type: EntityType
    wikidata: str | None
    mentions: int


class Candidate(Response):
    """What an entity that is not linked may be."""

    wikidata: str
    label: str
    score: float
    reason: str


class Article(Response):
    """An article in a list."""

    iri: str
    id: str
    title: str | None
    published: datetime.date | None
    publisher: str | None
    url: str | None
    statements: int
    facts: int


class Part(Response):
    """A piece of an article and its role; offsets count Unicode code points, the end is exclusive."""

    role: str
    start: int
    end: int
    text: str


class Side(Response):
    """A side toward one target; `stands`: it is an edge. Less sure ones, denied ones and open ones are no edges."""

    stance: Stance
    target: Ref
    strength: Strength
    confidence: float
    by: str | None
    words: str | None
    stands: bool


class Statement(Response):
    """What a source said, with the sentences that report it.

    Stance and target are those of its surest side that stands; `stances` has all of them. A statement without a stance
    is one in which none was found, which is not neutrality.
    """

    iri: str
    article: Article
    source: Ref | None
    source_text: str | None
    cue: str | None
    content: str
    kind: StatementKind
    stance: Stance | None
    target: Ref | None
    stances: list[Side]
    negated: bool
    modality: Modality
    date: datetime.date | None
    said_earliest: datetime.date | None
    said_latest: datetime.date | None
    said_text: str | None
    reported_via: Ref | None
    on_behalf_of: Ref | None
    confidence: float
    by: str | None
    sentences: list[Part]
    parts: list[Part]


class Fact(Response):
    """What an article, or somebody in it, says happened or holds."""

    iri: str
    article: Article
    subject: Ref | None
    subject_text: str
    predicate: str
    predicate_text: str
    object: Ref | None
    object_text: str
    datatype: str | None
    earliest: datetime.date | None
    latest: datetime.date | None
    time_text: str | None
    according_to: Ref | None
    statement: str | None
    stances: list[Side]
    negated: bool
    modality: Modality
    confidence: float
    by: str | None
    sentences: list[Part]
    parts: list[Part]


class StanceResponse(Response):
    """Source is for or against target, in so many statements and acts, which `/stances` lists, of so many articles.

    `other` counts those that take the other side between the same two; `strength` is explicit where one of them is;
    `confidence` is that of the surest; first and last day of them.
    """

    source: Ref
    stance: Stance
    target: Ref
    statements: int
    acts: int
    articles: int
    other: int
    strength: Strength
    confidence: float
    first: datetime.date | None
    last: datetime.date | None


class StanceEvidence(Response):
    """A statement or an act (a fact that the article tells in its own voice) that shows who is for or against what."""

    source: Ref
    side: Side
    evidence: Evidence
    statement: Statement | None
    fact: Fact | None


class Listing(Response, Generic[T]):
    """A stretch of a longer list: `total` is the length of the whole."""

    total: int
    offset: int
    items: list[T]


class EntityFull(Entity):
    """An entity with all its names; the last four are of proposals: who made it, what to do, to what, by whom."""

    names: list[str]
    candidates: list[Candidate]
    proposer: Ref | None
    action: str | None
    about: Ref | None
    addressee: Ref | None


class EntityDetail(BaseModel):
    """An entity, what it said, what others said about it, its stances and facts."""

    entity: EntityFull
    statements_by: Listing[Statement]
    statements_about: Listing[Statement]
    stances: Listing[StanceResponse]
    facts: Listing[Fact]


class ArticleDetail(BaseModel):
    """An article with its text and all that was found in it."""

    article: Article
    language: str
    text: str
    statements: list[Statement]
    facts: list[Fact]


class Health(BaseModel):
    """That the server answers, and from how many articles."""

    status: str
    version: str
    articles: int
