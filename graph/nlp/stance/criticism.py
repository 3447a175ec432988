"""Whether words against a proposal criticise whose it is: "mocked Dahl's plan", but not "voted against the plan"."""

from collections.abc import Iterable
from functools import lru_cache

from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Word


@lru_cache(maxsize=1)
def _critical() -> frozenset[str]:
    """Lemmas that find fault; to reject or to block is not yet to find fault."""
    words = load_lexicon("stance")
    finding = {*words["verbs"]["opposes"], *words["accuse"]["opposes"], *words["words"]["negative"]}
    return frozenset(finding - set(words["criticism"]["plain"]))


def is_aimed_at(trigger: Iterable[Word], named: Iterable[Word], owner: frozenset[int]) -> bool:
    """Whether the words that decide a stance find fault, and what they are said of is named as the owner's.

    trigger: the deciding words; named: the words that name the proposal there; owner: heads of whose it is.
    """
    return any(t.lemma_.lower() in _critical() for t in trigger) and any(t.i in owner for t in named)
