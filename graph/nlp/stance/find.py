"""For or against: what the words of a statement decide about its target, and nothing where they decide nothing.

Rules in order of how plain they are: what the source calls the target, a cue that takes sides, what the source asks
for, "the best way is to …", an evaluation of a subject, the harm that a subject does. Questions, conditions and what
others are reported to think inside the content are left alone.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graph.model import Modality, Stance
from graph.nlp.findings import FoundStance, FoundStatement
from graph.nlp.lexicons import load_lexicon
from graph.nlp.stance.attitude import can_flip, flip
from graph.nlp.stance.features import Numbers
from graph.nlp.stance.judgements import evaluate, own_words
from graph.nlp.stance.model import Guess, StanceModel
from graph.nlp.stance.policy_verbs import is_policy
from graph.nlp.stance.verbs import attitudes_at
from graph.nlp.syntax.actions import best_course, is_infinitive, is_subjunctive, is_unwanted, object_of
from graph.nlp.syntax.factuality import Certainty, Factuality, factuality_of
from graph.nlp.syntax.offsets import token_span
from graph.nlp.syntax.subjects import find_agent, find_doer
from graph.nlp.syntax.tree import Span, Tree, Word

Resolve = Callable[[int], int | None]  # head token → entity
_ACTORS = frozenset({"PERSON", "ORG", "NORP", "GPE", "LAW"})
_WHERE = frozenset({"in", "at", "near", "from", "during", "around"})  # "the unrest in Lagos" is not Lagos
_LEFT_OPEN = (Modality.POSSIBLE, Modality.QUESTION)  # no side is taken by a cue of these modalities
_FIRST_PERSON = frozenset({"i", "we"})
_NO_CLAUSE = frozenset({"xcomp", "pcomp", "prep", "advcl"})  # what is part of the clause that it hangs on
_SUREST = 0.8  # no learned decision counts for more than a plain rule
_COPULAS = frozenset({"be", "seem", "look", "remain", "become", "sound", "appear"})


@dataclass(frozen=True, slots=True)
class StanceContext:
    """What the rules may look at beside the parse."""

    entity_of: Resolve  # head token of any mention → entity, proposals included
    proposals: Sequence[int]  # head tokens of all mentions of proposals, sorted
    model: StanceModel | None = None  # asked where the rules are silent
    states: Numbers | None = None  # what the statement encoder makes of each token, for the model
    heads: frozenset[int] = field(init=False)  # the same, to look up
    proposed: frozenset[int | None] = field(init=False)  # the entities that are proposals

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", frozenset(self.proposals))
        object.__setattr__(self, "proposed", frozenset(map(self.entity_of, self.proposals)))


def find_stances(
    doc: Tree, statements: Sequence[FoundStatement], speakers: Sequence[int | None], around: StanceContext
) -> list[FoundStance | None]:
    """Return the stance of each statement; None where it has none, nobody speaks, or the cue leaves it open."""
    return [
        _stance_of(doc, statement, speaker, around) for statement, speaker in zip(statements, speakers, strict=True)
    ]


def _stance_of(doc: Tree, statement: FoundStatement, speaker: int | None, around: StanceContext) -> FoundStance | None:
    if speaker is None or statement.via is not None:
        return None
    if statement.cue_head is not None and factuality_of(doc[statement.cue_head]).modality in _LEFT_OPEN:
        return None
    found = find_stance(doc, statement, around)
    return found if found is not None and found.target != speaker else None


def find_stance(doc: Tree, statement: FoundStatement, around: StanceContext) -> FoundStance | None:
    """The stance that the statement's own words show, with target and trigger; None: they show none."""
    content = [t for span in statement.content for t in token_span(doc, span)]
    cue = doc[statement.cue_head] if statement.cue_head is not None else None
    if cue is not None and _is_weak(cue):
        return None
    rules: list[Iterator[FoundStance]] = []
    if cue is not None:
        rules += [
            _called(cue, content, around),
            _taking_sides(cue, statement.source_head, content, around),
            _owned_up(cue, statement, content, around),
            _asked_for(cue, content, around),
        ]
    rules += [
        _in_person(doc, statement, content, around),
        _best(content, around),
        _evaluated(content, around),
        _feasible(content, around),
    ]
    rules += [_harmful(content, around), _learned(doc, statement, content, around)]
    found = next((found for rule in rules for found in rule), None)
    if found is not None and found.stance is Stance.OPPOSES and _is_concession(cue, found):
        return None
    return found


def _is_concession(cue: Word | None, found: FoundStance) -> bool:
    """Whether the speaker only grants what tells against the target, and does not say to be against it."""
    return cue is not None and cue.lemma_.lower() in _words()["negation.conceding"] and found.by != "stance:own"


def _is_weak(cue: Word) -> bool:
    """True if it is neither for nor against: "did not say", "may support", "should support", "hardly disagreed"."""
    deed = factuality_of(cue)
    return deed.is_negated_itself or deed.is_nearly_negated or _is_weakened(deed) or _has_modal(cue)


def _is_weakened(deed: Factuality) -> bool:
    return deed.certainty is Certainty.POSSIBLE


def _has_modal(verb: Word) -> bool:
    """True if an own modal says that it can or ought to be, not that it is: "could", "must"."""
    return any(c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ not in _words()["negation.firm"] for c in verb.children)


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    words = load_lexicon("stance")
    lists = {f"{table}.{name}": entries for table, names in words.items() for name, entries in names.items()}
    return {name: frozenset(entries) for name, entries in lists.items()}


# --- rules -----------------------------------------------------------------------------------------------


def _called(cue: Word, content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
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
    side, trigger = evaluate([t for t in content if t.i not in named and not (as_word and _is_aside(t, as_word.i))])
    target = _target(described, around)
    if side is not None and target is not None and _agrees(cue, side):
        yield FoundStance(side, target, described.i, trigger, 0.85, "stance:called")


def _agrees(cue: Word, side: Stance) -> bool:
    """Whether the verb does not take the other side: who praises somebody does not call them bad names."""
    lemma = cue.lemma_.lower()
    return lemma not in _words()[f"verbs.{flip(side).value}"]


def _is_aside(token: Word, start: int) -> bool:
    """Whether the word stands in a clause or an apposition that hangs on the description that begins there."""
    while token.head.i > start and token.head.i != token.i:
        if token.dep_ in ("relcl", "acl", "appos", "advcl"):
            return True
        token = token.head
    return False


def _taking_sides(
    cue: Word, speaker: int | None, content: Sequence[Word], around: StanceContext
) -> Iterator[FoundStance]:
    """A cue that is for or against its object: "slammed the deal", "accused her of …", "voiced anger at the deal"."""
    inside = {t.i for t in content}
    gives = cue.lemma_.lower() in _words()["nouns.giving"]
    words = [cue, *(c for c in cue.children if gives and c.dep_ == "dobj" and c.pos_ == "NOUN")]
    for attitude in (a for word in words for a in attitudes_at(word)):
        target = _target(cue.doc[attitude.target], around)
        if _is_another(attitude.source, speaker, around):
            continue
        if target is not None and (attitude.target in inside or cue.lemma_.lower() in _words()["accuse.opposes"]):
            trigger = tuple(sorted({cue.i, attitude.trigger}))
            yield FoundStance(attitude.stance, target, attitude.target, trigger, 0.85, "stance:cue")


def _owned_up(
    cue: Word, statement: FoundStatement, content: Sequence[Word], around: StanceContext
) -> Iterator[FoundStance]:
    """What the cue owns up to, where the verb is part of the cue: "has admitted opposing it"."""
    inside = {t.i for t in content}
    spans = [t for span in statement.cue for t in token_span(cue.doc, span)]
    for verb in (t for t in spans if t is not cue and t.pos_ == "VERB"):
        for attitude in attitudes_at(verb):
            target = _target(cue.doc[attitude.target], around)
            if target is None or attitude.target not in inside:
                continue
            if not _is_another(attitude.source, statement.source_head, around):
                trigger = tuple(sorted({cue.i, attitude.trigger}))
                yield FoundStance(attitude.stance, target, attitude.target, trigger, 0.8, "stance:own")


def _is_another(taker: int | None, speaker: int | None, around: StanceContext) -> bool:
    """Whether the parse says that somebody else than the speaker takes the side."""
    if taker is None or speaker is None or taker == speaker:
        return False
    entities = around.entity_of(taker), around.entity_of(speaker)
    return None not in entities and entities[0] != entities[1]


def _asked_for(cue: Word, content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """A call for something is for it; a refusal is against."""
    lemma = cue.lemma_.lower()
    side = Stance.SUPPORTS if lemma in _words()["request.supports"] else None
    side = Stance.OPPOSES if lemma in _words()["request.opposes"] else side
    if side is None or _is_asked(cue) or content[-1].text == "?" or content[-1].nbor(-1).text == "?":
        return
    wanted = _sole_proposal(content, around)
    if wanted is None or not _is_wanted(cue, content):
        return
    if any(t.lower_ == "whether" for t in content if t.i < wanted[0]):  # "called a debate on whether to close it"
        return
    what = object_of(cue.doc[wanted[0]])
    if lemma in _words()["request.trying"] and (what is None or not is_policy(what)):
        return
    unwanted = [c.i for c in cue.doc[wanted[0]].children if c.dep_ == "neg"]
    side = flip(side) if unwanted else side
    yield FoundStance(side, wanted[1], wanted[0], (cue.i, *unwanted), 0.75, "stance:request")


def _is_asked(cue: Word) -> bool:
    """ "asked to describe it, she said": somebody else asks."""
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in cue.children)
    participle = cue.tag_ == "VBN" and not any(c.dep_ == "aux" for c in cue.children)
    return (passive or participle) and find_agent(cue) is None


def _is_wanted(cue: Word, content: Sequence[Word]) -> bool:
    """An infinitive or a noun is what is asked for; "suggests that X closed Y" is a claim."""
    inside = {t.i for t in content}
    if not any(is_infinitive(t) for t in content) and not _asks_for_noun(cue):
        return False
    root = next((t for t in content if t.head.i == cue.i or t.head.i not in inside), None)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return cue.lemma_.lower() not in _words()["request.always_with"] or _asks_for_noun(cue)
    finite = root.tag_ == "VBG" and any(c.dep_ in ("nsubj", "nsubjpass") for c in root.children)
    return is_infinitive(root) or is_subjunctive(root) or (root.tag_ in ("VBG", "VB") and not finite)


def _asks_for_noun(cue: Word) -> bool:
    """ "called for it", "demanded it"; but not "called it", "asked it"."""
    if cue.lemma_.lower() not in _words()["request.always_with"] | _words()["request.noun_with"]:
        return True
    below = (*cue.children, *(c for verb in cue.children for c in verb.children if c.i < verb.i))
    return any(c.lower_ in _words()["request.with"] for c in below)


def _in_person(
    doc: Tree, statement: FoundStatement, content: Sequence[Word], around: StanceContext
) -> Iterator[FoundStance]:
    """ "I support the bill", "said that she backs it", "said that they should reject it": the speaker's own side."""
    speaker = around.entity_of(statement.source_head) if statement.source_head is not None else None
    inside = {t.i for t in content}
    if statement.cue_head is not None and doc[statement.cue_head].lemma_.lower() not in _words()["speech.plain"]:
        return
    for token in content:
        for attitude in attitudes_at(token):
            if attitude.source is None or attitude.target not in inside or _is_left_open(token, content):
                continue
            first_person = doc[attitude.source].lower_ in ("i", "we") and attitude.source in inside
            same = speaker is not None and around.entity_of(attitude.source) == speaker
            target = _target(doc[attitude.target], around)
            if (first_person or same) and target is not None and target != speaker:
                yield FoundStance(attitude.stance, target, attitude.target, (attitude.trigger,), 0.8, "stance:own")


def _is_left_open(token: Word, content: Sequence[Word]) -> bool:
    """True if the deed, or what it hangs on, is supposed, asked, hardly meant or said by others: "may have to back"."""
    if _is_reported(token, content):
        return True
    while True:
        deed = factuality_of(token)
        denied = deed.is_negated_itself and token.lemma_.lower() not in _words()["verbs.lasting"]
        if denied or deed.is_nearly_negated or (deed.certainty < Certainty.PROBABLE and deed.asking is None):
            return True
        if token.dep_ not in _NO_CLAUSE or token.head is token:
            return False
        token = token.head


def _best(content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """ "the only way is to close it"."""
    for token in content:
        verb = best_course(token)
        if verb is not None and not _is_reported(token, content) and not _is_open(token):
            target = around.entity_of(verb.i)
            if target is not None and not is_unwanted(verb):  # "the best thing is not to close it"
                yield FoundStance(Stance.SUPPORTS, target, verb.i, _best_words(token), 0.8, "stance:best")


def _best_words(copula: Word) -> tuple[int, ...]:
    subject = next(c for c in copula.children if c.dep_ == "nsubj")
    return tuple(t.i for t in subject.subtree if t.i <= subject.i and t.dep_ in ("amod", "nsubj", "ccomp"))


def _evaluated(content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
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
        if subject is None or not complement or _has_modal(token):
            continue
        side, trigger = evaluate(own_words(complement))
        if side is Stance.SUPPORTS and _is_ironic(token):
            continue
        target = _target(subject, around)
        if target is None and subject.lower_ in ("it", "this", "that"):
            found = _sole_proposal([t for t in token.subtree if t.i > token.i], around)
            target = found[1] if found is not None else None
        if side is not None and target is not None:
            state = factuality_of(token)
            if not state.is_negative or can_flip(state, side):  # "is no liar" is not yet praise
                side = flip(side) if state.is_negative else side
                yield FoundStance(side, target, subject.i, trigger, 0.7, "stance:evaluation")


def _is_ironic(token: Word) -> bool:
    """ "Oh sure, he is a genius": whether this is praise nobody can tell from the words."""
    return any(t.lower_ in _words()["words.ironic"] and t.pos_ in ("INTJ", "ADV", "ADJ", "X") for t in token.sent)


def _feasible(content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """ "it can be done", "the plan will not work"."""
    for token in content:
        if token.lemma_.lower() not in _words()["words.feasible"] or _is_reported(token, content) or _is_open(token):
            continue
        modal = next((c for c in token.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
        role = "nsubj" if token.lemma_.lower() in _words()["words.succeeding"] else "nsubjpass"
        subject = next((c for c in token.children if c.dep_ == role), None)
        target = _target(subject, around) if subject is not None and modal is not None else None
        if target is not None and subject is not None and modal is not None and target in around.proposed:
            side = Stance.OPPOSES if factuality_of(token).is_negative else Stance.SUPPORTS
            yield FoundStance(side, target, subject.i, (modal.i, token.i), 0.6, "stance:feasible")


def _harmful(content: Sequence[Word], around: StanceContext) -> Iterator[FoundStance]:
    """ "the deal has led to chaos", "such a ban would cause suffering": against what does harm."""
    for token in content:
        if token.pos_ != "VERB" or _is_reported(token, content):
            continue
        start = _start_of_effect(token)
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if start is None or subject is None or _is_open(token) or _has_modal(token) or factuality_of(token).is_negative:
            continue
        harm = [
            t
            for t in token.subtree
            if t.i > start and t.lemma_.lower() in _words()["words.harm"] | _words()["words.negative"]
        ]
        target = _target(subject, around)
        if harm and target is not None:
            yield FoundStance(Stance.OPPOSES, target, subject.i, (token.i, harm[0].i), 0.6, "stance:harm")


def _start_of_effect(verb: Word) -> int | None:
    """The word after which stands what the verb brings about: "causes", "leads to"; None: it brings about nothing."""
    lemma = verb.lemma_.lower()
    if lemma in _words()["words.cause"]:
        return verb.i
    with_it = (c for c in verb.children if c.dep_ == "prep" and f"{lemma} {c.lower_}" in _words()["words.cause"])
    return next((c.i for c in with_it), None)


def _learned(
    doc: Tree, statement: FoundStatement, content: Sequence[Word], around: StanceContext
) -> Iterator[FoundStance]:
    """What the model is sure of, between the source and one that its content names; others' doings are left out."""
    if around.model is None or statement.source_head is None or statement.cue_head is None:
        return
    speaker = doc[statement.source_head]
    cue = doc[statement.cue_head]
    if speaker.pos_ == "PRON" or cue.dep_ == "ccomp" or not _is_affirmed(cue) or _is_asked(cue):
        return
    if cue.lemma_.lower() in _words()["name.verbs"]:
        return
    found: list[tuple[Guess, Word, int]] = []
    for token in [t for t in content if t.ent_type_ in _ACTORS and t.pos_ == "PROPN"]:
        target = around.entity_of(token.i)
        if target is None or target == around.entity_of(speaker.i) or not _may_be_meant(token, speaker, content):
            continue
        guess = around.model.guess(name_around(speaker), name_around(token), around.states)
        if guess is not None and guess.first_to_second and guess.chance >= around.model.sure:
            found.append((guess, token, target))
    if found:
        guess, token, target = max(found, key=lambda one: one[0].chance)
        confidence = min(guess.chance, _SUREST)
        yield FoundStance(guess.stance, target, token.i, (cue.i,), confidence, "stance:learned")


def _may_be_meant(token: Word, speaker: Word, content: Sequence[Word]) -> bool:
    """Whether the speaker can be the one who takes sides: in the same sentence, and nobody else does."""
    if token.dep_ in ("compound", "amod", "nmod") and token.head.ent_type_ != token.ent_type_:
        return False  # "a breach of Geneva rules" is not about Geneva
    if token.dep_ == "pobj" and token.head.lower_ in _WHERE:
        return False
    if token.sent.start != speaker.sent.start or _is_open(token) or _is_reported(token, content):
        return False
    verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is not None and not _is_affirmed(verb):  # "said that she did not oppose it"
        return False
    doer = find_doer(verb) if verb is not None else None
    if doer is None or verb is None or doer.i == speaker.i or doer.lower_ in ("i", "we", "he", "she"):
        return True
    return token in doer.subtree and verb not in doer.subtree  # "compared her to one who backed Lima": not the speaker


def _is_affirmed(verb: Word) -> bool:
    """True if it is put forward as so, or as likely, planned or due."""
    deed = factuality_of(verb)
    return deed.is_likely and not deed.is_negative


def name_around(token: Word) -> Span:
    """The name that the token is part of, or the token."""
    start, end = token.i, token.i + 1
    while start > 0 and token.ent_type_ and token.doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(token.doc) and token.ent_type_ and token.doc[end].ent_iob_ == "I":
        end += 1
    return token.doc.span(start, end)


# --- what the rules share --------------------------------------------------------------------------------


def _target(token: Word, around: StanceContext) -> int | None:
    """What a noun phrase is about: its entity; for a claim or a concern, the person whose it is; for "it", the proposal
    named before in the sentence."""
    found = around.entity_of(token.i)
    if found is not None:
        return found
    if token.lower_ in ("it", "this", "that") and token.tag_ not in ("WDT", "IN"):
        last = bisect_left(around.proposals, token.i) - 1
        named = last >= 0 and around.proposals[last] >= token.sent.start
        return around.entity_of(around.proposals[last]) if named else None
    if token.lemma_.lower() in _words()["words.acts"]:
        return next((e for e in map(around.entity_of, _owners(token)) if e is not None), None)
    return None


def _owners(noun: Word) -> Iterator[int]:
    """ "her concerns", "the concerns that she raised"."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child.i
        elif child.dep_ == "relcl":
            yield from (c.i for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT"))


def _sole_proposal(tokens: Sequence[Word], around: StanceContext) -> tuple[int, int] | None:
    """Head and entity of the one proposal that these tokens speak of."""
    found = [(t.i, around.entity_of(t.i)) for t in tokens if t.i in around.heads]
    entities = {entity for _, entity in found if entity is not None}
    return (found[0][0], entities.pop()) if len(entities) == 1 else None


def _is_reported(token: Word, content: Sequence[Word]) -> bool:
    """True if somebody else inside the content is said to say or think it: "the perception that she is corrupt"."""
    inside = {t.i for t in content}
    return any(word.i in inside and _is_anothers(word) for word in factuality_of(token).introducers)


def _is_anothers(introducer: Word) -> bool:
    if introducer.pos_ == "NOUN":
        return True
    doer = find_doer(introducer)
    return doer is not None and doer.lower_ not in _FIRST_PERSON


def _is_open(token: Word) -> bool:
    """True if nothing is put forward: a question or a condition."""
    return factuality_of(token).certainty is Certainty.UNDERSPECIFIED
