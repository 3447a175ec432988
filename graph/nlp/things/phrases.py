"""The words of an issue, and the normal form by which it is the same in all articles: "the proposed carbon taxes"."""

from collections.abc import Sequence

from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.children import find_children, has_child
from graph.nlp.syntax.tree import Word

_BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "npadvmod", "quantmod", "advmod", "punct", "poss", "case"})
_IN_KEY = frozenset({"amod", "compound", "nmod"})
_BARE_TAGS = frozenset({"NNS", "NNPS"})
_OUTSIDE = frozenset({"advcl", "cc", "conj", "punct", "parataxis"})  # what is no part of a deed
_ENDS = frozenset({",", ";", "—", "–", "--", "("})
_LEADING_ON = frozenset({"prep", "det", "cc", "mark"})
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
    while start >= 2 and _is_joined(noun.doc[start - 2]):
        start -= 2
    complement = find_complement(noun)
    end = complement[1] if complement is not None else noun.i + 1
    return start, end


def last_of(word: Word) -> Word:
    """The last part of a word written with hyphens: of "anti" in "anti-semitism", the other."""
    while word.i + 2 < len(word.doc) and _is_joined(word) and word.doc[word.i + 2].pos_ in ("NOUN", "PROPN"):
        word = word.doc[word.i + 2]
    return word


def _is_joined(word: Word) -> bool:
    """Whether a hyphen and another part follow without a space."""
    hyphen = word.doc[word.i + 1]
    return hyphen.text == "-" and not word.whitespace_ and not hyphen.whitespace_


def find_complement(noun: Word) -> tuple[Word, int] | None:
    """The head of what the noun is of, on, for, against or to, with the end of its words: "ban on fireworks"."""
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    if after is None or after.head is not noun or after.dep_ != "prep" or not _leads_on(noun, after):
        return None
    head = next((child for child in find_children(after, "pobj") if child.pos_ in ("NOUN", "PROPN")), None)
    if head is None or head.ent_type_ in ("DATE", "TIME"):
        return None
    inner = find_complement(head)
    end = inner[1] if inner is not None else head.i + 1
    return (head, end) if end - noun.i <= _LONGEST else None


def _leads_on(noun: Word, preposition: Word) -> bool:
    return preposition.lower_ in listed("issues", "leading") and noun.lemma_.lower() not in listed("issues", "measures")


def key_of(noun: Word) -> str | None:
    """The normal form of the words where they name a standing issue; None: they name one act, one bill, one vote.

    "nuclear power", "a carbon tax", "the death penalty" stand; "the vote", "her remarks", "the bill" do not.
    """
    complement = find_complement(noun)
    if _is_told_apart(noun) or (complement is None and _is_narrowed(noun)):
        return None
    words = _normal_words(noun)
    if _is_one_act(noun, words) or (complement is None and _is_bare(noun, words)):
        return None
    if complement is None:
        return " ".join(words)
    inner = key_of(complement[0])
    if inner is None and complement[0].pos_ != "PROPN":
        return None
    return " ".join([*words, noun.nbor(1).lower_, inner or complement[0].lower_])


def _is_told_apart(noun: Word) -> bool:
    """Whether the noun says whose, how many or which ones: "her tax", "two taxes", "such taxes", "a tax that …"."""
    before = [child for child in noun.children if child.i < noun.i]
    pointed = any(child.dep_ in ("poss", "nummod") or child.lower_ in listed("grammar", "pointing") for child in before)
    return pointed or has_child(noun, "relcl", "acl")


def _is_one_act(noun: Word, words: Sequence[str]) -> bool:
    """Whether the noun names one act: "the vote", "a speech"; "speeches" and "hate speech" stand."""
    single = noun.tag_ not in _BARE_TAGS and len(words) < 2
    return noun.lemma_.lower() in listed("issues", "acts") and (single or _is_definite(noun))


def _is_bare(noun: Word, words: Sequence[str]) -> bool:
    """Whether the noun alone names nothing that stands: "the bill", "things"."""
    return len(words) < 2 and (_is_definite(noun) or noun.lemma_.lower() in listed("issues", "bare_idle"))


def _is_definite(noun: Word) -> bool:
    return any(child.lower_ in _OWN for child in find_children(noun, "det") if child.i < noun.i)


def _is_narrowed(noun: Word) -> bool:
    """Whether further words, not part of the name, tell which one is meant: "a tax in Norway"."""
    return any(child.dep_ == "prep" for child in noun.rights)


def _normal_words(noun: Word) -> list[str]:
    before = (child for child in find_children(noun, *_IN_KEY) if child.i < noun.i)
    words = (word for child in before for word in child.subtree if word.is_alpha)
    found = [word.lower_ for word in words if word.lower_ not in listed("issues", "passing")]
    named = noun.lemma_.lower() if noun.pos_ == "NOUN" else noun.lower_
    return [*found, load_lexicon("issues")["singulars"].get(noun.lower_, named)]


def modifiers_of(noun: Word) -> frozenset[str]:
    """The words before the noun that tell it apart, in small letters."""
    return frozenset(_normal_words(noun)[:-1])


def find_verb_phrase(verb: Word) -> tuple[int, int]:
    """Start and end of the words that name a deed: "lower the voting age", without "to"."""
    end = verb.right_edge.i + 1
    stops = [child.left_edge.i for child in verb.rights if child.dep_ in _OUTSIDE]
    stops += [
        word.i for word in verb.doc[verb.i : end] if word.is_space or (word.text in _ENDS and not _is_in_list(word))
    ]
    stops += _open_quotes(verb.doc[verb.i : end])
    end = min([end, verb.i + _LONGEST, *(stop for stop in stops if stop > verb.i)])
    while end - 1 > verb.i and (verb.doc[end - 1].is_punct or verb.doc[end - 1].dep_ in _LEADING_ON):
        end -= 1
    return verb.i, end


def _is_in_list(comma: Word) -> bool:
    """ "vigorous, ongoing and continuous talks": the comma parts words of one phrase."""
    if comma.text != "," or comma.head.pos_ not in ("ADJ", "NOUN"):
        return False
    return any(c.dep_ in ("conj", "amod") and c.i > comma.i and c.pos_ == comma.head.pos_ for c in comma.head.children)


def _open_quotes(words: Sequence[Word]) -> list[int]:
    """The quotation mark that has no partner among the words: what it ends or begins is no part of them."""
    marks = [word.i for word in words if word.is_quote and not word.lower_.startswith(("'s", "’s"))]
    return marks[-1:] if len(marks) % 2 else []


def words_of(noun: Word, start: int, end: int) -> str:
    """The words as a label: white space made one, no article before them, no quotation mark without its partner."""
    words: Sequence[Word] = noun.doc[start:end]
    alone = _open_quotes(words)
    return " ".join("".join(t.whitespace_ if t.i in alone else t.text_with_ws for t in words).split())
