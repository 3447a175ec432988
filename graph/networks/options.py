"""What a discourse network is asked to be: its kind, how it is counted, normalised and cut.

The arithmetic is that of Discourse Network Analyzer (Leifeld 2017, "Discourse Network Analysis: Policy Debates as
Dynamic Networks", in: The Oxford Handbook of Political Networks), whose names are understood too (`ALIASES`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from graph.errors import InvalidNetwork


class Kind(StrEnum):
    """What the edges of a network are."""

    ACTOR_TARGET = "actor-target"  # two modes: who is for or against what
    CONGRUENCE = "congruence"  # one mode: how often two take the same side on the same
    CONFLICT = "conflict"  # one mode: how often they take contrary sides
    SUBTRACT = "subtract"  # one mode: congruence less conflict
    SHARED = "shared"  # one mode: how often two speak on the same, whatever their sides
    CO_MENTION = "co-mention"  # in how many articles two are mentioned
    QUOTES = "quotes"  # who reports whose words


class Counting(StrEnum):
    """What the weight of an actor's edge to a target is."""

    SUBTRACT = "subtract"  # for less against
    COMBINE = "combine"  # a code: 1 for, 2 against, 3 both
    TOTAL = "total"  # both together


class Ends(StrEnum):
    """What a one-mode network relates."""

    ACTORS = "actors"
    TARGETS = "targets"


class Normalisation(StrEnum):
    """What the weights are divided by; see `graph.networks.normalising`."""

    NONE = "none"
    AVERAGE = "average"
    JACCARD = "jaccard"
    COSINE = "cosine"
    ACTIVITY_PRODUCT = "activity-product"
    ACTIVITY = "activity"
    PROMINENCE = "prominence"


class Duplicates(StrEnum):
    """Within what the same actor's same side on the same target counts once; within nothing by default."""

    ALL = "all"
    ARTICLE = "article"
    DAY = "day"
    WEEK = "week"  # Monday to Sunday
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"  # all that is asked for


ONE_MODE = frozenset({Kind.CONGRUENCE, Kind.CONFLICT, Kind.SUBTRACT, Kind.SHARED})
FROM_STANCES = ONE_MODE | {Kind.ACTOR_TARGET}
_OF_PAIRS = (
    Normalisation.NONE,
    Normalisation.AVERAGE,
    Normalisation.JACCARD,
    Normalisation.COSINE,
    Normalisation.ACTIVITY_PRODUCT,
)
_OF_TWO_MODES = (Normalisation.NONE, Normalisation.ACTIVITY, Normalisation.PROMINENCE)
# As DNA calls them. Its "cosine" is no cosine but divides by the product of two activities: `dna-cosine`.
ALIASES: Mapping[str, str] = {
    "twomode": Kind.ACTOR_TARGET,
    "ignore": Counting.TOTAL,
    "no": Normalisation.NONE,
    "dna-cosine": Normalisation.ACTIVITY_PRODUCT,
    "include": Duplicates.ALL,
    "document": Duplicates.ARTICLE,
    "acrossrange": Duplicates.RANGE,
}
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Options:
    """How a network is counted; InvalidNetwork for what does not go together."""

    kind: Kind
    counting: Counting = Counting.SUBTRACT  # of an actor-target network
    ends: Ends = Ends.ACTORS  # of a one-mode network
    normalisation: Normalisation = Normalisation.NONE
    duplicates: Duplicates = Duplicates.ALL
    isolates: bool = False  # keep what has no edge
    min_weight: float = 0.0  # edges whose weight is at least so far from 0
    min_statements: int = 1  # edges that so many statements and acts show

    def __post_init__(self) -> None:
        possible = normalisations_of(self.kind)
        if self.normalisation not in possible:
            raise InvalidNetwork(
                f"{self.kind} cannot be normalised by {self.normalisation}; it can by {', '.join(possible)}"
            )

    @property
    def signed(self) -> bool:
        """Whether for and against are counted apart."""
        return self.kind is not Kind.SHARED and (
            self.kind is not Kind.ACTOR_TARGET or self.counting is not Counting.TOTAL
        )


def normalisations_of(kind: Kind) -> tuple[Normalisation, ...]:
    """The normalisations that a kind of network has."""
    if kind is Kind.ACTOR_TARGET:
        return _OF_TWO_MODES
    return _OF_PAIRS if kind in ONE_MODE else (Normalisation.NONE,)


def parse_choice(choices: type[_Choice], what: str, text: str) -> _Choice:
    """The choice that a word names, in our words or DNA's; InvalidNetwork for another word."""
    word = text.strip().casefold()
    known = [str(choice) for choice in choices]
    for name in (word, ALIASES.get(word, "")):
        if name in known:
            return choices(name)
    raise InvalidNetwork(f"no {what} {text!r}; there are {', '.join(known)}")
