"""Which graphs an update writes, read from its text: what building wrote is never among them, however it is written."""

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import HustingsError, InvalidDecision, InvalidQuery, ProtectedGraph
from graph.rdf.curation import Decision, Verdict, curation_quads
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.store.engine import Engine
from graph.store.opening import memory_store
from graph.store.update_grammar import parse_update
from graph.store.updating import UpdateRequest, plan_update
from graph.verify import verify
from tests.factory import TUESDAY, make_annotation

G = f"{BASE}graph/"
ENTITIES = f"<{G}entities>"
TRIPLE = "<x:a> <x:b> <x:c>"
HERE = "http://localhost/sparql"

ALLOWED = [
    f"INSERT DATA {{ {TRIPLE} }}",
    f"INSERT DATA {{ GRAPH <{G}user/notes> {{ {TRIPLE} }} }}",
    f'INSERT DATA {{ GRAPH <x:mine> {{ {TRIPLE} . <x:d> a <x:e> ; <x:f> 1, 2.5, 1e3, true, "x"@en }} {TRIPLE} }}',
    f"PREFIX graph: <{G}> PREFIX : <x:> INSERT DATA {{ :a :b graph:entities . GRAPH :g {{ :a :b [ :c ( 1 2 ) ] }} }}",
    f"DELETE DATA {{ GRAPH <x:mine> {{ {TRIPLE} }} }}",
    "INSERT { GRAPH <x:mine> { ?s <x:seen> true } } WHERE { GRAPH ?g { ?s a ?type } }",
    f"INSERT {{ GRAPH <x:mine> {{ ?s a ?t }} }} USING {ENTITIES} WHERE {{ ?s a ?t }}",
    f"WITH <x:mine> DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p 1 }} WHERE {{ ?s ?p ?o . GRAPH {ENTITIES} {{ ?s ?q ?r }} }}",
    "CREATE SILENT GRAPH <x:new> ; DROP GRAPH <x:new>",
    f"COPY {ENTITIES} TO <x:mine>",
    f"ADD SILENT {ENTITIES} TO <x:mine>",
    "CLEAR DEFAULT",
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'x:')) }",
    "INSERT DATA {} # DROP ALL",
    "LOAD SILENT <http://localhost:1/x> INTO GRAPH <x:mine>",
    "",
]
PROTECTED = [
    f"INSERT DATA {{ GRAPH {ENTITIES} {{ {TRIPLE} }} }}",
    f"INSERT DATA {{ GRAPH <x:mine> {{ {TRIPLE} }} GRAPH {ENTITIES} {{ {TRIPLE} }} }}",
    f"DELETE DATA {{ GRAPH <{G}article/a1> {{ {TRIPLE} }} }}",
    f"INSERT DATA {{ GRAPH <{G}resolution> {{ {TRIPLE} }} }}",
    f"PREFIX g: <{G}> INSERT DATA {{ GRAPH g:edges {{ {TRIPLE} }} }}",
    f"PREFIX g: <{G}art> INSERT DATA {{ GRAPH g:icle\\/a1 {{ {TRIPLE} }} }}",
    f"BASE <{G}> INSERT DATA {{ GRAPH <entities> {{ {TRIPLE} }} }}",
    f"BASE <{G}user/> INSERT DATA {{ GRAPH <../entities> {{ {TRIPLE} }} }}",
    f"INSERT DATA {{ GRAPH <{BASE}gr\\u0061ph/entities> {{ {TRIPLE} }} }}",
    f"WITH {ENTITIES} DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    f"DELETE WHERE {{ GRAPH {ENTITIES} {{ ?s ?p ?o }} }}",
    "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "INSERT { GRAPH $g { <x:a> <x:b> 1 } } WHERE { GRAPH ?g { ?s a ?o } }",
    f"INSERT {{ GRAPH ?g {{ <x:a> <x:b> 1 }} }} WHERE {{ BIND({ENTITIES} AS ?g) }}",
    f"INSERT {{ GRAPH ?g {{ <x:a> <x:b> 1 }} }} WHERE {{ BIND(IRI('{G}entities') AS ?g) }}",
    f"CLEAR GRAPH {ENTITIES}",
    f"DROP SILENT GRAPH <{G}ontology>",
    f"CREATE GRAPH <{G}more>",
    f"MOVE {ENTITIES} TO <x:mine>",
    f"MOVE GRAPH <x:mine> TO GRAPH {ENTITIES}",
    f"COPY DEFAULT TO {ENTITIES}",
    f"ADD <x:mine> TO {ENTITIES}",
    "CLEAR ALL",
    "DROP NAMED",
    f"INSERT DATA {{ {TRIPLE} }} ; DROP ALL",
    f"PREFIX g: <{G}> INSERT DATA {{ {TRIPLE} }} ; PREFIX h: <{G}> DROP GRAPH h:entities",
]
INVALID = [
    "LOAD <http://localhost:1/x>",
    "LOAD <file:///etc/passwd> INTO GRAPH <x:mine>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <http://localhost:1/x> { ?s ?p ?o } }",
    f"PREFIX graph: <{G}> INSERT DATA {{ graph:entities {{ {TRIPLE} }} }}",
    f"INSERT DATA {{ {TRIPLE} }} INSERT DATA {{ {TRIPLE} }}",
    f"INSERT DATA {{ GRAPH {ENTITIES[:-1]} > {{ {TRIPLE} }} }}",
    "INSERT DATA { <x:a> <x:b> 'open }",
    "INSERT DATA { GRAPH <x:mine> { <x:a> <x:b> 1 }",
    "DELETE { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o }",
    "DROP",
    "hello",
    "CLEAR GRAPH <not absolute>",
    f"PREFIX g: <x:> CLEAR SILENT DEFAULT ; PREFIX g: <{G}> CLEAR GRAPH g:entities",
    "CREATE GRAPH <x:mine> ; CREATE GRAPH <x:mine>",
    "CLEAR GRAPH <x:nothing>",
]


@pytest.fixture(scope="module")
def full():
    store = memory_store()
    store.put(make_annotation("a1"))
    return store


@pytest.fixture
def store():
    made = memory_store()
    made.put(make_annotation("a1"))
    return made


def own(store):
    return {quad for quad in store.quads() if getattr(quad.graph_name, "value", "").startswith(G + "")}


@pytest.mark.parametrize("update", ALLOWED)
def test_users_write_their_own_graphs(store, update):
    before = {quad for quad in own(store) if "/user/" not in quad.graph_name.value}

    store.update(UpdateRequest(update, HERE))

    assert {quad for quad in own(store) if "/user/" not in quad.graph_name.value} == before
    assert list(verify(store)) == []


@pytest.mark.parametrize("update", PROTECTED)
def test_what_building_wrote_is_refused_by_name(store, update):
    before = set(store.quads())

    with pytest.raises(ProtectedGraph, match="which no update changes"):
        store.update(UpdateRequest(update, HERE))
    assert set(store.quads()) == before


@pytest.mark.parametrize("update", INVALID)
def test_what_is_not_understood_is_not_run(store, update):
    before = set(store.quads())

    with pytest.raises(InvalidQuery):
        store.update(UpdateRequest(update, HERE))
    assert set(store.quads()) == before


def test_what_an_earlier_operation_puts_in_place_of_a_variable_is_held_back(store):
    """The look ahead finds nothing, since the triple is not yet there; the filter does."""
    update = (
        f"INSERT DATA {{ GRAPH <x:mine> {{ <x:a> <x:in> {ENTITIES} }} }} ;"
        "INSERT { GRAPH ?g { <x:b> <x:c> 1 } } WHERE { GRAPH <x:mine> { <x:a> <x:in> ?g } }"
    )
    before = own(store)

    store.update(UpdateRequest(update, HERE))
    assert own(store) == before


def test_the_dataset_of_the_parameters_is_that_of_where(store):
    update = "INSERT { GRAPH <x:found> { ?s a ?t } } WHERE { ?s a ?t }"
    store.update(UpdateRequest(update, HERE, using=(f"{G}entities",)))
    assert list(store.quads("x:found"))
    store.update(UpdateRequest("CLEAR GRAPH <x:found>", HERE))
    store.update(
        UpdateRequest("INSERT { GRAPH <x:found> { ?s a ?t } } WHERE { GRAPH ?g { ?s a ?t } }", HERE, (), ("x:no",))
    )
    assert not list(store.quads("x:found"))
    with pytest.raises(InvalidQuery, match="say it once"):
        store.update(UpdateRequest("WITH <x:found> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", HERE, using=("x:a",)))
    with pytest.raises(InvalidQuery, match="no absolute IRI"):
        store.update(UpdateRequest(update, HERE, using=("a> } DROP ALL",)))


def test_relative_names_are_below_the_endpoint(store):
    store.update(UpdateRequest("INSERT DATA { GRAPH <g> { <s> <p> <#o> } }", HERE))

    assert [str(quad.triple) for quad in store.quads("http://localhost/g")] == [
        "<http://localhost/s> <http://localhost/p> <http://localhost/sparql#o>"
    ]


def test_without_articles_all_graphs_of_users_are_cleared():
    store = memory_store()
    before = set(store.quads())
    store.update(
        UpdateRequest(f"INSERT DATA {{ {TRIPLE} GRAPH <x:a> {{ {TRIPLE} }} GRAPH <{G}user/b> {{ {TRIPLE} }} }}", HERE)
    )
    store.update(UpdateRequest(f"INSERT DATA {{ GRAPH <x:later> {{ {TRIPLE} }} }} ; DROP ALL", HERE))

    assert set(store.quads()) == before


def test_users_graphs_do_not_pass_for_articles_or_decisions(store):
    before = store.articles(), store.decisions(), store.reader.totals()
    (entity,) = [
        quad.subject for quad in store.quads() if quad.object == ox.NamedNode("http://www.wikidata.org/entity/Q777")
    ][:1]
    store.update(
        UpdateRequest(
            "PREFIX hus: <https://w3id.org/hustings/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>"
            "INSERT DATA { GRAPH <x:mine> { <x:no> a hus:Article ; dcterms:identifier 'no' ; hus:textSha256 'no' ."
            f"<x:d> a hus:Decision ; hus:ordinal 1 ; hus:verdict hus:TakenApart ; hus:decidedOn {entity} ;"
            " hus:reason 'none' ; dcterms:date '2024-01-01' } }",
            HERE,
        )
    )
    store.reindex()

    assert (store.articles(), store.decisions(), store.reader.totals()) == before
    assert list(verify(store)) == []


OLD, NEW = f"{BASE}entity/Q777", f"{BASE}entity/Q999"
MERGE = Decision(Verdict.MERGED, OLD, "the same person", TUESDAY, NEW)


def insert(decisions):
    data = "".join(f"{quad.triple} .\n" for quad in curation_quads(decisions, BASE))
    return f"INSERT DATA {{ GRAPH <{G}curation> {{ {data} }} }}"


def test_decisions_that_an_update_writes_reach_the_articles(store):
    wanted = memory_store()
    wanted.put(make_annotation("a1"))
    wanted.curate(MERGE)
    before = set(store.quads())

    store.update(UpdateRequest(insert([MERGE]), HERE))
    assert set(store.quads()) == set(wanted.quads())
    assert store.curation().resolve(OLD) == NEW
    assert list(verify(store)) == []

    store.update(UpdateRequest(f"CLEAR GRAPH <{G}curation>", HERE))
    assert set(store.quads()) == before


@pytest.mark.parametrize(
    "update",
    [
        f"INSERT DATA {{ GRAPH <{G}curation> {{ {TRIPLE} }} }}",
        insert([MERGE]).replace("Merged", "Melted"),
        insert([MERGE]).replace("2024", "twenty"),
    ],
)
def test_decisions_that_are_not_sound_change_nothing(store, update):
    before = set(store.quads())

    with pytest.raises(InvalidDecision):
        store.update(UpdateRequest(update, HERE))
    assert set(store.quads()) == before


def test_decisions_are_written_by_themselves(store):
    with pytest.raises(ProtectedGraph, match="by themselves"):
        store.update(UpdateRequest(f"{insert([MERGE])} ; INSERT DATA {{ {TRIPLE} }}", HERE))


WORDS = (
    "INSERT DELETE DATA WHERE { } GRAPH <x:mine> ?g ?s a 1 ; . WITH USING NAMED DROP CLEAR SILENT ALL DEFAULT TO MOVE"
    " COPY ADD 'text' g:entities graph:entities <../entities> ' \"\"\" \\\\ _:b []"
)
pieces = st.sampled_from([*WORDS.split(" "), ENTITIES, "# note\n", f"PREFIX g: <{G}>", "BASE <x:>", "\n"])


@given(st.lists(pieces, max_size=14).map(" ".join))
def test_whatever_is_made_of_its_words_nothing_protected_changes(full, update):
    before = len(own(full))
    with suppress(HustingsError):
        full.update(UpdateRequest(update, HERE))
    assert len(own(full)) == before


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    with suppress(InvalidQuery):
        parse_update(text)


@given(
    st.sampled_from(PROTECTED), st.sampled_from([str.lower, str.upper]), st.sampled_from([" ", "\n", "\t", " # {\n"])
)
def test_neither_case_nor_white_space_hides_a_graph(update, cased, space):
    words = [
        word if "<" in word or ":" in word or "'" in word or "?" in word else cased(word) for word in update.split(" ")
    ]
    text = space.join(words)

    with pytest.raises((ProtectedGraph, InvalidQuery)):
        plan_update(UpdateRequest(text, HERE), _engine(), BASE, has_articles=True)


def _engine():
    engine = Engine()
    engine.extend(
        [
            ox.Quad(
                ox.NamedNode("x:s"),
                ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
                ox.NamedNode("x:o"),
                ox.NamedNode(f"{G}entities"),
            )
        ]
    )
    return engine
