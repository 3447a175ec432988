"""What a speaker's words make of somebody: "B is a liar", "B failed the voters", "called B reckless".

Judgements are about the head of a noun phrase. A denied good quality is against, a denied bad one is nothing; words on
both sides, questions, conditions and what others are said to think decide nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.model import Modality, Stance
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.factuality import Certainty, factuality_of
from graph.nlp.syntax.tree import Word

_COPULAS = frozenset({"be", "seem", "look", "remain", "become", "sound", "appear"})
_NEGATORS = frozenset({"not", "n't", "never", "no", "hardly", "nor", "neither", "without", "least", "less"})
_MODIFIERS = frozenset({"amod", "advmod", "conj", "neg", "compound", "det", "npadvmod"})
_DOERS = ("ant", "er", "ian", "ist", "or")  # how nouns for people end


@dataclass(frozen=True, slots=True)
class Judgement:
    """For or against the target, by the trigger."""

    stance: Stance
    target: Word
    trigger: int


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    words = load_lexicon("stance")
    return {
        f"{table}.{name}": frozenset(words[table][name])
        for table in ("words", "deeds", "name")
        for name in words[table]
    }


def find_judgements(speech: Word) -> Iterator[Judgement]:
    """What is said of whom under a verb of speech: in its clause, or as what it names the object."""
    if speech.lemma_.lower() in _words()["name.verbs"]:
        yield from _named(speech)
    for clause in (c for c in speech.children if c.dep_ == "ccomp"):
        for verb in (clause, *(c for c in clause.conjuncts if c.i > clause.i)):
            yield from _judged(verb)


def _named(verb: Word) -> Iterator[Judgement]:
    """ "called B a liar", "described B as reckless", "branded B corrupt"."""
    for child in verb.children:
        if child.dep_ == "ccomp" and child.pos_ not in ("VERB", "AUX"):
            subject = next((c for c in child.children if c.dep_ == "nsubj"), None)
            yield from _judge(subject, own_words([child]))
        elif child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ == "as"):
            named = (
                [child] if child.dep_ == "oprd" else [c for c in child.children if c.dep_ in ("pobj", "amod", "pcomp")]
            )
            target = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
            yield from _judge(target, own_words(named))


def _judged(verb: Word) -> Iterator[Judgement]:
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    deed = factuality_of(verb)
    if subject is None or deed.certainty < Certainty.PROBABLE or deed.modality is Modality.CONDITIONAL:
        return
    if deed.is_negative and not deed.is_refused:
        return
    denied = deed.is_negative
    if verb.lemma_ in _COPULAS:
        complement = [c for c in verb.children if c.dep_ in ("acomp", "attr") and c.i > verb.i]
        yield from _judge(subject, own_words(complement), denied=denied)
    elif subject.dep_ == "nsubj" and verb.lemma_.lower() in _words()["deeds.doing"]:
        done = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in _words()["deeds.done"]]
        yield from _judge(subject, own_words(done), denied=denied)
    elif subject.dep_ == "nsubj":
        lemma = verb.lemma_.lower()
        if lemma in _words()["deeds.bad"] and not denied:
            yield Judgement(Stance.OPPOSES, subject, verb.i)
        elif lemma in _words()["deeds.good"]:
            yield Judgement(Stance.OPPOSES if denied else Stance.SUPPORTS, subject, verb.i)


def _judge(target: Word | None, words: Sequence[Word], *, denied: bool = False) -> Iterator[Judgement]:
    side, trigger = evaluate(words)
    if side is None or target is None or (denied and side is Stance.OPPOSES):
        return
    yield Judgement(Stance.OPPOSES if denied else side, target, trigger[0])


def evaluate(tokens: Sequence[Word]) -> tuple[Stance | None, tuple[int, ...]]:
    """The side that the evaluating words agree on, with these words; None when there are none or they disagree."""
    sides: dict[int, Stance] = {}
    for position, token in enumerate(tokens):
        lemma = token.lemma_.lower()
        if _is_idle(token, lemma):
            continue
        good, bad = lemma in _words()["words.positive"], lemma in _words()["words.negative"]
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
    if token.pos_ == "NOUN" and lemma in _words()["words.bare"]:  # "the right", "a fair"
        return True
    if token.dep_ == "amod" and lemma in _words()["words.positive"] and not _is_role(token.head):
        return True
    followed = {c.dep_ for c in token.children if c.i > token.i}
    if lemma in _words()["words.bare"] and "prep" in followed:
        return True
    if lemma in _words()["words.predicates"] and token.dep_ == "amod":
        return True
    return token.pos_ == "ADJ" and "xcomp" in followed and lemma not in _words()["words.doers"]


def _is_role(noun: Word) -> bool:
    """Whether praise of this is praise of whom it is said of: "a great senator", but not "a good microcosm"."""
    lemma = noun.lemma_.lower()
    return noun.pos_ != "NOUN" or lemma in _words()["words.roles"] or lemma.endswith(_DOERS)


def own_words(complements: Sequence[Word]) -> list[Word]:
    """The complement with its modifiers and conjuncts, without clauses that hang on it."""
    found: list[Word] = []
    stack = list(complements)
    while stack:
        token = stack.pop()
        found.append(token)
        stack += [c for c in token.children if c.dep_ in _MODIFIERS]
    return sorted(found, key=lambda t: t.i)
