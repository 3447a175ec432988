"""The mood of a verb: whether it is negated, and whether it is asserted or only possible, wanted, asked."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from graph.model import CharSpan, Modality
from graph.nlp.syntax.tree import Word

_MAX_QUESTION = 60  # tokens from the verb to the question mark
_CLIMB = 6  # governing words to look at: "may have to be allowed to try to sign"
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_NEGATABLE = _SUBJECTS | {"dobj", "attr", "oprd"}
_STRONGEST_FIRST = (
    Modality.QUESTION,
    Modality.CONDITIONAL,
    Modality.POSSIBLE,
    Modality.OBLIGATION,
    Modality.INTENDED,
    Modality.PRESUPPOSED,
)


@dataclass(frozen=True, slots=True)
class Mood:
    """How a verb is put forward, with the words that show it; no negation spans: affirmed."""

    negation: tuple[CharSpan, ...] = ()
    modality: Modality = Modality.ASSERTED
    modality_spans: tuple[CharSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a few words contribute: negators, and words of a modality."""

    negators: tuple[CharSpan, ...] = ()
    modals: tuple[tuple[Modality, CharSpan], ...] = ()

    def __add__(self, other: "_Signs") -> "_Signs":
        return _Signs(self.negators + other.negators, self.modals + other.modals)


def find_mood(verb: Word) -> Mood:
    """Negation and modality of a verb, from its own words and from the words that govern it."""
    if not isinstance(verb.mood, Mood):
        verb.mood = _find_mood(verb)
    return verb.mood


def _find_mood(verb: Word) -> Mood:
    signs = _signs_of(verb, _CLIMB)
    negators = tuple(sorted(set(signs.negators)))
    negation = negators if len(negators) % 2 else ()  # "did not fail to sign": signed
    for modality in _STRONGEST_FIRST:
        spans = tuple(sorted({span for found, span in signs.modals if found is modality}))
        if spans:
            return Mood(negation, modality, spans)
    return Mood(negation)


def _signs_of(verb: Word, depth: int) -> _Signs:
    signs = _Signs()
    for level, below in _levels(verb):
        signs += _signs_of_clause(level, below)
        signs += _signs_of_governor(level)
        signs += _condition_of_pair(level)
        upper = _frame(level)
        if upper is not None and depth:
            signs += _Signs(modals=_signs_of(upper, depth - 1).modals)
    return signs


def _condition_of_pair(verb: Word) -> _Signs:
    """The marker of the first of two joined clauses: "if he loses and she wins"."""
    if verb.dep_ != "conj" or any(child.dep_ == "mark" for child in verb.children) or verb.head.dep_ != "advcl":
        return _Signs()
    return sum((_marker(verb.head, child) for child in verb.head.children if child.dep_ == "mark"), _Signs())


def _frame(verb: Word) -> Word | None:
    """The verb whose modality, but not whose negation, a participle shares: "would close it, killing the trade"."""
    own = any(child.dep_ in _SUBJECTS or child.dep_ == "mark" for child in verb.children)
    if verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN"} and not own:
        return verb.head if verb.head.pos_ in {"VERB", "AUX"} and verb.i > verb.head.i else None
    if verb.dep_ == "pcomp" and verb.head.lower_ == "by" and verb.head.head.pos_ == "VERB":
        return verb.head.head
    return None


def is_negated(verb: Word) -> bool:
    """Whether a word that hangs on the verb itself negates it."""
    return any(_negation_of(child).negators for child in verb.children)


def is_near_negated(verb: Word) -> bool:
    """Whether the verb is all but denied: "barely mentioned", "all but accused"."""
    words = load_modality()["negation"]["nearly"]
    if verb.i > 1 and verb.nbor(-1).lower_ == "but" and verb.nbor(-2).lower_ == "all":
        return True
    return any(child.dep_ in {"advmod", "neg"} and child.lower_ in words for child in verb.children)


def _levels(verb: Word) -> Iterator[tuple[Word, Word | None]]:
    """The verb and the words whose mood it shares, each with the one below it: sign ← going, sign ← likely ← is."""
    below: Word | None = None
    for _ in range(_CLIMB):
        yield verb, below
        above = _shares_mood_with(verb)
        if above is None:
            return
        verb, below = above, verb


def _shares_mood_with(verb: Word) -> Word | None:
    if verb.dep_ in {"xcomp", "acomp"} or (verb.dep_ == "auxpass"):
        return verb.head
    if verb.dep_ == "conj" and _is_bare_conjunct(verb):
        return verb.head
    if verb.dep_ == "ccomp" and (_has_infinitive_mark(verb) or _is_bare_infinitive(verb)):
        return verb.head  # "asked the minister to sign", "may help the minister sign"
    return None


def _is_bare_infinitive(verb: Word) -> bool:
    helpers = any(child.dep_ in {"aux", "auxpass", "mark"} for child in verb.children)
    return (
        verb.tag_ in {"VB", "VBN"}
        and not helpers
        and verb.i > verb.head.i
        and verb.head.lemma_ in load_modality()["governors"]["causing"]
    )


def _is_bare_conjunct(verb: Word) -> bool:
    """Whether it leans on the auxiliaries of the verb that it is joined to: "did not sign or ratify"."""
    leans = verb.tag_ in {"VB", "VBG", "VBN"} and verb.tag_ == verb.head.tag_
    own = any(child.dep_ in _SUBJECTS or child.dep_ in {"aux", "auxpass", "neg"} for child in verb.children)
    opposed = any(child.lower_ == "but" for child in verb.head.children if child.dep_ == "cc")
    return leans and not own and not opposed


def _signs_of_clause(verb: Word, below: Word | None) -> _Signs:
    """Signs among the words that hang on the verb itself."""
    words = load_modality()
    signs = _Signs()
    for child in verb.children:
        if child == below:
            continue
        signs += _negation_of(child)
        if child.tag_ == "MD":
            signs += _modal(verb, child)
        elif child.dep_ in {"advmod", "neg"} and child.lower_ in words["adverbs"]["possible"]:
            signs += _sign(Modality.POSSIBLE, child)
        elif child.dep_ == "mark":
            signs += _marker(verb, child)
        elif child.dep_ == "advcl":
            signs += _condition(child)
    if _is_asked(verb):
        mark = next((token for token in verb.doc[verb.i : verb.sent.end] if token.text == "?"), verb)
        signs += _sign(Modality.QUESTION, mark)
    return signs


def _negation_of(child: Word) -> _Signs:
    """The child as negator of its verb: "not", "no longer", a subject or object with "no"."""
    negators = load_modality()["negation"]
    if child.dep_ in {"neg", "advmod", "preconj"} and child.lower_ in negators["words"]:
        following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
        return _Signs() if following in negators["not_before"] else _Signs((_span(child),))
    if child.dep_ in {"advmod", "npadvmod"} and child.lower_ not in negators["affirming"]:
        inner = [word for word in child.children if word.lower_ in negators["words"] and word.dep_ in {"neg", "det"}]
        return _Signs(tuple(CharSpan(word.idx, _span(child).end) for word in inner[:1] if word.i < child.i))
    if child.dep_ in _NEGATABLE:
        return _negation_of_argument(child)
    return _Signs()


def _negation_of_argument(child: Word) -> _Signs:
    negators = load_modality()["negation"]
    if child.lower_ in negators["subjects"]:
        return _Signs((_span(child),))
    found = [word for word in child.children if word.dep_ in {"det", "neg", "preconj"} and word.i < child.i]
    denying = [word for word in found if word.lower_ in {"no", "not", "neither"}]
    return _Signs(tuple(_span(word) for word in denying if word.nbor(1).lower_ not in negators["not_before"])[:1])


def _modal(verb: Word, modal: Word) -> _Signs:
    if modal.lower_ in {"'d", "’d"} and verb.tag_ == "VBN":  # "he'd fought": had
        return _Signs()
    for name, forms in load_modality()["modals"].items():
        if modal.lower_ in forms:
            modality = Modality(name)
            if modal.lower_ == "should" and _is_inverted(verb, modal):  # "should the court strike it down"
                modality = Modality.CONDITIONAL
            if modality is Modality.CONDITIONAL and _is_reported_in_past(verb):
                modality = Modality.INTENDED
            return _sign(modality, modal)
    return _Signs()


def _is_inverted(verb: Word, modal: Word) -> bool:
    """Whether the modal stands before the subject and the sentence asks nothing."""
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
    return any(modal.i < child.i < verb.i for child in subjects) and verb.sent[-1].text != "?"


def _is_reported_in_past(verb: Word) -> bool:
    head = verb.head
    governors = load_modality()["governors"]
    if verb.dep_ == "acl" and head.pos_ == "NOUN":  # "his promise that he would sign"
        return head.lemma_ in governors["report_nouns"]
    reported = verb.dep_ == "ccomp" and (
        head.tag_ in {"VBD", "VBN"} or (head.tag_ == "VBG" and head.head.tag_ == "VBD")
    )
    return reported and head.lemma_ in governors["past_reports"]


def _marker(verb: Word, mark: Word) -> _Signs:
    markers = load_modality()["markers"]
    asked = verb.dep_ == "ccomp"  # "asked if Peru signed"
    if mark.lower_ in markers["question"] or (asked and mark.lower_ == "if"):
        return _sign(Modality.QUESTION, mark)
    if mark.lower_ in markers["conditional"] and verb.dep_ != "ccomp":
        return _sign(Modality.CONDITIONAL, mark)
    return _Signs()


def _condition(clause: Word) -> _Signs:
    """The marker of an if-clause that the verb depends on; "even if" sets no condition."""
    for child in clause.children:
        if child.dep_ == "mark" and child.lower_ in load_modality()["markers"]["conditional"]:
            even = child.i > 0 and child.nbor(-1).lower_ == "even"
            return _Signs() if even else _sign(Modality.CONDITIONAL, child)
    return _Signs()


def _is_asked(verb: Word) -> bool:
    """Whether the verb heads a sentence that ends in a question mark, quotation marks aside."""
    helpers = [child.i for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    subjects = [child.i for child in verb.children if child.dep_ in _SUBJECTS]
    if helpers and subjects and helpers[0] < subjects[0] and verb.sent[-1].i - verb.i < _MAX_QUESTION:
        return any(token.text == "?" for token in verb.doc[verb.i : verb.sent.end])
    if verb.dep_ != "ROOT":
        return False
    ending = [token for token in verb.sent[-3:] if not token.is_quote and not token.is_space]
    return bool(ending) and ending[-1].text == "?" and verb.sent[-1].i - ending[-1].i < 2


def _signs_of_governor(verb: Word) -> _Signs:
    """What the word above makes of the verb: "failed to sign", "a plan to sign", "accused of signing"."""
    governor, complement, trigger = _governor(verb)
    if governor is None:
        return _Signs()
    words = load_modality()
    particle = next((f" {child.lower_}" for child in governor.children if child.dep_ == "prt"), "")
    key = f"{governor.lemma_.lower()}{particle} {complement}"
    if key in words["negation"]["governors"]:
        above = _signs_of_clause(governor, verb).negators if _shares_mood_with(verb) is None else ()
        return _Signs((_span(governor), *above), _wanted(governor))  # "has not stopped them from signing"
    if complement in words["negation"]["prepositions"]:
        start = trigger.nbor(-1).idx if " " in complement else trigger.idx
        return _Signs((CharSpan(start, _span(trigger).end),))
    for name in ("possible", "obligation", "intended", "presupposed"):
        if key in words["governors"][name] or f"{governor.lower_} {complement}" in words["governors"][name]:
            return _sign(Modality(name), governor)
    wished = complement == "that" and verb.tag_ == "VB" and not any(word.dep_ == "aux" for word in verb.children)
    if wished and governor.lemma_.lower() in words["governors"]["subjunctive"]:  # "insisted that she go"
        return _sign(Modality.OBLIGATION, governor)
    if complement == "to" and key not in words["governors"]["asserted"] and not _is_singled_out(governor):
        return _sign(Modality.INTENDED, trigger)
    return _Signs()


def _wanted(governor: Word) -> tuple[tuple[Modality, CharSpan], ...]:
    """The modality of a governor that is itself only wanted: "proposed barring them from entering"."""
    return _signs_of_governor(governor).modals if governor.pos_ == "VERB" and governor.tag_ in {"VB", "VBG"} else ()


def _governor(verb: Word) -> tuple[Word | None, str, Word]:
    """The governing word, the form of its complement, and the small word between them."""
    head = verb.head
    if _has_infinitive_mark(verb):
        to = next(child for child in verb.children if child.tag_ == "TO")
        return (head if verb.dep_ != "ROOT" else None), "to", to
    if verb.dep_ == "pcomp" and head.dep_ in {"prep", "advmod", "cc", "pcomp", "agent"}:
        name = "instead of" if head.lower_ == "of" and head.i and head.nbor(-1).lower_ == "instead" else head.lower_
        return head.head, name, head
    if verb.dep_ in {"xcomp", "ccomp"} and verb.tag_ == "VBG":
        return head, "-ing", head
    if verb.dep_ in {"ccomp", "acl"} and verb.tag_ != "VBN":
        return head, "that", head
    return None, "", verb


def _has_infinitive_mark(verb: Word) -> bool:
    return any(child.tag_ == "TO" and child.dep_ in {"aux", "mark"} for child in verb.children)


def _is_singled_out(noun: Word) -> bool:
    """Whether an infinitive tells what the noun did: "the first, last, only woman to lead"."""
    singling = {"first", "last", "only", "latest"}
    return noun.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} and any(
        child.lower_ in singling or child.tag_ == "JJS" or (child.ent_type_ == "ORDINAL")
        for child in (noun, *noun.children)
    )


def _sign(modality: Modality, token: Word) -> _Signs:
    return _Signs(modals=((modality, _span(token)),))


def _span(token: Word) -> CharSpan:
    return CharSpan(token.idx, token.idx + len(token.text))


@lru_cache(maxsize=1)
def load_modality() -> dict[str, Any]:
    """The lexicon of negation and modality."""
    path = resources.files("graph.nlp") / "lexicons/en/modality.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    return {table: {name: frozenset(listed) for name, listed in lists.items()} for table, lists in words.items()}
