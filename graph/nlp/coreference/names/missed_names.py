"""Names that the entity recogniser did not mark: seen elsewhere in the article, or told by their words or place."""

from collections.abc import Container, Iterator, Sequence

from graph.model import EntityType
from graph.nlp.coreference.gender import gender_of_name
from graph.nlp.coreference.names.headings import is_heading
from graph.nlp.coreference.names.known_pieces import opens_as_word
from graph.nlp.coreference.names.name_types import is_meeting
from graph.nlp.coreference.names.speaking_names import Piece, is_shouted
from graph.nlp.coreference.names.titles import is_title
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Span, Tree, Word

_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_TIMES = frozenset({"DATE", "TIME"})
_INSIDE = frozenset({"amod", "compound", "det", "nmod", "nummod", "poss"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "poss", "pobj", "conj"})
_LONGEST = 8  # words of a name that are looked for again


def find_agreements(doc: Tree) -> Iterator[Piece]:
    """Capitalised words before an agreement noun, whatever its case: "the Northern Rivers agreement"."""
    heads = load_lexicon("agreements")["names"]
    for token in doc:
        if token.lower_ not in heads or token.dep_ == "compound":
            continue
        start = token.i
        while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].is_title and not is_title(doc[start - 1]):
            start -= 1
        before = doc[start : token.i]
        if len(before) >= (1 if token.is_title else 2) and not all(t.ent_type_ in ("GPE", "NORP") for t in before):
            met = is_meeting([word.lower_ for word in doc[start : token.i + 1]])
            yield start, token.i + 1, EntityType.EVENT if met else EntityType.AGREEMENT


def find_missed(doc: Tree, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Capitalised words that are a name, or a person's surname, elsewhere in the article."""
    known: dict[tuple[str, ...], EntityType] = {}
    for start, end, kind in pieces:
        known.setdefault(_texts(doc.span(start, end)), kind)
        if kind is EntityType.PERSON:
            known.setdefault((doc[end - 1].text,), kind)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(known, key=len, reverse=True):
        if len(words) <= _LONGEST and words[0][0].isupper():
            by_first.setdefault(words[0], []).append(words)
    taken = {i for start, end, _ in pieces for i in range(start, end)}
    common = {token.text for token in doc if token.is_lower}
    for token in doc:
        if token.i in taken or token.text not in by_first:
            continue
        sure = _may_be_name(token, common)
        for words in by_first[token.text]:
            if known[words] is EntityType.GROUP and token.dep_ in _MODIFIERS:
                continue  # "Democratic voters" are not "the Democratic"
            if (sure or len(words) > 1) and _texts(doc.span(token.i, min(len(doc), token.i + len(words)))) == words:
                yield token.i, token.i + len(words), known[words]
                break


def _may_be_name(token: Word, common: Container[str]) -> bool:
    """Whether the word is a name for the tagger, or has a capital that nothing else explains: "anti-Trump"."""
    if token.ent_type_ in _TIMES:
        return False  # "in May", whoever else is called May
    if token.pos_ == "PROPN" or token.lower_ not in common:
        return True
    opens = token.is_sent_start or token.nbor(-1).is_space or token.nbor(-1).is_quote
    return not opens or is_heading(token.sent)


def find_given_names(doc: Tree) -> Iterator[Piece]:
    """Given names that the recogniser did not mark, with the capitalised words after them: "Then Ingrid said"."""
    end = 0
    for token in doc:
        if token.i < end or not _is_unmarked(token) or gender_of_name([token.lower_]) is None:
            continue
        end = token.i + 1
        if opens_as_word(token):
            continue
        while end < len(doc) and end - token.i < _LONGEST and _is_unmarked(doc[end]) and not doc[end].is_sent_start:
            end += 1
        if doc[end - 1].dep_ in _ARGUMENTS and not is_shouted(token.sent):
            yield token.i, end, EntityType.PERSON


def find_subjects(doc: Tree) -> Iterator[Piece]:
    """Lone capitalised words that do something, of which nobody knows yet what they name: "Reyl toured Europe"."""
    common = {token.text for token in doc if token.is_lower}
    for token in doc:
        lone = (
            token.lower_ not in common
            and _is_unmarked(token)
            and all(child.dep_ not in _INSIDE for child in token.children)
        )
        acts = token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in ("VERB", "AUX")
        if lone and acts and gender_of_name([token.lower_]) is None and not is_shouted(token.sent):
            yield token.i, token.i + 1, EntityType.OTHER


def _is_unmarked(token: Word) -> bool:
    return token.tag_ == "NNP" and token.is_title and not token.ent_type_ and len(token) > 2 and not is_title(token)


def _texts(span: Span) -> tuple[str, ...]:
    return tuple(t.text for t in span)
