"""Which verb a number belongs to, as its own object or measure: "owes $2 million", "leads by 5 points"."""

from graph.nlp.facts.core.lexicon import figures
from graph.nlp.facts.core.numerals import CURRENCIES, HYPHENS, Numeral
from graph.nlp.syntax.children import find_child
from graph.nlp.syntax.tree import Tree, Word

_VERBS = frozenset({"VERB", "AUX"})
_CLIMB = 12
_NEAR = 6


def verb_of(numeral: Numeral) -> tuple[Word, Word | None] | None:
    """The verb whose own object or measure the number is, and the preposition between them."""
    word = numeral.last
    while numeral.has(word.head.i) and word.head is not word:
        word = word.head
    above, preposition = word.head, None
    if word.dep_ == "pobj" and above.dep_ in {"prep", "agent"}:
        word, preposition, above = above, above, above.head
    if above.pos_ not in _VERBS or above is word:
        return None
    if preposition is None and word.dep_ not in figures("own"):
        return None
    if word.dep_ == "npadvmod" and find_child(above, "dobj", "acomp", "advmod") not in {None, word}:
        leading = above.lemma_.lower() in figures("leading")
        return (
            (above, None) if leading else None
        )  # "showing her ahead 3 points", "accepted 50 refugees, 15 percent over"
    if above.lemma_ == "be" and preposition is None and not numeral.is_measure:
        return None  # "who is 70"
    return above, preposition


def verb_near(numeral: Numeral) -> tuple[Word, Word | None] | None:
    """The verb above the number, which more may stand between: "a letter from 30 mayors reached her"."""
    word, preposition = numeral.last, None
    for _ in range(_NEAR):
        if word.head.pos_ in _VERBS or word.head is word:
            break
        preposition = preposition or (word.head if word.dep_ == "pobj" else None)
        word = word.head
    verb = word.head
    if verb.pos_ not in _VERBS or verb.lemma_.lower() in figures("leading") or verb.lemma_ in {"be", "show"}:
        return None
    return verb, preposition


def is_torn(doc: Tree, numeral: Numeral) -> bool:
    """True if the number is half of a range or part of a word: "$500 to $600", "a $400-million-a-year firm"."""
    after = [word for word in doc[numeral.end : numeral.end + 5] if word.lower_ not in figures("qualifiers") - {"to"}]
    before = list(doc[max(0, numeral.start - 4) : numeral.start])
    if after and after[0].text in HYPHENS:
        return True
    verb = governor(numeral.last)
    if verb is not None and verb.lemma_.lower() in figures("leading"):
        return False
    ranged = len(after) > 1 and after[0].lower_ in {"to", "and"} and _opens_number(after[1])
    words = [word.lower_ for word in before]
    closes = bool(words) and words[-1] in {"to", "and", "than"} and any(map(_opens_number, before))
    return ranged or closes


def _opens_number(word: Word) -> bool:
    return word.text in CURRENCIES or word.tag_ == "CD"


def is_number_of(head: Word) -> bool:
    """True if the subject is a number itself: "46 percent would choose …"."""
    return head.lower_ in figures("shares") or head.tag_ == "CD"


def governor(word: Word) -> Word | None:
    """The verb of the clause that the number stands in."""
    for _ in range(_CLIMB):
        if word.pos_ in _VERBS and word.dep_ not in {"amod", "compound"}:
            return word
        if word.head is word:
            return None
        word = word.head
    return None
