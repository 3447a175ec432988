"""The words that negate a verb or put it in another mood than plain assertion: its own, and those that govern it.

`factuality` reads them; nothing else should.
"""

from collections.abc import Iterator

from graph.model import CharSpan, Modality
from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import find_children, has_child
from graph.nlp.syntax.clauses import is_infinitive
from graph.nlp.syntax.moods import condition_of_pair, is_asked, sign_of_condition, sign_of_marker, sign_of_modal
from graph.nlp.syntax.negation import find_nor, find_verdict, is_bare_conjunct, negation_of
from graph.nlp.syntax.signs import ModalSign, Negator, Scope, Signs, modal_sign, negator_sign, span_of
from graph.nlp.syntax.subjects import SUBJECTS_AND_EXPLETIVES
from graph.nlp.syntax.tree import Word

_GOVERNED = ("possible", "obligation", "intended", "presupposed")  # what a governing word makes of a verb
_LINKS = frozenset({"prep", "advmod", "cc", "pcomp", "agent"})
_CLIMB = 6  # governing words to look at: "may have to be allowed to try to sign"


def find_signs(verb: Word) -> Signs:
    """Return the negators and modal words that bear on a verb."""
    return _signs_of(verb, _CLIMB)


def _signs_of(verb: Word, depth: int) -> Signs:
    signs = Signs()
    for level, below in _levels(verb):
        signs += _signs_of_clause(level, below)
        signs += _signs_of_governor(level)
        signs += condition_of_pair(level)
        signs += find_nor(level)
        signs += find_verdict(level)
        upper = _frame(level)
        if upper is not None and depth:
            signs += Signs(modals=_signs_of(upper, depth - 1).modals)
    return signs


def _frame(verb: Word) -> Word | None:
    """Return the verb whose modality, not whose negation, a participle shares: "would close it, killing the trade"."""
    own = any(child.dep_ in SUBJECTS_AND_EXPLETIVES or child.dep_ == "mark" for child in verb.children)
    if verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN"} and not own:
        return verb.head if verb.head.pos_ in {"VERB", "AUX"} and verb.i > verb.head.i else None
    if verb.dep_ == "pcomp" and verb.head.lower_ == "by" and verb.head.head.pos_ == "VERB":
        return verb.head.head
    return None


def _levels(verb: Word) -> Iterator[tuple[Word, Word | None]]:
    """Yield the verb and the words whose mood it shares, each with the one below: sign ← going, sign ← likely ← is."""
    below: Word | None = None
    for _ in range(_CLIMB):
        yield verb, below
        above = _shares_mood_with(verb)
        if above is None:
            return
        verb, below = above, verb


def _may_be_left_open(governor: Word) -> bool:
    return governor.lemma_.lower() in listed("modality", "negation", "leaving_open")


def _shares_mood_with(verb: Word) -> Word | None:
    """Return the word above whose negation and modality are the verb's too."""
    if verb.dep_ in {"xcomp", "ccomp"} and _may_be_left_open(verb.head):
        return None
    if verb.dep_ in {"xcomp", "acomp"} or (verb.dep_ == "auxpass"):
        return verb.head
    if verb.dep_ == "conj" and is_bare_conjunct(verb):
        return verb.head
    if verb.dep_ == "ccomp" and (is_infinitive(verb) or _is_bare_infinitive(verb)):
        return verb.head  # "asked the minister to sign", "may help the minister sign"
    return None


def _is_bare_infinitive(verb: Word) -> bool:
    helpers = has_child(verb, "aux", "auxpass", "mark")
    return (
        verb.tag_ in {"VB", "VBN"}
        and not helpers
        and verb.i > verb.head.i
        and verb.head.lemma_ in listed("modality", "governors", "causing")
    )


def _signs_of_clause(verb: Word, below: Word | None) -> Signs:
    """Signs among the words that hang on the verb itself."""
    signs = Signs()
    for child in verb.children:
        if child != below:
            signs += negation_of(child)
            signs += _mood_sign(verb, child)
    if is_asked(verb):
        mark = next((token for token in verb.doc[verb.i : verb.sent.end] if token.text == "?"), verb)
        signs += modal_sign(Modality.QUESTION, mark)
    return signs


def _mood_sign(verb: Word, child: Word) -> Signs:
    """Return the mood that a word on the verb gives it: "may sign", "perhaps signs", "if she signs"."""
    if child.tag_ == "MD":
        return sign_of_modal(verb, child)
    if child.dep_ in {"advmod", "neg"} and child.lower_ in listed("modality", "adverbs", "possible"):
        return modal_sign(Modality.POSSIBLE, child)
    if child.dep_ == "mark":
        return sign_of_marker(verb, child)
    return sign_of_condition(child) if child.dep_ == "advcl" else Signs()


def _signs_of_governor(verb: Word) -> Signs:
    """Return what the word above makes of the verb: "failed to sign", "a plan to sign", "accused of signing"."""
    governor, complement, trigger = _governor(verb)
    if governor is None:
        return Signs()
    key = " ".join(
        [governor.lemma_.lower(), *(child.lower_ for child in find_children(governor, "prt")[:1]), complement]
    )
    if key in listed("modality", "negation", "governors"):
        return _denied(verb, governor, key)
    if complement in listed("modality", "negation", "prepositions"):
        start = trigger.nbor(-1).idx if " " in complement else trigger.idx
        return negator_sign(CharSpan(start, span_of(trigger).end))
    keys = {key, f"{governor.lower_} {complement}"}
    name = next((name for name in _GOVERNED if not keys.isdisjoint(listed("modality", "governors", name))), None)
    if name is not None:
        return modal_sign(Modality(name), governor, key)
    if _is_insisted(verb, governor, complement):
        return modal_sign(Modality.OBLIGATION, governor)
    if complement == "to" and key not in listed("modality", "governors", "asserted") and not _is_singled_out(governor):
        return modal_sign(Modality.INTENDED, trigger)
    return Signs()


def _denied(verb: Word, governor: Word, key: str) -> Signs:
    above = _signs_of_clause(governor, verb) if _shares_mood_with(verb) is None else Signs()
    if above.negators and _may_be_left_open(governor):  # "has not denied taking bribes": it may be so
        return modal_sign(Modality.POSSIBLE, governor, key)
    is_claim = governor.lemma_.lower() in listed("modality", "negation", "claims")
    denied = Negator(span_of(governor), Scope.CLAIM if is_claim else Scope.DEED)
    return Signs((denied, *above.negators), _wanted(governor))  # "has not stopped them from signing"


def _is_insisted(verb: Word, governor: Word, complement: str) -> bool:
    """ "insisted that she go"."""
    wished = complement == "that" and verb.tag_ == "VB" and not has_child(verb, "aux")
    return wished and governor.lemma_.lower() in listed("modality", "governors", "subjunctive")


def _wanted(governor: Word) -> tuple[ModalSign, ...]:
    """Return the modality of a governor that is itself only wanted: "proposed barring them from entering"."""
    return _signs_of_governor(governor).modals if governor.pos_ == "VERB" and governor.tag_ in {"VB", "VBG"} else ()


def _governor(verb: Word) -> tuple[Word | None, str, Word]:
    """Return the governing word, the form of its complement, and the small word between them."""
    head = verb.head
    if is_infinitive(verb):
        to = next(child for child in verb.children if child.tag_ == "TO")
        return (head if verb.dep_ != "ROOT" else None), "to", to
    if verb.dep_ == "pcomp" and head.dep_ in _LINKS:
        instead = head.lower_ == "of" and head.i > 0 and head.nbor(-1).lower_ == "instead"
        return head.head, "instead of" if instead else head.lower_, head
    if verb.dep_ in {"xcomp", "ccomp"} and verb.tag_ == "VBG":
        return head, "-ing", head
    finite = verb.tag_ != "VBN" or has_child(verb, "aux", "auxpass")
    if verb.dep_ in {"ccomp", "acl"} and finite:  # "denied that he had left", not "a letter sent"
        return head, "that", head
    return None, "", verb


def _is_singled_out(noun: Word) -> bool:
    """True if an infinitive says what the noun did: "the first, last, only woman to lead"."""
    singling = listed("grammar", "singling")
    return noun.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} and any(
        child.lower_ in singling or child.tag_ == "JJS" or (child.ent_type_ == "ORDINAL")
        for child in (noun, *noun.children)
    )
