"""The words that negate a verb or put it in another mood than plain assertion: its own, and those that govern it.

`factuality` reads them; nothing else should.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from graph.model import CharSpan, Modality
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Word

_MAX_QUESTION = 60  # tokens from the verb to the question mark
_CLIMB = 6  # governing words to look at: "may have to be allowed to try to sign"
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_NEGATABLE = _SUBJECTS | {"dobj", "attr", "oprd"}


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


def find_signs(verb: Word) -> Signs:
    """Return the negators and modal words that bear on a verb."""
    return _signs_of(verb, _CLIMB)


def _signs_of(verb: Word, depth: int) -> Signs:
    signs = Signs()
    for level, below in _levels(verb):
        signs += _signs_of_clause(level, below)
        signs += _signs_of_governor(level)
        signs += _condition_of_pair(level)
        signs += _nor(level)
        signs += _verdict(level)
        upper = _frame(level)
        if upper is not None and depth:
            signs += Signs(modals=_signs_of(upper, depth - 1).modals)
    return signs


def _condition_of_pair(verb: Word) -> Signs:
    """The marker of the first of two joined clauses: "if he loses and she wins"."""
    if verb.dep_ != "conj" or any(child.dep_ == "mark" for child in verb.children) or verb.head.dep_ != "advcl":
        return Signs()
    return sum((_marker(verb.head, child) for child in verb.head.children if child.dep_ == "mark"), Signs())


def _nor(verb: Word) -> Signs:
    """ "neither likes nor trusts her": "nor" negates the second of the two verbs, unless it leans on the first."""
    if verb.dep_ != "conj" or _is_bare_conjunct(verb):
        return Signs()
    joining = (child for child in verb.head.children if child.dep_ == "cc" and verb.head.i < child.i < verb.i)
    nor = next((child for child in joining if child.lower_ == "nor"), None)
    return _negator(_span(nor)) if nor is not None else Signs()


def _verdict(verb: Word) -> Signs:
    """ "it is untrue that she left", "it was false, he said, that she left", "that she left is not true"."""
    copula = next((word for word in _copulas_over(verb) if word.lemma_ == "be"), None)
    if copula is None:
        return Signs()
    truth = load_modality()["truth"]
    complement = next((child for child in copula.children if child.dep_ in {"acomp", "attr"}), None)
    lemma = complement.lemma_.lower() if complement is not None else ""
    if complement is None or (lemma not in truth["false"] and lemma not in truth["true"]):
        return Signs()
    negators = [negator.span for child in copula.children for negator in _negation_of(child).negators]
    spans = [_span(complement), *negators] if lemma in truth["false"] else negators
    return Signs(tuple(Negator(span, Scope.CLAIM) for span in spans))


def _copulas_over(verb: Word) -> Iterator[Word]:
    """The words that may be the "is" of "it is untrue that", with "he said" between it and the clause or not."""
    head = verb.head
    if verb.dep_ in {"csubj", "csubjpass"} or (verb.dep_ == "ccomp" and head.pos_ == "AUX"):
        yield head
    elif verb.dep_ in {"ccomp", "acl", "advcl"} and head.pos_ == "ADJ":
        yield head.head
    elif verb.dep_ == "ccomp" and any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children):
        aside = [head.head] if head.dep_ == "parataxis" else []
        aside += [child for child in head.children if child.dep_ == "ccomp" and child.i < head.i]
        yield from (word for word in aside if any(child.lower_ == "it" and child.i < word.i for child in word.children))


def _frame(verb: Word) -> Word | None:
    """The verb whose modality, but not whose negation, a participle shares: "would close it, killing the trade"."""
    own = any(child.dep_ in _SUBJECTS or child.dep_ == "mark" for child in verb.children)
    if verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN"} and not own:
        return verb.head if verb.head.pos_ in {"VERB", "AUX"} and verb.i > verb.head.i else None
    if verb.dep_ == "pcomp" and verb.head.lower_ == "by" and verb.head.head.pos_ == "VERB":
        return verb.head.head
    return None


def is_negated(verb: Word) -> bool:
    """True if a word that hangs on the verb itself negates it."""
    return any(_negation_of(child).negators for child in verb.children)


def _levels(verb: Word) -> Iterator[tuple[Word, Word | None]]:
    """The verb and the words whose mood it shares, each with the one below it: sign ← going, sign ← likely ← is."""
    below: Word | None = None
    for _ in range(_CLIMB):
        yield verb, below
        above = _shares_mood_with(verb)
        if above is None:
            return
        verb, below = above, verb


def _may_be_left_open(governor: Word) -> bool:
    return governor.lemma_.lower() in load_modality()["negation"]["leaving_open"]


def _shares_mood_with(verb: Word) -> Word | None:
    """The word above whose negation and modality are the verb's too."""
    if verb.dep_ in {"xcomp", "ccomp"} and _may_be_left_open(verb.head):
        return None
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


def _signs_of_clause(verb: Word, below: Word | None) -> Signs:
    """Signs among the words that hang on the verb itself."""
    words = load_modality()
    signs = Signs()
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


def _negation_of(child: Word) -> Signs:
    """The child as negator of its verb: "not", "no longer", a subject or object with "no"."""
    negators = load_modality()["negation"]
    if child.dep_ in {"neg", "advmod", "preconj"} and child.lower_ in negators["words"]:
        following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
        return Signs() if following in negators["not_before"] else _negator(_span(child))
    if child.dep_ in {"advmod", "npadvmod"} and child.lower_ not in negators["affirming"]:
        inner = [word for word in child.children if word.lower_ in negators["words"] and word.dep_ in {"neg", "det"}]
        return Signs(tuple(Negator(CharSpan(word.idx, _span(child).end)) for word in inner[:1] if word.i < child.i))
    if child.dep_ in _NEGATABLE:
        return _negation_of_argument(child)
    return Signs()


def _negation_of_argument(child: Word) -> Signs:
    negators = load_modality()["negation"]
    if child.lower_ in negators["subjects"]:
        return _negator(_span(child), Scope.ARGUMENT)
    found = [word for word in child.children if word.dep_ in {"det", "neg", "preconj"} and word.i < child.i]
    denying = [word for word in found if word.lower_ in {"no", "not", "neither"}]
    first = next((word for word in denying if word.nbor(1).lower_ not in negators["not_before"]), None)
    return _negator(_span(first), Scope.ARGUMENT) if first is not None else Signs()


def _modal(verb: Word, modal: Word) -> Signs:
    if modal.lower_ in {"'d", "’d"} and verb.tag_ == "VBN":  # "he'd fought": had
        return Signs()
    for name, forms in load_modality()["modals"].items():
        if modal.lower_ in forms:
            modality = Modality(name)
            if modal.lower_ == "should" and _is_inverted(verb, modal):  # "should the court strike it down"
                modality = Modality.CONDITIONAL
            if modality is Modality.CONDITIONAL and _is_reported_in_past(verb):
                modality = Modality.INTENDED
            return _sign(modality, modal)
    return Signs()


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


def _marker(verb: Word, mark: Word) -> Signs:
    markers = load_modality()["markers"]
    asked = verb.dep_ == "ccomp"  # "asked if Peru signed"
    if mark.lower_ in markers["question"] or (asked and mark.lower_ == "if"):
        return _sign(Modality.QUESTION, mark)
    if mark.lower_ in markers["conditional"] and verb.dep_ != "ccomp":
        return _sign(Modality.CONDITIONAL, mark)
    return Signs()


def _condition(clause: Word) -> Signs:
    """The marker of an if-clause that the verb depends on; "even if" sets no condition."""
    for child in clause.children:
        if child.dep_ == "mark" and child.lower_ in load_modality()["markers"]["conditional"]:
            even = child.i > 0 and child.nbor(-1).lower_ == "even"
            return Signs() if even else _sign(Modality.CONDITIONAL, child)
    return Signs()


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


def _signs_of_governor(verb: Word) -> Signs:
    """What the word above makes of the verb: "failed to sign", "a plan to sign", "accused of signing"."""
    governor, complement, trigger = _governor(verb)
    if governor is None:
        return Signs()
    words = load_modality()
    particle = next((f" {child.lower_}" for child in governor.children if child.dep_ == "prt"), "")
    key = f"{governor.lemma_.lower()}{particle} {complement}"
    if key in words["negation"]["governors"]:
        above = _signs_of_clause(governor, verb) if _shares_mood_with(verb) is None else Signs()
        if above.negators and _may_be_left_open(governor):  # "has not denied taking bribes": it may be so
            return _sign(Modality.POSSIBLE, governor, key)
        scope = Scope.CLAIM if governor.lemma_.lower() in words["negation"]["claims"] else Scope.DEED
        denied = Negator(_span(governor), scope)
        return Signs((denied, *above.negators), _wanted(governor))  # "has not stopped them from signing"
    if complement in words["negation"]["prepositions"]:
        start = trigger.nbor(-1).idx if " " in complement else trigger.idx
        return _negator(CharSpan(start, _span(trigger).end))
    for name in ("possible", "obligation", "intended", "presupposed"):
        if key in words["governors"][name] or f"{governor.lower_} {complement}" in words["governors"][name]:
            return _sign(Modality(name), governor, key)
    wished = complement == "that" and verb.tag_ == "VB" and not any(word.dep_ == "aux" for word in verb.children)
    if wished and governor.lemma_.lower() in words["governors"]["subjunctive"]:  # "insisted that she go"
        return _sign(Modality.OBLIGATION, governor)
    if complement == "to" and key not in words["governors"]["asserted"] and not _is_singled_out(governor):
        return _sign(Modality.INTENDED, trigger)
    return Signs()


def _wanted(governor: Word) -> tuple[ModalSign, ...]:
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
    finite = verb.tag_ != "VBN" or any(child.dep_ in {"aux", "auxpass"} for child in verb.children)
    if verb.dep_ in {"ccomp", "acl"} and finite:  # "denied that he had left", not "a letter sent"
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


def _sign(modality: Modality, token: Word, key: str = "") -> Signs:
    return Signs(modals=(ModalSign(modality, _span(token), key or token.lower_),))


def _negator(span: CharSpan, scope: Scope = Scope.DEED) -> Signs:
    return Signs((Negator(span, scope),))


def _span(token: Word) -> CharSpan:
    return CharSpan(token.idx, token.idx + len(token.text))


@lru_cache(maxsize=1)
def load_modality() -> dict[str, dict[str, frozenset[str]]]:
    """Return the lexicon of negation and modality."""
    words = load_lexicon("modality")
    return {table: {name: frozenset(listed) for name, listed in lists.items()} for table, lists in words.items()}
