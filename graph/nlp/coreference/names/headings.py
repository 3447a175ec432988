"""Names in headings, where every word has a capital: "Ana Duarte Slams Harbour Bill" names a woman and a bill.

What the recogniser marks there is believed only as far as the text below says the same.
"""

from collections.abc import Iterator, Sequence

from graph.model import EntityType
from graph.nlp.coreference.gender import gender_of_name
from graph.nlp.coreference.names.speaking_names import Piece
from graph.nlp.syntax.tree import Span, Tree

_LEAST = 4  # words of a heading that show its style
_MOST = 30  # words of a heading
_SHARE = 0.8  # of its words that have capitals
_SMALL = frozenset({"ADP", "CCONJ", "DET", "PART", "SCONJ"})
_LONG = 4  # letters of a longer word: short ones are written small in headings
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_KEPT = frozenset({EntityType.PLACE, EntityType.GROUP})
_VERBS = frozenset({"VERB", "AUX", "ADP", "ADV", "SCONJ", "DET", "PRON"})


def settle_headings(doc: Tree, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those in headings cut down to the names that the text below has, or to a person's two words."""
    headed = [is_heading(doc.sentence_of(start)) for start, _, _ in pieces]
    known = {_texts(doc, *piece[:2]): piece[2] for piece, inside in zip(pieces, headed, strict=True) if not inside}
    known |= {words[-1:]: kind for words, kind in list(known.items()) if kind is EntityType.PERSON}
    settled: list[Piece] = []
    for piece, inside in zip(pieces, headed, strict=True):
        settled += _settle(doc, piece, known) if inside else [piece]
    return settled


def is_heading(sentence: Span) -> bool:
    """Whether the sentence is written as headings are: several words have capitals, hardly any longer one has none."""
    words = [word for word in sentence if word.is_alpha]
    small = [word for word in words if word.is_lower and len(word) >= _LONG]
    if len(words) > _MOST or any(word.pos_ in _CONTENT for word in small):
        return False
    capitals = sum(word.text[0].isupper() for word in words)
    others = sum(word.pos_ not in _SMALL for word in words if word.is_lower)
    return capitals >= _LEAST and capitals >= _SHARE * (capitals + others)


def _settle(doc: Tree, piece: Piece, known: dict[tuple[str, ...], EntityType]) -> Iterator[Piece]:
    start, end, kind = piece
    given = kind is EntityType.PERSON and gender_of_name([doc[start].lower_]) is not None
    given = given and (doc[start].text,) not in known  # "Clinton Slams": a surname in the text
    if kind in _KEPT or _texts(doc, start, end) in known or (given and end - start == 2):
        yield piece
        return
    parts = list(_parts(doc, piece, known))
    if parts:
        yield from parts
    elif given and end - start > 1:
        yield start, min(end, start + 2), kind
    elif not any(word.pos_ in _VERBS and word.text[0].isupper() for word in doc[start:end]):
        yield piece


def _parts(doc: Tree, piece: Piece, known: dict[tuple[str, ...], EntityType]) -> Iterator[Piece]:
    """The names within the piece that the text below has, the longest first."""
    at, end, _ = piece
    while at < end:
        stop = next((stop for stop in range(end, at, -1) if _texts(doc, at, stop) in known), None)
        if stop is None:
            at += 1
        else:
            yield at, stop, known[_texts(doc, at, stop)]
            at = stop


def _texts(doc: Tree, start: int, end: int) -> tuple[str, ...]:
    return tuple(word.text for word in doc[start:end])
