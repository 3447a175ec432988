"""Names of whoever speaks that the recogniser knew nothing of: capitalised words, and a transcript's labels."""

from collections.abc import Iterable, Iterator

from graph.model import EntityType
from graph.nlp.coreference.names.titles import is_title
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Span, Tree, Word

_NAMES = frozenset({"NNP", "NNPS"})
_LONGEST_ACRONYM = 7  # letters

Piece = tuple[int, int, EntityType]


def find_labels(doc: Tree, sources: Iterable[int]) -> Iterator[Piece]:
    """The names of a transcript's speakers, in capitals in a label: "MAYOR DUARTE: No deal."."""
    askers = load_lexicon("actors")["askers"]
    labelled = {label.name.end for label in doc.labels.values() if label.name is not None}
    for head in sources:
        word = doc[head]
        if head + 1 >= len(doc) or not word.is_upper or len(word) < 3:
            continue
        if doc[head + 1].text != ":" and word.idx + len(word) not in labelled:
            continue
        start = head
        while start > 0 and doc[start - 1].is_upper and not doc[start - 1].is_space and not is_title(doc[start - 1]):
            start -= 1
        if not is_title(word) and word.lower_ not in askers:
            yield start, head + 1, EntityType.PERSON


def find_speaking(doc: Tree, sources: Iterable[int]) -> Iterator[Piece]:
    """Capitalised words that speak: "Larbi wrote", "the BKU said"."""
    for head in sources:
        if doc[head].tag_ not in _NAMES or not doc[head].text[0].isupper() or is_title(doc[head]):
            continue
        start, end = head, head + 1
        while start > 0 and _is_name(doc[start - 1]) and not doc[start].is_sent_start and not is_title(doc[start - 1]):
            start -= 1
        while end < len(doc) and _is_name(doc[end]) and not doc[end].is_sent_start:
            end += 1
        body = _is_body(doc, start, head, end)
        yield start, end, EntityType.ORGANIZATION if body else EntityType.PERSON


def is_shouted(sentence: Span) -> bool:
    """Whether it is a heading in capitals."""
    return all(t.is_upper or not t.is_alpha for t in sentence)


def _is_name(word: Word) -> bool:
    return word.tag_ == "NNP"


def _is_body(doc: Tree, start: int, head: int, end: int) -> bool:
    """Whether an article, capitals or the last word say that the name is no person's."""
    acronym = doc[head].is_upper and len(doc[head]) <= _LONGEST_ACRONYM and not is_shouted(doc[head].sent)
    article = start > 0 and doc[start - 1].pos_ == "DET"
    return acronym or article or doc[end - 1].lower_ in load_lexicon("nominals")["organizations"]
