"""For or against: what the words of a statement decide about its target, and nothing where they decide nothing.

Rules in order of how plain they are: what the source calls the target, a cue that takes sides, what the source asks
for, "the best way is to …", an evaluation of a subject, the harm that a subject does. Questions, conditions and what
others are reported to think inside the content are left alone.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Token

from graph.model import Stance
from graph.nlp.attitudes import attitudes_of, flip
from graph.nlp.lexicons import load_lexicon
from graph.nlp.marks import FoundStance, FoundStatement
from graph.nlp.proposals import best_course
from graph.nlp.spans import token_span

Resolve = Callable[[int], int | None]  # head token → entity
_NEGATORS = frozenset({"not", "n't", "never", "no", "hardly", "nor", "neither", "without"})
_COPULAS = frozenset({"be", "seem", "look", "remain", "become", "sound", "appear"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules may look at beside the parse."""

    entity_of: Resolve  # head token of any mention → entity, proposals included
    proposals: Sequence[int]  # head tokens of all mentions of proposals, sorted
    heads: frozenset[int] = field(init=False)  # the same, to look up
    proposed: frozenset[int | None] = field(init=False)  # the entities that are proposals

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", frozenset(self.proposals))
        object.__setattr__(self, "proposed", frozenset(map(self.entity_of, self.proposals)))


def find_stance(doc: Doc, statement: FoundStatement, setting: Setting) -> FoundStance | None:
    """The stance that the statement's own words show, with target and trigger; None: they show none."""
    content = [t for span in statement.content for t in token_span(doc, span)]
    cue = doc[statement.cue_head] if statement.cue_head is not None else None
    rules: list[Iterator[FoundStance]] = []
    if cue is not None:
        rules += [
            _called(cue, content, setting),
            _taking_sides(cue, content, setting),
            _asked_for(cue, content, setting),
        ]
    rules += [_best(content, setting), _evaluated(content, setting), _feasible(content, setting)]
    rules += [_harmful(content, setting), _harm_to_come(content, setting)]
    return next((found for rule in rules for found in rule), None)


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    words = load_lexicon("stance")
    lists = {f"{table}.{name}": entries for table, names in words.items() for name, entries in names.items()}
    return {name: frozenset(entries) for name, entries in lists.items()}


# --- rules -----------------------------------------------------------------------------------------------


def _called(cue: Token, content: Sequence[Token], setting: Setting) -> Iterator[FoundStance]:
    """ "called the plan reckless", "dismissed the call as naive": the description decides."""
    if cue.lemma_.lower() not in _words()["name.verbs"]:
        return
    described = next((c for c in cue.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if described is None:
        described = next((t for t in content if t.dep_ == "nsubj" and t.head.dep_ in ("ccomp", "oprd")), None)
    if described is None:
        return
    named = {t.i for t in described.subtree}
    as_word = next((t for t in described.subtree if t.lower_ == "as" and t.dep_ == "prep"), None)
    if as_word is not None:
        named -= {t.i for t in as_word.subtree}
    side, trigger = _evaluate([t for t in content if t.i not in named])
    target = _target(described, setting)
    if side is not None and target is not None:
        yield FoundStance(side, target, described.i, trigger, 0.85, "stance:called")


def _taking_sides(cue: Token, content: Sequence[Token], setting: Setting) -> Iterator[FoundStance]:
    """A cue that is for or against its object: "slammed the deal", "accused the minister of …"."""
    inside = {t.i for t in content}
    for attitude in attitudes_of(cue):
        target = _target(cue.doc[attitude.target], setting)
        if target is not None and (attitude.target in inside or cue.lemma_.lower() in _words()["accuse.opposes"]):
            yield FoundStance(attitude.stance, target, attitude.target, (cue.i,), 0.85, "stance:cue")


def _asked_for(cue: Token, content: Sequence[Token], setting: Setting) -> Iterator[FoundStance]:
    """A call for something is for it; a refusal is against."""
    lemma = cue.lemma_.lower()
    side = Stance.SUPPORTS if lemma in _words()["request.supports"] else None
    side = Stance.OPPOSES if lemma in _words()["request.opposes"] else side
    if side is None or any(c.dep_ == "neg" for c in cue.children):
        return
    wanted = _sole_proposal(content, setting)
    if wanted is not None and _is_wanted(cue, content):
        yield FoundStance(side, wanted[1], wanted[0], (cue.i,), 0.75, "stance:request")


def _is_wanted(cue: Token, content: Sequence[Token]) -> bool:
    """An infinitive or a noun is what is asked for; "suggests that X closed Y" is a claim."""
    inside = {t.i for t in content}
    root = next((t for t in content if t.head.i == cue.i or t.head.i not in inside), None)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return True
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in root.children) or root.tag_ in ("VBG", "VB")


def _best(content: Sequence[Token], setting: Setting) -> Iterator[FoundStance]:
    for token in content:
        verb = best_course(token)
        if verb is not None and not _is_reported(token, content) and not _is_open(token):
            target = setting.entity_of(verb.i)
            if target is not None:
                yield FoundStance(Stance.SUPPORTS, target, verb.i, _best_words(token), 0.8, "stance:best")


def _best_words(copula: Token) -> tuple[int, ...]:
    subject = next(c for c in copula.children if c.dep_ == "nsubj")
    return tuple(t.i for t in subject.subtree if t.i <= subject.i and t.dep_ in ("amod", "nsubj", "ccomp"))


def _evaluated(content: Sequence[Token], setting: Setting) -> Iterator[FoundStance]:
    """ "the plan is reckless", "she is right to ask", "it is naive to close the port"."""
    for token in content:
        if (
            token.lemma_ not in _COPULAS
            or token.pos_ not in ("AUX", "VERB")
            or _is_reported(token, content)
            or _is_open(token)
        ):
            continue
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "csubj")), None)
        complement = [c for c in token.children if c.dep_ in ("acomp", "attr") and c.i > token.i]
        if subject is None or not complement or _has_condition(token):
            continue
        side, trigger = _evaluate(_own_words(complement))
        target = _target(subject, setting)
        if target is None and subject.lower_ in ("it", "this", "that"):
            found = _sole_proposal([t for t in token.subtree if t.i > token.i], setting)
            target = found[1] if found is not None else None
        if side is not None and target is not None:
            denied = any(c.dep_ == "neg" for c in token.children)
            yield FoundStance(flip(side) if denied else side, target, subject.i, trigger, 0.7, "stance:evaluation")


def _has_condition(verb: Token) -> bool:
    return any(c.dep_ == "advcl" and _is_open(c) for c in verb.children)


def _own_words(complements: Sequence[Token]) -> list[Token]:
    """The complement with its modifiers and conjuncts, without clauses that hang on it."""
    found: list[Token] = []
    stack = list(complements)
    while stack:
        token = stack.pop()
        found.append(token)
        stack += [
            c for c in token.children if c.dep_ in ("amod", "advmod", "conj", "neg", "compound", "det", "npadvmod")
        ]
    return sorted(found, key=lambda t: t.i)


def _feasible(content: Sequence[Token], setting: Setting) -> Iterator[FoundStance]:
    """ "it can be done", "the plan will not work"."""
    for token in content:
        if token.lemma_.lower() not in _words()["words.feasible"] or _is_reported(token, content) or _is_open(token):
            continue
        modal = next((c for c in token.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        target = _target(subject, setting) if subject is not None and modal is not None else None
        if target is not None and subject is not None and modal is not None and target in setting.proposed:
            denied = any(c.dep_ == "neg" for c in token.children)
            side = Stance.OPPOSES if denied else Stance.SUPPORTS
            yield FoundStance(side, target, subject.i, (modal.i, token.i), 0.6, "stance:feasible")


def _harm_to_come(content: Sequence[Token], setting: Setting) -> Iterator[FoundStance]:
    """ "If we did this, the result would be chaos": against the one proposal that the condition speaks of."""
    condition = next((i for i, t in enumerate(content) if t.lower_ == "if"), None)
    if condition is None:
        return
    outcome = next((i for i, t in enumerate(content) if i > condition and _is_outcome(t)), condition)
    wanted = _sole_proposal(content[condition:outcome], setting)
    if wanted is None:
        return
    for token in content:
        if token.lemma_ != "be" or token.i < wanted[0]:
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if subject is None or not _is_outcome(subject):
            continue
        complements = [c for c in token.children if c.dep_ in ("attr", "acomp")]
        harm = [
            t
            for t in _own_words(complements)
            if t.lemma_.lower() in _words()["words.harm"] | _words()["words.negative"]
        ]
        if harm and not any(c.dep_ == "neg" for c in token.children):
            yield FoundStance(Stance.OPPOSES, wanted[1], wanted[0], (subject.i, harm[0].i), 0.6, "stance:outcome")


def _is_outcome(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.lemma_.lower() in _words()["words.outcome"]


def _harmful(content: Sequence[Token], setting: Setting) -> Iterator[FoundStance]:
    """ "the deal has led to chaos", "such a ban would cause suffering": against what does harm."""
    for token in content:
        if token.lemma_.lower() not in _words()["words.cause"] or token.pos_ != "VERB" or _is_reported(token, content):
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if subject is None or _is_open(token) or any(c.dep_ == "neg" for c in token.children):
            continue
        harm = [
            t
            for t in token.subtree
            if t.i > token.i and t.lemma_.lower() in _words()["words.harm"] | _words()["words.negative"]
        ]
        target = _target(subject, setting)
        if harm and target is not None:
            yield FoundStance(Stance.OPPOSES, target, subject.i, (token.i, harm[0].i), 0.6, "stance:harm")


# --- what the rules share --------------------------------------------------------------------------------


def _evaluate(tokens: Sequence[Token]) -> tuple[Stance | None, tuple[int, ...]]:
    """The side that the evaluating words agree on, with these words; None when there are none or they disagree."""
    sides: dict[int, Stance] = {}
    for position, token in enumerate(tokens):
        lemma = token.lemma_.lower()
        if lemma in _words()["words.bare"] and any(c.dep_ == "prep" for c in token.children):
            continue
        side = Stance.SUPPORTS if lemma in _words()["words.positive"] else None
        side = Stance.OPPOSES if lemma in _words()["words.negative"] else side
        if side is not None:
            denied = any(t.lower_ in _NEGATORS for t in tokens[max(0, position - 3) : position])
            sides[token.i] = flip(side) if denied else side
    agreed = set(sides.values())
    return (agreed.pop(), tuple(sides)) if len(agreed) == 1 else (None, ())


def _target(token: Token, setting: Setting) -> int | None:
    """What a noun phrase is about: its entity; for a claim or a concern, the person whose it is; for "it", the proposal
    named before in the sentence."""
    found = setting.entity_of(token.i)
    if found is not None:
        return found
    if token.lower_ in ("it", "this", "that"):
        last = bisect_left(setting.proposals, token.i) - 1
        named = last >= 0 and setting.proposals[last] >= token.sent.start
        return setting.entity_of(setting.proposals[last]) if named else None
    if token.lemma_.lower() in _words()["words.acts"]:
        return next((e for e in map(setting.entity_of, _owners(token)) if e is not None), None)
    return None


def _owners(noun: Token) -> Iterator[int]:
    """ "her concerns", "the concerns that she raised"."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child.i
        elif child.dep_ == "relcl":
            yield from (c.i for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT"))


def _sole_proposal(tokens: Sequence[Token], setting: Setting) -> tuple[int, int] | None:
    """Head and entity of the one proposal that these tokens speak of."""
    found = [(t.i, setting.entity_of(t.i)) for t in tokens if t.i in setting.heads]
    entities = {entity for _, entity in found if entity is not None}
    return (found[0][0], entities.pop()) if len(entities) == 1 else None


def _is_reported(token: Token, content: Sequence[Token]) -> bool:
    """Whether somebody else inside the content is said to say or think it."""
    inside = {t.i for t in content}
    while token.head.i in inside and token.head.i != token.i:
        if token.dep_ == "ccomp":
            subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
            if subject is not None and subject.lower_ not in ("i", "we"):
                return True
        token = token.head
    return False


def _is_open(token: Token) -> bool:
    """A question or a condition: nothing is put forward."""
    if token.sent.text.rstrip("\"”’' \n").endswith("?"):
        return True
    while True:
        if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in token.children):
            return True
        if token.dep_ in ("ROOT", "advcl") or token.head.i == token.i:
            return False
        token = token.head
