"""Whatever was done to a store, in any order: it is what its articles and decisions alone give, and so is its index."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from graph.curation import merge, rejoin, split
from graph.errors import InvalidDecision, UnknownIri
from graph.store.opening import memory_store
from tests.corpus import make_corpus
from tests.corpus.articles import LONG_SPEECH, change

# Few and short ones that share their people, those with odd ids and the one without statements among them.
ARTICLES = {one.article.id: one for one in make_corpus(16) if one.article.id != LONG_SPEECH}
CHANGED = {name: change(one) for name, one in ARTICLES.items()}
NAMES = st.sampled_from(sorted(ARTICLES))
PLACES = st.integers(0, 1_000)


def quads(store):
    """All quads, as text: a term compares slower."""
    return {str(quad) for quad in store.quads()}


def index_rows(store):
    """All rows of the read model, in an order and with keys that only what they say decides."""
    with store.reader.index.connection() as held:
        return sorted(map(tuple, held.execute("SELECT kind, key, value FROM canonical")))


class Changes(RuleBasedStateMachine):
    """Builds, builds of changed texts, deletions and decisions about entities, as they come."""

    def __init__(self):
        super().__init__()
        self.store = memory_store()
        self.held = {}
        self.decided = []

    @initialize(names=st.sets(NAMES, min_size=2, max_size=5))
    def begin(self, names):
        for name in sorted(names):
            self.build(name)

    @rule(name=NAMES)
    def build(self, name):
        self._put(ARTICLES[name])

    @rule(name=NAMES)
    def build_changed(self, name):
        self._put(CHANGED[name])

    @precondition(lambda self: self.held)
    @rule(place=PLACES)
    def build_again(self, place):
        self._put(self.held[self._nth(sorted(self.held), place)])

    @rule()
    def resolve(self):
        self.store.resolve()

    @precondition(lambda self: self.held)
    @rule(place=PLACES)
    def delete(self, place):
        name = self._nth(sorted(self.held), place)
        self.store.delete(name)
        del self.held[name]

    @rule(name=NAMES)
    def delete_what_may_not_be_there(self, name):
        if name in self.held:
            return
        with pytest.raises(UnknownIri):
            self.store.delete(name)

    @precondition(lambda self: self.held)
    @rule(one=PLACES, other=PLACES)
    def merge(self, one, other):
        self._decide(merge, self._entity(one), self._entity(other))

    @precondition(lambda self: self.held)
    @rule(one=PLACES)
    def split(self, one):
        self._decide(split, self._entity(one))

    @precondition(lambda self: self.decided)
    @rule(place=PLACES)
    def take_back(self, place):
        what, entity, *_ = self._nth(self.decided, place)
        self._decide(split if what is merge else rejoin, entity)

    @invariant()
    def totals_are_those_of_the_articles(self):
        totals = self.store.reader.totals()
        held = self.held.values()
        assert totals["articles"] == len(held) == len(self.store.articles())
        assert totals["statements"] == sum(len(one.statements) for one in held)
        assert totals["facts"] == sum(len(one.facts) for one in held)

    def teardown(self):
        """At the end: a fresh store of the same, and an index made again, are no different."""
        self.store.resolve()
        before = index_rows(self.store)
        self.store.reindex()
        assert index_rows(self.store) == before
        fresh = memory_store()
        for name in sorted(self.held, reverse=True):
            fresh.put(self.held[name])
        for decision in self.store.decisions():  # as such: what they name may have been deleted since
            fresh.curate(decision)
        fresh.resolve()
        assert quads(fresh) == quads(self.store)
        assert index_rows(fresh) == before

    def _put(self, annotation):
        self.store.put(annotation)
        self.held[annotation.article.id] = annotation

    def _decide(self, what, *entities):
        """Decide, on a day after all before; what is refused leaves no trace."""
        given = [*entities, "as it seems", date(2031, 1, 1) + timedelta(days=len(self.decided))]
        before = None if self.decided else quads(self.store)
        try:
            what(self.store, *given)
        except (InvalidDecision, UnknownIri):
            assert before is None or quads(self.store) == before
        else:
            self.decided.append((what, *given))

    def _entity(self, place):
        return self.store.base + self._nth([row["iri"] for row in self.store.reader.entities()], place)

    @staticmethod
    def _nth(items, place):
        return items[place % len(items)]


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
