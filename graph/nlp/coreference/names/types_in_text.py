"""The kind of each name of an article, by all that the article says of the same words."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.model import EntityType
from graph.nlp.coreference.gender import gender_of_name, may_be_surname
from graph.nlp.coreference.names.known_pieces import known_type, load_demonyms, load_places
from graph.nlp.coreference.names.name_types import strength_of
from graph.nlp.coreference.names.speaking_names import Piece
from graph.nlp.coreference.names.titles import is_title
from graph.nlp.syntax.tree import Tree

_WHERE = frozenset({"in", "near", "outside"})
_SHORT = 3  # letters of a name that may be short for something else
_MISTAKEN = frozenset({EntityType.ORGANIZATION, EntityType.PERSON, EntityType.GROUP, EntityType.OTHER})
_UNSURE = frozenset({EntityType.ORGANIZATION, EntityType.PERSON})


@dataclass(frozen=True, slots=True)
class _People:
    """Words of the names of people of which the article has more than one word."""

    surnames: Collection[str]
    given: Collection[str]
    titled: Collection[str]  # single words after a title


def agree_on_types(doc: Tree, pieces: Sequence[Piece]) -> dict[int, EntityType]:
    """Return the kind of each piece by its start: what the same words are mostly; a person's surname is that person."""
    full = [(start, end) for start, end, kind in pieces if kind is EntityType.PERSON and end - start > 1]
    people = _People(
        {doc[end - 1].text for _, end in full},
        {doc[start].text for start, _ in full},
        {doc[start].text for start, end, _ in pieces if end - start == 1 and start and is_title(doc[start - 1])},
    )
    votes: dict[str, Counter[EntityType]] = {}
    elsewhere: set[str] = set()  # words that stand where no place does
    for start, end, kind in pieces:
        votes.setdefault(_text(doc, start, end), Counter())[kind] += 1
        if not _stands_in(doc, start):
            elsewhere.add(doc.span(start, end).text)
    types = {}
    for start, end, _ in pieces:
        kind = _most(votes[_text(doc, start, end)])
        known = known_type(doc.span(start, end))
        types[start] = _of_lone(doc, start, kind, known, people, elsewhere) if end - start == 1 else known or kind
    return types


def _of_lone(
    doc: Tree, start: int, kind: EntityType, known: EntityType | None, people: _People, elsewhere: Collection[str]
) -> EntityType:
    """The kind of a single word: a person's if somebody in the article has it in a longer name."""
    word = doc[start]
    if word.text in people.surnames and not (kind is EntityType.PLACE and word.text in load_places()):
        return EntityType.PERSON
    if known is not None:
        return known
    if word.text in people.given and kind is not EntityType.PLACE and not _is_led(doc, start):
        return EntityType.PERSON
    given = gender_of_name([word.lower_]) is not None
    if kind is EntityType.PERSON and (given or word.text in people.titled or may_be_surname(word.lower_)):
        return kind
    if kind in _UNSURE and word.text in load_demonyms():
        return EntityType.GROUP
    stays = kind in _UNSURE and word.is_title and word.text not in elsewhere and not given
    listed = kind in _MISTAKEN and len(word) > _SHORT and word.text in load_places()
    return EntityType.PLACE if stays or listed else kind


def _most(counts: Counter[EntityType]) -> EntityType:
    most = max(counts.values())
    return min((kind for kind in counts if counts[kind] == most), key=strength_of)


def _stands_in(doc: Tree, start: int) -> bool:
    """Whether "in" stands right before it, as before the names of places."""
    return start > 0 and doc[start - 1].lower_ in _WHERE and doc[start].dep_ == "pobj"


def _is_led(doc: Tree, start: int) -> bool:
    return start > 0 and doc[start - 1].pos_ == "DET"


def _text(doc: Tree, start: int, end: int) -> str:
    return doc.span(start, end).text.casefold()
