"""Stand-ins: what the parser reads in the place of words that would lead it astray, of the same length each.

It takes "May said" for a modal verb and "One Nation" for a number; with "Kim said" and "Fox Agency" it is right. The
tree that comes of it has the words of the text, so nobody above the parser knows of the stand-ins.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from graph.model import EntityType
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.lexicons.known_names import Place, find_known_names

_FILE = "word_surnames"
_RUN = re.compile(r"[^\W\d_]+")
_NAME = r"[^\W\d_][\w’'-]*"
_CAPITALISED = re.compile(r"(?<![\w@#])[A-Z][a-z]+(?![\w-])")
_ORDINARY = frozenset({"Party", "party"})

Change = tuple[int, int, str]  # code points, end exclusive; what stands there instead


def with_stand_ins(text: str) -> str:
    """Return a text of the same length in which stand-ins are in the place of misleading words."""
    changes = sorted({*_surnames(text), *_letters(text), *_parties(text)})
    made, end = [], 0
    for start, stop, words in changes:
        if start >= end:
            made += [text[end:start], words]
            end = stop
    return "".join([*made, text[end:]])


def _surnames(text: str) -> Iterator[Change]:
    """Surnames such as "May" and "Price", where a given name or a title stands before them, and after that alone."""
    words, plain = _word_surnames(), load_lexicon(_FILE)["plain_surnames"]
    places = [match for match in _CAPITALISED.finditer(text) if match.group() in words]
    borne = {match.group() for match in places if _is_borne(text, match.start(), match.end())}
    for match in places:
        word = match.group()
        if word in borne and str(len(word)) in plain and _is_name(text, match.start(), match.end()):
            yield match.start(), match.end(), plain[str(len(word))]


@lru_cache(maxsize=1)
def _word_surnames() -> frozenset[str]:
    return frozenset(load_lexicon(_FILE)["surnames"].split())


def _is_borne(text: str, start: int, end: int) -> bool:
    """Whether a given name or a title stands before the word, and no longer name goes on: "Rose Garden Party"."""
    if _goes_on(text, end):
        return False
    before = _word_before(text, start)
    if _is_initial(before):
        start -= 3
        before = _word_before(text, start)
    if before in _times():
        return False
    if text[start:end] in listed(_FILE, "days"):  # "Trump said in Miami Friday"
        return before in _given_names() and _word_before(text, start - len(before) - 1).lower() in _offices()
    return before in _given_names() or before.rstrip(".") in _honorifics()


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether the word that somebody in the text bears as a surname is one here, too."""
    before, word = _word_before(text, start), text[start:end]
    if _is_borne(text, start, end) or word in listed(_FILE, "days"):
        return _is_borne(text, start, end)
    if before.lower() in listed(_FILE, "determiners") or _goes_on(text, end):
        return False
    if word in _times() and (before.lower() in listed(_FILE, "before_times") or re.match(r",? \d", text[end:])):
        return False
    after = re.match(r" (\w+)", text[end:])
    if word == "May" and after and after.group(1).lower() in listed(_FILE, "after_may"):
        return False
    return not before[:1].isupper() or _opens(text, start - 1 - len(before))


def _goes_on(text: str, end: int) -> bool:
    """Whether a capitalised word follows: "Green Party"."""
    return bool(re.match(r" [^\W\d_a-z][a-zà-ÿ]", text[end:])) and text[end + 1].isupper()


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins there, so that the capital says nothing."""
    return not start or text[start - 1] in '\n“"' or text[max(0, start - 2) : start] in (". ", "? ", "! ", "” ")


def _word_before(text: str, start: int) -> str:
    """Return the word that stands before, with its full stop if it is short for something; empty if there is none."""
    if text[start - 1 : start] != " ":
        return ""
    match = re.search(rf"({_NAME}\.?)$", text[max(0, start - 30) : start - 1])
    word = match.group(1) if match else ""
    return word if not word.endswith(".") or _is_initial(word) or word[:-1] in _honorifics() else ""


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def _letters(text: str) -> Iterator[Change]:
    """Letters after a name: "Mairi Gunn MSP"; blanks stand for them."""
    for match in _lettered().finditer(text):
        words = match.group(1).split()[:-1]
        if any(word in _given_names() or word.rstrip(".") in _honorifics() for word in words):
            yield match.start(2), match.end(2), " " * len(match.group(2))


@lru_cache(maxsize=1)
def _lettered() -> re.Pattern[str]:
    letters = "|".join(sorted(listed(_FILE, "letters"), key=len, reverse=True))
    name = rf"({_NAME}\.?(?: (?:[A-Z]\.|[A-Z]{_NAME})){{0,2}} [^\W\d_a-z]{_NAME})"
    return re.compile(rf"(?<![\w@#]){name},? ((?:{letters}))(?=[,.;:)’']|\s+[^\W\d_A-Z]|\s*$)")


def _parties(text: str) -> Iterator[Change]:
    """The names of parties and chambers that are no plain phrases: "Fine Gael", "Law and Justice", "Lok Sabha"."""
    chambers = listed(_FILE, "chambers")
    for place in find_known_names(text):
        party = place.known.type is EntityType.PARTY and _misleads(place)
        if party or place.known.name in chambers:
            yield from _words(text, place)


def _misleads(place: Place) -> bool:
    name = place.known.name
    runs = name.split()
    return not any(mark.isdigit() or mark == "." for mark in name) and len(runs) > 1 and runs[-1] not in _ORDINARY


def _words(text: str, place: Place) -> Iterator[Change]:
    lexicon = load_lexicon(_FILE)
    runs = [(match.start(), match.end()) for match in _RUN.finditer(text, place.start, place.end)]
    for number, (start, end) in enumerate(runs):
        table: Mapping[str, str] = lexicon["plain_last" if number == len(runs) - 1 else "plain_first"]
        word = table.get(str(end - start))
        if word:
            yield start, end, word


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    lexicon = load_lexicon("first_names")
    names = frozenset(lexicon["feminine"].split()) | frozenset(lexicon["masculine"].split())
    return frozenset(name for name in names if len(name) > 2)


@lru_cache(maxsize=1)
def _honorifics() -> frozenset[str]:
    return frozenset(word.rstrip(".").capitalize() for word in load_lexicon("titles")["honorifics"])


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    return listed("titles", "offices")


@lru_cache(maxsize=1)
def _times() -> frozenset[str]:
    return listed(_FILE, "times")
