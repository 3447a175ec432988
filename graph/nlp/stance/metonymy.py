"""Which words stand for a given span: the span itself, its appositions, pronouns that can only mean it, and nouns that
act or are judged for it: "the Lima government", "officials of the Lima government", "Lima's plan".
"""

from collections.abc import Iterator
from functools import lru_cache

from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.subjects import writings
from graph.nlp.syntax.tree import Span, Word

_STEPS = 5  # from a name up to the noun that stands for it
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_DOERS = ("ant", "er", "ian", "ist", "or", "rgent")  # how nouns for people end: "insurgents", "settlers"
_INSIDE = frozenset({"of", "in", "from", "at", "for", "within"})


@lru_cache(maxsize=8)
def _listed(table: str, name: str) -> frozenset[str]:
    return frozenset(load_lexicon("stance")[table][name])


@lru_cache(maxsize=1)
def _actors() -> frozenset[str]:
    return _listed("carriers", "actors")


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return frozenset(load_lexicon("groups")["heads"])


@lru_cache(maxsize=1)
def _deeds() -> frozenset[str]:
    policies = frozenset(load_lexicon("policies")["objects"])
    return _actors() | policies | _listed("carriers", "deeds") | _listed("words", "acts")


@lru_cache(maxsize=1)
def _speakers() -> frozenset[str]:
    return _actors() | writings()


def is_source(span: Span, head: Word) -> bool:
    """Whether what the head word does is the doing of what the span names."""
    return any(_stands_for(span, one, _speakers()) for one in _same(head))


def is_target(span: Span, head: Word) -> bool:
    """Whether what is done to the head word is done to what the span names; an "anti-Lima bill" stands against Lima."""
    if span.start > 0 and span.doc.span(max(0, span.start - 2), span.start).text.lower().startswith("anti"):
        return False
    return any(_stands_for(span, one, _deeds()) for same in _same(head) for one in (same, *_doers(same)))


def _doers(deed: Word) -> Iterator[Word]:
    """ "the work that she has done": she."""
    if _carries_alone(deed):
        for clause in (c for c in deed.children if c.dep_ == "relcl"):
            yield from (c for c in clause.children if c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT"))


def _carries_alone(noun: Word) -> bool:
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in _deeds() - _actors()


def _same(head: Word) -> Iterator[Word]:
    """The word and whom a pronoun can only mean, with their appositions and the members of what is only a part."""
    yield from _named_with(head)
    if head.lower_ in _listed("anaphora", "pronouns"):
        meant = _subject_above(head) or _only_one_named(head)
        if meant is not None:
            yield from _named_with(meant)


def _named_with(head: Word) -> Iterator[Word]:
    yield head
    yield from (c for c in head.children if c.dep_ == "appos")
    if head.dep_ == "appos":
        yield head.head
    if head.pos_ == "NUM" or head.lemma_.lower() in _listed("carriers", "parts"):  # "most of the senators"
        of = (c for c in head.children if c.dep_ == "prep" and c.lower_ == "of")
        yield from (t for c in of for t in c.children if t.dep_ == "pobj")
    if (
        head.dep_ == "pobj" and head.head.lower_ == "among" and head.head.head.lemma_ == "be"
    ):  # "among the critics was Lima"
        yield from (c for c in head.head.head.children if c.dep_ in ("nsubj", "attr"))


def _only_one_named(pronoun: Word) -> Word | None:
    """ "When Lima spoke, he attacked Okoye": the only name of its kind that stands before the pronoun."""
    kinds = _kinds().get(pronoun.lower_)
    if kinds is None:
        return None
    start = pronoun.sent.start
    named = [e.root for e in pronoun.doc.ents if start <= e.start and e.end <= pronoun.i and e.label_ in kinds]
    if pronoun.dep_ == "dobj":
        doers = [c for c in pronoun.head.children if c.dep_ == "nsubj"]
        named = [t for t in named if t not in doers]
    return named[0] if len({t.lower_ for t in named}) == 1 else None


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    """Third-person pronoun to the kinds of names that it may stand for."""
    words = load_lexicon("stance")["anaphora"]
    return {p: frozenset(words[f"{name}_kinds"]) for name in ("person", "body") for p in words[name]}


def _subject_above(pronoun: Word) -> Word | None:
    """ "Lima said he backs it", "after her remark, Lima …": the noun that is subject of the next verb above."""
    verb: Word = pronoun.head
    while verb.head.i != verb.i:
        verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None and subject.i != pronoun.i:
                return subject if subject.pos_ == "PROPN" else None
    return None


def _stands_for(span: Span, head: Word, carriers: frozenset[str]) -> bool:
    """Whether the span names what the head word means: the head itself, or the name that a noun such as "government"
    carries; in "the Lima lawyer" the lawyer is meant, not Lima."""
    if span.start <= head.i < span.end:
        return True
    token: Word = span.root
    for _ in range(_STEPS):
        carrier = _carrier(token)
        if carrier is None or not _carries(carrier, token, carriers):
            return False
        token = carrier
        if token.i == head.i:
            return True
    return False


def _speaks_for(title: Word) -> bool:
    """Whether this is the office of somebody who is named: "chairman Ana Lima", "Ana Lima, chairman of …"."""
    if title.lemma_.lower() not in _listed("carriers", "titles"):
        return False
    named = title.head if title.dep_ in ("compound", "nmod", "appos") else None
    return (named is not None and named.pos_ == "PROPN") or any(c.dep_ == "appos" for c in title.children)


def _carrier(token: Word) -> Word | None:
    """The noun above that may stand for the name."""
    if token.dep_ in _MODIFIERS or token.dep_ in ("poss", "appos"):
        return token.head
    if token.dep_ == "pobj" and token.head.lower_ in _INSIDE and token.head.dep_ == "prep":
        return token.head.head
    return None


def _carries(noun: Word, name: Word, carriers: frozenset[str]) -> bool:
    if name.dep_ in ("poss", "appos"):
        return True
    if any(c.lower_ in ("former", "ex") for c in noun.children):
        return False
    lemma = noun.lemma_.lower()
    many = noun.tag_ == "NNS"
    if lemma in carriers or noun.lower_ in carriers:
        return name.dep_ != "pobj" or many or lemma not in _people()
    if carriers is _speakers() and name.dep_ in (*_MODIFIERS, "pobj") and name.ent_type_ != "PERSON":
        if _speaks_for(noun) or _speaks_for(name):
            return True  # "the Lima Motors chairman Ana Lima", "Ana Lima, the chairman of Lima Motors"
        if name.ent_type_ == "NORP" and noun.lemma_.lower() in _listed("carriers", "titles"):
            return True  # "the Peruvian president"
    if noun.pos_ == "PROPN":  # "Liberal Ana Lima", "the Lima Motors chairman Ana Lima"
        return noun.ent_type_ == "PERSON" and name.ent_type_ in ("NORP", "ORG")
    return many and name.ent_type_ != "PERSON" and (lemma in _people() or lemma.endswith(_DOERS))
