"""What evaluating words make of what they are said of: "is a liar", "called it reckless".

A denied good quality is against, a denied bad one is nothing; words on both sides decide nothing.
"""

from collections.abc import Sequence

from graph.model import Stance
from graph.nlp.stance.sides import listed
from graph.nlp.syntax.tree import Word

_NEGATORS = frozenset({"not", "n't", "never", "no", "hardly", "nor", "neither", "without", "least", "less"})
_MODIFIERS = frozenset({"amod", "advmod", "conj", "neg", "compound", "det", "npadvmod"})
_DOERS = ("ant", "er", "ian", "ist", "or")  # how nouns for people end


def evaluate(tokens: Sequence[Word]) -> tuple[Stance | None, tuple[int, ...]]:
    """The side that the evaluating words agree on, with these words; None when there are none or they disagree."""
    sides: dict[int, Stance] = {}
    for position, token in enumerate(tokens):
        lemma = token.lemma_.lower()
        if _is_idle(token, lemma):
            continue
        good, bad = lemma in listed("words", "positive"), lemma in listed("words", "negative")
        if not good and not bad:
            continue
        denied = any(t.lower_ in _NEGATORS for t in tokens[max(0, position - 3) : position])
        if not (denied and bad):
            sides[token.i] = Stance.SUPPORTS if good and not denied else Stance.OPPOSES
    agreed = set(sides.values())
    return (agreed.pop(), tuple(sides)) if len(agreed) == 1 else (None, ())


def _is_idle(token: Word, lemma: str) -> bool:
    """Whether the word does not judge here: "responsible for roads", "a crucial witness", "fair to look into"."""
    if token.pos_ == "ADV":  # "he just waited", "right now"
        return True
    if token.pos_ == "NOUN" and lemma in listed("words", "bare"):  # "the right", "a fair"
        return True
    if token.dep_ == "amod" and lemma in listed("words", "positive") and not _is_role(token.head):
        return True
    followed = {c.dep_ for c in token.children if c.i > token.i}
    if lemma in listed("words", "bare") and "prep" in followed and not _is_right_in(token):
        return True
    if lemma in listed("words", "predicates") and token.dep_ == "amod":
        return True
    return token.pos_ == "ADJ" and "xcomp" in followed and lemma not in listed("words", "doers")


def _is_right_in(word: Word) -> bool:
    """ "is right in saying so": that judges who says so."""
    doing = (t for c in word.children if c.dep_ == "prep" and c.lower_ == "in" for t in c.children)
    return any(t.dep_ == "pcomp" for t in doing)


def _is_role(noun: Word) -> bool:
    """Whether praise of this is praise of whom it is said of: "a great senator", but not "a good microcosm"."""
    lemma = noun.lemma_.lower()
    return noun.pos_ != "NOUN" or lemma in listed("words", "roles") or lemma.endswith(_DOERS)


def own_words(complements: Sequence[Word]) -> list[Word]:
    """The complement with its modifiers and conjuncts, without clauses that hang on it."""
    found: list[Word] = []
    stack = list(complements)
    while stack:
        token = stack.pop()
        found.append(token)
        stack += [c for c in token.children if c.dep_ in _MODIFIERS]
    return sorted(found, key=lambda t: t.i)
