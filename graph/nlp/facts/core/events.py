"""Facts of the frames: each verb and noun that tells of an event, with whoever takes part in it."""

from collections.abc import Iterator, Sequence

from graph.model import CharSpan, Modality
from graph.nlp.facts.core.aims import is_aim
from graph.nlp.facts.core.frames import Frame, Frames, load_frames
from graph.nlp.facts.core.kinds import is_kind, kind_words
from graph.nlp.facts.core.lexicon import lemma_of
from graph.nlp.facts.core.participants import find_participants, is_passive, objects_of
from graph.nlp.facts.core.tallies import find_tally
from graph.nlp.facts.core.when import event_time
from graph.nlp.facts.dating import TimeIndex, to_literal
from graph.nlp.facts.parts import part
from graph.nlp.facts.quantities import find_quantity
from graph.nlp.findings import FoundFact, FoundPart, FoundTime
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.clauses import chain_of, find_group, is_infinitive
from graph.nlp.syntax.factuality import Factuality, factuality_of
from graph.nlp.syntax.noun_phrases import (
    fill_gaps,
    find_core,
    find_full_phrase,
    find_phrase,
    to_spans,
    to_words,
    without_lone_quote,
)
from graph.nlp.syntax.tree import Tree, Word

_SKIPPED = frozenset({Modality.CONDITIONAL, Modality.QUESTION, Modality.OBLIGATION, Modality.POSSIBLE})
_MANY = 8  # subjects or objects of one event


def find_events(doc: Tree, index: TimeIndex) -> Iterator[FoundFact]:
    """Yield the facts of all frames, in text order."""
    frames = load_frames()
    for word in doc:
        for frame in _called_up(word, frames):
            yield from _facts(word, frame, index)


def _called_up(word: Word, frames: Frames) -> Sequence[Frame]:
    if word.pos_ in {"VERB", "AUX"} and word.dep_ not in {"aux", "auxpass", "compound"}:
        lemma = word.lemma_.lower()
        found = frames.by_verb.get(lemma, ())
        for child in word.children:
            if child.dep_ in {"prt", "advmod", "dobj", "prep", "acomp", "attr", "oprd"} and child.i > word.i:
                found += frames.by_verb.get(f"{lemma} {child.lower_}", ())
        return found
    return frames.by_noun.get(lemma_of(word), ()) if word.pos_ in {"NOUN", "PROPN"} else ()


def _facts(word: Word, frame: Frame, index: TimeIndex) -> Iterator[FoundFact]:
    if not _fits(word, frame):
        return
    verb = word if word.pos_ in {"VERB", "AUX"} else None
    if verb is not None and is_aim(verb):
        return
    mood = factuality_of(word)
    if mood.modality in _SKIPPED or mood.is_nearly_negated or (verb is None and mood.negation):
        return
    if _is_choice(word, frame):
        return
    subjects = [one for one in find_participants(word, frame.subject) if is_kind(one, frame.subject_is)][:_MANY]
    time = event_time(word, index)
    for subject in subjects:
        for told in _objects(word, frame, time, subject):
            yield _fact(word, frame, subject, told, time, mood)


def _is_choice(word: Word, frame: Frame) -> bool:
    """ "Peru or Chile will sign": nobody says which."""
    heads = find_participants(word, frame.subject)
    return any(child.dep_ == "cc" and child.lower_ in {"or", "nor"} for head in heads for child in head.children)


def _governors(verb: Word) -> tuple[Word, ...]:
    """The verbs that it completes; the one that an infinitive hangs on, too: "voted 432 to 202 to reject"."""
    above = (verb.head,) if verb.dep_ == "advcl" and is_infinitive(verb) else ()
    return (*chain_of(verb), *above)


def _fits(word: Word, frame: Frame) -> bool:
    if frame.voice != "any" and word.pos_ == "VERB" and (frame.voice == "passive") != is_passive(word):
        return False
    if frame.under and not any(above.lemma_.lower() in frame.under for above in _governors(word)):
        return False
    if any(has_child(word, relation) for relation in frame.forbids):
        return False
    if any(find_participants(word, role) for role in frame.absent):
        return False
    return all(_is_there(word, role, kinds) for role, kinds in frame.needs)


def _is_there(word: Word, role: str, kinds: str) -> bool:
    """True if somebody of the kinds has the role, there is a tally, or the sentence speaks of such a thing."""
    if role == "tally":
        return find_tally(word) is not None
    among = word.sent if role == "context" else find_participants(word, role)
    return any(is_kind(one, kinds) for one in among)


def _objects(word: Word, frame: Frame, time: FoundTime | None, subject: Word) -> Iterator[FoundPart]:
    """Yield the objects of the fact: what stands in the role, the time, the tally, or that it is true."""
    if frame.object == "time":
        if time is not None:
            yield from _time_part(time, word)
        return
    if frame.object == "tally":
        tally = find_tally(word)
        yield from (tally,) if tally is not None else ()
        return
    if frame.object == "":
        yield FoundPart((), "true", None, "true", "boolean")
        return
    for one in map(_whole, find_participants(word, frame.object)[:_MANY]):
        if is_kind(one, frame.object_is) and one.i != subject.i:
            yield described(one, word)


def _whole(head: Word) -> Word:
    """ "some of the harshest sanctions": sanctions were imposed."""
    if head.lower_ not in kind_words("parts"):
        return head
    return next(objects_of(head, "of"), head)


def _time_part(time: FoundTime, word: Word) -> Iterator[FoundPart]:
    """Yield the time as a literal of its value; nothing where its days are not known."""
    doc = word.doc
    covered = doc.touching(time.span.start, time.span.end)
    literal = to_literal(to_words(doc, [one.i for one in covered]), time)
    words = [one.i for one in covered if one.pos_ != "ADP"]
    if literal is not None and words:
        yield FoundPart(to_spans(doc, words), to_words(doc, words), None, *literal)


def described(head: Word, event: Word) -> FoundPart:
    """Return the words that tell a thing apart, without those of the event itself."""
    full = find_phrase(head) if head.pos_ == "PROPN" else find_full_phrase(head)
    words = full if event.i not in full else find_phrase(head)
    if event.i in words:
        words = find_core(head)
    words = without_lone_quote(head.doc, fill_gaps(head.doc, words))
    text = to_words(head.doc, words)
    return FoundPart(to_spans(head.doc, words), text, head.i, quantity=find_quantity(text))


def _fact(
    word: Word, frame: Frame, subject: Word, told: FoundPart, time: FoundTime | None, mood: Factuality
) -> FoundFact:
    doc = word.doc
    verb = word.pos_ in {"VERB", "AUX"}
    group = find_group(word) if verb else (word.i,)
    before_time = _preposition_of(time, doc) if frame.object == "time" and time is not None else ()
    group = (*group, *before_time)
    words = tuple(i for i in find_phrase(subject) if i != word.i and i not in group) or (subject.i,)
    words = words[:-1] if doc[words[-1]].tag_ == "POS" and len(words) > 1 else words
    subject_part = part(doc, words, subject)
    spans = [*subject_part.spans, *told.spans, *to_spans(doc, group)]
    spans += [time.span] if time is not None else []
    asserted = mood.modality is Modality.ASSERTED
    return FoundFact(
        subject_part,
        to_words(doc, group),
        " ".join([word.lemma_.lower(), *(doc[i].lower_ for i in before_time)]),
        told,
        (CharSpan(min(one.start for one in spans), max(one.end for one in spans)),),
        to_spans(doc, group),
        frame.relation,
        time,
        mood.negation,
        mood.modality,
        mood.modality_spans,
        by=frame.name,
        confidence=frame.confidence - (0.0 if asserted else 0.1),
        verb=CharSpan(word.idx, word.idx + len(word.text)),
        status=frame.status,
        roles=tuple(_roles(word, frame, (subject.i, told.head))),
    )


def _preposition_of(time: FoundTime, doc: Tree) -> tuple[int, ...]:
    """The preposition that a time begins with: "signed in" 2002."""
    first = doc.touching(time.span.start, time.span.end)[:1]
    return tuple(one.i for one in first if one.pos_ == "ADP")


def _roles(word: Word, frame: Frame, used: tuple[int | None, ...]) -> Iterator[tuple[str, FoundPart]]:
    for name, role, kinds in frame.roles:
        if role == "tally":
            tally = find_tally(word)
            if tally is not None:
                yield name, tally
            continue
        for one in find_participants(word, role)[:_MANY]:
            if one.i not in used and is_kind(one, kinds):
                yield name, described(one, word)
