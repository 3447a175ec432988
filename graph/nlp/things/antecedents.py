"""What "it" and "the bill" lead back to: a law, a plan, an agreement or an issue named before."""

from collections.abc import Callable, Collection, Mapping

from graph.model import EntityType
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Word

_REACH = 400  # tokens that "the bill" may look back
_NEAR = 2  # sentences that "it" may
_DEFINITE = listed("grammar", "definite_singular")
_THINGS = frozenset({EntityType.AGREEMENT, EntityType.POLICY, EntityType.PROPOSAL, EntityType.ISSUE})
_SINGULAR = frozenset({"NN", "NNP"})
_PLACES = frozenset({"PERSON", "DATE", "TIME", "GPE", "LOC", "NORP", "CARDINAL", "PERCENT", "MONEY"})


def find_named_before(noun: Word, entity_at: Mapping[int, int]) -> Word | None:
    """The word that named in full what "the bill" means; None: nothing did."""
    determiner = next((c for c in noun.children if c.dep_ == "det" and c.i < noun.i), None)
    plain = not any(c.dep_ in ("amod", "compound", "nmod", "poss", "prep", "acl", "relcl") for c in noun.children)
    capital = noun.pos_ == "PROPN" and plain
    if not capital and (not plain or determiner is None or determiner.lower_ not in _DEFINITE):
        return None
    lemma = noun.lemma_.lower()
    lawful = frozenset(load_lexicon("laws")["heads"])
    for word in reversed(noun.doc[max(0, noun.i - _REACH) : noun.i]):
        if word.pos_ not in ("NOUN", "PROPN"):
            continue
        same = word.lemma_.lower() == lemma or (lemma in lawful and word.pos_ == "PROPN" and word.lower_ in lawful)
        if same and word.tag_[:2] == "NN" and (word.i in entity_at or _is_told_apart(word)):
            return word
    return None


def _is_told_apart(noun: Word) -> bool:
    """Whether the noun says which one is meant: "a carbon tax", "a bill to ban it"."""
    return any(c.dep_ in ("amod", "compound", "nmod", "poss", "prep", "acl") for c in noun.children)


def find_pronoun_antecedent(
    pronoun: Word, entity_at: Mapping[int, int], type_of: Callable[[int], EntityType], prominent: Collection[int]
) -> Word | None:
    """The word that "it" stands for: the last on which a side was taken, else the last law, plan or agreement."""
    if pronoun.lower_ not in ("it", "its"):
        return None
    first = pronoun.sent
    for _ in range(_NEAR):
        first = pronoun.doc[first.start - 1].sent if first.start > 0 else first
    before = [w for w in reversed(pronoun.doc[first.start : pronoun.i]) if w.tag_ in _SINGULAR and w.pos_ != "PRON"]
    known = [w for w in before if w.i in entity_at and type_of(entity_at[w.i]) in _THINGS and _is_whole(w)]
    taken = [w for w in before if w.i in prominent and w.ent_type_ not in _PLACES]
    policies = [w for w in before if _is_policy(w)]
    nearest = [*taken[:1], *known[:1]]
    if nearest:
        return max(nearest, key=lambda w: w.i)
    return policies[0] if policies else None


def _is_whole(word: Word) -> bool:
    return word.dep_ not in ("compound", "nmod", "amod")


def _is_policy(word: Word) -> bool:
    named = frozenset(load_lexicon("policies")["objects"]) | frozenset(load_lexicon("agreements")["heads"])
    return word.lemma_.lower() in named and _is_whole(word) and word.lemma_.lower() not in listed("issues", "nobody")
