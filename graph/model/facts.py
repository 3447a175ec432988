"""What an article, or a source in it, says happened or holds."""

from dataclasses import dataclass

from graph.errors import InvalidModel
from graph.model.checks import check_confidence
from graph.model.kinds import Modality
from graph.model.text import CharSpan, TimeInterval


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

    def __post_init__(self) -> None:
        if not self.spans:
            raise InvalidModel(f"fact {self.id} needs evidence")
        check_confidence(self.confidence)
