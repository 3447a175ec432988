""" "The former" and "the latter": the two that were named together last."""

from collections.abc import Iterator, Sequence

from graph.model import MentionKind
from graph.nlp.coreference.clusters import Cluster, Finder
from graph.nlp.coreference.mention_features import Reference
from graph.nlp.findings import FoundMention
from graph.nlp.lexicons import listed
from graph.nlp.syntax.tree import Tree, Word

_BACK = 60  # words to the two
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"})


def join_pairs(doc: Tree, clusters: Sequence[Cluster]) -> None:
    """Add to the clusters the words that mean the first or the second of two."""
    words = [word for word in doc if _is_one_of_two(word)]
    finder = Finder(clusters) if words else None
    for word in words:
        pair = next(_pairs(doc, word, finder), None) if finder is not None else None
        if pair is not None:
            first = word.lower_ in listed("pronouns", "first_of_two")
            mention = FoundMention(word.i - 1, word.i + 1, word.i, MentionKind.NOMINAL)
            pair[0 if first else 1].add(Reference(mention, definite=True))


def _is_one_of_two(word: Word) -> bool:
    if word.lower_ not in listed("pronouns", "first_of_two") and word.lower_ not in listed("pronouns", "second_of_two"):
        return False
    stands_alone = word.dep_ in _ROLES or word.head.pos_ in ("VERB", "AUX")
    return stands_alone and word.i > 0 and word.nbor(-1).lower_ == "the"


def _pairs(doc: Tree, word: Word, finder: Finder) -> Iterator[tuple[Cluster, Cluster]]:
    """The two that are joined by "and" or "or" before the word, the latest first."""
    for head in reversed(doc[max(0, word.i - _BACK) : word.i]):
        joined = [child for child in head.children if child.dep_ == "conj" and head.i < child.i < word.i]
        more = [child for one in joined for child in one.children if child.dep_ == "conj"]
        first, second = finder.at(head.i), finder.at(joined[0].i) if len(joined) == 1 and not more else None
        if head.dep_ != "conj" and first is not None and second is not None and first is not second:
            yield first, second
