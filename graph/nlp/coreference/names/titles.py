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
    begin, first = start, max(0, start - _LONGEST)
    while begin > first and not doc[begin].is_sent_start and _belongs(doc[begin - 1], begin == start, end):
        begin -= 1
    while begin < start and (doc[begin].is_punct or doc[begin].is_space):
        begin += 1
    return begin


def _belongs(token: Word, is_last: bool, end: int) -> bool:
    """Whether a title may go on to the left with this word."""
    if is_last:
        return is_title(token) and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")
    if token.text == "-":
        return True
    inside = token.i < token.head.i < end or (token.ent_type_ in ("GPE", "NORP") and is_title(token.nbor(1)))
    return token.pos_ in ("PROPN", "NOUN", "ADJ") and (inside or is_title(token)) and not token.is_space
