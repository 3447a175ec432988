"""What sources say, and the sides that they take."""

from dataclasses import dataclass

from graph.errors import InvalidModel
from graph.model.checks import check_confidence
from graph.model.kinds import Modality, Stance, StatementKind, Strength
from graph.model.text import CharSpan, TimeInterval


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
        check_confidence(self.confidence)


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
        check_confidence(self.confidence)


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
        check_confidence(self.confidence)
