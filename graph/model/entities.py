"""The things that an article speaks of, the words that mean them, and what they may be in the world."""

from dataclasses import dataclass

from graph.errors import InvalidModel
from graph.model.checks import check_confidence
from graph.model.kinds import EntityType, MentionKind
from graph.model.text import CharSpan


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
        check_confidence(self.confidence)
