"""What shows that a verb is negated or not plainly asserted: the words, and what each of them does."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model import CharSpan, Modality
from graph.nlp.syntax.tree import Word


class Scope(StrEnum):
    """What a negation denies."""

    DEED = "deed"  # "does not back it", "refused to back it"
    ARGUMENT = "argument"  # "no minister backs it", "backs nobody"
    CLAIM = "claim"  # "denied that she backs it", "it is untrue that she backs it"


@dataclass(frozen=True, slots=True)
class Negator:
    """A word that negates, and what it denies."""

    span: CharSpan
    scope: Scope = Scope.DEED


@dataclass(frozen=True, slots=True)
class ModalSign:
    """A word that shows a modality; key is how the lexicon lists it: "plan to"."""

    modality: Modality
    span: CharSpan
    key: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What a few words contribute: negators, and words of a modality."""

    negators: tuple[Negator, ...] = ()
    modals: tuple[ModalSign, ...] = ()

    def __add__(self, other: "Signs") -> "Signs":
        return Signs(self.negators + other.negators, self.modals + other.modals)


def modal_sign(modality: Modality, token: Word, key: str = "") -> Signs:
    """Return a modality that the token shows; `key` is how the lexicon lists it, if not as one word."""
    return Signs(modals=(ModalSign(modality, span_of(token), key or token.lower_),))


def negator_sign(span: CharSpan, scope: Scope = Scope.DEED) -> Signs:
    """Return a negation by these characters."""
    return Signs((Negator(span, scope),))


def span_of(token: Word) -> CharSpan:
    """Return the characters of the token."""
    return CharSpan(token.idx, token.idx + len(token.text))
