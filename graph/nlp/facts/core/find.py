"""Every core relation and event of a text."""

from collections.abc import Iterator

from graph.nlp.facts.core.bearers import find_bearings
from graph.nlp.facts.core.campaigns import find_candidacies
from graph.nlp.facts.core.events import find_events
from graph.nlp.facts.core.figures import find_figures
from graph.nlp.facts.core.kin import find_kin
from graph.nlp.facts.core.offices import find_role_facts
from graph.nlp.facts.core.parties import find_tags
from graph.nlp.facts.core.races import Races
from graph.nlp.facts.core.resignations import find_resignations
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.findings import FoundFact
from graph.nlp.syntax.tree import Tree


def find_core_facts(doc: Tree, index: TimeIndex) -> Iterator[FoundFact]:
    """Yield the facts that frames and roles give, by kind, then in text order."""
    races = Races(doc)
    yield from find_tags(doc)
    for bearing in find_bearings(doc):
        yield from find_role_facts(bearing, races, index)
    yield from find_candidacies(doc, races, index)
    yield from find_kin(doc)
    events = list(find_events(doc, index))
    yield from events
    yield from find_resignations(doc, index)
    yield from find_figures(doc, index)
