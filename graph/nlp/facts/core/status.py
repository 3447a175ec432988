"""Whether a role is had now, was had before, or is to be had; and the office in the words a reader would write."""

from dataclasses import dataclass

from graph.nlp.facts.core.bearers import AS, TITLE, Bearing
from graph.nlp.facts.core.bodies import Body
from graph.nlp.facts.core.lexicon import lemma_of, role_nouns, roles, table
from graph.nlp.syntax.noun_phrases import to_words
from graph.nlp.syntax.tree import Word

_LASTING = frozenset({"act", "be", "serve", "work"})
_IDLE_DEPS = frozenset({"det", "predet", "preconj"})
_IDLE_TAGS = frozenset({"POS", "PRP$"})


@dataclass(frozen=True, slots=True)
class Status:
    """In one word, and the relation of who has the office in this way."""

    word: str
    relation: str


_FORMER = Status("former", "heldOffice")
_ELECT = Status("elect", "candidateForOffice")
_ACTING = Status("acting", "holdsOffice")
_CURRENT = Status("current", "holdsOffice")


def status_of(bearing: Bearing) -> Status:
    """Return whether the office is had now, and the relation that says so."""
    near, noun = _words_near(bearing), bearing.noun
    if near & roles("past") or noun.lower_.startswith("ex-"):
        return _FORMER
    if near & roles("coming") or noun.lower_.endswith("-elect"):
        return _ELECT
    if near & roles("acting"):
        return _ACTING
    verb = bearing.verb
    fronted = bearing.by == AS and verb is not None and noun.i < verb.i  # "As governor, she signed the bill"
    lasting = verb is not None and (verb.lemma_ in _LASTING or fronted)
    return _FORMER if verb is not None and lasting and _is_past(verb) else _CURRENT


def is_courtesy(bearing: Bearing, place: Body | None) -> bool:
    """True if the title is bare, "President Ruiz": whoever had the office once is still called so."""
    passing = roles("past") | roles("coming") | roles("acting")
    if bearing.by != TITLE or place is not None or _words_near(bearing) & passing:
        return False
    own = _own_start(bearing)
    return all(word.lower_ in roles("courtesy") or word.is_punct for word in bearing.before if word.i >= own)


def _words_near(bearing: Bearing) -> set[str]:
    """The words of the role up to the noun, the one before them, and what a hyphen joins: "ex-", "-elect".

    What stands before another role is said of that one alone: "former candidate – Senator Ruiz"; of roles joined by
    "and" it is said of all: "a former governor and envoy".
    """
    doc, first, last = bearing.noun.doc, bearing.words[0], bearing.noun.i
    joined = bearing.noun.dep_ == "conj" and bearing.noun.head.i < first and lemma_of(bearing.noun.head) in role_nouns()
    if joined and not any(child.dep_ in {"det", "poss"} for child in bearing.noun.children):
        before = {child.lower_ for child in bearing.noun.head.children if child.i < bearing.noun.head.i}
        if before & roles("past"):
            return before
    first = max(first, _own_start(bearing))
    reach = 0 if first > bearing.words[0] else 2 if first and doc[first - 1].text == "-" else 1
    places = [*range(max(0, first - reach), last), *(i for i in bearing.words if first <= i < last)]
    places += [last + 2] if last + 2 < len(doc) and doc[last + 1].text == "-" else []
    return {doc[i].lower_ for i in places}


def _own_start(bearing: Bearing) -> int:
    """Where the title begins that stands next to the name: "presidential candidate – Senator Ruiz"."""
    doc, last = bearing.noun.doc, bearing.noun.i
    before = [i for i in bearing.words if i < last and lemma_of(doc[i]) in roles("candidates")]
    return before[-1] + 1 if before and bearing.by == TITLE else bearing.words[0]


def _is_past(verb: Word) -> bool:
    pluperfect = any(child.lower_ == "had" for child in verb.children if child.dep_ == "aux")
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and pluperfect)


def office_words(bearing: Bearing, place: Body | None) -> str:
    """Return the office as a reader would write it: "Senator from Ohio", "Prime Minister", "mayor of Lima"."""
    doc, noun = bearing.noun.doc, bearing.noun
    placed = set(place.words) if place is not None else set()
    own = _own_start(bearing)
    kept = [i for i in bearing.words if i >= own and not _is_idle(doc[i]) and (i > noun.i or i not in placed)]
    words = " ".join(table("short").get(doc[i].lower_, doc[i].text) for i in kept)
    words = words.replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "’s")
    if place is not None and (place.words[-1] < noun.i or place.words[0] > bearing.words[-1]):
        link = "from" if noun.lower_ in table("constituency")["offices"] else "of"
        words = f"{words} {link} {to_words(doc, place.words)}"
    return words or noun.text


def _is_idle(word: Word) -> bool:
    """True if the word is no part of the office: "the", "former", "Labour"."""
    passing = roles("past") | roles("coming") | roles("acting")
    if word.lower_ in passing or word.text in table("party_words"):
        return True
    loose = word.is_punct and word.text not in {"-", "&"}
    return loose or word.dep_ in _IDLE_DEPS or word.tag_ in _IDLE_TAGS
