"""A side that somebody takes on something, and for whom and on what else it counts: conjuncts, members of a group."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

from graph.model import Modality, Stance
from graph.nlp import lexicons
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.factuality import Factuality, factuality_of
from graph.nlp.syntax.subjects import find_doer
from graph.nlp.syntax.tree import Word

_EXCEPT = frozenset({"except", "not", "than", "without"})


@dataclass(frozen=True, slots=True)
class Side:
    """A side that the words of one sentence take, in tokens."""

    source: int | None  # None: the sentence names nobody
    stance: Stance
    target: int
    trigger: tuple[int, ...]  # the words that decide it, the first one before all
    rule: str  # the construction that was recognised
    confidence: float = 0.8


listed = partial(lexicons.listed, "stance")  # one list of words of the lexicon of stances, by table and name


@lru_cache(maxsize=8)
def by_side(table: str) -> dict[str, Stance]:
    """The words of one table of the lexicon, each with its side."""
    words = load_lexicon("stance")[table]
    return {lemma: stance for stance in Stance for lemma in words[stance.value]}


def flip(stance: Stance) -> Stance:
    """The other side."""
    return Stance.OPPOSES if stance is Stance.SUPPORTS else Stance.SUPPORTS


def take_side(
    source: Word | None, side: Stance, target: Word, trigger: tuple[int, ...], rule: str, confidence: float = 0.8
) -> Iterator[Side]:
    """The sides of the source and those named with it, on the target and those named with it."""
    # "many countries boycotted the ban, including Peru": a single thing has no members, so those are of the source
    members = _members(target) if source is not None and _is_plural(source) and not _is_plural(target) else ()
    sources = (
        [one for one in _sources(source) if not _joins_later(one, source, trigger[0])] if source is not None else []
    )
    for one in _all_of(target):
        for speaker in (*sources, *members) if source is not None else (None,):
            if speaker is None or speaker.i != one.i:
                yield Side(speaker.i if speaker is not None else None, side, one.i, trigger, rule, confidence)


def _joins_later(one: Word, source: Word, trigger: int) -> bool:
    """ "Lund, who signed it, and his wife": what joins behind the relative clause has no part in it."""
    return one.i > trigger > source.i and source in one.doc[trigger].ancestors


def _sources(source: Word) -> Iterator[Word]:
    """The source with its conjuncts; for what only introduces a name, the name: "one Democrat, Rep. Conti"."""
    seen: set[int] = set()
    stack = [source]
    while stack:
        word = stack.pop(0)
        if word.i in seen:
            continue
        seen.add(word.i)
        named = [c for c in word.children if is_named_by(word, c)]
        stack += [c for c in word.children if c.dep_ == "conj" and c.i > word.i and not _is_excluded(c)]
        stack += [c for one in named for c in one.children if c.dep_ == "conj" and c.i > one.i]
        stack += [c for c in word.head.children if _is_second_subject(word, c)]
        yield named[0] if named else word
        if not named:
            yield from _members(word)


def is_named_by(word: Word, apposition: Word) -> bool:
    """ "one Democrat, Rep. Conti"; not "Spain, but not Italy" nor "Ober (Greens)"."""
    if apposition.dep_ != "appos" or apposition.i < word.i or _is_excluded(apposition):
        return False
    titled = not _is_name(word) or any(c.dep_ == "det" for c in word.children)  # "the Taoiseach, Keane"
    return apposition.pos_ == "PROPN" and titled and _is_name(apposition)


def _is_name(word: Word) -> bool:
    """Whether the word is of a person's name."""
    return word.ent_type_ == "PERSON"


def _is_excluded(word: Word) -> bool:
    """ "but not Italy"."""
    first = word.left_edge
    before = word.doc[first.i - 1].lower_ if first.i > 0 else ""
    return first.lower_ in _EXCEPT or before in _EXCEPT


def _is_second_subject(word: Word, other: Word) -> bool:
    """ "unions as well as employers": the parse may hang both on the verb."""
    subjects = word.dep_ == "nsubj" and other.dep_ == "nsubj" and other is not word
    between = word.doc[min(word.i, other.i) + 1 : max(word.i, other.i)] if subjects else []
    joined = any(t.dep_ == "cc" or t.lower_ in ("and", "as", "&") for t in between)
    return subjects and joined and not any(t.pos_ in ("VERB", "AUX") or t.lower_ in ("that", "who") for t in between)


def _members(word: Word) -> Iterator[Word]:
    """ "critics such as X", "senators including X"."""
    for child in word.children:
        if child.dep_ == "prep" and child.i > word.i and child.lower_ in ("including", "like", "as"):
            for member in (c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN"):
                yield from (member, *member.conjuncts)


def _all_of(token: Word) -> Iterator[Word]:
    """The target, its conjuncts to the right, and the members of a group; of "her rival, Pete", Pete."""
    named = [c for c in token.children if is_named_by(token, c)]
    yield named[0] if named else token
    for joined in (c for c in token.conjuncts if c.i > token.i):
        if not _is_excluded(joined) and (token.tag_ != "VB" or joined.tag_ == "VB"):  # "to sign it, and spoke with him"
            inner = [c for c in joined.children if is_named_by(joined, c)]
            yield inner[0] if inner else joined
    if not named and _is_plural(token):
        yield from _members(token)


def _is_plural(word: Word) -> bool:
    return word.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in word.children)


def taken_by(
    verb: Word,
    source: Word | None,
    stance: Stance,
    target: Word,
    rule: str,
    confidence: float = 0.8,
    also: tuple[int, ...] = (),
) -> Iterator[Side]:
    """The sides that a verb expresses: not to support is to oppose, but not to oppose is nothing yet.

    What is supposed, only possible or denied in others' words is nothing; what one asks others to do is the side of the
    one who asks.
    """
    if _is_ruled_out(verb):
        return  # "refused to rule out supporting it" leaves it open
    deed = factuality_of(verb)
    if deed.asking is not None:
        source = find_doer(deed.asking)
    held = deed if deed.asking is None else factuality_of(deed.asking)
    if deed.asking is None and deed.modality is Modality.OBLIGATION:
        return  # "must be approved by the Senate"
    if not held.is_likely or (deed.is_negative and not can_flip(verb, deed, stance)):
        return
    trigger = (verb.i, *also, *_negators(verb, deed))
    yield from take_side(source, flip(stance) if deed.is_negative else stance, target, trigger, rule, confidence)


def _is_ruled_out(verb: Word) -> bool:
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if is_set_aside(verb) or (verb.dep_ == "pcomp" and above.lemma_.lower() in listed("negation", "reluctance")):
        return True  # "has reservations about voting for him"
    if (
        verb.dep_ == "pcomp"
        and verb.head.lower_ in ("of", "from")
        and above.lemma_.lower() in listed("negation", "avoiding")
    ):
        return True  # "steered clear of criticising him"
    complement = verb.dep_ in ("xcomp", "ccomp", "pcomp") and above is not verb
    return complement and above.lemma_.lower() in listed("negation", "excluding")


def is_set_aside(verb: Word) -> bool:
    """ "rather than introduce it", "instead of signing it"."""
    start = verb.left_edge.i
    before = [t.lower_ for t in verb.doc[max(0, verb.sent.start, start - 2) : start + 2] if t.i < verb.i]
    return any(pair in (("rather", "than"), ("instead", "of")) for pair in pairwise(before))


def _negators(verb: Word, deed: Factuality) -> tuple[int, ...]:
    spans = (span for span in deed.negation)
    return tuple(t.i for span in spans for t in verb.doc.touching(span.start, span.end) if t.i != verb.i)


def can_flip(verb: Word, deed: Factuality, stance: Stance) -> bool:
    """True if the negated deed takes the other side: "does not back", "refused to sign"; but not "does not oppose".

    What lasts is denied by "not" alone; of what one does once, "would not" and "refused" say so, "did not" says that
    it has not happened, and "declined" leaves it open.
    """
    if stance is not Stance.SUPPORTS or not deed.is_refused:
        return False
    words = [t for span in deed.negation for t in verb.doc.touching(span.start, span.end)]
    if any(t.lemma_.lower() in listed("negation", "declining") for t in words):
        return False
    refused = any(t.lemma_.lower() in listed("negation", "refusing") for t in words)
    lemma = verb.lemma_.lower()
    if lemma in listed("verbs", "lasting"):
        return True
    willed = any(c.dep_ == "aux" and c.lower_ in listed("negation", "firm") for c in verb.children)
    return (refused or willed) and lemma in listed("negation", "withheld")
