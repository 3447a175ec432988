"""Facts of one role of one bearer: all share the words, the person, the time and the mood of what says so."""

from graph.model import CharSpan, Modality
from graph.nlp.facts.core.aims import is_aim
from graph.nlp.facts.core.bearers import APPOSITION, AS, COPULA, DEFINITE, TITLE, Bearing
from graph.nlp.facts.core.bodies import Body
from graph.nlp.facts.core.lexicon import roles, table
from graph.nlp.facts.core.status import status_of
from graph.nlp.facts.core.when import event_time
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.facts.parts import extent, part
from graph.nlp.findings import FoundFact, FoundPart, FoundTime
from graph.nlp.syntax.clauses import find_group
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.noun_phrases import to_spans, to_words
from graph.nlp.syntax.tree import Word

# Of right facts by construction, on the development articles (tests/benchmarks/relations.py).
_SURE = {TITLE: 0.95, APPOSITION: 0.88, COPULA: 0.85, AS: 0.85, DEFINITE: 0.76}
_UNASSERTED = 0.1  # less where it is not plainly asserted
_ARTICLES = frozenset({"det", "predet", "preconj"})
_SUPPOSED = frozenset(
    {Modality.CONDITIONAL, Modality.INTENDED, Modality.QUESTION, Modality.OBLIGATION, Modality.POSSIBLE}
)
_LABELS = {
    "holdsOffice": "holds office",
    "heldOffice": "held office",
    "candidateForOffice": "candidate for",
    "leads": "leads",
    "memberOf": "member of",
    "affiliatedWith": "affiliated with",
    "represents": "represents",
}


class Maker:
    """Makes the facts of one bearing."""

    def __init__(self, bearing: Bearing, index: TimeIndex) -> None:
        doc, noun = bearing.noun.doc, bearing.noun
        self.bearing, self.doc, self.status = bearing, doc, status_of(bearing)
        kept = tuple(i for i in bearing.words if i > noun.i or not _is_loose(doc[i]))
        self.role = kept or bearing.words
        self.time = _time(bearing, index)
        self.mood = factuality_of(bearing.verb) if bearing.verb is not None else None

    @property
    def is_supposed(self) -> bool:
        """True if nobody says that it is so: "if she becomes mayor", "would be mayor"."""
        verb = self.bearing.verb
        if verb is None:
            return False
        first = verb
        while first.dep_ == "conj" and first.head is not first:  # "if they win and Ruiz becomes mayor"
            first = first.head
        imagined = verb.dep_ == "relcl" and verb.head.lemma_.lower() in roles("imagined")
        moods = {factuality_of(one).modality for one in (verb, first)}
        return bool(moods & _SUPPOSED) or imagined or is_aim(verb)

    def held(self, office: str) -> FoundPart:
        """The words of the role, as an office of that name."""
        words = to_words(self.doc, self.role)
        return FoundPart(to_spans(self.doc, self.role), words, self.bearing.noun.i, office, "string")

    def sought(self, office: str) -> FoundPart:
        """The office that is sought, where the words of the role stand."""
        return FoundPart(to_spans(self.doc, self.role), office, self.bearing.noun.i, office, "string")

    def body(self, body: Body) -> FoundPart:
        """A body, place or person as an object."""
        return part(self.doc, body.words, body.head)

    def fact(self, relation: str, lemma: str, told: FoundPart, status: str | None = None) -> FoundFact:
        """A fact of the bearer; the status is that of the role unless one is given."""
        bearing, verb = self.bearing, self.bearing.verb
        group = find_group(verb) if verb is not None else ()
        link = " as" if bearing.by == AS and bearing.noun.head.lower_ == "as" else ""
        asserted = self.mood is None or self.mood.modality is Modality.ASSERTED
        return FoundFact(
            part(self.doc, bearing.person, bearing.person_head),
            to_words(self.doc, group) + link if group else _LABELS[relation],
            verb.lemma_.lower() + link if verb is not None else lemma,
            told,
            extent(self.doc, (*bearing.words, *bearing.person, *group)),
            to_spans(self.doc, group or (bearing.noun.i,)),
            relation,
            self.time,
            self.mood.negation if self.mood is not None else (),
            self.mood.modality if self.mood is not None else Modality.ASSERTED,
            self.mood.modality_spans if self.mood is not None else (),
            by=bearing.by,
            confidence=_SURE[bearing.by] - (0.0 if asserted else _UNASSERTED),
            verb=CharSpan(verb.idx, verb.idx + len(verb.text)) if verb is not None else None,
            status=status or self.status.word,
            named_only=bearing.by == DEFINITE or bearing.person_head.pos_ in {"PRON", "NOUN"},
        )


def _is_loose(word: Word) -> bool:
    """True if the word before the noun is no part of the role: an article, the name of a party."""
    return word.dep_ in _ARTICLES or word.text in table("party_words")


def _time(bearing: Bearing, index: TimeIndex) -> FoundTime | None:
    """Return the time of the role: what its own words or its verb say."""
    if bearing.by == TITLE:
        return None
    own = sorted(index.by_head.get(bearing.noun.i, ()), key=lambda one: (one.earliest is None is one.latest, one.span))
    inside = [index.by_token[i] for i in bearing.words if i > bearing.noun.i and i in index.by_token]
    told = next(iter((*own, *inside)), None)
    return told or (event_time(bearing.verb, index) if bearing.verb is not None else None)
