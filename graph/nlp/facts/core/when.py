"""When an event happened: the time of its verb or noun, of the words that it stands in, or of the verb beside it."""

from graph.nlp.facts.dating import TimeIndex
from graph.nlp.findings import FoundTime
from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.noun_phrases import find_full_phrase
from graph.nlp.syntax.subjects import SUBJECTS
from graph.nlp.syntax.tree import Tree, Word

_CLIMB = 4
_VERBS = frozenset({"VERB", "AUX"})


def event_time(word: Word, index: TimeIndex) -> FoundTime | None:
    """Return the time of a verb or noun that tells of an event; None: the text does not say, or says how long."""
    return _time_of_verb(word, index) if word.pos_ in _VERBS else noun_time(word, index)


def noun_time(noun: Word, index: TimeIndex) -> FoundTime | None:
    """Return the time that a noun's own words give: "a 2013 memo", "a report released last year"."""
    words = find_full_phrase(noun)
    inside = [index.by_token[i] for i in range(words[0], words[-1] + 1) if i in index.by_token]
    own = [time for time in (*index.by_head.get(noun.i, ()), *inside) if _tells_when(noun.doc, time)]
    return min(own, key=_rank, default=None)


def _time_of_verb(verb: Word, index: TimeIndex) -> FoundTime | None:
    for _ in range(_CLIMB):
        own = [time for time in index.by_head.get(verb.i, ()) if _tells_when(verb.doc, time)]
        own = own or _below(verb, index) or _of_last(verb, index)
        if own:
            return min(own, key=_rank)
        if not _shares_time(verb):
            return None
        verb = verb.head
    return None


def _below(verb: Word, index: TimeIndex) -> list[FoundTime]:
    """Times that hang on the verb's object or at its side, which the parse gives to a noun: "gave $2 in May"."""
    found = []
    for child in verb.children:
        if child.dep_ in {"prep", "npadvmod", "advmod"} or (child.dep_ == "dobj" and child.i > verb.i):
            ends = [child, *child.children, *(inner for one in child.children for inner in one.children)]
            ends += [last for one in ends[1:] if one.dep_ == "prep" for last in one.children]  # "into force in 2026"
            during = child.lower_ in {"at", "during", "in", "on"}
            for one in ends:
                time = index.by_token.get(one.i)
                if (
                    time is not None
                    and one.pos_ != "ADP"
                    and _tells_when(verb.doc, time)
                    and (during or _stands_alone(verb.doc, time))
                ):
                    found.append(time)
    return found


def _of_last(verb: Word, index: TimeIndex) -> list[FoundTime]:
    """ "shot and killed by police this year": the time of the last verb is that of all."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in _VERBS and child.i > verb.i and not has_child(child, *SUBJECTS):
            own = [time for time in index.by_head.get(child.i, ()) if _tells_when(verb.doc, time)]
            if own and own[0].span.start > child.idx and not has_child(verb, "dobj", "npadvmod"):
                return own
    return []


def _stands_alone(doc: Tree, time: FoundTime) -> bool:
    """True if the time modifies no noun after it: not "the 2012 election"."""
    words = doc.touching(time.span.start, time.span.end)
    return bool(words) and not (
        words[-1].head.i > words[-1].i and words[-1].dep_ in {"compound", "nummod", "nmod", "amod", "poss"}
    )


def _rank(time: FoundTime) -> tuple[bool, int]:
    return time.earliest is None and time.latest is None, time.span.start


def _tells_when(doc: Tree, time: FoundTime) -> bool:
    """False for how long: "over a decade"; and for what only dates another thing: "after the 1999 shooting"."""
    words = doc.touching(time.span.start, time.span.end)
    first = words[0].lower_ if words else ""
    if first in listed("facts/kinds", "lasting"):
        return False
    return first not in {"after", "before", "since"} or _stands_alone(doc, time)


def _shares_time(verb: Word) -> bool:
    """True if the verb above happens at the same time: "began to sign", "won in May and resigned", "while they met"."""
    if verb.head is verb or verb.head.pos_ not in _VERBS:
        return False
    if verb.dep_ == "xcomp":
        return True
    if verb.dep_ == "conj":
        return not has_child(verb, *SUBJECTS)
    marks = [child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i]
    return verb.dep_ == "advcl" and (
        any(mark in {"while", "as", "when"} for mark in marks) or (verb.tag_ in {"VBG", "VBN"} and not marks)
    )
