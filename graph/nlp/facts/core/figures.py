"""Figures: numbers with what they count or measure: "600 respondents", "46 percent of voters", "owes $2 million"."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import CharSpan, Modality
from graph.nlp.facts.core.lexicon import figures, lemma_of
from graph.nlp.facts.core.numerals import CURRENCIES, HYPHENS, Numeral, numeral_at, quantity_of
from graph.nlp.facts.core.participants import find_participants
from graph.nlp.facts.core.verbs_of_figures import governor, is_number_of, is_torn, verb_near, verb_of
from graph.nlp.facts.core.when import event_time, noun_time
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.facts.parts import extent
from graph.nlp.findings import FoundFact, FoundPart
from graph.nlp.syntax.children import find_child
from graph.nlp.syntax.clauses import find_group
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.noun_phrases import find_full_phrase, find_phrase, to_spans, to_words
from graph.nlp.syntax.subjects import find_subjects
from graph.nlp.syntax.tree import Tree, Word

COUNT, SHARE, AMOUNT, VERB, NEAR = "count", "share", "amount", "verb", "near verb"
_SURE = {COUNT: 0.85, SHARE: 0.85, AMOUNT: 0.85, VERB: 0.8, NEAR: 0.75}
_LABELS = {COUNT: "number", SHARE: "share", AMOUNT: "amount", VERB: "amount", NEAR: "amount"}
_PREFIXES = frozenset({"compound", "nummod", "quantmod", "nmod", "amod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_TIMES = frozenset({"DATE", "TIME"})
_CLIMB = 6
_FAR = 8  # tokens from a number to the noun that it counts


@dataclass(frozen=True, slots=True)
class _Told:
    """Of what the number is, and the words that say so."""

    head: Word
    words: tuple[int, ...]
    kind: str
    verb: Word | None = None
    label: str | None = None


def find_figures(doc: Tree, index: TimeIndex) -> Iterator[FoundFact]:
    """Yield each number with what it counts or measures, in text order."""
    i = 0
    while i < len(doc):
        numeral = numeral_at(doc, i, index)
        told = _told(doc, numeral) if numeral is not None else None
        if numeral is not None and told is not None and not _is_to_reader(told.head):
            yield from _fact(doc, numeral, told, index)
        i = numeral.end if numeral is not None else i + 1


def _is_to_reader(head: Word) -> bool:
    """ "your savings": an example, no figure."""
    return any(word.lower_ in {"you", "your"} for word in (head, *head.children))


def _told(doc: Tree, numeral: Numeral) -> _Told | None:
    if numeral.is_measure:
        return _measured(doc, numeral)
    noun = _counted(doc, numeral)
    if noun is None:
        return _partitive(numeral) or (_said_of(doc, numeral) if numeral.last.dep_ in {"attr", "dobj"} else None)
    if lemma_of(noun) in figures("idle") or noun.ent_type_ in _TIMES or _only_refers(doc, numeral, noun):
        return None
    words = tuple(i for i in find_full_phrase(noun) if not numeral.has(i) and doc[i].text not in HYPHENS)
    return _Told(noun, words, COUNT)


def _only_refers(doc: Tree, numeral: Numeral, noun: Word) -> bool:
    """ "the two candidates", "two developers, Ana Ruiz and Tom Hale": the number only helps to say who is meant."""
    number = doc[numeral.start]
    if number.lower_ not in figures("small"):
        return number.text.isdigit() and not number.is_sent_start and doc[number.i - 1].pos_ == "PROPN"
    determined = any(child.dep_ in {"det", "poss", "predet"} for child in noun.children)
    named = any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.children)
    return number.lower_ in {"two", "2"} or determined or named


def _counted(doc: Tree, numeral: Numeral) -> Word | None:
    """The noun that the number counts: "600 – respondents", "a 52-count – complaint"."""
    after = doc[numeral.end : numeral.end + 2]
    if len(after) > 1 and after[0].text in HYPHENS and not after[0].whitespace_:
        return after[1] if after[1].lemma_.lower() in figures("joined") and after[1].pos_ in _NOUNS else None
    word = numeral.last
    for _ in range(3):
        above = word.head
        if word.dep_ in _PREFIXES and above.pos_ in _NOUNS and above.i >= numeral.end:
            plural = above.tag_ in {"NNS", "NNPS"} or above.lemma_ == "people"
            return above if plural or word.dep_ == "nummod" else None
        if word.dep_ not in _PREFIXES | {"pobj"} or above.i >= numeral.end + _FAR:
            break
        word = above
    target = _after_of(numeral.last)
    return target if target is not None and target.pos_ in _NOUNS else None


def _after_of(word: Word) -> Word | None:
    of = next((child for child in word.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    return find_child(of, "pobj") if of is not None else None


def _partitive(numeral: Numeral) -> _Told | None:
    """ "subsidiaries, 537 of which are in Lima": of whom."""
    target, verb = _after_of(numeral.last), numeral.last.head
    if target is None or target.tag_ not in {"WDT", "WP"} or verb.dep_ != "relcl" or verb.head.pos_ not in _NOUNS:
        return None
    return _Told(verb.head, find_phrase(verb.head), COUNT)


def _measured(doc: Tree, numeral: Numeral) -> _Told | None:
    last = numeral.last
    if last.dep_ in _PREFIXES | {"npadvmod"} and last.head.i >= numeral.end and last.head.pos_ in _NOUNS:
        return _Told(last.head, _without(numeral, find_full_phrase(last.head)), AMOUNT)
    for child in last.children:
        target = find_child(child, "pobj") if child.dep_ == "prep" and child.lower_ in {"of", "in"} else None
        if target is not None and child.i >= numeral.end and target.pos_ in _NOUNS and target.ent_type_ not in _TIMES:
            return _Told(target, find_full_phrase(target), SHARE)
    noun = _owner(numeral)
    if noun is None:
        return _said_of(doc, numeral)
    if noun.text in CURRENCIES or noun.tag_ == "CD":
        return None
    return _Told(noun, _without(numeral, find_phrase(noun)), AMOUNT)


def _owner(numeral: Numeral) -> Word | None:
    """The noun that the number stands with: "a rate of 20 percent"."""
    word = numeral.last
    for _ in range(_CLIMB):
        preposition = word.head
        leads = word.dep_ == "pobj" and preposition.lower_ in {"of", "at", "than", "to"}
        if leads and preposition.head.pos_ in _NOUNS and preposition.head.i < numeral.start:
            return preposition.head
        if preposition.pos_ in _VERBS or preposition is word:
            return None
        word = preposition
    return None


def _without(numeral: Numeral, words: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(i for i in words if not numeral.has(i))


def _said_of(doc: Tree, numeral: Numeral) -> _Told | None:
    """ "owes $2 million", "cut the rate to 28 percent": of the verb's subject, or of what is raised and cut."""
    own = verb_of(numeral)
    found = own or verb_near(numeral)
    if found is None or is_torn(doc, numeral):
        return None
    verb, preposition = found
    leading = verb.lemma_.lower() in figures("leading")
    if leading and preposition is not None and preposition.lower_ == "to":
        return None  # "leads Ruiz by 49 percent to 47": the second number is not the leader's
    moved = preposition is not None and preposition.lower_ in figures("by_verb")
    patients = find_participants(verb, "patient") if moved and not leading else []
    head = next((one for one in (*patients, *find_subjects(verb)) if not numeral.has(one.i)), None)
    if head is None or is_number_of(head):
        return None
    label = to_words(doc, find_group(verb))
    label = f"{label} {preposition.lower_}" if moved and preposition is not None else label
    return _Told(head, _without(numeral, find_phrase(head)), VERB if own is not None else NEAR, verb, label)


def _fact(doc: Tree, numeral: Numeral, told: _Told, index: TimeIndex) -> Iterator[FoundFact]:
    words = tuple(i for i in told.words if not doc[i].is_punct or doc[i].text in {"-", "'", "’"}) or (told.head.i,)
    whole = _with_number(words, numeral.words)
    verb = governor(numeral.last)
    mood = factuality_of(verb or told.head)
    if mood.modality is Modality.QUESTION:
        return
    counted = to_words(doc, words)
    quantity = quantity_of(doc, numeral, counted if told.kind == COUNT else None)
    text, at = to_words(doc, numeral.words), to_spans(doc, numeral.words)
    yield FoundFact(
        FoundPart(
            to_spans(doc, whole), to_words(doc, whole), told.head.i, quantity=quantity if whole != words else None
        ),
        told.label or _LABELS[told.kind],
        told.verb.lemma_.lower() if told.verb is not None else _LABELS[told.kind],
        FoundPart(at, text, None, text, "string", quantity),
        extent(doc, (*words, *numeral.words)),
        to_spans(doc, find_group(told.verb)) if told.verb is not None else (),
        "figure",
        noun_time(numeral.last, index) or noun_time(told.head, index) or (event_time(verb, index) if verb else None),
        mood.negation,
        mood.modality,
        mood.modality_spans,
        f"figure {told.kind}",
        _SURE[told.kind] - (0.0 if mood.modality is Modality.ASSERTED else 0.1),
        CharSpan(at[0].start, at[-1].end),
    )


def _with_number(words: tuple[int, ...], value: tuple[int, ...]) -> tuple[int, ...]:
    """The words of what is counted with the number where it stands among them: "at least 707 people"."""
    if value[0] > words[-1] + 1 or words[0] > value[-1] + 2:
        return words
    between = {value[-1] + 1} if words[0] == value[-1] + 2 else set()  # "of"
    return tuple(sorted({*words, *value, *between}))
