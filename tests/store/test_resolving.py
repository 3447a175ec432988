"""The resolution of a store: a function of its articles, undone for good, below people's decisions."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.curation import differ, merge, split
from graph.errors import InvalidDecision, UnknownIri
from graph.model import Annotation, EntityType, MentionKind
from graph.rdf.curation import part_iri
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.identifiers import entity_iri
from graph.rdf.vocabulary import HUS
from graph.store.base import Iri
from graph.store.opening import memory_store, open_store
from graph.verify import verify
from tests.factory import make_article, make_entity, make_mention, make_statement
from tests.store.index.test_index import content, differences

DAY = date(2024, 3, 14)
slowly = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = {
    "n1": ("Maren Dahl and Rita Voss spoke. Dahl left. Dahl came back. KTX was there.", {"Maren Dahl": "Q900"}),
    "n2": ("Maren Dahl praised Rita Voss. Dahl smiled, and Dahl sang for KTX.", {"Maren Dahl": "Q900"}),
    "n3": ("Dahl spoke to Rita Voss. KTX told of it.", {}),
    "n4": ("John Harlow, the mayor, met Maren Dahl.", {"Maren Dahl": "Q900"}),
    "n5": ("John Harlow, a farmer, sold his cows.", {}),
    "n6": ("John Harlow sang. Ole Dahl heard him on KTX.", {}),
    "n7": ("Maren Dahl, whom nobody knew, lost her dog. Dahl cried.", {}),
}
NAMES = ("Maren Dahl", "Ole Dahl", "Rita Voss", "John Harlow", "KTX")
NOUNS = ("the mayor", "a farmer")


def annotate(name):
    """A small article: full names with the bare ones after them, or a bare name alone; who speaks first says it all."""
    text, items = TEXTS[name]
    entities, bare = [], text.replace("Maren Dahl", "").replace("Ole Dahl", "").count("Dahl")
    full = next((label for label in ("Maren Dahl", "Ole Dahl") if label in text), None)
    start = 1 if full else 0
    dahls = [make_mention(text, "Dahl", start + number) for number in range(bare)]
    for label in [found for found in NAMES if found in text]:
        kind = EntityType.ORGANIZATION if label == "KTX" else EntityType.PERSON
        mentions = [make_mention(text, label), *(dahls if label == full else ())]
        if label == "John Harlow":
            mentions += [make_mention(text, noun, kind=MentionKind.NOMINAL) for noun in NOUNS if noun in text]
        number = f"e{len(entities)}"
        entities.append(make_entity(text, number, label, kind, mentions, wikidata=items.get(label)))
    if bare and not full:
        entities.append(make_entity(text, f"e{len(entities)}", "Dahl", mentions=dahls))
    return Annotation(
        make_article(name, text, published=None, url=None, publisher=None),
        tuple(entities),
        (make_statement(text, "s1", text.split()[-1]),),
        software="hustings test",
        pipeline="by hand",
    )


STEPS = ("put", "delete", "merge", "split", "differ")
ARTICLES = {name: annotate(name) for name in TEXTS}


def iri_of(name, label):
    annotation = ARTICLES[name]
    return entity_iri(next(e for e in annotation.entities if e.label == label), annotation.article, BASE).value


BARE, MAREN, JOHN = iri_of("n3", "Dahl"), f"{BASE}entity/Q900", iri_of("n4", "John Harlow")


def filled(names, *, settle=True):
    store = memory_store()
    for name in names:
        store.put(ARTICLES[name], settle=settle)
    store.resolve()
    return store


def entity_of(store, name, label):
    """What an entity of an article is called now."""
    return store.names().name(iri_of(name, label), f"{BASE}article/{name}")


def test_the_graph_shows_what_is_one():
    store = filled(TEXTS)

    assert entity_of(store, "n3", "Dahl") == MAREN
    assert store.reader.entity(BARE) is None
    assert len({entity_of(store, name, "KTX") for name in ("n1", "n2", "n3", "n6")}) == 1
    assert entity_of(store, "n4", "John Harlow") != entity_of(store, "n5", "John Harlow")
    assert list(verify(store)) == []


@slowly
@given(st.permutations(list(TEXTS)), st.lists(st.sampled_from(list(TEXTS)), max_size=3), st.booleans(), st.randoms())
def test_no_order_of_building_and_deleting_shows(order, gone, settle, chance):
    kept = [name for name in order if name not in gone]
    store = memory_store()
    for name in order:
        store.put(ARTICLES[name], settle=settle)
        if chance.random() < 0.4:
            store.resolve()
    for name in dict.fromkeys(gone):
        store.delete(name)
        if chance.random() < 0.4:
            store.resolve()
    store.resolve()
    once = filled(sorted(kept))

    assert set(store.quads()) == set(once.quads())
    assert content(store) == content(once)
    assert list(verify(store)) == []


@slowly
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "delete", "merge", "split", "differ"]), st.integers(0, 60), st.integers(0, 60)
        ),
        max_size=10,
    )
)
def test_after_anything_the_store_is_what_articles_and_decisions_make_it(steps):
    store = filled(["n1", "n3"])
    for what, first, second in steps:
        known = [row["iri"] for row in store.reader.entities()] or ["entity/Q1"]
        one, other = (known[number % len(known)].removeprefix("entity/") for number in (first, second))
        name = list(TEXTS)[first % len(TEXTS)]
        try:
            match what:
                case "put":
                    store.put(ARTICLES[name], settle=bool(second % 2))
                case "delete":
                    store.delete(name)
                case "merge":
                    merge(store, one, other, "one", DAY)
                case "split":
                    split(store, one, "two", DAY)
                case "differ":
                    differ(store, one, other, "two", DAY)
        except (InvalidDecision, UnknownIri):
            pass
    store.resolve()
    once = memory_store()
    for decision in store.decisions():
        once.curate(decision)
    for name in store.articles():
        once.put(ARTICLES[name])
    once.resolve()

    assert set(store.quads()) == set(once.quads())
    assert differences(store) == []
    assert list(verify(store)) == []


def test_an_automatic_merge_is_undone_for_good():
    store = filled(TEXTS)
    split(store, BARE, "it is his sister", DAY)
    store.put(ARTICLES["n3"])
    store.resolve()

    assert entity_of(store, "n3", "Dahl") == BARE
    differ(store, BARE, "Q900", "it is him after all", DAY, undo=True)
    assert entity_of(store, "n3", "Dahl") == MAREN


def test_what_people_merged_stands_above_the_resolution():
    store = filled(TEXTS)
    voss = iri_of("n1", "Rita Voss")
    merge(store, BARE, voss, "her maiden name", DAY)

    assert entity_of(store, "n3", "Dahl") == voss
    assert not [one for one in store.resolution().merges if one.entity == BARE]


def test_people_can_merge_what_only_the_resolution_named():
    store = filled(TEXTS)
    joint = entity_of(store, "n1", "KTX")
    merge(store, joint, iri_of("n1", "Rita Voss"), "a stage name", DAY)

    assert {entity_of(store, name, "KTX") for name in ("n1", "n2", "n3", "n6")} == {iri_of("n1", "Rita Voss")}
    assert list(verify(store)) == []


def test_people_can_take_apart_what_the_resolution_made_one():
    store = filled(TEXTS)
    joint = entity_of(store, "n1", "KTX")
    split(store, joint, "each has its own", DAY)

    assert len({entity_of(store, name, "KTX") for name in ("n1", "n2", "n3", "n6")}) == 4
    assert list(verify(store)) == []


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([("differ", BARE, "Q900"), ("merge", BARE, "Q900")], "told apart"),
        ([("merge", BARE, "Q900"), ("differ", BARE, "Q900")], "split them first"),
        ([("differ", BARE, BARE)], "only differ from another"),
        ([("differ", BARE, "Q900"), ("differ", "Q900", BARE)], "already"),
        ([("undo", BARE, "Q900")], "not told apart"),
        ([("merge", BARE, "Q900"), ("merge", "Q900", BARE)], "circle"),
        ([("split", JOHN, ""), ("split", part_iri(JOHN, f"{BASE}article/n4"), "")], "nothing to take apart"),
    ],
)
def test_contradicting_decisions_are_refused_and_nothing_is_lost(steps, message):
    store = filled(TEXTS)
    *allowed, refused = steps
    for decision in allowed:
        decide(store, *decision)
    before = set(store.quads())

    with pytest.raises(InvalidDecision, match=message):
        decide(store, *refused)
    assert set(store.quads()) == before


def decide(store, what, one, other):
    match what:
        case "merge":
            merge(store, one, other, "why", DAY)
        case "split":
            split(store, one, "why", DAY)
        case _:
            differ(store, one, other, "why", DAY, undo=what == "undo")


def test_one_article_more_leaves_the_others_alone(monkeypatch):
    store = filled(["n1", "n2", "n5", "n6"])
    seen = []
    engine_quads = store._engine.quads_for_pattern

    def watched(subject, predicate, object, graph=None):
        if subject is predicate is object is None and graph is not None:
            seen.append(graph.value.rpartition("/")[2])
        return engine_quads(subject, predicate, object, graph)

    monkeypatch.setattr(type(store._engine), "quads_for_pattern", lambda self, *given: watched(*given))
    store.put(ARTICLES["n3"], settle=False)
    store.resolve()

    assert set(seen) - {"n3"} <= {"entities", "ontology"}


def test_a_crash_between_put_and_resolve_loses_nothing(tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        for name in ("n1", "n2", "n3"):
            store.put(ARTICLES[name], settle=False)
    with open_store(tmp_path / "store", write=True) as store:
        store.resolve()
        assert entity_of(store, "n3", "Dahl") == MAREN
        assert list(verify(store)) == []


def test_the_resolution_survives_a_dump(tmp_path):
    store = filled(TEXTS)
    store.dump(tmp_path / "all.nq")
    with open_store(tmp_path / "store", write=True) as other:
        other.load(tmp_path / "all.nq")
        assert other.resolution() == store.resolution()
        assert other.resolve() == 0
        assert set(other.quads()) == set(store.quads())


def test_what_the_articles_do_not_give_is_a_problem():
    store = filled(TEXTS)
    graph = f"{BASE}graph/resolution"
    store._engine.update(f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s <{HUS.decidedOn.value}> <{BARE}> ; ?p ?o }} }}")
    store._resolved = None

    assert any("entities resolve" in str(problem) for problem in verify(store))


def test_what_is_still_to_be_resolved_is_none():
    store = memory_store()
    for name in TEXTS:
        store.put(ARTICLES[name])

    assert not store.is_resolved()
    assert list(verify(store)) == []


def test_an_article_that_goes_takes_its_merges_with_it():
    store = filled(TEXTS)
    for name in ("n1", "n2", "n4"):
        store.delete(name)
    store.resolve()

    assert entity_of(store, "n3", "Dahl") == BARE
    assert store.quads(Iri(f"{BASE}graph/entities"), subject=Iri(MAREN)) is not None
    assert not [one for one in store.resolution().merges if one.into == MAREN]


def test_many_changes_on_disk_leave_no_difference(tmp_path):
    chosen = random.Random(3)
    with open_store(tmp_path / "store", write=True) as store:
        for _ in range(30):
            name = chosen.choice(list(TEXTS))
            if chosen.random() < 0.3 and name in store.articles():
                store.delete(name)
            else:
                store.put(ARTICLES[name], settle=chosen.random() < 0.5)
            if chosen.random() < 0.3:
                store.resolve()
        store.resolve()
        assert differences(store) == []
        assert list(verify(store)) == []
