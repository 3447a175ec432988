"""The one vocabulary that all layers share: articles, spans, entities, statements, facts.

Small frozen values, checked at birth. Offsets are Unicode code points into `Article.text` as given in the file,
end exclusive, so that `text[span.start:span.end]` is what was meant. Empty (`None`, `()`) means: the text does not say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graph.errors import InvalidModel


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "Person"
    PARTY = "Party"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    AGREEMENT = "Agreement"
    PROPOSAL = "Proposal"
    POLICY = "Policy"
    ISSUE = "Issue"  # what ordinary nouns name: "nuclear power", "a carbon tax", "the airstrikes"
    EVENT = "Event"
    GROUP = "Group"
    WORK = "Work"
    OTHER = "Other"


class MentionKind(StrEnum):
    """How words refer: by a proper name, a common noun, or a pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class StatementKind(StrEnum):
    """All of the content in quotation marks, none of it, or part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """For or against."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"


class Strength(StrEnum):
    """Whether the words say the stance, or it follows from what they say."""

    EXPLICIT = "explicit"
    IMPLIED = "implied"


class Evidence(StrEnum):
    """What shows a stance: what somebody said, or an act that the article tells in its own voice."""

    STATEMENT = "statement"
    ACT = "act"


class FactScope(StrEnum):
    """Which facts are wanted: those of core relations, or open triples of all that clauses tell, too."""

    CORE = "core"
    ALL = "all"


class Modality(StrEnum):
    """In which mood something is put forward."""

    ASSERTED = "asserted"
    PRESUPPOSED = "presupposed"
    POSSIBLE = "possible"
    OBLIGATION = "obligation"
    INTENDED = "intended"
    CONDITIONAL = "conditional"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, order=True)
class CharSpan:
    """A piece of an article: code points, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidModel(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def overlaps(self, other: "CharSpan") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "CharSpan") -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of its publication."""

    id: str
    text: str
    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip():
            raise InvalidModel(f"an article needs an id without white space around it, not {self.id!r}")

    def text_of(self, span: CharSpan) -> str:
        """The characters of a span."""
        if span.end > len(self.text):
            raise InvalidModel(f"span {span.start}, {span.end} ends after article {self.id}")
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """The earliest and the latest day that words of time allow, both inclusive.

    Both are None when the words could not be resolved (a weekday without a publication date); one is None when that
    end is open ("since 2018").
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    span: CharSpan | None = None  # None: the publication date, or another time that no words of the text give

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise InvalidModel(f"time {self.text!r} ends before it begins")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words that refer to an entity."""

    span: CharSpan
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an entity may be in the world, with a score from 0 to 1 and a reason a person can read."""

    wikidata: str
    label: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that an article speaks of, with all the words that mean it."""

    id: str  # within the article: "e1", "e2" in order of first mention
    label: str
    type: EntityType
    mentions: tuple[Mention, ...]
    confidence: float = 1.0
    wikidata: str | None = None  # None: not linked
    candidates: tuple[Candidate, ...] = ()  # best first; kept for the ones not linked too
    common: bool = False  # True: several people bear the name; in another article it may be somebody else
    key: str | None = None  # normal form of an issue that stands: the same in all articles; None: this article's own
    about: str | None = None  # id of an entity, of issues and proposals: fireworks, for "a ban on fireworks"
    # Of proposals and policies; each None where the text does not say.
    proposer: str | None = None  # id of an entity
    action: str | None = None  # a lemma: "close"
    object: str | None = None  # id of an entity
    addressee: str | None = None  # id of an entity: who is to act

    def __post_init__(self) -> None:
        if not self.mentions:
            raise InvalidModel(f"entity {self.id} {self.label!r} needs a mention")
        _check_confidence(self.confidence)


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks. Without spans: understood from the quotation before. Without entity: no actor that is known."""

    entity: str | None = None
    spans: tuple[CharSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementStance:
    """A side that a statement takes toward one target, with the words that name the target and those that decide."""

    stance: Stance
    target: str  # id of an entity
    target_spans: tuple[CharSpan, ...] = ()
    trigger_spans: tuple[CharSpan, ...] = ()
    strength: Strength = Strength.EXPLICIT
    confidence: float = 1.0  # that the side is taken; apart from that of the statement
    by: str = ""  # the rule or model that found it

    def __post_init__(self) -> None:
        _check_confidence(self.confidence)


@dataclass(frozen=True, slots=True)
class Statement:
    """An attributed speech act, belief, wish or decision: what a source said, anchored in the text that reports it."""

    id: str  # within the article: "s1", "s2" in text order
    content: tuple[CharSpan, ...]
    kind: StatementKind
    source: Source | None = None  # None: the text names nobody
    cue: tuple[CharSpan, ...] = ()  # empty: a quotation that stands alone
    stances: tuple[StatementStance, ...] = ()  # best first; those too weak to be edges are among them
    negated: bool = False
    negation_spans: tuple[CharSpan, ...] = ()
    modality: Modality = Modality.ASSERTED
    modality_spans: tuple[CharSpan, ...] = ()
    said: TimeInterval | None = None
    reported_via: str | None = None  # id of the entity that reports the source's words
    confidence: float = 1.0
    by: str = ""  # the rule or model that made it

    def __post_init__(self) -> None:
        if not self.content:
            raise InvalidModel(f"statement {self.id} needs content")
        _check_confidence(self.confidence)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: how much, in which unit, of what."""

    amount: str  # in plain digits: "1500000", "36.6"
    unit: str | None = None  # "$", "percent", "acres"; None where things are counted
    of: str | None = None  # what is measured or counted: "black children"
    qualifier: str | None = None  # "about", "more than": then the amount is no exact one


@dataclass(frozen=True, slots=True)
class Argument:
    """Subject or object of a fact: an entity, a literal with its XSD datatype, or just words."""

    spans: tuple[CharSpan, ...]
    text: str  # as a reader would write it: the words of the spans, or the literal
    entity: str | None = None
    literal: str | None = None
    datatype: str | None = None  # local name of an XSD type: "gYear", "date", "integer", "decimal", "string"
    quantity: Quantity | None = None  # the amount that the words begin with


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a fact says of subject and object: the words as they stand, and their normal form."""

    label: str  # surface words, auxiliaries and preposition kept: "was first signed in"
    lemma: str  # normal form: verb lemma, particle, preposition: "sign in"
    spans: tuple[CharSpan, ...] = ()  # empty: no words carry it (an apposition)
    relation: str | None = None  # local name of a core property of the ontology: "signed", "holdsOffice"


@dataclass(frozen=True, slots=True)
class Participant:
    """Who or what takes part in the event of a fact beside its subject and object, and as what."""

    role: str  # "office", "amount", "place", "with"
    argument: Argument


@dataclass(frozen=True, slots=True)
class Fact:
    """What the article itself, or a named source, says happened or holds."""

    id: str  # within the article: "f1", "f2" in text order
    subject: Argument
    predicate: Predicate
    object: Argument
    spans: tuple[CharSpan, ...]  # the evidence: the clause that says it
    time: TimeInterval | None = None
    according_to: str | None = None  # id of an entity; None: the article's own voice
    statement: str | None = None  # id of the statement whose content holds the fact
    negated: bool = False
    negation_spans: tuple[CharSpan, ...] = ()
    modality: Modality = Modality.ASSERTED
    modality_spans: tuple[CharSpan, ...] = ()
    confidence: float = 1.0
    by: str = ""
    verb: CharSpan | None = None  # the main verb: facts that share it tell of one event; None: no verb carries it
    status: str | None = None  # how the relation holds, in one word: "former", "acting", "vetoed"; None: plainly
    participants: tuple[Participant, ...] = ()  # of the event, beside subject and object

    def __post_init__(self) -> None:
        if not self.spans:
            raise InvalidModel(f"fact {self.id} needs evidence")
        _check_confidence(self.confidence)


@dataclass(frozen=True, slots=True)
class StanceEdge:
    """Source supports or opposes target, and what shows it: a statement, or an act that the article itself tells."""

    source: str
    stance: Stance
    target: str
    statement: str | None = None
    fact: str | None = None  # id of the fact that tells of the act
    target_spans: tuple[CharSpan, ...] = ()
    trigger_spans: tuple[CharSpan, ...] = ()
    strength: Strength = Strength.EXPLICIT
    confidence: float = 1.0
    by: str = ""
    derived: bool = False  # True: a reading of another edge (finding fault with whose proposal it is)

    def __post_init__(self) -> None:
        if (self.statement is None) == (self.fact is None):
            raise InvalidModel(f"a stance of {self.source} needs a statement or a fact that shows it, and not both")
        _check_confidence(self.confidence)


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


def _check_confidence(value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise InvalidModel(f"a confidence lies between 0 and 1, not {value}")


def _entity_ids(statements: Iterable[Statement], facts: Iterable[Fact], stances: Iterable[StanceEdge]) -> Iterable[str]:
    for statement in statements:
        source = statement.source.entity if statement.source else None
        targets = (one.target for one in statement.stances)
        yield from (i for i in (source, *targets, statement.reported_via) if i)
    for fact in facts:
        others = (one.argument.entity for one in fact.participants)
        yield from (i for i in (fact.subject.entity, fact.object.entity, fact.according_to, *others) if i)
    for stance in stances:
        yield from (stance.source, stance.target)
