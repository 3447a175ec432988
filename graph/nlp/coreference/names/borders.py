"""Where names begin and end that the recogniser cut short or took too far."""

from collections.abc import Iterator, Sequence
from functools import partial

from graph.model import EntityType
from graph.nlp import lexicons
from graph.nlp.coreference.gender import gender_of_name
from graph.nlp.coreference.names.speaking_names import Piece
from graph.nlp.coreference.names.titles import is_office, is_title
from graph.nlp.syntax.tree import Tree, Word

_NAMES = frozenset({"NNP", "NNPS"})
_AGENTS = ("brand", "er", "ist", "man", "or", "woman")  # ends of words for who does something
_NEVER_INSIDE = frozenset({"CARDINAL", "DATE", "MONEY", "PERCENT", "PERSON", "TIME"})
_PLACED = frozenset({"GPE", "LOC", "NORP"})
_WIDER = frozenset({EntityType.ORGANIZATION, EntityType.OTHER, EntityType.WORK, EntityType.GROUP, EntityType.PLACE})
_TITLED = frozenset({EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PLACE})
_COMMITTEES = frozenset({"Commission", "Committee", "Subcommittee"})
_LONGEST = 8  # words after "of" or "for"
_DEPARTMENT = 5  # words between an office and a name

_words = partial(lexicons.listed, "known_names")


def find_bodies(doc: Tree) -> Iterator[Piece]:
    """Yield names that say what they are: "Iraq and Afghanistan Veterans of America"."""
    openings = _words("openings")
    for token in doc:
        if token.text in openings and token.tag_ in (*_NAMES, "NNS") and not token.is_sent_start:
            stop = _reach(doc, token.i + 1)
            if stop > token.i + 1:
                yield _begin(token), stop, EntityType.ORGANIZATION


def trim(doc: Tree, start: int, end: int, kind: EntityType) -> Piece:
    """Return the piece without "pro-" and the like and without the words for an office; with "Jr."."""
    while end - start > 1 and doc[start].text == "-":
        start += 1
    if end - start > 2 and doc[start].lower_ in _words("leanings") and doc[start + 1].text == "-":
        start += 2
    if kind is EntityType.PERSON and end - start > 3:
        start = next((at for at in range(end - 1, start, -1) if _is_titled(doc, at)), start)
    if kind is EntityType.PERSON and end - start == 3 and doc[start].is_sent_start and _is_epithet(doc, start):
        start += 1
    begin = _after_department(doc, start, end) if kind in _TITLED else None
    if begin is not None:
        return begin, end, EntityType.PERSON
    younger = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in _words("younger")
    return start, end + 2 if younger and kind is EntityType.PERSON else end, kind


def widen(doc: Tree, start: int, end: int, kind: EntityType) -> Piece:
    """Return the piece with the capitalised words that go on with "Commission on" and "Citizens for"."""
    if end - start == 1 and _has_given_name(doc, start):
        return start - 1, end, EntityType.PERSON
    if kind not in _WIDER or end == start:
        return start, end, kind
    if kind is EntityType.ORGANIZATION:
        end = _whole(doc, end)
    opens = doc[end - 1].text in _words("openings") or (kind is EntityType.ORGANIZATION and _is_committee(doc, end))
    stop = _reach(doc, end) if opens else end
    return (start, stop, EntityType.ORGANIZATION) if stop > end else (start, end, kind)


def join(doc: Tree, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, two that the recogniser cut apart made one: "Black Caucus" and "PAC"; a field is no body."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and _is_one(doc, joined[-1], piece):
            joined[-1] = (joined[-1][0], piece[1], piece[2])
            continue
        if joined and _is_field(doc, joined[-1], piece):
            joined.pop()
        joined.append(piece)
    return joined


def _is_field(doc: Tree, first: Piece, second: Piece) -> bool:
    """Whether the first is what the office of the second is for: "(Secretary of) State for Trade", "Ana Duarte"."""
    person = first[2] is EntityType.ORGANIZATION and second[2] is EntityType.PERSON
    return person and first[1] == second[0] and _is_of_office(doc, first[0])


def _begin(token: Word) -> int:
    """Where the capitalised words before it begin, "and" between two countries counted."""
    doc, start = token.doc, token.i
    first = token.sent.start
    while start > first:
        before = doc[start - 1]
        if before.pos_ == "PROPN" and before.text[0].isupper() and not is_title(before):
            start -= 1
        elif before.lower_ == "and" and start - 2 > first and _are_lands(doc[start - 2], doc[start]):
            start -= 2
        else:
            break
    return start


def _are_lands(one: Word, other: Word) -> bool:
    return one.ent_type_ == other.ent_type_ == "GPE"


def _is_titled(doc: Tree, at: int) -> bool:
    """Whether a given name stands there after an office: "School Principal Ana Duarte"."""
    return is_office(doc[at - 1]) and gender_of_name([doc[at].lower_]) is not None


def _is_epithet(doc: Tree, start: int) -> bool:
    """Whether a common noun whose capital opens the sentence stands before a given name: "Kingmaker Ana Duarte"."""
    word, given = doc[start], doc[start + 1]
    noun = word.lower_.endswith(_AGENTS) and gender_of_name([word.lower_]) is None
    return noun and gender_of_name([given.lower_]) is not None


def _after_department(doc: Tree, start: int, end: int) -> int | None:
    """Where a person's name begins after "Senator for" in "Upper Rivers Ana Duarte"."""
    if end - start < 3 or not _is_of_office(doc, start):
        return None
    for at in range(end - 2, max(start, end - 4), -1):
        if gender_of_name([doc[at].lower_]) and all(word.tag_ in _NAMES for word in doc[at:end]):
            return at
    return None


def _is_of_office(doc: Tree, start: int) -> bool:
    """Whether "of" or "for" stands before, and an office before that."""
    before = doc[max(0, start - _DEPARTMENT) : start]
    links = [word for word in before if word.lower_ in ("of", "for")]
    return bool(links) and before[-1] in links and links[0].i > 0 and is_office(links[0].nbor(-1))


def _whole(doc: Tree, end: int) -> int:
    """Where the name of a body ends that was cut before what says what it is: "Bay Memorial [Baptist Church]"."""
    last = doc[end - 1]
    if last.dep_ != "compound" or not end <= last.head.i < end + _DEPARTMENT:
        return end
    rest = doc[end : last.head.i + 1]
    goes_on = all(word.tag_ in _NAMES and not word.ent_type_ and word.text[0].isupper() for word in rest)
    return last.head.i + 1 if goes_on and last.head.text in _words("heads") else end


def _has_given_name(doc: Tree, start: int) -> bool:
    """Whether a given name that the recogniser did not mark stands before: "Chairman Adelmo [Duarte]"."""
    if start < 1 or doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    name = before.tag_ == "NNP" and before.is_title and not before.ent_type_ and not is_title(before)
    if not name or before.dep_ != "compound" or before.head.i != start:
        return False
    return gender_of_name([before.lower_]) is not None or (start > 1 and is_title(doc[start - 2]))


def _reach(doc: Tree, end: int) -> int:
    """Where the capitalised words after "of", "for" or "on" end; `end` where there are none."""
    if end + 1 >= len(doc) or (doc[end].lower_ not in _words("links") and not _is_committee(doc, end)):
        return end
    stop = end + 1
    while stop < len(doc) and stop - end < _LONGEST and _may_belong(doc[stop], doc[end].lower_):
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
    while stop < len(doc) and stop - at < _DEPARTMENT and doc[stop].text[0].isupper() and doc[stop].pos_ == "PROPN":
        stop += 1
    return stop > at and doc[stop - 1].text in _COMMITTEES


def _may_belong(word: Word, link: str) -> bool:
    """Whether the word may stand in a name after the link."""
    if word.lower_ in ("&", "and", "of", "the"):
        lands = word.lower_ in ("&", "and") and word.nbor(-1).ent_type_ == "GPE"  # "the Union of Ohio and the others"
        follows = word.nbor(1) if word.i + 1 < len(word.doc) else word
        return not lands and follows.text[0].isupper() and follows.tag_ in _NAMES
    if word.ent_type_ in _NEVER_INSIDE or (link != "of" and word.ent_type_ in _PLACED):
        return False
    return word.text[0].isupper() and word.pos_ in ("PROPN", "NOUN", "ADJ") and not word.is_sent_start


def _is_one(doc: Tree, first: Piece, second: Piece) -> bool:
    """Whether "Ana J." and "Duarte", or "Black Caucus" and "PAC", are one name."""
    if first[1] == second[0] and first[2] is second[2] is EntityType.PERSON:
        return len(doc[first[1] - 1]) == 2 and doc[first[1] - 1].text[1] == "."
    both = first[2] is EntityType.ORGANIZATION and second[2] is EntityType.ORGANIZATION
    last = doc[first[1] - 1]
    inside = last.dep_ == "compound" and second[0] <= last.head.i < second[1]
    return both and first[1] == second[0] and inside and doc[second[1] - 1].text in _words("heads")
