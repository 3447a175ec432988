"""To which body, place or person a role belongs: "of the central bank", "Apple's", "Trump campaign", "at Oslo"."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.nlp.facts.core.bearers import TITLE, Bearing
from graph.nlp.facts.core.lexicon import lemma_of, role_nouns, roles, table
from graph.nlp.syntax.children import find_child
from graph.nlp.syntax.noun_phrases import find_conjuncts, find_core, find_phrase
from graph.nlp.syntax.tree import Word

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LEADING_TO = frozenset({"at", "for", "from", "of", "to", "with"})
_NAMED = frozenset({"ORG", "PERSON"})


@dataclass(frozen=True, slots=True)
class Body:
    """A body, place or person by its words."""

    words: tuple[int, ...]
    head: Word

    @property
    def is_led(self) -> bool:
        """True if it is an organization, which has a president, and not a place or a chamber, whose office that is."""
        doc = self.head.doc
        if self.head.ent_type_ in _PLACES or self.head.ent_type_ == "NORP":
            return False
        if all(doc[i].lower_.rstrip(".") in roles("chambers") or doc[i].pos_ in {"DET", "ADJ"} for i in self.words):
            return False
        return self.head.pos_ == "PROPN" or lemma_of(self.head) in roles("bodies")


def find_bodies(bearing: Bearing) -> Iterator[Body]:
    """Yield what the role is at, of or for, the nearest first: after the noun, its owner, the words before it."""
    noun = bearing.noun
    found = False
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _LEADING_TO and child.i > noun.i:
            for target in child.children:
                if target.dep_ == "pobj":
                    for one in find_conjuncts(target):
                        if (_is_body(one) or _is_served(one, bearing)) and (one is target or one.pos_ == "PROPN"):
                            found = True
                            yield Body(find_phrase(one), one)
    if found:
        return
    owner = find_child(noun, "poss")
    if owner is not None and _is_body(owner):
        yield Body(_without_mark(find_core(owner), owner), owner)
        return
    yield from _before(bearing)


def _without_mark(words: tuple[int, ...], head: Word) -> tuple[int, ...]:
    return tuple(i for i in words if head.doc[i].tag_ != "POS")


def _is_served(word: Word, bearing: Bearing) -> bool:
    """ "a lawyer for the mayor": whoever has somebody to speak or work for him."""
    definite = find_child(word, "det") is not None and word.pos_ == "NOUN"
    return definite and lemma_of(bearing.noun) in roles("staff") and lemma_of(word) in roles("offices")


def _is_body(word: Word) -> bool:
    if word.ent_type_ in {"DATE", "TIME", "MONEY", "CARDINAL", "NORP"}:
        return False
    if word.pos_ == "PROPN":
        return True
    if word.tag_ == "PRP$" and word.lower_ in {"his", "her", "its"}:
        return True
    return word.pos_ == "NOUN" and lemma_of(word) in roles("bodies")


def _before(bearing: Bearing) -> Iterator[Body]:
    """ "FBI Director", "Trump campaign spokesman", "New York Times reporter": the names right before the noun."""
    before = bearing.before
    while before and (_is_of_title(before[-1]) or before[-1].tag_ == "POS"):
        before.pop()
    run: list[Word] = []
    for word in reversed(before):
        if not _is_named(word, run) or _is_other_place(word, run):
            break
        run.insert(0, word)
    if _names_body(run):
        yield Body(tuple(word.i for word in run), run[-1])


def _is_named(word: Word, run: list[Word]) -> bool:
    """True if the word can belong to the name of a body, before the words that do."""
    if word.tag_ == "POS" or word.lower_ in roles("past") | roles("acting"):
        return False
    return word.pos_ == "PROPN" or word.ent_type_ in _NAMED or (not run and lemma_of(word) in roles("bodies"))


def _is_other_place(word: Word, run: list[Word]) -> bool:
    """True if a place stands before a name that begins after it: "Texas – Labor Council chief"."""
    if not run or word.ent_iob_ == "I" or word.ent_type_ not in _PLACES:
        return False
    return run[0].ent_iob_ == "B" and run[0].ent_type_ != word.ent_type_


def _names_body(run: list[Word]) -> bool:
    """True if the words name a body, not a place, a people or a party alone."""
    if not any(word.pos_ == "PROPN" for word in run) or all(word.ent_type_ in _PLACES for word in run):
        return False
    return not all(word.text in table("party_words") or word.ent_type_ in {"NORP", "DATE"} for word in run)


def _is_of_title(word: Word) -> bool:
    """True if a word before the noun is part of the title: "managing – director", "vice – president"."""
    if word.ent_type_ in _NAMED:
        return False
    titled = word.lower_ in roles("title_words") or word.lower_ in role_nouns()
    return titled or word.pos_ in {"ADJ", "ADV"}


def find_places(bearing: Bearing) -> Iterator[Body]:
    """Yield the place of an office: "of Texas", "Texas Sen.", "Canada's", "the Vermont senator"."""
    noun, doc = bearing.noun, bearing.noun.doc
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"from", "of", "for"}:
            for target in child.children:
                if target.dep_ == "pobj" and _is_place(target):
                    yield Body(find_core(target), target)
    yield from _after_name(bearing)
    run = tuple(word.i for word in bearing.before if _is_place(word) and word.text not in {"U.S.", "US"})
    if run:
        yield Body(run, doc[run[-1]])


def _is_place(word: Word) -> bool:
    return word.ent_type_ in _PLACES and word.pos_ == "PROPN"


def _after_name(bearing: Bearing) -> Iterator[Body]:
    """ "Senator Tom Hale of Ohio"."""
    doc, after = bearing.noun.doc, bearing.person[-1] + 1
    if bearing.by != TITLE or after + 1 >= len(doc) or doc[after].lower_ not in {"of", "from"}:
        return
    end = after + 2
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    if doc[after + 1].ent_type_ in _PLACES:
        yield Body(tuple(range(after + 1, end)), doc[end - 1])
