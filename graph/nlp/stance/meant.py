"""What a side that the learned finder sees is really taken on, and where the grammar knows that none is taken."""

from collections.abc import Iterator, Sequence

from graph.model import Stance
from graph.nlp.findings import FoundStatement
from graph.nlp.stance.context import StanceContext, is_affirmed, is_open, is_reported
from graph.nlp.stance.features import lexicon_sides
from graph.nlp.stance.policy_verbs import leaves_open
from graph.nlp.stance.sides import is_named_by, listed
from graph.nlp.stance.verbs import find_named_so
from graph.nlp.syntax.clauses import is_infinitive
from graph.nlp.syntax.subjects import find_doer
from graph.nlp.syntax.tree import Word

_JUDGING = (1, 2)  # sides of words that are just good or bad
_ATTITUDES = (3, 4)  # sides of words that are for or against
_INSIDE_NAMES = frozenset({"amod", "compound", "nmod"})
_ABOUT = frozenset({"about", "on", "over", "regarding"})
_OURS = frozenset({"my", "our"})


def targets_of(word: Word, around: StanceContext) -> list[Word]:
    """The words that name what a side on this word is taken on.

    Of "called the bill a disaster" the bill, of "a reformist candidate" the candidate, of "two developers, A and B" A
    and B; any other word is its own.
    """
    word = _whole(_described(word) or word, around)
    named = next((c for c in word.children if is_named_by(word, c)), None) if word.pos_ == "NOUN" else None
    if named is None:
        return [word]
    return [named, *(c for c in named.conjuncts if c.i > named.i and c.pos_ == "PROPN")]


def _whole(word: Word, around: StanceContext) -> Word:
    """The noun that the word only tells apart from others."""
    while word.dep_ in _INSIDE_NAMES and word.pos_ != "PROPN" and around.entity_of(word.i) is None:
        if word.head.pos_ not in ("NOUN", "PROPN") or word.head.i < word.i:
            break
        word = word.head
    return word


def _described(word: Word) -> Word | None:
    """What the word is a description of: "called Obamacare a crazy system", "the bill is a disaster"."""
    if word.pos_ != "NOUN":
        return None
    head = word.head
    if word.dep_ in ("oprd", "ccomp", "attr") and head.lemma_.lower() in listed("name", "verbs"):
        return _object_of(word, "nsubj") or _object_of(head, "dobj") or _object_of(head, "nsubjpass")
    if word.dep_ == "pobj" and head.lower_ == "as" and head.dep_ == "prep":
        above = head.head
        if above.lemma_.lower() in listed("name", "verbs"):
            return _object_of(above, "dobj") or _object_of(above, "nsubjpass")
        called = above.dep_ in ("dobj", "nsubjpass") and above.head.lemma_.lower() in listed("name", "verbs")
        return above if called else None
    if word.dep_ == "attr" and head.lemma_ == "be" and _judges(word):
        return _object_of(head, "nsubj")
    return None


def _object_of(head: Word, dep: str) -> Word | None:
    return next((c for c in head.children if c.dep_ == dep and c.pos_ in ("NOUN", "PROPN")), None)


def _judges(noun: Word) -> bool:
    """ "a disaster", "a bad deal"."""
    return any(c.lower_ in ("a", "an") for c in noun.children if c.dep_ == "det") and any(
        lexicon_sides().get(w.lemma_.lower(), 0) in _JUDGING for w in (noun, *noun.children)
    )


def is_meant(
    target: Word, stance: Stance, content: Sequence[Word], statement: FoundStatement, around: StanceContext
) -> bool:
    """False where the grammar knows that no side is put forward.

    So it is in a question or a condition, and by a verb of taking sides that is denied, only possible or past, that is
    somebody else's, or that others inside the content are said to say or think.
    """
    if target.dep_ == "poss" and target.head.i in around.heads:
        return False  # whose plan it is: to be against the plan is not yet to be against them (`criticism`)
    if (target.dep_ == "nsubj" and is_infinitive(target.head)) or _is_called_on(target):
        return False  # "a call for the government to act": who is asked is not who is meant
    if stance is Stance.OPPOSES and (_undergoes(target) or _is_changed(target) or _is_disclosed(target)):
        return False
    if target.dep_ == "nsubj" and find_named_so(target.head) is not None:
        return False  # "denounced what he called a breach": not him
    if stance is Stance.SUPPORTS and (_is_none(target) or (target.pos_ == "VERB" and _is_never(target))):
        return False  # "paying no taxes is smart", "no project can be begun without us"
    if stance is Stance.SUPPORTS and (_is_ended(target) or any(c.dep_ == "neg" for c in target.children)):
        return False  # "an end to the cuts", "a pledge not to pardon him"
    if _is_told_of(target, statement, around) or _is_anyones(target):
        return False
    if _is_topic(target) or (stance is Stance.SUPPORTS and _is_compared(target)):
        return False
    verb = next((word for word in (target, *target.ancestors) if word.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return True
    if lexicon_sides().get(verb.lemma_.lower(), 0) in _ATTITUDES:
        own = not _is_anothers(verb, target, statement, around)
        return is_affirmed(verb) and not is_reported(verb, content) and own
    return not is_open(verb) and not (stance is Stance.SUPPORTS and _is_wanted_by_others(verb, statement, around))


def _is_called_on(target: Word) -> bool:
    """ "a call for the government to act", where the parse has the government for what is called for."""
    above = target.head
    if target.dep_ != "pobj" or above.lower_ != "for" or above.head.lemma_.lower() not in listed("demands", "nouns"):
        return False
    below = (*target.children, *above.head.children)
    return any(c.i > target.i and c.dep_ in ("acl", "relcl") and is_infinitive(c) for c in below)


def _undergoes(target: Word) -> bool:
    """ "the province is facing a crisis": who has to bear it is not to blame for it."""
    return target.dep_ == "nsubj" and target.head.lemma_.lower() in listed("words", "bearing")


def _is_disclosed(target: Word) -> bool:
    """ "called for releasing the tapes", "refused to publish the letter": that is not against the letter."""
    return target.dep_ in ("dobj", "nsubjpass") and target.head.lemma_.lower() in listed("words", "disclosing")


def _is_changed(target: Word) -> bool:
    """ "fears that changing the law would hurt them": that is not against the law."""
    change = target.head
    return target.dep_ == "dobj" and change.dep_ in ("csubj", "nsubj") and leaves_open(change)


def _is_never(verb: Word) -> bool:
    subjects = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
    return any(map(_is_none, subjects))


def _is_none(noun: Word) -> bool:
    return any(c.lower_ == "no" and c.dep_ == "det" for c in noun.children)


def _is_ended(target: Word) -> bool:
    """ "an end to the series of cuts"."""
    while target.dep_ == "pobj" and target.head.lower_ in ("to", "of") and target.head.head.pos_ == "NOUN":
        target = target.head.head
        if target.lemma_.lower() in listed("demands", "ending"):
            return True
    return False


def _is_told_of(target: Word, statement: FoundStatement, around: StanceContext) -> bool:
    """ "cited the remarks that Brandl made about Senn": that is Brandl's view of Senn, not the speaker's."""
    speaker = around.entity_of(statement.source_head) if statement.source_head is not None else None
    below = target
    for above in target.ancestors:
        led = below.i > above.i and below.dep_ in ("prep", "acl", "relcl")
        if led and target.pos_ != "VERB" and above.lemma_.lower() in listed("words", "telling"):
            owners = [w for noun in (above, above.head.head) for w in _owners(noun) if w.i != target.i]
            return any(around.entity_of(w.i) not in (None, speaker) for w in owners)
        below = above
    return False


def _owners(noun: Word) -> Iterator[Word]:
    """ "his remarks", "the remarks that he made"."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
        elif child.dep_ == "relcl":
            yield from (c for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT"))


def _is_anyones(target: Word) -> bool:
    """ "you can disagree with Brandl on this": anybody can, nobody is said to."""
    verb = next((word for word in target.ancestors if word.pos_ == "VERB"), None)
    if verb is None:
        return False
    anybody = any(c.dep_ == "nsubj" and c.lower_ in ("you", "one") for c in verb.children)
    return anybody and any(c.dep_ == "aux" and c.lower_ in ("can", "could", "may", "might") for c in verb.children)


def _is_topic(target: Word) -> bool:
    """ "ruled on the appeal", "issued a ruling on it": that it was dealt with does not say how."""
    while target.dep_ == "appos" or (target.dep_ == "pobj" and target.head.lower_ == "of"):
        target = target.head if target.dep_ == "appos" else target.head.head
    above = target.head
    return target.dep_ == "pobj" and above.lower_ in _ABOUT and above.head.lemma_.lower() in listed("words", "dealing")


def _is_compared(target: Word) -> bool:
    """ "better than a new law": what is second to the other is not what is supported."""
    return any(w.lower_ == "than" and w.i < target.i and w.dep_ in ("mark", "prep") for w in target.ancestors)


def _is_wanted_by_others(verb: Word, statement: FoundStatement, around: StanceContext) -> bool:
    """ "Corbyn wants to cancel the vote", said by his rival."""
    above = verb.head
    wanted = verb.dep_ in ("xcomp", "ccomp") and above.lemma_.lower() in listed("demands", "own")
    return wanted and _is_anothers(above, verb, statement, around)


def _is_anothers(verb: Word, target: Word, statement: FoundStatement, around: StanceContext) -> bool:
    """Whether a verb inside the content has a doer who is not the speaker, beside the target."""
    doer = find_doer(verb)
    if doer is None or verb.i == statement.cue_head or doer.i == statement.source_head:
        return False
    if doer.pos_ not in ("PROPN", "NOUN") or any(c.lower_ in _OURS for c in doer.children if c.dep_ == "poss"):
        return False
    if doer.pos_ == "NOUN" and target in doer.subtree:
        return False  # "her tweets accusing him": the speaker is against her
    speaker = around.entity_of(statement.source_head) if statement.source_head is not None else None
    return not any(s.start <= doer.idx < s.end for s in statement.source) and around.entity_of(doer.i) != speaker
