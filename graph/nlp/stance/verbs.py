"""Who is for or against whom, by the parse: "A slammed B", "B was blamed by A", "A, a critic of B"."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from graph.model import Stance
from graph.nlp.lexicons import load_lexicon
from graph.nlp.stance.attitude import Attitude, by_side, taken_by
from graph.nlp.stance.nouns_and_adjectives import sides_of_adjective, sides_of_noun
from graph.nlp.stance.policy_verbs import find_dealings, find_passing
from graph.nlp.syntax.subjects import find_agent, find_antecedent, find_doer
from graph.nlp.syntax.tree import Word


@lru_cache(maxsize=8)
def _listed(table: str, name: str) -> frozenset[str]:
    return frozenset(load_lexicon("stance")[table][name])


@lru_cache(maxsize=1)
def _sides() -> dict[str, Stance]:
    """Verb lemma, or verb lemma with preposition, to side."""
    words = load_lexicon("stance")
    lists = {"supports": Stance.SUPPORTS, "opposes": Stance.OPPOSES}
    sides = {w: side for name, side in lists.items() for part in (name, f"{name}_with") for w in words["verbs"][part]}
    sides |= {w: side for name, side in lists.items() for w in words["acts"][name]}
    accusing = (*words["accuse"]["opposes"], *words["accuse"]["charges"])
    return sides | dict.fromkeys(accusing, Stance.OPPOSES)


def attitudes_at(token: Word) -> Iterator[Attitude]:
    """The sides that one word takes."""
    if token.pos_ in ("VERB", "AUX"):
        yield from attitudes_of(token)
    elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in by_side("nouns"):
        yield from sides_of_noun(token)
    elif token.pos_ in ("ADJ", "VERB", "ADP", "ADV") and token.dep_ in ("acomp", "prep", "conj", "amod"):
        yield from sides_of_adjective(token)


def attitudes_of(verb: Word) -> Iterator[Attitude]:
    """The sides that one verb takes, its objects' conjuncts included."""
    sides = _sides()
    lemma = verb.lemma_.lower()
    source = find_doer(verb)
    if lemma in sides and not _means_else(verb, lemma):
        for target in _objects(verb):
            yield from taken_by(verb, source, sides[lemma], target)
    for side, target in chain(_with_preposition(verb), find_dealings(verb, _objects(verb))):
        yield from taken_by(verb, source, side, target)
    for chamber, target in find_passing(verb):
        yield from taken_by(verb, chamber, Stance.SUPPORTS, target)


def _means_else(verb: Word, lemma: str) -> bool:
    """ "challenged him to a debate", "challenged him to answer"."""
    below = (*verb.children, *(c for other in verb.children if other.dep_ == "xcomp" for c in other.children))
    followed = (c for c in below if c.dep_ in ("prep", "dative", "aux"))
    return any(f"{lemma} {c.lower_}" in _listed("verbs", "unless") for c in followed)


def _with_preposition(verb: Word) -> Iterator[tuple[Stance, Word]]:
    """ "lashed out at X", "came out against X", "took aim at X": verb, particle or noun, preposition."""
    sides, lemma = _sides(), verb.lemma_.lower()
    between = {c.lower_ if c.dep_ in ("prt", "advmod", "prep") else c.lemma_.lower(): c for c in verb.children}
    for child in verb.children:
        if child.dep_ not in ("prep", "prt", "agent", "advmod", "dobj"):
            continue
        inner = [c for c in child.children if c.dep_ == "prep"]
        for preposition in (child, *inner) if child.dep_ != "dobj" else inner:
            keys = [f"{lemma} {word} {preposition.lower_}" for word in between if between[word] is not preposition]
            plain = f"{lemma} {preposition.lower_}"
            keys += [plain] if child.dep_ != "dobj" or plain in _listed("accuse", "charges") else []
            side = next((sides[k] for k in keys if k in sides), None)
            if side is not None:
                yield from ((side, c) for c in preposition.children if c.dep_ in ("pobj", "pcomp"))


def _objects(verb: Word) -> list[Word]:
    if _charges(verb):
        return []
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if not passive and verb.dep_ == "conj" and verb.tag_ == "VBN" and find_agent(verb) is not None:
        passive = [c for c in verb.head.children if c.dep_ == "nsubjpass"]  # "backed by some but opposed by others"
    if not passive and verb.dep_ == "acl" and verb.tag_ == "VBN":
        passive = [verb.head]
    if not objects and not passive and verb.dep_ == "relcl":  # "the deal that she backs"
        passive = [verb.head] if any(c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT") for c in verb.children) else []
    return [found for o in objects or passive if (found := find_antecedent(o)) is not None]


def _charges(verb: Word) -> bool:
    """ "blamed the attack on him": not against the attack."""
    lemma = verb.lemma_.lower()
    below = (*verb.children, *(c for o in verb.children if o.dep_ == "dobj" for c in o.children))
    return any(c.dep_ == "prep" and f"{lemma} {c.lower_}" in _listed("accuse", "charges") for c in below)
