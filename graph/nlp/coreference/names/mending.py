"""What the recogniser marked, mended: right borders, right kinds, and without what is no name."""

import re
from collections.abc import Collection, Sequence
from functools import partial

from graph.model import EntityType
from graph.nlp import lexicons
from graph.nlp.coreference.gender import gender_of_name
from graph.nlp.coreference.names.borders import find_bodies, join, trim, widen
from graph.nlp.coreference.names.headings import is_heading
from graph.nlp.coreference.names.known_pieces import known_type, load_people, load_surnames, opens_as_word
from graph.nlp.coreference.names.speaking_names import Piece
from graph.nlp.syntax.tree import Span, Tree, Word

_NAMES = frozenset({"NNP", "NNPS"})
_NOMINAL = _NAMES | {"ADD", "CD", "FW", "NNS"}
_SEAT = re.compile(r"[DRI](?:-[A-Z][\w.]*(?: [A-Z]\w+)?)?")  # "R-Ky.": party and state of a member
_MARKS = re.compile(r"[\[\]@<>|]")
_SETTLED = frozenset({EntityType.PARTY, EntityType.AGREEMENT, EntityType.POLICY, EntityType.ORGANIZATION})
_SEEN = frozenset({EntityType.PLACE, EntityType.GROUP, EntityType.PARTY})
_LONGEST = 5  # words of a person's name
_MADE = frozenset({EntityType.WORK, EntityType.EVENT})

_words = partial(lexicons.listed, "known_names")


def mend(doc: Tree, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with their right borders and kinds, in text order; what is no name is left out."""
    inner = _inside(doc)
    led = {doc[start].text for start, end, _ in pieces if end - start == 1 and _is_led(doc[start])}
    named = {word.text for start, end, _ in pieces for word in doc[start:end] if word.tag_ in _NAMES}
    mended: list[Piece] = []
    for piece in (*pieces, *find_bodies(doc)):
        start, end, kind = widen(doc, *trim(doc, *piece))
        span = doc.span(start, end)
        if start < end and not _is_nothing(span, kind, named) and not _only_opens(span, kind, inner):
            mended.append((start, end, _kind_of(span, kind, led)))
    return join(doc, _longest(mended))


def _longest(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, without those that lie within another one."""
    taken: set[int] = set()
    kept = []
    for piece in sorted(pieces, key=lambda one: one[0] - one[1]):
        inside = range(piece[0], piece[1])
        if taken.isdisjoint(inside):
            taken.update(inside)
            kept.append(piece)
    return sorted(kept)


def _is_nothing(span: Span, kind: EntityType, named: Collection[str]) -> bool:
    """Whether the words are no name: a seat ("R-Ky."), a common word with a capital, remains of a sentence."""
    text = span.text
    if _MARKS.search(text) or _SEAT.fullmatch(text) or text in _words("nobody"):
        return True
    word = span[0]
    if len(span) > 1 or text in named or known_type(span) is not None:
        return False
    person = kind is EntityType.PERSON and gender_of_name([word.lower_]) is not None
    return word.tag_ not in _NOMINAL and not word.is_upper and not person and kind is not EntityType.PLACE


def _inside(doc: Tree) -> set[str]:
    """The capitalised words that stand inside a sentence, where a capital says something."""
    return {
        word.text for word in doc if word.text[0].isupper() and not word.is_sent_start and not is_heading(word.sent)
    }


def _only_opens(span: Span, kind: EntityType, inner: Collection[str]) -> bool:
    """Whether a word of the language has its capital only because it opens a sentence: "Outright victory is near"."""
    word = span[0]
    if len(span) > 1 or word.text in inner or not word.is_sent_start or word.is_upper or known_type(span) is not None:
        return False
    lemma = word.lower_ if word.lower_ in span.doc.ordinary else word.lower_.removesuffix("s")
    if lemma not in span.doc.ordinary or (word.text in load_surnames() and not opens_as_word(word)):
        return False
    return kind not in _SEEN and (gender_of_name([word.lower_]) is None or opens_as_word(word))


def _kind_of(span: Span, kind: EntityType, led: Collection[str]) -> EntityType:
    """What everybody knows, else what the last word, "for" or the letters say, else what the recogniser says."""
    known = known_type(span)
    if known is not None or (kind in _SETTLED and not _is_known_person(span)):
        return known or kind
    if len(span) == 1:
        letters = span[0].is_upper and span[0].is_alpha and len(span[0]) > 1
        body = (kind is EntityType.GROUP and letters) or (kind is EntityType.PLACE and span.text in led)
        return EntityType.ORGANIZATION if body else kind
    if _is_known_person(span):
        return EntityType.PERSON
    if span[-1].text in _words("laws"):
        return EntityType.POLICY
    return EntityType.ORGANIZATION if _is_body(span, kind) else kind


def _is_known_person(span: Span) -> bool:
    return 1 < len(span) <= _LONGEST and span.text in load_people()


def _is_body(span: Span, kind: EntityType) -> bool:
    """Whether it ends or, before "of" or "for", begins as names of bodies do: "Walter Energy", "Citizens for Peace"."""
    if kind not in _MADE and span[-1].text in _words("heads"):
        return not _is_other(span, kind)
    links = [word.i for word in span if word.lower_ in _words("links")]
    return bool(links) and links[0] > span.start and span.doc[links[0] - 1].text in _words("openings")


def _is_other(span: Span, kind: EntityType) -> bool:
    """Whether it is a place ("Union Square Center"), or a person, two words of which the first is a given name."""
    if kind is EntityType.PLACE:
        return span[-1].text in _words("built")
    person = kind is EntityType.PERSON and len(span) == 2 and gender_of_name([span[0].lower_]) is not None
    return person and span[-1].text not in _words("firms")


def _is_led(word: Word) -> bool:
    """Whether "the" stands before two letters that are no country's: "the VA" is a body, VA a state."""
    led = word.i > 0 and word.nbor(-1).lower_ == "the" and word.dep_ != "compound"
    return led and word.is_upper and len(word) == 2 and word.text not in _words("letters_of_lands")
