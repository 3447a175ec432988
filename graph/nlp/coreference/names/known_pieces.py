"""Names that everybody knows, as pieces of a tree, and what kind of thing they name."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph.model import EntityType
from graph.nlp.coreference.names.speaking_names import Piece
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.lexicons.known_names import find_known_names, read_table
from graph.nlp.syntax.tree import Span, Tree, Word

_NAMES = frozenset({"NNP", "NNPS"})
_LONGER = frozenset(
    {EntityType.ORGANIZATION, EntityType.PARTY, EntityType.AGREEMENT, EntityType.POLICY, EntityType.PLACE}
)
_PLACES = {
    "countries": ("name", "aliases", "capital"),
    "country_names": ("label", "names"),
    "subdivisions": ("name", "aliases"),
    "cities": ("name", "aliases"),
}
_QUOTES = str.maketrans("’‘ʼ", "'''")


def find_known(doc: Tree) -> list[Piece]:
    """The known names of the text; one of a single word only where it stands alone."""
    found = []
    for place in find_known_names(doc.text):
        words = doc.touching(place.start, place.end)
        if not words or words[0].idx != place.start or words[-1].idx + len(words[-1].text) != place.end:
            continue
        span = doc.span(words[0].i, words[-1].i + 1)
        if len(span) > 1 or _is_alone(span):
            found.append((span.start, span.end, place.known.type))
    return [*found, *_led_parties(doc)]


def _led_parties(doc: Tree) -> Iterator[Piece]:
    """Short names of parties after an article: "the Liberals"."""
    short = listed("nominals", "party_names")
    for word in doc[1:]:
        led = word.lower_ in short and word.text[0].isupper() and word.nbor(-1).lower_ == "the"
        if led and word.dep_ not in ("amod", "compound") and word.tag_ in (*_NAMES, "NNS"):
            yield word.i, word.i + 1, EntityType.PARTY


def _is_alone(span: Span) -> bool:
    """Whether one word is a name by itself: no common noun, no part of a longer name."""
    word = span[0]
    if word.tag_ not in _NAMES and not word.is_upper:
        return False
    before = word.nbor(-1) if word.i > 0 and not word.is_sent_start else None
    after = word.nbor(1) if word.i + 1 < len(word.doc) else None
    longer = before is not None and before.tag_ in _NAMES and before.dep_ == "compound" and before.head.i >= word.i
    longer = longer or (after is not None and after.tag_ in _NAMES and word.dep_ == "compound")
    return not longer


def known_type(span: Span) -> EntityType | None:
    """What the words name, if everybody knows it and they name it wherever they stand."""
    return _listed().get(span.text.translate(_QUOTES))


def opens_as_word(word: Word) -> bool:
    """Whether a given name that is a word opens a sentence with a verb of being: "Hope was in short supply"."""
    if not word.is_sent_start or word.lower_ not in word.doc.ordinary or word.i + 1 >= len(word.doc):
        return False
    return word.nbor(1).pos_ == "AUX" and word.text in load_lexicon("word_surnames")["surnames"].split()


def outside_longer(known: Sequence[Piece], others: Sequence[Piece]) -> list[Piece]:
    """The known names that are no part of the longer name of a body, place, law or pact: "New York Times Company"."""
    spans = [(start, end) for start, end, kind in others if kind in _LONGER]
    return [
        piece
        for piece in known
        if not any(start <= piece[0] and piece[1] <= end and end - start > piece[1] - piece[0] for start, end in spans)
    ]


@lru_cache(maxsize=1)
def _listed() -> dict[str, EntityType]:
    lexicon = load_lexicon("known_names")
    kinds = {
        EntityType.ORGANIZATION: ("bodies", "media", "organizations", "armed"),
        EntityType.POLICY: ("policies",),
        EntityType.AGREEMENT: ("agreements",),
        EntityType.EVENT: ("events",),
        EntityType.PLACE: ("places",),
    }
    return {name: kind for kind, keys in kinds.items() for key in keys for name in lexicon[key]}


@lru_cache(maxsize=1)
def load_demonyms() -> frozenset[str]:
    """Return the words for the people and things of countries."""
    return frozenset(word for row in read_table("demonyms") for word in row["words"].split("|"))


@lru_cache(maxsize=1)
def load_people() -> frozenset[str]:
    """Return the names of two and more words of the people whom the tables know."""
    rows = ((row["name"], *row["aliases"].split("|")) for row in read_table("persons"))
    return frozenset(name for names in rows for name in names if " " in name)


@lru_cache(maxsize=1)
def load_surnames() -> frozenset[str]:
    """Return the last names of the people whom the tables know."""
    return frozenset(row["name"].rpartition(" ")[2] for row in read_table("persons"))


@lru_cache(maxsize=1)
def load_places() -> frozenset[str]:
    """Return the names of countries, their parts and cities."""
    return frozenset(
        name
        for table, columns in _PLACES.items()
        for row in read_table(table)
        for column in columns
        for name in row[column].split("|")
    )
