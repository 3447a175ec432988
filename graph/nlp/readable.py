"""Which triples a reader can take for a fact of its own."""

from graph.nlp.poor_clauses import POOR_CLAUSES
from graph.nlp.poor_joins import POOR_JOINS
from graph.nlp.poor_parts import POOR_PARTS
from graph.nlp.poor_readings import POOR_READINGS
from graph.nlp.tree import Tree
from graph.nlp.triples import Triple


def is_readable(doc: Tree, triple: Triple) -> bool:
    """Whether subject, predicate and object stand by themselves; better no fact than a poor one."""
    return not any(is_poor(doc, triple) for is_poor in (*POOR_CLAUSES, *POOR_PARTS, *POOR_JOINS, *POOR_READINGS))
