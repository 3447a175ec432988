"""Where names begin and end that the recogniser cut short or took too far, and what it marked that is none."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from graph.model import EntityType
from graph.nlp import lexicons
from graph.nlp.coreference.gender import gender_of_name
from graph.nlp.coreference.names.known_pieces import known_type
from graph.nlp.coreference.names.speaking_names import Piece
from graph.nlp.coreference.names.titles import is_office, is_title
from graph.nlp.syntax.tree import Span, Tree, Word

_NAMES = frozenset({"NNP", "NNPS"})
_SEAT = re.compile(r"[DRI](?:-[A-Z][\w.]*(?: [A-Z]\w+)?)?")  # "R-Ky.": party and state of a member
_AGENTS = ("er", "or", "ist", "man", "woman", "brand")
_YOUNGER = frozenset({"jr", "jr.", "sr", "sr."})
_LINKS = frozenset({"of", "for", "on", "against"})
_NEVER_INSIDE = frozenset({"DATE", "TIME", "PERSON", "PERCENT", "MONEY", "CARDINAL"})
_PLACED = frozenset({"GPE", "LOC", "NORP"})
_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.OTHER, EntityType.WORK, EntityType.GROUP, EntityType.PLACE})
_LANDS = frozenset({"UK", "US"})
_LEANING = frozenset({"anti", "non", "pro", "un", "ex", "post", "pre", "mid"})

_words = partial(lexicons.listed, "names")


def mend(doc: Tree, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with their right borders and kinds; what is no name is left out."""
    mended: list[Piece] = []
    led = {doc[start].text for start, end, _ in pieces if end - start == 1 and _is_led(doc[start])}
    sure = {doc[i].text for start, end, _ in pieces for i in range(start, end) if doc[i].tag_ in _NAMES}
    for piece in (*pieces, *_bodies(doc)):
        start, end, kind = _widened(doc, *_trimmed(doc, *piece))
        if start < end and not _is_nothing(doc.span(start, end), kind, sure):
            kind = _kind(doc.span(start, end), kind)
            body = kind is EntityType.PLACE and end - start == 1 and doc[start].text in led
            mended.append((start, end, EntityType.ORGANIZATION if body else kind))
    return list(_joined(doc, _longest(mended)))


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


def _bodies(doc: Tree) -> Iterator[Piece]:
    """Names that say what they are: "Iraq and Afghanistan Veterans of America"; the longest first."""
    openings = _words("openings")
    for token in doc:
        if token.text in openings and token.tag_ in ("NNP", "NNPS", "NNS") and not token.is_sent_start:
            stop = _reach(doc, token.i + 1)
            if stop > token.i + 1:
                yield _begin(token), stop, EntityType.ORGANIZATION


def _begin(token: Word) -> int:
    """Where the capitalised words before it begin, "and" between two of them counted."""
    doc, start = token.doc, token.i
    first = token.sent.start
    while start > first:
        before = doc[start - 1]
        if before.pos_ == "PROPN" and before.text[0].isupper() and not is_title(before):
            start -= 1
        elif before.lower_ == "and" and start - 2 > first and doc[start - 2].ent_type_ == "GPE" and doc[start].ent_type_ == "GPE":
            start -= 2
        else:
            break
    return start


def _trimmed(doc: Tree, start: int, end: int, kind: EntityType) -> Piece:
    """Without "pro-" and the like, and without the department before a person: "Health Una Clegg"."""
    while end - start > 1 and doc[start].text == "-":
        start += 1
    if end - start > 2 and doc[start].lower_ in _LEANING and doc[start + 1].text == "-":
        start += 2
    if kind is EntityType.PERSON and end - start == 3 and doc[start].is_sent_start and _is_epithet(doc, start):
        start += 1  # "Kingmaker Ana Duarte"
    if kind in (EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PLACE):
        begin = _after_department(doc, start, end)
        if begin is not None:
            return begin, end, EntityType.PERSON
    if kind is EntityType.PERSON and end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in _YOUNGER:
        return start, end + 2, kind
    return start, end, kind


def _is_epithet(doc: Tree, start: int) -> bool:
    """Whether a word that nobody is called stands before a given name: a common noun whose capital opens the sentence."""
    word, given = doc[start], doc[start + 1]
    return word.lower_.endswith(_AGENTS) and not gender_of_name([word.lower_]) and gender_of_name([given.lower_]) is not None


def _after_department(doc: Tree, start: int, end: int) -> int | None:
    """Where a person's name begins in "(Senator for) Kaduna Central Musa Bello", "(Secretary of) State for Health Una Clegg"."""
    if not _is_of_office(doc, start) or end - start < 3 or doc[end - 1].lower_ in _words("heads"):
        return None
    for at in range(end - 2, max(start, end - 4), -1):
        if gender_of_name([doc[at].lower_]) and all(word.tag_ in _NAMES for word in doc[at:end]):
            return at
    return None


def _is_of_office(doc: Tree, start: int) -> bool:
    """Whether "of" or "for" stands before, and an office before that."""
    before = doc[max(0, start - 5) : start]
    links = [word for word in before if word.lower_ in ("of", "for")]
    return bool(links) and before[-1].lower_ in ("of", "for") and links[0].i > 0 and is_office(links[0].nbor(-1))


def _widened(doc: Tree, start: int, end: int, kind: EntityType) -> Piece:
    """With what follows "Commission on" and "Citizens for", if it has capitals."""
    if kind not in _BODIES or end - start > 6:
        return start, end, kind
    opens = doc[end - 1].text in _words("openings") or (kind is EntityType.ORGANIZATION and _is_committee(doc, end))
    stop = _reach(doc, end) if opens else end
    return (start, stop, EntityType.ORGANIZATION) if stop > end else (start, end, kind)


def _reach(doc: Tree, end: int) -> int:
    """Where the capitalised words after "of", "for" or "on" end; `end` where there are none."""
    if end + 1 >= len(doc) or (doc[end].lower_ not in _LINKS and not _is_committee(doc, end)):
        return end
    stop = end + 1
    while stop < len(doc) and stop - end < 8 and _may_belong(doc[stop], doc[end].lower_):
        stop += 1
    while stop > end + 1 and not doc[stop - 1].text[0].isupper():
        stop -= 1
    return stop if stop > end + 1 else end


def _is_committee(doc: Tree, end: int) -> bool:
    """Whether "and the Workforce Committee" goes on with a name."""
    if end + 2 >= len(doc) or doc[end].lower_ != "and":
        return False
    at = end + 2 if doc[end + 1].lower_ == "the" else end + 1
    stop = at
    while stop < len(doc) and stop - at < 5 and doc[stop].text[0].isupper() and doc[stop].pos_ == "PROPN":
        stop += 1
    return stop > at and doc[stop - 1].text in ("Committee", "Subcommittee", "Commission")


def _may_belong(word: Word, link: str) -> bool:
    if word.lower_ in ("and", "&") and word.nbor(-1).ent_type_ == "GPE":
        return False
    if word.lower_ in ("and", "the", "of", "&"):
        return word.i + 1 < len(word.doc) and word.nbor(1).text[0].isupper() and word.nbor(1).tag_ in _NAMES
    if word.ent_type_ in _NEVER_INSIDE or (link != "of" and word.ent_type_ in _PLACED):
        return False
    return word.text[0].isupper() and word.pos_ in ("PROPN", "NOUN", "ADJ") and not word.is_sent_start


def _is_nothing(span: Span, kind: EntityType, sure: set[str]) -> bool:
    """Whether the words are no name: a seat ("R-Ky."), a common word with a capital, remains of a sentence."""
    text = span.text
    if any(mark in text for mark in "[]@<>|") or _SEAT.fullmatch(text) or text.rstrip(".") in ("Jr", "Sr"):
        return True
    if len(span) > 1 or known_type(span) is not None:
        return False
    word = span[0]
    if text in _words("nobody"):
        return True
    if text in sure:
        return False
    plain = word.tag_ not in (*_NAMES, "NNS", "FW", "ADD", "CD") and not word.is_upper
    named = kind is EntityType.PERSON and gender_of_name([word.lower_]) is not None
    return plain and not named and kind is not EntityType.PLACE


def _kind(span: Span, kind: EntityType) -> EntityType:
    """What the last word or the letters say of the kind."""
    known = known_type(span)
    if known is not None:
        return known
    last = span[-1].text
    if kind in (EntityType.PARTY, EntityType.AGREEMENT, EntityType.POLICY, EntityType.ORGANIZATION):
        return kind
    if len(span) > 1 and last == "Amendment":
        return EntityType.POLICY
    if kind in (EntityType.WORK, EntityType.EVENT):
        return kind
    if len(span) > 1 and last in _words("heads") and not _is_other(span, kind):
        return EntityType.ORGANIZATION
    opening = next((word.i for word in span if word.lower_ in _LINKS), span.start)
    if opening > span.start and span.doc[opening - 1].text in _words("openings"):
        return EntityType.ORGANIZATION
    return _kind_of_letters(span, kind)


def _kind_of_letters(span: Span, kind: EntityType) -> EntityType:
    """An acronym names a body, not a group: "NAACP"."""
    word = span[0]
    if len(span) > 1 or not word.is_upper or not word.is_alpha or len(word) < 2:
        return kind
    return EntityType.ORGANIZATION if kind is EntityType.GROUP else kind


def _is_led(word: Word) -> bool:
    """Whether "the" stands before two letters that are no country's: "the VA" is a body, VA a state."""
    led = word.i > 0 and word.nbor(-1).lower_ == "the" and word.dep_ != "compound"
    return led and word.is_upper and len(word) == 2 and word.text not in _LANDS


def _is_other(span: Span, kind: EntityType) -> bool:
    """Whether two words, a given name first, are a person's for all that the last one says; "Soviet Union" is a place."""
    if kind is EntityType.PLACE:
        return span[-1].text in _words("built")
    return kind is EntityType.PERSON and len(span) == 2 and gender_of_name([span[0].lower_]) is not None and span[-1].text not in ("Energy", "Coal")


def _joined(doc: Tree, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, two that the recogniser cut apart made one: "Black Caucus" and "PAC"."""
    held: Piece | None = None
    for piece in sorted(pieces):
        if held is not None and _is_one(doc, held, piece):
            held = (held[0], piece[1], EntityType.ORGANIZATION)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _is_one(doc: Tree, first: Piece, second: Piece) -> bool:
    both = first[2] is EntityType.ORGANIZATION and second[2] is EntityType.ORGANIZATION
    last = doc[first[1] - 1]
    inside = last.dep_ == "compound" and second[0] <= last.head.i < second[1]
    return both and first[1] == second[0] and inside and doc[second[1] - 1].text in _words("heads")
