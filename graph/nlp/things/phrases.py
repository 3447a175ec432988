"""The words of an issue, and the normal form by which it is the same in all articles: "the proposed carbon taxes"."""

from collections.abc import Sequence

from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Word

_BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "npadvmod", "quantmod", "advmod", "punct", "poss", "case"})
_IN_KEY = frozenset({"amod", "compound", "nmod"})
_BARE_TAGS = frozenset({"NNS", "NNPS"})
_OUTSIDE = frozenset({"advcl", "cc", "conj", "punct", "parataxis"})  # what is no part of a deed
_ENDS = frozenset({",", ";", "—", "–", "--", "("})
_LONGEST = 12  # words
_OWN = listed("grammar", "definite")


def find_noun_phrase(noun: Word) -> tuple[int, int]:
    """Start and end (exclusive) of the words that name what the noun means: modifiers, noun, what it is of or on."""
    start = noun.i
    for child in sorted(noun.lefts, key=lambda c: -c.i):
        if child.dep_ not in _BEFORE or child.right_edge.i + 1 != start or child.text in (",", '"', "“", "”"):
            break
        start = child.left_edge.i
    while start < noun.i and (noun.doc[start].is_punct or noun.doc[start].dep_ == "case"):
        start += 1
    complement = find_complement(noun)
    end = complement[1] if complement is not None else noun.i + 1
    return start, end


def find_complement(noun: Word) -> tuple[Word, int] | None:
    """The head of what the noun is of, on, for, against or to, with the end of its words: "ban on fireworks"."""
    after = [c for c in noun.rights if c.dep_ == "prep" and c.i == noun.i + 1]
    if (
        not after
        or after[0].lower_ not in listed("issues", "leading")
        or noun.lemma_.lower() in listed("issues", "measures")
    ):
        return None
    head = next((c for c in after[0].children if c.dep_ == "pobj" and c.pos_ in ("NOUN", "PROPN")), None)
    if head is None or head.ent_type_ in ("DATE", "TIME"):
        return None
    end = head.i + 1
    inner = find_complement(head)
    end = inner[1] if inner is not None else end
    return (head, end) if end - noun.i <= _LONGEST else None


def key_of(noun: Word) -> str | None:
    """The normal form of the words where they name a standing issue; None: they name one act, one bill, one vote.

    "nuclear power", "a carbon tax", "the death penalty" stand; "the vote", "her remarks", "the bill" do not.
    """
    modifiers = [c for c in noun.children if c.i < noun.i]
    if any(c.dep_ in ("poss", "nummod") or c.lower_ in listed("grammar", "pointing") for c in modifiers):
        return None
    complement = find_complement(noun)
    if any(c.dep_ in ("relcl", "acl") for c in noun.children) or (complement is None and _is_narrowed(noun)):
        return None
    words = _normal_words(noun)
    definite = any(c.lower_ in _OWN and c.dep_ == "det" for c in modifiers)
    if noun.lemma_.lower() in listed("issues", "acts") and (
        definite or (noun.tag_ not in _BARE_TAGS and len(words) < 2)
    ):
        return None
    if definite and len(words) < 2 and complement is None:
        return None
    if complement is not None:
        inner = key_of(complement[0])
        if inner is None and complement[0].pos_ != "PROPN":
            return None
        link = noun.doc[noun.i + 1].lower_
        words += [link, inner or complement[0].lower_]
    elif len(words) < 2 and noun.lemma_.lower() in listed("issues", "bare_idle"):
        return None
    return " ".join(words)


def _is_narrowed(noun: Word) -> bool:
    """Whether further words, not part of the name, tell which one is meant: "a tax in Norway"."""
    return any(c.dep_ == "prep" for c in noun.rights)


def _normal_words(noun: Word) -> list[str]:
    found = [
        t.lower_
        for c in noun.children
        if c.i < noun.i and c.dep_ in _IN_KEY
        for t in c.subtree
        if t.is_alpha and t.lower_ not in listed("issues", "passing")
    ]
    named = noun.lemma_.lower() if noun.pos_ == "NOUN" else noun.lower_
    return [*found, load_lexicon("issues")["singulars"].get(noun.lower_, named)]


def modifiers_of(noun: Word) -> frozenset[str]:
    """The words before the noun that tell it apart, in small letters."""
    return frozenset(_normal_words(noun)[:-1])


def find_verb_phrase(verb: Word) -> tuple[int, int]:
    """Start and end of the words that name a deed: "lower the voting age", without "to"."""
    end = verb.right_edge.i + 1
    stops = [c.left_edge.i for c in verb.rights if c.dep_ in _OUTSIDE]
    stops += [t.i for t in verb.doc[verb.i : end] if t.is_quote or t.text in _ENDS or t.is_space]
    end = min([end, verb.i + _LONGEST, *(s for s in stops if s > verb.i)])
    while end - 1 > verb.i and (verb.doc[end - 1].is_punct or verb.doc[end - 1].dep_ in ("prep", "det", "cc", "mark")):
        end -= 1
    return verb.i, end


def words_of(noun: Word, start: int, end: int) -> str:
    """The words as a label: white space made one, no article before them."""
    words: Sequence[Word] = noun.doc[start:end]
    return " ".join("".join(t.text_with_ws for t in words).split())
