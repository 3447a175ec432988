"""Which triples a reader can take for a fact of its own."""

from collections.abc import Sequence

from graph.nlp.facts.filters.arguments import POOR_PARTS
from graph.nlp.facts.filters.assertion import POOR_ASSERTIONS
from graph.nlp.facts.filters.attachment import POOR_JOINS
from graph.nlp.facts.filters.checks import Check
from graph.nlp.facts.filters.clause import POOR_CLAUSES
from graph.nlp.facts.filters.parse_errors import POOR_READINGS
from graph.nlp.facts.triples import Triple
from graph.nlp.syntax.tree import Tree

_ALL = (POOR_JOINS, POOR_ASSERTIONS, POOR_READINGS, POOR_PARTS, POOR_CLAUSES)
ALL: tuple[Check, ...] = tuple(
    check for checks in _ALL for check in (*checks.clause, *checks.phrase, *checks.object, *checks.other)
)
_OF_CLAUSE = tuple(check for checks in _ALL for check in checks.clause)
_OF_ANY = tuple(check for checks in _ALL for check in checks.other)
_BY_RULE = {
    "preposition": tuple(check for checks in _ALL for check in checks.phrase) + _OF_ANY,
    "object": tuple(check for checks in _ALL for check in checks.object) + _OF_ANY,
}


def checks_for(rule: str) -> tuple[Check, ...]:
    """Return every check that is made of a triple which this rule found."""
    return _OF_CLAUSE + _BY_RULE.get(rule, _OF_ANY)


class Reader:
    """Tells which triples of a text stand by themselves; better no fact than a poor one."""

    def __init__(self, doc: Tree) -> None:
        self.doc = doc
        self._clauses: dict[tuple[int, int], bool] = {}  # verb and subject: whether any fact can be made of them

    def takes(self, triple: Triple) -> bool:
        """True if subject, predicate and object stand by themselves."""
        key = triple.verb, triple.subject_head
        known = self._clauses.get(key)
        if known is None:
            known = self._clauses[key] = self._passes(_OF_CLAUSE, triple)
        return known and self._passes(_BY_RULE.get(triple.rule, _OF_ANY), triple)

    def _passes(self, checks: Sequence[Check], triple: Triple) -> bool:
        for check in checks:  # noqa: SIM110 - a loop is much faster here than all() over a generator
            if check(self.doc, triple):
                return False
        return True
