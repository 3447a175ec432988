"""Who is for or against whom in one sentence, by the parse: "A slammed B", "B was blamed by A", "A, a critic of B".

Used by the statement's stance where a cue takes sides, and alone for two given spans (`decide`), so that the decision
can be measured by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from spacy.tokens import Doc, Span, Token

from graph.model import Stance
from graph.nlp.actions import is_unwanted
from graph.nlp.control import find_antecedent, find_called_on, find_doer, find_owner
from graph.nlp.evaluation import find_judgements
from graph.nlp.dealings import find_dealings, find_passing
from graph.nlp.lexicons import load_lexicon
from graph.nlp.standing import is_source, is_target
from graph.nlp.stance_model import StanceModel

_OF = frozenset({"of", "for", "on", "against", "to", "from", "toward", "towards", "with", "at", "in", "behind", "over"})
_OPEN = frozenset({"if", "unless", "whether"})


@dataclass(frozen=True, slots=True)
class Attitude:
    """A side that somebody takes, in tokens; source is None where the sentence names nobody."""

    source: int | None
    stance: Stance
    target: int
    trigger: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Of two spans, which one takes sides, and which side."""

    first_to_second: bool
    stance: Stance
    trigger: int | None  # None: the model's decision, which no single word shows


@lru_cache(maxsize=1)
def _sides() -> dict[str, Stance]:
    """Verb lemma, or verb lemma with preposition, to side."""
    words = load_lexicon("stance")
    lists = {"supports": Stance.SUPPORTS, "opposes": Stance.OPPOSES}
    sides = {w: side for name, side in lists.items() for part in (name, f"{name}_with") for w in words["verbs"][part]}
    sides |= {w: side for name, side in lists.items() for w in words["acts"][name]}
    accusing = (*words["accuse"]["opposes"], *words["accuse"]["charges"])
    return sides | dict.fromkeys(accusing, Stance.OPPOSES)


@lru_cache(maxsize=8)
def _by_side(table: str) -> dict[str, Stance]:
    words = load_lexicon("stance")[table]
    return {lemma: stance for stance in Stance for lemma in words[stance.value]}


@lru_cache(maxsize=8)
def _listed(table: str, name: str) -> frozenset[str]:
    return frozenset(load_lexicon("stance")[table][name])


def find_attitudes(doc: Doc) -> Iterator[Attitude]:
    """Every side that a verb, a noun or an adjective of the text takes, in text order."""
    for token in doc:
        yield from attitudes_at(token)
        if token.pos_ in ("VERB", "AUX"):
            yield from _spoken(token)


def attitudes_at(token: Token) -> Iterator[Attitude]:
    """The sides that one word takes."""
    if token.pos_ in ("VERB", "AUX"):
        yield from attitudes_of(token)
    elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in _by_side("nouns"):
        yield from _of_noun(token)
    elif token.pos_ in ("ADJ", "VERB", "ADP", "ADV") and token.dep_ in ("acomp", "prep", "conj", "amod"):
        yield from _of_adjective(token)


def attitudes_of(verb: Token) -> Iterator[Attitude]:
    """The sides that one verb takes, its objects' conjuncts included."""
    sides = _sides()
    lemma = verb.lemma_.lower()
    source = find_doer(verb)
    if lemma in sides:
        for target in _objects(verb):
            yield from _taken(verb, source, sides[lemma], target)
    for side, target in chain(_with_preposition(verb), find_dealings(verb, _objects(verb))):
        yield from _taken(verb, source, side, target)
    for chamber, target in find_passing(verb):
        yield from _taken(verb, chamber, Stance.SUPPORTS, target)


def _with_preposition(verb: Token) -> Iterator[tuple[Stance, Token]]:
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


def _objects(verb: Token) -> list[Token]:
    if _charges(verb):
        return []
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if not passive and verb.dep_ == "acl" and verb.tag_ == "VBN":
        passive = [verb.head]
    if not objects and not passive and verb.dep_ == "relcl":  # "the deal that she backs"
        passive = [verb.head] if any(c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT") for c in verb.children) else []
    return [found for o in objects or passive if (found := find_antecedent(o)) is not None]


def _charges(verb: Token) -> bool:
    """ "blamed the attack on him": not against the attack."""
    lemma = verb.lemma_.lower()
    below = (*verb.children, *(c for o in verb.children if o.dep_ == "dobj" for c in o.children))
    return any(c.dep_ == "prep" and f"{lemma} {c.lower_}" in _listed("accuse", "charges") for c in below)


def _taken(verb: Token, source: Token | None, stance: Stance, target: Token) -> Iterator[Attitude]:
    """Not to support is to oppose; not to oppose is nothing yet; what is supposed is nothing; what one asks others to
    do is the side of the one who asks."""
    denied = is_denied(verb)
    asking = _asking(verb)
    if (denied and stance is Stance.OPPOSES) or is_supposed(asking or verb):
        return
    source = source if asking is None else find_doer(asking)
    side = flip(stance) if denied else stance
    yield from _pairs(source, side, target, verb.i)


def _pairs(source: Token | None, side: Stance, target: Token, trigger: int) -> Iterator[Attitude]:
    for one in _all_of(target):
        for speaker in _all_of(source) if source is not None else (None,):
            yield Attitude(speaker.i if speaker is not None else None, side, one.i, trigger)


def _all_of(token: Token) -> Iterator[Token]:
    """The token, its conjuncts to the right, and the members of a group: "critics such as X", "one of X's rivals"."""
    yield token
    yield from (c for c in token.conjuncts if c.i > token.i)
    for child in token.children:
        if child.dep_ == "prep" and child.i > token.i and child.lower_ in ("including", "like", "as"):
            for member in (c for c in child.children if c.dep_ == "pobj"):
                yield from (member, *member.conjuncts)
        elif child.dep_ == "appos" and child.pos_ == "PROPN" and token.pos_ == "NOUN":
            yield child


def is_denied(verb: Token) -> bool:
    """ "did not back", "refused to back"; two denials make none."""
    denied = any(c.dep_ == "neg" for c in verb.children)
    governed = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _listed("negation", "governors")
    return denied != (governed and not any(c.dep_ == "neg" for c in verb.head.children))


def _asking(verb: Token) -> Token | None:
    """ "urged her to back it", "called on her to back it": the verb of asking; None where it is denied or passive."""
    above: Token = verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or not _is_asked_of_others(verb, above):
        return None
    return None if is_denied(above) or any(c.dep_ == "nsubjpass" for c in above.children) else above


def is_supposed(verb: Token) -> bool:
    """Whether nobody says that it is so: "if she backs it", "asked her to back it", "pressure to back it"?"""
    if _is_hoped(verb) or _is_alleged(verb):
        return True
    seen: Token = verb
    while True:
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in _OPEN for c in seen.children):
            return True
        if seen.head.i == seen.i or seen.dep_ in ("relcl", "acl"):
            break
        seen = seen.head
    return seen.dep_ == "ROOT" and any(c.text == "?" for c in seen.children)


def _is_hoped(verb: Token) -> bool:
    above: Token = verb.head
    if not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) or above.i == verb.i:
        return False
    if verb.dep_ == "acl":
        return above.lemma_.lower() not in _listed("control", "resolved")
    if verb.dep_ == "xcomp" and _is_left_undone(above):
        return True
    if any(c.dep_ == "dobj" and c.lemma_.lower() in _listed("control", "wished") for c in above.children):
        return True
    passive = any(c.dep_ == "nsubjpass" for c in above.children)
    if passive and above.lemma_.lower() in _listed("control", "hoped"):
        return True
    return _is_asked_of_others(verb, above)


def _is_alleged(verb: Token) -> bool:
    """ "accused of attacking her", "kept from attacking her", "the fight against funding it": nobody says that it is so."""
    if verb.dep_ != "pcomp" or verb.head.dep_ != "prep":
        return False
    above: Token = verb.head.head
    if verb.head.lower_ in ("against", "from", "without"):
        return True
    return above.lemma_.lower() in _listed("accuse", "opposes") and verb.head.lower_ in ("of", "with")


def _is_asked_of_others(verb: Token, above: Token) -> bool:
    between = (c for c in (*above.children, *verb.children) if c.dep_ in ("dobj", "nsubj"))
    told = any(above.i < c.i < verb.i for c in between)
    hoped = told and above.lemma_.lower() in _listed("control", "hoped")
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children) and (
        hoped or find_called_on(above) is not None
    )


def _is_left_undone(above: Token) -> bool:
    """ "could not bear to insult": what is under it is not done; "did not refuse to" is."""
    return is_unwanted(above) and above.lemma_.lower() not in _listed("negation", "governors")


def flip(stance: Stance) -> Stance:
    """The other side."""
    return Stance.OPPOSES if stance is Stance.SUPPORTS else Stance.SUPPORTS


def _of_noun(noun: Token) -> Iterator[Attitude]:
    """ "A's criticism of B", "A, a supporter of B", "A expressed support for B", "criticism of B by A"."""
    stance = _by_side("nouns")[noun.lemma_.lower()]
    source = _owner(noun) or _holder(noun)
    stance = flip(stance) if _is_without(noun) else stance
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _listed("nouns", "facing") and not _may_be(noun.head):
        source = _critic(noun)  # "drew criticism from A"
        facing = find_doer(noun.head)
        if facing is not None:
            yield from _pairs(source, stance, facing, noun.i)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _OF:
            for target in (c for c in child.children if c.dep_ == "pobj" and c != source):
                yield from _pairs(source, stance, target, noun.i)
        elif child.dep_ == "poss":  # "A, one of B's critics"
            holder = _holder(noun) if noun.lemma_.lower() in _listed("nouns", "people") else None
            if holder is not None and holder.i != child.i:
                yield from _pairs(holder, stance, child, noun.i)


def _owner(noun: Token) -> Token | None:
    """ "A's criticism of B", "the UN criticism of B", "criticism from A"; "B's critic" is not B."""
    if noun.lemma_.lower() not in _listed("nouns", "people"):
        return find_owner(noun)
    return next((c for c in noun.children if c.dep_ == "poss"), None)


def _may_be(verb: Token) -> bool:
    return is_denied(verb) or is_supposed(verb) or any(c.tag_ == "MD" and c.lower_ != "will" for c in verb.children)


def _critic(noun: Token) -> Token | None:
    """ "criticism from A", "opposition in A": A, also where the words hang on the verb."""
    given = (c for c in (*noun.children, *noun.head.children) if c.dep_ == "prep" and c.lower_ in ("from", "by", "among", "in"))
    return next((t for c in given for t in c.children if t.dep_ == "pobj"), None)


def _is_without(noun: Token) -> bool:
    """ "no confidence in", "lost support for", "withdrew her support for"."""
    lost = noun.dep_ == "dobj" and noun.head.lemma_.lower() in _listed("negation", "losing")
    return lost or any(c.lower_ in ("no", "little", "zero") for c in noun.children)


def _holder(noun: Token) -> Token | None:
    """Whom the noun is said of: its apposition, the subject of "is", or the subject of "expressed"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in ("one", "some", "many", "both"):
        return _holder(noun.head.head)
    if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        return _holder(noun.head)
    if noun.dep_ == "appos":
        return noun.head
    if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN":  # "Trump critic Jeff Flake"
        return noun.head
    if noun.dep_ == "attr" or (noun.dep_ == "dobj" and noun.head.lemma_.lower() in _listed("nouns", "holding")):
        return find_doer(noun.head)
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX") and noun.head.lower_ in ("in", "with", "as"):
        return find_doer(noun.head.head)  # "spoke in defence of it", "works as a critic of it"
    return None


def _of_adjective(word: Token) -> Iterator[Attitude]:
    """ "A is critical of B", "A, who is against B", "A was in favour of B"."""
    verb: Token = word.head
    while verb.dep_ in ("acomp", "conj", "prep") and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    if verb.lemma_ not in ("be", "become", "remain", "seem", "come", "feel", "sound", "grow", "stay", "stand"):
        return
    for key, target in _complements(word):
        side = _by_side("adjectives").get(key)
        if side is not None:
            yield from _taken(verb, find_doer(verb), side, target)


def _complements(word: Token) -> Iterator[tuple[str, Token]]:
    """ "critical of" with what it is critical of, "against" with what it is against."""
    for child in word.children:
        if child.dep_ == "pobj" and word.dep_ == "prep":
            yield word.lower_, child
            for inner in (c for c in child.children if c.dep_ == "prep"):
                key = f"{word.lower_} {child.lower_} {inner.lower_}"
                yield from ((key, c) for c in inner.children if c.dep_ == "pobj")
        elif child.dep_ in ("prep", "agent"):
            yield from ((f"{word.lower_} {child.lower_}", c) for c in child.children if c.dep_ == "pobj")


def _spoken(verb: Token) -> Iterator[Attitude]:
    """What a speaker says of somebody: "A said B was a liar", "A called B reckless"."""
    lemma = verb.lemma_.lower()
    if lemma not in _listed("speech", "verbs") | _listed("name", "verbs") or is_denied(verb) or is_supposed(verb):
        return
    source = find_doer(verb)
    if source is None or source.lower_ in ("it", "this", "that"):
        return
    for judgement in find_judgements(verb):
        yield from _pairs(source, judgement.stance, judgement.target, judgement.trigger)


def decide(first: Span, second: Span, model: StanceModel | None = None) -> Decision | None:
    """Whether one of two spans of a sentence takes sides on the other; None where the sentence does not say.

    The rules decide where they can; for the rest the model is asked, where there is one.
    """
    found = _decide_by_rules(first, second)
    guess = model.guess(first, second) if found is None and model is not None else None
    if guess is None or model is None or guess.any_side < model.threshold:
        return found
    return Decision(guess.first_to_second, guess.stance, None)


def _decide_by_rules(first: Span, second: Span) -> Decision | None:
    doc = first.doc
    for attitude in find_attitudes(doc):
        if attitude.source is None:
            continue
        for source, target, forward in ((first, second, True), (second, first, False)):
            if is_source(source, doc[attitude.source]) and is_target(target, doc[attitude.target]):
                return Decision(forward, attitude.stance, attitude.trigger)
    return None
