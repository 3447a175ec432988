"""Titles before names: "Prime Minister", "Conservative Leader", "Ms."."""

from functools import lru_cache

from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Tree, Word

_LONGEST = 8  # words of a title


@lru_cache(maxsize=1)
def load_titles() -> frozenset[str]:
    """Offices and honorifics, lower case, without a final dot."""
    lexicon = load_lexicon("titles")
    return frozenset(word.rstrip(".") for word in (*lexicon["offices"], *lexicon["honorifics"]))


@lru_cache(maxsize=1)
def load_offices() -> frozenset[str]:
    """Head nouns of offices and professions, lower case."""
    return frozenset(load_lexicon("titles")["offices"])


def is_title(token: Word) -> bool:
    """Whether the word can end a title."""
    return token.lower_.rstrip(".") in load_titles() or is_office(token)


def is_office(token: Word) -> bool:
    """Whether the word is the head noun of an office, in the singular."""
    return token.tag_ not in ("NNS", "NNPS") and token.lower_ in load_offices()


def find_title_start(doc: Tree, start: int, end: int) -> int:
    """The token with which the title before the name doc[start:end] begins; `start` without a title."""
    begin, first = _find_office_of(doc, start), max(0, start - _LONGEST)
    if begin < start and (begin == 0 or doc[begin].is_sent_start):
        return begin
    while begin > first and not doc[begin].is_sent_start and _belongs(doc[begin - 1], begin == start, end):
        begin -= 1
    while begin < start and (doc[begin].is_punct or doc[begin].is_space):
        begin += 1
    return begin


def _find_office_of(doc: Tree, start: int) -> int:
    """Where "Minister for Health" begins before a name; `start` where no such words stand there."""
    at = start
    while at > 0 and start - at < _LONGEST and _names_department(doc[at - 1]):
        at -= 1
        if doc[at].lower_ in ("of", "for") and at > 0 and is_office(doc[at - 1]) and doc[at - 1].text[0].isupper():
            return at - 1 if at < start - 1 else start
    return start


def _names_department(word: Word) -> bool:
    """Whether it is a capitalised word, or a small one between two of them."""
    if word.lower_ in ("&", "and", "for", "of", "the"):
        return not word.is_sent_start
    return word.text[0].isupper() and word.pos_ in ("PROPN", "NOUN")


def _belongs(token: Word, is_last: bool, end: int) -> bool:
    """Whether a title may go on to the left with this word."""
    if is_last:
        return is_title(token) and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")
    if token.text == "-":
        return True
    inside = token.i < token.head.i < end or (token.ent_type_ in ("GPE", "NORP") and is_title(token.nbor(1)))
    return token.pos_ in ("PROPN", "NOUN", "ADJ") and (inside or is_title(token)) and not token.is_space
