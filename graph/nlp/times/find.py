"""Find words of time, the days that they allow, and the verb or noun that they belong to.

Relative words lean on the publication date, bare weekdays, dates and months also on the tense of the verb that governs
them. Where any of this is missing the words are kept without days. A season is that of the northern hemisphere; "late
2021" is its last four months (lexicons/en/times.toml says what each word stands for).
"""

from collections.abc import Collection, Iterator
from datetime import date

from graph.model import CharSpan
from graph.nlp.findings import FoundTime
from graph.nlp.lexicons import listed
from graph.nlp.syntax.tree import Span, Tree, Word
from graph.nlp.times.context import Context
from graph.nlp.times.dates import is_known_date
from graph.nlp.times.disambiguate import is_time, is_undated, modifies, months_that_are_people
from graph.nlp.times.intervals import UNKNOWN, Days
from graph.nlp.times.normalise import apply_preposition, join, move, resolve
from graph.nlp.times.patterns import find_atoms, find_windows, load_times, triggers_of
from graph.nlp.times.phrases import Phrase, find_phrases

_CLIMB = 12
_SIDES = {"from": 1, "ago": -1, "ago on": -1}
_PAST = listed("times", "looking_back")
_KEPT = listed("times", "before_range")


def find_times(doc: Tree, published: date | None) -> list[FoundTime]:
    """Return all expressions of time in text order."""
    people_months = months_that_are_people(doc)
    found: list[FoundTime] = []
    text = doc.text  # spaCy puts it together anew each time
    for phrase in find_phrases(text, find_atoms(text, find_windows(text, _triggers(doc)))):
        span = doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
        core = doc.char_span(phrase.atoms[0].start, phrase.atoms[-1].end, alignment_mode="expand")
        if span is None or core is None or not is_time(phrase, core, people_months):
            continue
        days = _days(phrase, core, published)
        found.append(FoundTime(CharSpan(phrase.start, phrase.end), days.earliest, days.latest, _head(core)))
    return sorted(found, key=lambda time: time.span)


def _triggers(doc: Tree) -> Iterator[tuple[int, str]]:
    """Yield the tokens without which there is no time, by their first character."""
    return ((word.idx, word.lower_) for word in doc if triggers_of(word.lower_))


def _days(phrase: Phrase, core: Span, published: date | None) -> Days:
    context = _context(phrase, core, published)
    atom = phrase.atoms[0]
    name = "" if modifies(core) else phrase.preposition  # "before the May 6 vote": the time of the vote
    if is_undated(phrase, core):
        return UNKNOWN
    if len(phrase.atoms) == 2:
        moved = name == "from" and _governor(core).lemma_ in load_times().words["tense"]["moving"]
        return UNKNOWN if moved else apply_preposition(name if name in _KEPT else "", join(*phrase.atoms, context))
    if phrase.beside is not None:  # "in March and April 2015"
        return join(atom, atom, Context(resolve(phrase.beside, context).latest, -1))
    if phrase.offset:
        side = phrase.offset["side"].lower()
        return apply_preposition(name, move(resolve(atom, context), phrase.offset, side))
    if name == "over" and atom.kind in {"ago", "duration"}:  # "over a year ago"
        return UNKNOWN
    if atom.kind == "date" and name != "on" and is_known_date(atom.groups):  # "the Sept. 11 attacks"
        return UNKNOWN
    closed = (
        name == "from" and not phrase.onward and ("to" in atom.groups or _hangs_on_noun(core))
    )  # "from July 25 to 28", "a letter from 1995"
    return apply_preposition("" if closed else name, resolve(atom, context))


def _context(phrase: Phrase, core: Span, published: date | None) -> Context:
    """Where the time lies, from the words before it or from the tense of the verb that governs it."""
    if phrase.offset and phrase.offset["side"].lower() in _SIDES:
        return Context(published, _SIDES[phrase.offset["side"].lower()])
    if phrase.preposition in _PAST:
        return Context(published, -1)
    loose = _governor(core).pos_ not in {"VERB", "AUX"}
    if len(phrase.atoms) == 2 and phrase.preposition != "by":  # in "from June 3 to June 8" the "to" is not ahead
        return Context(published, _direction(core, ahead=()), loose)
    if phrase.atoms[0].kind == "in units" and core.root.head.pos_ not in {"VERB", "AUX"}:
        return Context(published, 0)  # "the best result in ten years"
    return Context(published, _direction(core), loose)


def _hangs_on_noun(core: Span) -> bool:
    """True if the preposition before the time belongs to a noun: "a letter from 1995"."""
    preposition = core.root.head
    return preposition.pos_ == "ADP" and preposition.head.pos_ in {"NOUN", "PROPN"}


def _governor(core: Span) -> Word:
    """Return the word that the time's preposition hangs on."""
    above = core.root.head
    return above.head if above.pos_ == "ADP" else above


def _head(core: Span) -> int | None:
    """Return the verb or noun that the words hang on."""
    token = core.root
    for _ in range(_CLIMB):
        if token.head == token:
            return token.i if token.pos_ in {"VERB", "AUX", "NOUN"} else None
        token = token.head
        if core.start <= token.i < core.end or token.pos_ in {"ADP", "SCONJ", "PART", "ADV", "ADJ", "NUM"}:
            continue
        return token.i
    return None


def _direction(core: Span, ahead: Collection[str] | None = None) -> int:
    """-1 where the governing verb speaks of the past, 1 of the future, 0 where neither is sure."""
    tense = load_times().words["tense"]
    token, coming, events = core.root, False, 0
    for _ in range(_CLIMB):
        if token.lower_ in (tense["ahead"] if ahead is None else ahead) and token.pos_ in {
            "ADP",
            "ADV",
            "SCONJ",
            "PART",
        }:
            coming = True
        if events > 1:  # "the moderator of Monday's debate"
            return 0
        if token.pos_ in {"VERB", "AUX"} and token.i not in range(core.start, core.end):
            found = _tense(token)
            return 0 if coming and found < 0 else found  # "was postponed until Tuesday"
        events += token.pos_ == "NOUN" and token.i not in range(core.start, core.end)
        if token.head == token:
            return 0
        token = token.head
    return 0


def _tense(verb: Word) -> int:
    tense = load_times().words["tense"]
    for _ in range(_CLIMB):
        helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
        words = {helper.lower_ for helper in helpers}
        if words & set(tense["future_auxiliaries"]):
            return 1
        if any(helper.lemma_ == "have" for helper in helpers) or any(helper.tag_ == "VBD" for helper in helpers):
            return -1
        if any(helper.tag_ == "MD" for helper in helpers):
            return 1
        if any(helper.tag_ == "TO" for helper in helpers):
            if verb.head == verb or verb.head.lemma_ in tense["future_governors"]:
                return 0 if _is_past_plan(verb.head) else 1
            if verb.head.lemma_ == "be" and verb.head.tag_ == "VBD":
                return 0  # "was to meet Friday"
            verb = verb.head
            continue
        if helpers and verb.tag_ == "VBG":
            return 1  # "is meeting Tuesday"
        if verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.lemma_ in tense["appointments"]:
            return 1  # "the vote scheduled for June 23"
        if verb.tag_ in {"VBD", "VBN"} and not any(helper.tag_ in {"VBZ", "VBP"} for helper in helpers):
            return -1
        if verb.tag_ in {"VBZ", "VBP", "VB"} or helpers:
            return _present(verb)
        if verb.head == verb:
            return 0
        verb = verb.head
    return 0


def _is_past_plan(governor: Word) -> bool:
    """True if a plan of the past may lie before or after the publication: "was scheduled to speak Friday"."""
    past = governor.tag_ == "VBD" or any(
        child.dep_ in {"aux", "auxpass"} and child.tag_ == "VBD" for child in governor.children
    )
    return past and governor.lemma_ not in load_times().words["tense"]["lasting_plans"]


def _present(verb: Word) -> int:
    """Return the tense of a simple present that reports what was said, or announces; in a headline it may be either."""
    if verb.lemma_ in load_times().words["tense"]["reporting"]:
        return -1
    closed = any(token.text in {".", "?", "!"} for token in verb.sent[-3:])
    return 1 if closed and verb.tag_ != "VB" else 0
