"""Event factuality: whether what a verb says is put forward as so, how surely, and by whom.

After Saurí and Pustejovsky (FactBank, 2009): a polarity, a certainty, and the sources to whom they belong, the writer
or those whom the text makes speak or think. Every question of this kind, of facts and of stances, is asked here.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from graph.model import CharSpan, Modality
from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.commitment import find_asking, find_introducers, is_left_open
from graph.nlp.syntax.modality import find_signs
from graph.nlp.syntax.negation import is_negated
from graph.nlp.syntax.signs import ModalSign, Negator, Scope
from graph.nlp.syntax.subjects import find_doer
from graph.nlp.syntax.tree import Word

_STRONGEST_FIRST = (
    Modality.QUESTION,
    Modality.CONDITIONAL,
    Modality.POSSIBLE,
    Modality.OBLIGATION,
    Modality.INTENDED,
    Modality.PRESUPPOSED,
)


class Polarity(StrEnum):
    """Whether it is said to be so or not to be so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(IntEnum):
    """How surely it is put forward; less sure is less."""

    UNDERSPECIFIED = 0  # nobody says that it is so: asked, asked for, supposed
    POSSIBLE = 1
    PROBABLE = 2  # likely, planned, due
    CERTAIN = 3


_CERTAINTY = {
    Modality.QUESTION: Certainty.UNDERSPECIFIED,
    Modality.CONDITIONAL: Certainty.UNDERSPECIFIED,
    Modality.POSSIBLE: Certainty.POSSIBLE,
    Modality.OBLIGATION: Certainty.PROBABLE,
    Modality.INTENDED: Certainty.PROBABLE,
    Modality.PRESUPPOSED: Certainty.CERTAIN,
    Modality.ASSERTED: Certainty.CERTAIN,
}


@dataclass(frozen=True, slots=True)
class Factuality:
    """What the text makes of the deed or state that a verb names, with the words that show it."""

    negators: tuple[Negator, ...] = ()  # an even number of them makes none: "did not fail to sign"
    certainty: Certainty = Certainty.CERTAIN
    modality: Modality = Modality.ASSERTED
    modality_spans: tuple[CharSpan, ...] = ()
    is_negated_itself: bool = False  # by a word that hangs on it: "did not back"; not in "refused to back"
    is_nearly_negated: bool = False  # "barely mentioned", "all but accused": neither so nor not so
    is_rejected: bool = False  # by the writer, as others' mistake: "wrongly asserts that she backs it"
    introducers: tuple[Word, ...] = ()  # words by which others say or think it, innermost first: "said", "claim"
    asking: Word | None = None  # the verb by which somebody wants it of others: "urged her to back it"

    @property
    def negation(self) -> tuple[CharSpan, ...]:
        """Return the words that negate; none where they undo each other."""
        return tuple(negator.span for negator in self.negators) if len(self.negators) % 2 else ()

    @property
    def polarity(self) -> Polarity:
        """Return whether it is put forward as so or as not so."""
        return Polarity.NEGATIVE if self.negation else Polarity.POSITIVE

    @property
    def is_negative(self) -> bool:
        """True if it is put forward as not so."""
        return self.polarity is Polarity.NEGATIVE

    @property
    def is_refused(self) -> bool:
        """True if the deed itself is negated: "does not back it"; not in "nobody backs it", "denied backing it"."""
        return self.is_negative and all(negator.scope is Scope.DEED for negator in self.negators)

    @property
    def is_likely(self) -> bool:
        """True if the source holds it to be so (or not so), planned or due; not asked, supposed or possible."""
        return self.certainty >= Certainty.PROBABLE and not self.is_nearly_negated

    @property
    def committed(self) -> Word | None:
        """Return the head of the words that name whose belief it is; None: the writer's, or nobody is named."""
        return find_doer(self.introducers[0]) if self.introducers else None


def factuality_of(verb: Word) -> Factuality:
    """Return the factuality of what a word says; worked out once for each word of a Tree."""
    if not isinstance(verb.factuality, Factuality):
        verb.factuality = _find_factuality(verb)
    return verb.factuality


def _find_factuality(verb: Word) -> Factuality:
    signs = find_signs(verb)
    modality, spans = _strongest(signs.modals)
    asking = find_asking(verb)
    if asking is not None and _undoes_asking(asking):
        asking = None
    introducers = find_introducers(verb)
    sure = [_certainty(sign) for sign in signs.modals]
    sure += [Certainty.POSSIBLE for _ in _weakeners(verb)]
    sure += [Certainty.UNDERSPECIFIED] if is_left_open(verb) else []
    return Factuality(
        tuple(sorted(set(signs.negators), key=lambda negator: negator.span)),
        min(sure, default=Certainty.CERTAIN),
        modality,
        spans,
        is_negated(verb),
        _is_nearly_negated(verb),
        _is_rejected(introducers),
        introducers,
        asking,
    )


def _strongest(signs: tuple[ModalSign, ...]) -> tuple[Modality, tuple[CharSpan, ...]]:
    for modality in _STRONGEST_FIRST:
        spans = tuple(sorted({sign.span for sign in signs if sign.modality is modality}))
        if spans:
            return modality, spans
    return Modality.ASSERTED, ()


def _certainty(sign: ModalSign) -> Certainty:
    probable = sign.key in listed("modality", "certainty", "probable")
    return Certainty.PROBABLE if probable else _CERTAINTY[sign.modality]


def _is_rejected(introducers: tuple[Word, ...]) -> bool:
    words = listed("modality", "truth", "adverbs")
    return any(child.dep_ == "advmod" and child.lower_ in words for word in introducers for child in word.children)


def _weakeners(verb: Word) -> list[Word]:
    words = listed("modality", "certainty", "possible")
    return [child for child in verb.children if child.dep_ == "advmod" and child.lower_ in words]


def _undoes_asking(asking: Word) -> bool:
    """True if nobody asks: "did not urge her to back it"; or nobody is named who does: "was urged to back it"."""
    return factuality_of(asking).is_negative or has_child(asking, "nsubjpass")


def _is_nearly_negated(verb: Word) -> bool:
    words = listed("modality", "negation", "nearly")
    if verb.i > 1 and verb.nbor(-1).lower_ == "but" and verb.nbor(-2).lower_ == "all":
        return True
    return any(child.dep_ in {"advmod", "neg"} and child.lower_ in words for child in verb.children)
