"""Find proper names: what the entity recogniser marks, repaired, and what it missed of names seen elsewhere."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from graph.model import EntityType, MentionKind
from graph.nlp.coreference.gender import gender_of_name, gender_of_words, may_be_surname
from graph.nlp.coreference.mention_features import Gender, Reference, describe
from graph.nlp.coreference.names.laws import find_laws
from graph.nlp.coreference.names.missed_names import find_agreements, find_given_names, find_missed, find_subjects
from graph.nlp.coreference.names.name_types import SUFFIXES, class_word, strength_of
from graph.nlp.coreference.names.recognised import apart, repair
from graph.nlp.coreference.names.speaking_names import Piece, find_labels, find_speaking
from graph.nlp.coreference.names.sports_teams import find_teams
from graph.nlp.coreference.names.titles import find_title_start, is_office
from graph.nlp.findings import FoundMention
from graph.nlp.syntax.tree import Tree, Word


class NameFinder:
    """Finds the names of an article; what does not hang on who speaks is read once."""

    def __init__(self, doc: Tree) -> None:
        self._doc = doc
        self._laws = [*find_laws(doc), *find_agreements(doc)]
        self._recognised = [piece for ent in doc.ents for part in apart(ent) for piece in repair(part)]
        self._given = list(find_given_names(doc))
        self._bare = list(find_subjects(doc))
        self._found: dict[tuple[Piece, ...], list[Reference]] = {}  # by the pieces that are surely names

    def find(self, sources: Collection[int] = ()) -> list[Reference]:
        """Return the names in text order, none overlapping another; `sources` are heads of words that speak."""
        labels, speaking = find_labels(self._doc, sources), find_speaking(self._doc, sources)
        known = tuple(_without_overlap([*self._laws, *labels, *self._recognised, *speaking]))
        if known not in self._found:
            self._found[known] = self._with_missed(known)
        return self._found[known]

    def _with_missed(self, known: Sequence[Piece]) -> list[Reference]:
        doc = self._doc
        pieces = _without_overlap([*known, *find_missed(doc, known), *self._given, *self._bare])
        types = _agree_on_types(doc, pieces)
        places = [(start, end) for start, end, _ in pieces if types[start] is EntityType.PLACE]
        types.update(dict.fromkeys(find_teams(doc, places), EntityType.GROUP))
        guessed = {start for start, _, _ in self._bare}
        found = [_to_reference(doc, start, end, types[start]) for start, end, _ in sorted(pieces)]
        return [replace(one, guessed=True) if one.mention.start in guessed else one for one in found]


def _without_overlap(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that share no token with one before them in the sequence."""
    taken: set[int] = set()
    kept = []
    for start, end, kind in pieces:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, kind))
    return kept


def _agree_on_types(doc: Tree, pieces: Sequence[Piece]) -> dict[int, EntityType]:
    """The type of each piece by its start: what the same words are mostly, and a person's surname is that person."""
    votes: dict[str, Counter[EntityType]] = {}
    surnames = {doc[end - 1].text for start, end, kind in pieces if kind is EntityType.PERSON and end - start > 1}
    for start, end, kind in pieces:
        votes.setdefault(doc.span(start, end).text.casefold(), Counter())[kind] += 1
    types = {}
    for start, end, _ in pieces:
        counts = votes[doc.span(start, end).text.casefold()]
        most = max(counts.values())
        types[start] = min((kind for kind in counts if counts[kind] == most), key=strength_of)
        if end - start == 1 and doc[start].text in surnames and types[start] is not EntityType.PLACE:
            types[start] = EntityType.PERSON
    return types


def _to_reference(doc: Tree, start: int, end: int, kind: EntityType) -> Reference:
    begin = find_title_start(doc, start, end) if kind is EntityType.PERSON else start
    name = doc.span(start, end)
    title = [t for t in doc[begin:start] if not t.is_punct]
    words = tuple(t.lower_ for t in name if not t.is_punct and t.lower_.rstrip(".") not in SUFFIXES)
    office = title[-1] if title and is_office(title[-1]) else None
    said = describe(office, title, doc.span(begin, start).text) if office else None
    noun = class_word(doc, start) if kind is EntityType.ORGANIZATION else None
    if noun is not None:
        said = describe(noun, [noun], noun.text)
    plural = name[-1].tag_ in ("NNPS", "NNS") and kind in (EntityType.GROUP, EntityType.PARTY)
    return Reference(
        FoundMention(begin, end, doc.span(begin, end).root.i, MentionKind.NAME),
        kind,
        " ".join(name.text.split()),
        words or (name.text.lower(),),
        said,
        _gender(title, words) if kind is EntityType.PERSON else None,
        plural,
        definite=True,
    )


def _gender(title: Sequence[Word], words: Sequence[str]) -> Gender | None:
    """What the title shows, or the given name; one word alone may be a surname and then shows nothing."""
    by_title = gender_of_words([t.lower_ for t in title])
    return by_title or (None if len(words) == 1 and may_be_surname(words[0]) else gender_of_name(words))
