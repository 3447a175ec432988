"""Surnames that the recogniser took for a place or a body, though the article names who bears them."""

from collections.abc import Sequence
from dataclasses import replace

from graph.model import EntityType
from graph.nlp.coreference.mention_features import Reference, plain_words
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Tree

_LOCATIVE = listed("grammar", "locative")


def as_people(doc: Tree, references: Sequence[Reference]) -> list[Reference]:
    """The names, with those of one word as a person's that are the last name of one, unless they stand as places do."""
    bearers = {plain_words(r.words)[-1] for r in references if r.type is EntityType.PERSON and len(r.words) > 1}
    given = {plain_words(r.words)[0] for r in references if r.type is EntityType.PERSON and len(r.words) > 1}
    alone = {
        id(r): plain_words(r.words)[0] for r in references if r.type is not EntityType.PERSON and len(r.words) == 1
    }
    places = {alone[id(r)] for r in references if id(r) in alone and _is_locative(doc, r)}
    places.update(load_lexicon("countries")["countries"])
    found = bearers - places
    return [
        replace(r, type=EntityType.PERSON)
        if alone.get(id(r)) in found or (r.guessed and alone.get(id(r)) in given - places)
        else r
        for r in references
    ]


def _is_locative(doc: Tree, reference: Reference) -> bool:
    head = doc[reference.mention.head]
    return head.dep_ == "pobj" and head.head.lower_ in _LOCATIVE
