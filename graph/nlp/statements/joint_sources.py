"""Statements of several together, one for each: "Germany and France said …", "unions and parties condemned …"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from graph.nlp.findings import FoundStatement
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.offsets import tidy, token_span
from graph.nlp.syntax.tree import Tree, Word

_MOST = 12  # who speak together; more are a list
_LOOSE = frozenset({"cc", "preconj", "punct"})


def with_each_source(doc: Tree, statements: Sequence[FoundStatement]) -> list[FoundStatement]:
    """The statements, those of joint sources once for each; what goes on goes on with the first."""
    found: list[FoundStatement] = []
    place: dict[int | None, int] = {}
    for index, statement in enumerate(statements):
        place[index] = len(found)
        found += _apart(doc, statement)
    return [replace(one, continues=place.get(one.continues), via=place.get(one.via)) for one in found]


def _apart(doc: Tree, statement: FoundStatement) -> list[FoundStatement]:
    if statement.source_head is None:
        return [statement]
    inside = {token.i for span in statement.source for token in token_span(doc, span)}
    heads = [token for token in islice(_joined(doc[statement.source_head]), _MOST + 1) if token.i in inside]
    if (
        not 1 < len(heads) <= _MOST
        or not all(map(_may_act, heads))
        or any(_share_a_name(heads[0], other) for other in heads[1:])
    ):
        return [statement]
    return [replace(statement, source=tidy(doc, _own(head, inside)), source_head=head.i) for head in heads]


def _joined(head: Word) -> Iterator[Word]:
    """The head and the nouns joined to it by "and", to the right."""
    joined: Word | None = head
    while joined is not None:
        yield joined
        following = (child for child in joined.children if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN"))
        joined = next(following, None) if not _is_choice(joined) else None


def _may_act(head: Word) -> bool:
    """Whether the word alone says who acts: a name, or the name of a group or an office with its article."""
    if head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") and head.pos_ == "PROPN":
        return True
    known = head.lemma_.lower() in load_lexicon("groups")["heads"] or head.lemma_.lower() in _actors()
    return known and (head.tag_ == "NNS" or any(child.dep_ in ("det", "poss") for child in head.children))


@lru_cache(maxsize=1)
def _actors() -> frozenset[str]:
    return frozenset(load_lexicon("stance")["carriers"]["actors"])


def _is_choice(head: Word) -> bool:
    return any(child.dep_ == "cc" and child.lower_ in listed("grammar", "choosing") for child in head.children)


def _share_a_name(one: Word, other: Word) -> bool:
    """Whether one name holds both: "Johnson and Johnson"."""
    return bool(one.ent_type_) and all(token.ent_iob_ == "I" for token in one.doc[one.i + 1 : other.i + 1])


def _own(head: Word, inside: set[int]) -> list[int]:
    """The tokens of the source that speak of this one alone."""
    others = {token.i for child in head.children if child.dep_ == "conj" for token in child.subtree}
    loose = {child.i for child in head.children if child.dep_ in _LOOSE}
    return [token.i for token in head.subtree if token.i in inside and token.i not in others | loose]
