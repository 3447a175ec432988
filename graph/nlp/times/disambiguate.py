"""Whether words that look like a time are one here: not May the person, 2002 cases, Room 2015, the Sunday Times."""

import re

from graph.nlp.lexicons import listed
from graph.nlp.syntax.tree import Span, Tree
from graph.nlp.times.patterns import Atom, load_times
from graph.nlp.times.phrases import Phrase

_NAMES = frozenset({"PERSON", "ORG", "FAC", "GPE", "LOC", "NORP", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW"})
_NEVER_BARE = frozenset({"month", "year"})  # kinds that count only beside other words of time
_BEFORE_WEEKDAY = listed("times", "before_weekday")
_RECURRING = frozenset({"weekday", "month", "season", "weekend", "holiday"})
_MODIFIERS = frozenset({"compound", "nmod", "npadvmod", "amod", "poss", "nummod"})
_DOWNWARD = re.compile(r"(?P<first>[12]\d{3})(?:\s?[-–]\s?| to )(?P<last>[12]\d{3})")
_STREET = 3  # words from a number to the word for a street


def is_time(phrase: Phrase, core: Span, people_months: frozenset[str]) -> bool:
    """True if the words are a time here."""
    atom = phrase.atoms[0]
    if _is_name(core, atom):
        return False
    if atom.kind == "decade" and not _is_decade(core, atom):
        return False
    if atom.kind == "holiday" and not _is_feast(phrase, core, atom):
        return False
    if atom.kind == "year" and _is_number(core):
        return False
    if len(phrase.atoms) == 2 or atom.kind not in _NEVER_BARE or set(atom.groups) & {"part", "edge", "which"}:
        return True
    if atom.kind == "month":
        return _is_month(phrase, core, atom, people_months)
    return _is_year(phrase, core)


def is_undated(phrase: Phrase, core: Span) -> bool:
    """True if a word before it makes the time recur or point into a story: "every Sunday", "the previous March"."""
    atom = phrase.atoms[0]
    if atom.kind not in _RECURRING or set(atom.groups) & {"which", "year", "edge"} or core.start == 0:
        return False
    before, words = core.doc[core.start - 1].lower_, load_times().words
    if before not in words["no_days_after"] and before not in words["ordinals"]:
        return False
    return not (before in {"a", "an", "the"} and (modifies(core) or atom.kind in {"season", "weekend"}))


def months_that_are_people(doc: Tree) -> frozenset[str]:
    """Return the words that are both a month and part of a person's name in this text: "Theresa May"."""
    months = load_times().words["months"]
    people = (token for name in doc.ents if name.label_ == "PERSON" for token in name)
    return frozenset(token.text for token in people if token.lower_ in months and token.text.istitle())


def modifies(core: Span) -> bool:
    """True if the time stands before the noun that it describes: "the Tuesday vote"."""
    return core.root.dep_ in _MODIFIERS and core.root.head.i >= core.end


def _is_month(phrase: Phrase, core: Span, atom: Atom, people_months: frozenset[str]) -> bool:
    if "year" in atom.groups or phrase.beside is not None:
        return True
    leans = core.root.dep_ in {"compound", "nmod", "npadvmod"} and core.root.ent_type_ == "DATE"
    named = core.start > 0 and core[0].nbor(-1).pos_ == "PROPN" and not core[0].nbor(-1).ent_type_  # "Ana May, 60"
    leans = leans and not named and not (core[0].is_sent_start and core.root.dep_ == "npadvmod")  # "May, his wife, …"
    return bool(phrase.preposition or phrase.offset or leans) and atom.groups["month"] not in people_months


def _is_year(phrase: Phrase, core: Span) -> bool:
    token = core[-1]
    if len(core) > 1:  # "the year 2010"
        return True
    number = token.dep_ == "nummod" and token.head.i < token.i  # "Route 2010"
    if number or phrase.preposition == "at":
        return False
    pointed = core.start > 0 and (core[0].nbor(-1).tag_ in {"POS", "PRP$"} or core[0].nbor(-1).lower_ == "the")
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in {"NNS", "NNPS"} and not pointed
    return (bool(phrase.preposition) or token.ent_type_ == "DATE") and not counts


def _is_number(core: Span) -> bool:
    """A number beside words that number, count or address: "Room 2015", "2010 votes", "1600 Market Street"."""
    doc, words = core.doc, load_times().words
    before = doc[core.start - 1].lower_ if core.start else ""
    following = [token.lower_ for token in doc[core.end : core.end + _STREET]]
    if before in words["numbered"] or (following and following[0] in words["counted"]):
        return True
    named = core.end < len(doc) and doc[core.end].text[:1].isupper()
    if named and not set(following).isdisjoint(words["streets"]):
        return True
    near = doc.span(max(0, core.start - 2), min(len(doc), core.end + 2)).text
    return any(found["first"] > found["last"] for found in _DOWNWARD.finditer(near))


def _is_decade(core: Span, atom: Atom) -> bool:
    """ "support in the 40s" is none, nor "temperatures in the 90s"."""
    if "short" not in atom.groups or any(mark in core.text for mark in "'’‘"):
        return True
    figures = load_times().words["figures"]
    return all(token.lower_ not in figures and token.text != "%" for token in core.sent)


def _is_feast(phrase: Phrase, core: Span, atom: Atom) -> bool:
    """ "Christmas" counts after a preposition, not in "a Christmas tree"."""
    if atom.groups["name"].lower() not in load_times().words["plain_feasts"] or set(atom.groups) & {"which", "year"}:
        return True
    return bool(phrase.preposition or phrase.offset) and not modifies(core)


def _is_name(core: Span, atom: Atom) -> bool:
    if atom.kind == "daily":
        return _is_no_day(core)
    if atom.kind not in {"month", "weekday", "century"} or "year" in atom.groups:
        return False
    if any(token.ent_type_ in _NAMES for token in core):
        return True
    before = core.doc[core.start - 1] if core.start else None
    return atom.kind == "weekday" and before is not None and before.text in _BEFORE_WEEKDAY


def _is_no_day(core: Span) -> bool:
    """ "Russia Today", "a brighter tomorrow", "the leaders of tomorrow", "today's youth"."""
    before = core[0].nbor(-1) if core.start else None
    named = core[0].text[0].isupper() and before is not None and before.pos_ == "PROPN"
    owner = core.root.dep_ == "poss" and core.root.head.lemma_.lower() in load_times().words["timeless"]
    described = any(child.dep_ in {"det", "amod"} for child in core.root.children if child not in core)
    return named or owner or described or (before is not None and before.lower_ == "of" and not _is_owner(core))


def _is_owner(core: Span) -> bool:
    following = core.doc[core.end] if core.end < len(core.doc) else None
    return following is not None and following.tag_ == "POS"
