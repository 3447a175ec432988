"""Names of laws: "the Online Safety Bill", "the Voting Rights Act of 1965"; no person is called Bill there."""

from collections.abc import Iterator
from functools import lru_cache

from graph.model import EntityType
from graph.nlp.coreference.gender import gender_of_name
from graph.nlp.coreference.names.titles import is_title
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Span, Tree, Word

Piece = tuple[int, int, EntityType]

_BEFORE = frozenset({"PROPN", "ADJ", "NOUN", "NUM", "VERB"})
_LINKS = listed("laws", "links")
_LED_BY = listed("laws", "led_by")
_OWNERS = frozenset({"GPE", "ORG", "PERSON"})
_MANY = 4  # words before the last that are no title with a name: "Justice for Victims of Trafficking Act"
_LONGEST = 8  # words before the last
_YEAR = 4  # digits


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    return frozenset(load_lexicon("laws")["names"])


def find_laws(doc: Tree) -> Iterator[Piece]:
    """The names of laws, each from its first capital on."""
    for token in doc:
        if token.lower_ in _ends() and token.text[0].isupper() and not token.is_upper and not _is_part(token):
            start = _start(token)
            if start < token.i and _is_name(doc, start, token):
                yield start, _end(token), EntityType.POLICY


def is_bare_law(span: Span) -> bool:
    """Whether it is "the Bill", which names nobody and no law by itself."""
    alone = len(span) == 1 and span[0].lower_ in _ends() and span[0].text[0].isupper()
    return alone and span.start > 0 and span.doc[span.start - 1].lower_ in _LED_BY


def _is_part(token: Word) -> bool:
    """ "Bill Shorten", "the Mining Act Project": the name goes on; "the rule of Law" is none."""
    goes_on = token.dep_ == "compound" and token.head.i > token.i and token.head.text[0].isupper()
    return goes_on or (token.i > 0 and token.nbor(-1).lower_ == "of")


def _start(token: Word) -> int:
    """Where the capitalised words before it begin; "of", "and" and hyphens count between two of them."""
    doc, start = token.doc, token.i
    first = token.sent.start
    at = token.i - 1
    while at >= first and token.i - at <= _LONGEST:
        word = doc[at]
        if word.pos_ in _BEFORE and word.text[0].isupper() and not (is_title(word) and at == start - 1 == token.i - 1):
            start = at
        elif word.lower_ not in _LINKS or not at or not doc[at - 1].text[0].isupper():
            break
        elif word.tag_ == "POS" and doc[at - 1].ent_type_ in _OWNERS and at < token.i - 1:
            break  # "Silva's Fifth Amendment"; "Ana's Law" is one name
        at -= 1
    return start


def _is_name(doc: Tree, start: int, token: Word) -> bool:
    """Whether the words are led by an article, or are too many to be a person's: "Uncle Bill" is none."""
    led = start
    while led > token.sent.start and doc[led - 1].text[0].isdigit():  # "the 9/11 Lawsuit Bill"
        led -= 1
    before = doc[led - 1].lower_ if led > token.sent.start else ""
    owned = led > 0 and doc[led - 1].tag_ in ("POS", "PRP$")
    if before in _LED_BY or owned:
        return True
    people = any(t.ent_type_ == "PERSON" or gender_of_name([t.lower_]) is not None for t in doc[start : token.i])
    return token.i - start > 1 and not people and not (is_title(doc[start]) and token.i - start < _MANY)


def _end(token: Word) -> int:
    """After the year or the number that belongs to the name: "Act of 1965"."""
    doc, end = token.doc, token.i + 1
    if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].is_digit and len(doc[end + 1]) == _YEAR:
        return end + 2
    return end
