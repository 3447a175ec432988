"""What "it" and "the bill" lead back to: a law, a plan, an agreement or an issue named before."""

from collections.abc import Callable, Collection, Mapping

from graph.model import EntityType
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.children import find_child, has_child
from graph.nlp.syntax.tree import Word

_REACH = 400  # tokens that "the bill" may look back
_NEAR = 2  # sentences that "it" may
_DEFINITE = listed("grammar", "definite_singular")
_THINGS = frozenset({EntityType.AGREEMENT, EntityType.POLICY, EntityType.PROPOSAL, EntityType.ISSUE})
_SINGULAR = frozenset({"NN", "NNP"})
_PLACES = frozenset({"PERSON", "DATE", "TIME", "GPE", "LOC", "NORP", "CARDINAL", "PERCENT", "MONEY"})


def find_named_before(noun: Word, entity_at: Mapping[int, int]) -> Word | None:
    """The word that named in full what "the bill" means; None: nothing did."""
    if not _points_back(noun):
        return None
    before = reversed(noun.doc[max(0, noun.i - _REACH) : noun.i])
    same = (word for word in before if word.tag_[:2] == "NN" and _may_name(word, noun.lemma_.lower()))
    return next((word for word in same if word.i in entity_at or _is_told_apart(word)), None)


def _points_back(noun: Word) -> bool:
    """Whether the noun stands alone with "the", "this" or "that", or with a capital: "the bill", "the Act"."""
    if _is_told_apart(noun) or has_child(noun, "relcl"):
        return False
    determiner = find_child(noun, "det")
    before = determiner is not None and determiner.i < noun.i
    return noun.pos_ == "PROPN" or (before and determiner is not None and determiner.lower_ in _DEFINITE)


def _may_name(word: Word, lemma: str) -> bool:
    """Whether it is the same noun, or one law's noun for another: "the bill" may mean the Clean Rivers Act."""
    lawful = listed("laws", "heads")
    if word.pos_ == "NOUN" or lemma not in lawful:
        return word.pos_ in ("NOUN", "PROPN") and word.lemma_.lower() == lemma
    return word.pos_ == "PROPN" and (word.lemma_.lower() == lemma or word.lower_ in lawful)


def _is_told_apart(noun: Word) -> bool:
    """Whether the noun says which one is meant: "a carbon tax", "a bill to ban it"."""
    return has_child(noun, "amod", "compound", "nmod", "poss", "prep", "acl")


def find_pronoun_antecedent(
    pronoun: Word, entity_at: Mapping[int, int], type_of: Callable[[int], EntityType], prominent: Collection[int]
) -> Word | None:
    """The word that "it" stands for: the last on which a side was taken, else the last law, plan or agreement."""
    if pronoun.lower_ not in ("it", "its"):
        return None
    first = pronoun.sent
    for _ in range(_NEAR):
        first = pronoun.doc[first.start - 1].sent if first.start > 0 else first
    words = reversed(pronoun.doc[first.start : pronoun.i])
    before = [word for word in words if word.tag_ in _SINGULAR and word.pos_ != "PRON"]

    def is_named(word: Word) -> bool:
        return word.i in entity_at and type_of(entity_at[word.i]) in _THINGS and _is_whole(word)

    def is_taken(word: Word) -> bool:
        return word.i in prominent and word.ent_type_ not in _PLACES

    nearest = next((word for word in before if is_taken(word) or is_named(word)), None)
    return nearest or next(filter(_is_policy, before), None)


def _is_whole(word: Word) -> bool:
    return word.dep_ not in ("compound", "nmod", "amod")


def _is_policy(word: Word) -> bool:
    named = frozenset(load_lexicon("policies")["objects"]) | frozenset(load_lexicon("agreements")["heads"])
    return word.lemma_.lower() in named and _is_whole(word) and word.lemma_.lower() not in listed("issues", "nobody")
