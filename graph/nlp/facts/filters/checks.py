"""Checks of a triple, by what they look at: so that each is made only where it can find something, and only once."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.nlp.facts.triples import Triple
from graph.nlp.syntax.tree import Tree

Check = Callable[[Tree, Triple], bool]


@dataclass(frozen=True, slots=True)
class Checks:
    """Each is true of a triple that a reader cannot take for a fact."""

    clause: tuple[Check, ...] = ()  # of verb and subject alone: the same for all that the verb says of the subject
    phrase: tuple[Check, ...] = ()  # of triples that end in a prepositional phrase
    object: tuple[Check, ...] = ()  # of triples that end in the verb's object
    other: tuple[Check, ...] = ()
