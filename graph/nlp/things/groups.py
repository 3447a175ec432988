"""Whom a noun means that is no name: "a handful of rebels", "many lawmakers", "a former minister"."""

from graph.model import EntityType
from graph.nlp.lexicons import listed
from graph.nlp.syntax.tree import Word

_PLURAL = frozenset({"NNS", "NNPS"})


def find_actor_type(head: Word) -> EntityType | None:
    """Group, Person or Organization, as the noun says; None: it names nobody who can act."""
    if head.pos_ == "PRON" and head.lower_ not in listed("groups", "parts"):
        return None
    people = members_of(head)
    if people is not None:
        single = head.lower_ in ("one", "another") or head.lemma_.lower() == "member"
        return EntityType.PERSON if single and head.tag_ not in _PLURAL else EntityType.GROUP
    if head.pos_ not in ("NOUN", "PROPN"):
        return EntityType.GROUP if head.lower_ in listed("groups", "parts") else None
    lemma = head.lemma_.lower().removesuffix("s") if head.tag_ == "NNPS" else head.lemma_.lower()
    if head.tag_ in _PLURAL or lemma in listed("groups", "plural"):
        return EntityType.GROUP if _is_people(lemma) or lemma in listed("nominals", "organizations") else None
    if lemma in listed("nominals", "organizations") or lemma in listed("nominals", "governments"):
        return EntityType.ORGANIZATION
    if lemma in listed("groups", "gatherings"):
        return EntityType.GROUP
    return EntityType.PERSON if _is_people(lemma) else None


def _is_people(lemma: str) -> bool:
    last = lemma.rsplit("-", maxsplit=1)[-1]
    known = listed("groups", "heads") | listed("nominals", "persons") | listed("nominals", "kin")
    return last in known or last in listed("groups", "more_heads")


def members_of(head: Word) -> Word | None:
    """ "a handful of Tory rebels", "two of Poland's bishops", "members of the union": those of whom they are some."""
    if head.lemma_.lower() not in listed("groups", "parts") and head.tag_ != "CD":
        return None
    of = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None


def is_part(head: Word) -> bool:
    """Whether the words mean some of those named, not all or the body itself: "most Greens", "a few Liberals"."""
    before = [c for c in head.children if c.i < head.i]
    counted = any(c.dep_ == "nummod" or c.lemma_.lower() in listed("groups", "quantities") for c in before)
    return counted or any(c.lower_ in listed("groups", "indefinite") for c in before if c.dep_ in ("det", "amod"))
