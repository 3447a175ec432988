"""Every side that the words of a text take, construction by construction, whoever reports it."""

from collections.abc import Callable, Iterator

from graph.nlp.stance.adjectives import sides_of_adjective
from graph.nlp.stance.nouns import sides_of_noun
from graph.nlp.stance.requests import sides_of_request, sides_of_request_noun
from graph.nlp.stance.sides import Side, by_side, listed
from graph.nlp.stance.verbs import sides_of_verb
from graph.nlp.stance.votes import sides_beside, sides_of_vote
from graph.nlp.syntax.tree import Tree, Word

# rules that weigh themselves whether the side is denied or supposed: "would not support it" is a side
WEIGHED = frozenset(
    f"stance:{rule}"
    for rule in ("act", "accusation", "adjective", "asked", "asked deed", "passing", "policy", "verb", "vote")
)
_OF_VERBS: tuple[Callable[[Word], Iterator[Side]], ...] = (sides_of_verb, sides_of_vote, sides_of_request)


def find_sides(doc: Tree) -> list[Side]:
    """Return the sides that somebody named takes, in the order of the words that show them, each once."""
    found: dict[tuple[int, str, int], Side] = {}
    for token in doc:
        for side in sides_at(token):
            if side.source is not None and not _is_nobody(doc[side.source]):
                found.setdefault((side.source, side.stance, side.target), side)
    return list(found.values())


def _is_nobody(source: Word) -> bool:
    """ "few support it", "no minister supports it"."""
    little = source.lower_ in listed("sources", "nobody") or any(c.lower_ in ("no", "few") for c in source.lefts)
    return little and not any(c.lower_ in ("a", "quite") for c in source.lefts)


def sides_at(token: Word) -> Iterator[Side]:
    """The sides that one word takes; also those of nobody named."""
    if token.pos_ in ("VERB", "AUX"):
        for rule in _OF_VERBS:
            for side in rule(token):
                yield side
                yield from sides_beside(side, token)
    elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in by_side("nouns"):
        yield from sides_of_noun(token)
    elif token.pos_ == "NOUN":
        yield from sides_of_request_noun(token)
    elif token.pos_ in ("ADJ", "VERB", "ADP", "ADV") and token.dep_ in ("acomp", "prep", "conj", "amod"):
        yield from sides_of_adjective(token)
