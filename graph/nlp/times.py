"""Find words of time, the days that they allow, and the verb or noun that they belong to.

Relative words lean on the publication date, bare weekdays, dates and months also on the tense of the verb that governs
them. Where any of this is missing the words are kept without days. A season is that of the northern hemisphere; "late
2021" is its last four months (lexicons/en/times.toml says what each word stands for).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import dateparser
from spacy.tokens import Doc, Span, Token

from graph.model import CharSpan
from graph.nlp.calendar_days import UNKNOWN, Days
from graph.nlp.marks import FoundTime
from graph.nlp.time_context import Context
from graph.nlp.time_dates import is_known_date
from graph.nlp.time_grammar import apply_preposition, join, resolve
from graph.nlp.time_patterns import Atom, find_atoms, load_times

_CLIMB = 12
_NAMES = frozenset({"PERSON", "ORG", "FAC", "GPE", "LOC", "NORP", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW"})
_ON = frozenset({"weekday", "daily", "date", "iso"})  # days take "on": in "weighed in Tuesday" the "in" is a particle
_NEVER_BARE = frozenset({"month", "year"})  # kinds that count only beside other words of time
_RANGE_WORDS = frozenset({"to", "until", "till", "through", "-", "–", "—", "and"})
_BEFORE_WEEKDAY = frozenset({"Ash", "Bloody", "Black", "Cyber", "Good", "Holy", "Palm", "Super"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Atoms that belong together with the preposition before them."""

    start: int
    end: int
    atoms: tuple[Atom, ...]
    preposition: str = ""
    onward: bool = False  # "from 2010 on"


def find_times(doc: Doc, published: date | None) -> list[FoundTime]:
    """All expressions of time in text order."""
    people_months = _months_that_are_people(doc)
    found: list[FoundTime] = []
    for phrase in _phrases(doc.text, find_atoms(doc.text)):
        span = doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
        core = doc.char_span(phrase.atoms[0].start, phrase.atoms[-1].end, alignment_mode="expand")
        if span is None or core is None or not _is_time(phrase, core, people_months):
            continue
        days = _days(phrase, Context(published, _direction(core)), _hangs_on_noun(core))
        found.append(FoundTime(CharSpan(phrase.start, phrase.end), days.earliest, days.latest, _head(core)))
    return sorted([*found, *_fallback(doc, found)], key=lambda time: time.span)


def _phrases(text: str, atoms: list[Atom]) -> Iterator[_Phrase]:
    """Atoms with their preposition, two of them joined where they are the ends of a range."""
    pattern = load_times().preposition
    position = 0
    while position < len(atoms):
        atom = atoms[position]
        before = pattern.search(text[max(0, atom.start - 28) : atom.start])
        name = " ".join(before["name"].lower().split()) if before else ""
        following = atoms[position + 1] if position + 1 < len(atoms) else None
        joined = (atom, following) if following and _is_range(text, name, atom, following) else (atom,)
        possessive = text[joined[-1].end : joined[-1].end + 2] in {"'s", "’s"}
        if before and not possessive and not (name == "in" and atom.kind in _ON):
            start = atom.start - (min(28, atom.start) - before.start("name"))
        else:
            start, name = atom.start, ""
        onward = text.startswith((" on ", " on,", " onward"), joined[-1].end)
        yield _Phrase(start, joined[-1].end, joined, name, onward)
        position += len(joined)


def _is_range(text: str, preposition: str, first: Atom, last: Atom) -> bool:
    words = text[first.end : last.start].strip().lower()
    if words not in _RANGE_WORDS or first.kind == "duration" or last.kind == "duration":
        return False
    if words == "and":
        return preposition == "between"
    return words in {"-", "–", "—", "through"} or preposition == "from"


def _days(phrase: _Phrase, context: Context, of_noun: bool) -> Days:
    if len(phrase.atoms) == 2:
        return join(*phrase.atoms, context)
    atom, name = phrase.atoms[0], phrase.preposition
    if name == "over" and atom.kind in {"ago", "duration"}:  # "over a year ago"
        return UNKNOWN
    if atom.kind == "date" and name != "on" and is_known_date(atom.groups):  # "the Sept. 11 attacks"
        return UNKNOWN
    closed = (
        name == "from" and not phrase.onward and ("to" in atom.groups or of_noun)
    )  # "from July 25 to 28", "a letter from 1995"
    return apply_preposition("" if closed else name, resolve(atom, context))


def _hangs_on_noun(core: Span) -> bool:
    """Whether the preposition before the time belongs to a noun: "a letter from 1995"."""
    preposition = core.root.head
    return preposition.pos_ == "ADP" and preposition.head.pos_ in {"NOUN", "PROPN"}


def _is_time(phrase: _Phrase, core: Span, people_months: frozenset[str]) -> bool:
    """Whether the words are a time here: not May the person, 2002 cases, the Sunday Times."""
    atom = phrase.atoms[0]
    if _is_name(core, atom):
        return False
    if len(phrase.atoms) == 2 or atom.kind not in _NEVER_BARE or set(atom.groups) & {"part", "edge", "which"}:
        return True
    if atom.kind == "month":
        if "year" in atom.groups:
            return True
        modifies = core.root.dep_ in {"compound", "nmod", "npadvmod"} and core.root.ent_type_ == "DATE"
        return (bool(phrase.preposition) or modifies) and atom.groups["month"] not in people_months
    return _is_year(phrase, core)


def _is_year(phrase: _Phrase, core: Span) -> bool:
    token = core[-1]
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in {"NNS", "NNPS"}
    if len(core) > 1:  # "the year 2010"
        return True
    number = token.dep_ == "nummod" and token.head.i < token.i  # "Route 2010"
    if number or phrase.preposition == "at":
        return False
    return (bool(phrase.preposition) and not counts) or (token.ent_type_ == "DATE" and not counts)


def _is_name(core: Span, atom: Atom) -> bool:
    if atom.kind == "daily":  # "Russia Today", "a brighter tomorrow"
        named = core[0].text[0].isupper() and core.start > 0 and core[0].nbor(-1).pos_ == "PROPN"
        return named or any(child.dep_ in {"det", "amod"} for child in core.root.children if child not in core)
    if atom.kind not in {"month", "weekday"} or "year" in atom.groups:
        return False
    if any(token.ent_type_ in _NAMES for token in core):
        return True
    before = core.doc[core.start - 1] if core.start else None
    return atom.kind == "weekday" and before is not None and before.text in _BEFORE_WEEKDAY


def _months_that_are_people(doc: Doc) -> frozenset[str]:
    """Words that are both a month and part of a person's name in this text: "Theresa May"."""
    months = load_times().words["months"]
    return frozenset(
        token.text for token in doc if token.ent_type_ == "PERSON" and token.lower_ in months and token.text.istitle()
    )


def _head(core: Span) -> int | None:
    """The verb or noun that the words hang on."""
    token = core.root
    for _ in range(_CLIMB):
        if token.head == token:
            return token.i if token.pos_ in {"VERB", "AUX", "NOUN"} else None
        token = token.head
        if core.start <= token.i < core.end or token.pos_ in {"ADP", "SCONJ", "PART", "ADV", "ADJ", "NUM"}:
            continue
        return token.i
    return None


def _direction(core: Span) -> int:
    """-1 where the governing verb speaks of the past, 1 of the future, 0 where neither is sure."""
    tense = load_times().words["tense"]
    token, ahead, events = core.root, False, 0
    for _ in range(_CLIMB):
        if token.lower_ in tense["ahead"] and token.pos_ in {"ADP", "ADV", "SCONJ", "PART"}:
            ahead = True
            if events:  # "ahead of Tuesday's vote"
                return 0
        if events > 1:  # "the moderator of Monday's debate"
            return 0
        if token.pos_ in {"VERB", "AUX"} and token.i not in range(core.start, core.end):
            found = _tense(token)
            return 0 if ahead and found < 0 else found  # "was postponed until Tuesday"
        events += token.pos_ == "NOUN" and token.i not in range(core.start, core.end)
        if token.head == token:
            return 0
        token = token.head
    return 0


def _tense(verb: Token) -> int:
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
                return 1
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


def _present(verb: Token) -> int:
    """The simple present reports what was said, or announces; in a headline it may be either."""
    if verb.lemma_ in load_times().words["tense"]["reporting"]:
        return -1
    closed = any(token.text in {".", "?", "!"} for token in verb.sent[-3:])
    return 1 if closed and verb.tag_ != "VB" else 0


def _fallback(doc: Doc, found: list[FoundTime]) -> Iterator[FoundTime]:
    """Dates in other forms that name day, month and year, where dateparser reads every word."""
    covered = {i for time in found for i in range(time.span.start, time.span.end)}
    for entity in doc.ents:
        digits = sum(char.isdigit() for char in entity.text)
        written_out = entity.label_ == "DATE" and digits >= 5 and len(entity.text) <= 30
        if not written_out or not covered.isdisjoint(range(entity.start_char, entity.end_char)):
            continue
        settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
        read = dateparser.parse(entity.text, languages=["en"], settings=settings)
        if read is not None and str(read.year) in entity.text and any(char.isalpha() for char in entity.text):
            span = CharSpan(entity.start_char, entity.end_char)
            yield FoundTime(span, read.date(), read.date(), _head(entity))
