"""What kind of thing a name names: what the recogniser says, and what the words themselves say."""

from collections.abc import Sequence

from graph.model import EntityType
from graph.nlp.coreference.gender import gender_of_name, may_be_surname
from graph.nlp.coreference.names.speaking_names import is_shouted
from graph.nlp.coreference.names.titles import load_offices
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Span, Tree, Word

TYPES = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "NORP": EntityType.GROUP,
    "LAW": EntityType.OTHER,
    "PRODUCT": EntityType.OTHER,
    "EVENT": EntityType.EVENT,
    "WORK_OF_ART": EntityType.WORK,
}
_STRENGTH = tuple(TYPES.values())
DETERMINERS = listed("names", "determiners")
_DASHES = frozenset({"-", "--", "—", "–", ",", "("})
_ACRONYM = 5  # letters
SUFFIXES = listed("names", "suffixes")


def type_of(span: Span, label: str) -> EntityType:
    """Return what a name is by the recogniser's label, unless its words say otherwise."""
    words = [t.lower_ for t in span]
    nominals = load_lexicon("nominals")
    if label != "PERSON" and (words[-1] in load_lexicon("agreements")["names"]) and len(words) > 1:
        return EntityType.EVENT if is_meeting(words) else EntityType.AGREEMENT
    if label in ("NORP", "ORG") and (words[-1] in nominals["party_names"] or _has_party_word(words)):
        return EntityType.PARTY
    if label == "PERSON" and _looks_like_letters(span):
        return EntityType.ORGANIZATION
    if label in ("ORG", "GPE") and _looks_like_person(span, label):
        return EntityType.PERSON
    return TYPES[label]


def is_meeting(words: Sequence[str]) -> bool:
    """Whether words, in small letters, name a meeting of people: "republican national convention", no treaty."""
    return words[-1] == "convention" and words[-2] in listed("agreements", "meeting")


def _looks_like_letters(span: Span) -> bool:
    """Whether one short word in capitals stands among others that are not: an acronym, not a person."""
    short = len(span) == 1 and span[0].is_upper and 1 < len(span.text) <= _ACRONYM
    known = gender_of_name([span[0].lower_]) is not None or may_be_surname(span[0].lower_)
    titled = span.start > 0 and span.doc[span.start - 1].lemma_.lower() in load_offices()
    return short and not known and not titled and not is_shouted(span.sent)


def _looks_like_person(span: Span, label: str) -> bool:
    """Whether two capitalised words, a given name first, were only taken for an organisation or, shouted, a place."""
    if (
        len(span) != 2
        or not (all(t.is_upper for t in span) or (label == "ORG" and all(t.is_title for t in span)))
        or _is_dateline(span)
        or span[-1].lower_ in load_lexicon("nominals")["organizations"]
    ):
        return False
    preceded = span.start > 0 and (
        span.doc[span.start - 1].lower_ in DETERMINERS or class_word(span.doc, span.start) is not None
    )
    return not preceded and gender_of_name([span[0].lower_]) is not None and span[-1].tag_ == "NNP"


def _is_dateline(span: Span) -> bool:
    """Whether it opens a paragraph as the place of a report does: "PORT ADA — The ministers"."""
    opens = span.start == 0 or span.doc[span.start - 1].is_space
    return opens and span.end < len(span.doc) and span.doc[span.end].text in _DASHES


def _has_party_word(words: Sequence[str]) -> bool:
    return len(words) > 1 and "party" in words


def class_word(doc: Tree, start: int) -> Word | None:
    """The noun before a name that says it is an organisation: "energy company Delta Oil"."""
    if start == 0 or doc[start].is_sent_start or doc[start - 1].pos_ not in ("NOUN", "PROPN"):
        return None
    return doc[start - 1] if doc[start - 1].lower_ in load_lexicon("nominals")["generic"] else None


def strength_of(kind: EntityType) -> int:
    """Return a rank: of types that the same words have equally often in an article, the lowest one counts."""
    return _STRENGTH.index(kind) if kind in _STRENGTH else -1
