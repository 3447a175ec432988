"""What the stages of the pipeline hand to each other, in characters of the article and tokens of the parsed Doc.

The stages: quotes → statements → times → mentions and coreference → proposals → stance → facts → assembly, which turns
all of it into the shared model. Character spans are code points of the article, end exclusive; token indices are those
of the one Doc that holds the whole article, in which no sentence crosses a paragraph.
"""

from dataclasses import dataclass
from datetime import date

from graph.model import CharSpan, EntityType, MentionKind, Modality, Quantity, Stance, StatementKind, Strength


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """Source, cue and content as they stand in the text, before anybody knows who "he" is."""

    content: tuple[CharSpan, ...]
    kind: StatementKind
    source: tuple[CharSpan, ...] = ()  # empty: the text names nobody here
    cue: tuple[CharSpan, ...] = ()
    source_head: int | None = None  # token index of the source's syntactic head
    cue_head: int | None = None  # token index of the cue's main word
    continues: int | None = None  # index of the earlier statement whose source goes on speaking
    via: int | None = None  # index of the statement in whose content this one is reported
    by: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FoundMention:
    """Words that refer: tokens start to end (exclusive), with the head among them."""

    start: int
    end: int
    head: int
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """Mentions in one article that mean the same thing; the label is its fullest name or, without one, its words."""

    label: str
    type: EntityType
    mentions: tuple[FoundMention, ...]
    role: str | None = None  # office or title as the text gives it: "Prime Minister", "Conservative Leader"
    confidence: float = 1.0
    key: str | None = None  # of issues that stand: the normal form of their words; None: this article's own
    about: int | None = None  # of issues: index of the entity that they are about


@dataclass(frozen=True, slots=True)
class FoundTime:
    """Words of time and the days they allow; both ends None where the words cannot be resolved."""

    span: CharSpan
    earliest: date | None = None
    latest: date | None = None
    head: int | None = None  # token index of the verb (or noun) that the time belongs to


@dataclass(frozen=True, slots=True)
class FoundPart:
    """Subject or object of a fact as words; head is the token that decides which entity it is."""

    spans: tuple[CharSpan, ...]
    text: str
    head: int | None = None  # None: a literal that no single word carries
    literal: str | None = None
    datatype: str | None = None
    quantity: Quantity | None = None
    entity: int | None = None  # where the head names another thing than is meant: index as in FoundStance


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A triple of the text, with its mood; what is said inside somebody's statement is decided later, by overlap."""

    subject: FoundPart
    label: str
    lemma: str
    object: FoundPart
    spans: tuple[CharSpan, ...]
    predicate_spans: tuple[CharSpan, ...] = ()
    relation: str | None = None
    time: FoundTime | None = None
    negation: tuple[CharSpan, ...] = ()  # not empty: negated
    modality: Modality = Modality.ASSERTED
    modality_spans: tuple[CharSpan, ...] = ()
    by: str = ""
    confidence: float = 1.0
    verb: CharSpan | None = None  # the main verb: where it stands decides whose fact it is
    status: str | None = None  # of core relations: "former", "vetoed"
    roles: tuple[tuple[str, FoundPart], ...] = ()  # further participants of the event by their role: "office", "amount"
    named_only: bool = False  # holds only where the subject turns out to be somebody with a name


@dataclass(frozen=True, slots=True)
class FoundProposal:
    """Something that somebody wants done, or does as a policy; its parts are indices into the entities found before."""

    label: str
    type: EntityType  # Proposal or Policy
    mentions: tuple[FoundMention, ...]
    proposed_at: tuple[FoundMention, ...] = ()  # of the mentions, those whose words say whose proposal it is
    proposer: int | None = None
    action: str | None = None  # a lemma with its particle: "close", "speed up"
    object: int | None = None
    addressee: int | None = None


@dataclass(frozen=True, slots=True)
class FoundStance:
    """For or against a target, with the words that decide it."""

    stance: Stance
    target: int  # index into the entities, proposals counted on after them
    target_head: int  # token
    trigger: tuple[int, ...]  # tokens
    confidence: float
    by: str
    strength: Strength = Strength.EXPLICIT
    evidence: tuple[float, ...] = ()  # what its confidence was weighed from (`stance.weighing.EVIDENCE`)


@dataclass(frozen=True, slots=True)
class FoundAct:
    """A side that somebody takes by a deed which the article tells in its own voice: voted against, vetoed, joined."""

    source: int  # index into the entities
    stance: FoundStance
    verb: int  # token index of the head of the words that tell of the deed
