"""Which facts somebody would cite: both ends tell whom or what they mean, and the words make a whole claim."""

from collections.abc import Iterator

from graph.model import Argument, Fact, FactScope
from graph.nlp.assembly.joint import Joint
from graph.nlp.facts.core.figures import VERB
from graph.nlp.lexicons import load_lexicon
from graph.nlp.things.memberships import RULE as GROUP

_FIGURE = "figure"
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "LAW", "FAC", "WORK_OF_ART", "EVENT", "PRODUCT"})


class Citable:
    """Tells the facts that are wanted from the others."""

    def __init__(self, joint: Joint) -> None:
        found = joint.found
        sided = {speaker for speaker, stances in zip(found.speakers, found.stances, strict=True) if stances}
        sided |= {act.source for act in found.acts}
        self._joint = joint
        self._is_all = found.scope is FactScope.ALL
        self._sided = {joint.id(one) for one in sided if one is not None and " " in joint.named(one).label}

    def wants(self, fact: Fact) -> bool:
        """True if the fact is in the scope: all are, or those that tell of somebody or something known.

        A number is told of by somebody's verb ("Acme owes $2 million"); that there are "17 sailors" is no claim. A
        group's party counts where the group takes a side, and has more of a name than its party's: "Democrat".
        """
        if self._is_all:
            return True
        if fact.subject.entity is None:
            return False
        if fact.predicate.relation == _FIGURE:
            return fact.by == f"{_FIGURE} {VERB}" and fact.subject.quantity is None
        if fact.by == GROUP:
            return fact.subject.entity in self._sided
        return _is_value(fact.object) or self._names(fact.object, fact.subject)

    def _names(self, told: Argument, subject: Argument) -> bool:
        """True if a name is among the words, other than the subject's own: "a Herald report" by the Herald."""
        own = set(subject.text.split())
        return any(name not in own for name in self._names_in(told))

    def _names_in(self, told: Argument) -> Iterator[str]:
        for word in self._joint.words(told.spans):
            if word.pos_ == "PROPN" and word.ent_type_ in _NAMES:
                yield word.text


def _is_value(told: Argument) -> bool:
    return told.entity is not None or told.literal is not None or told.quantity is not None


def is_unnamed(label: str) -> bool:
    """True for a label that says only whose it is: "his policy"."""
    first, _, rest = label.partition(" ")
    return first.lower() in load_lexicon("pronouns")["possessive"] and " " not in rest
