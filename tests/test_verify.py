import pytest
from pyoxigraph import Store

from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.identifiers import article_graph
from graph.store.engine import Engine
from graph.store.opening import memory_store
from graph.store.oxigraph import OxigraphStore
from graph.verify import verify, verify_article
from graph.verify.problems import Problem
from tests.factory import make_annotation

PREFIXES = f"""
PREFIX hus: <https://w3id.org/hustings/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX e: <{BASE}entity/>
PREFIX g: <{BASE}graph/>
"""
DAMAGES = {
    "a quote that is not in the text": (
        "DELETE { GRAPH ?g { ?s nif:anchorOf ?q } } INSERT { GRAPH ?g { ?s nif:anchorOf 'rejcted' } }"
        " WHERE { GRAPH ?g { ?s nif:anchorOf ?q FILTER (?q = 'rejected') } }",
        "quotes 'rejcted', the text has 'rejected'",
    ),
    "an offset that is off": (
        "DELETE { GRAPH ?g { ?s nif:beginIndex 0 } } INSERT { GRAPH ?g { ?s nif:beginIndex 1 } }"
        " WHERE { GRAPH ?g { ?s nif:beginIndex 0 } }",
        "quotes 'Maria Oliveira'",
    ),
    "an offset that is none": (
        "INSERT { GRAPH ?g { ?s nif:beginIndex -1 } } WHERE { GRAPH ?g { ?s nif:beginIndex 0 } }",
        "beginIndex",
    ),
    "another text": (
        "DELETE { GRAPH ?g { ?s nif:isString ?t } } INSERT { GRAPH ?g { ?s nif:isString 'Nothing.' } }"
        " WHERE { GRAPH ?g { ?s nif:isString ?t } }",
        "does not have the hash",
    ),
    "other words of a statement than its spans have": (
        "DELETE { GRAPH ?g { ?s hus:contentText ?t } } INSERT { GRAPH ?g { ?s hus:contentText 'We agree.' } }"
        " WHERE { GRAPH ?g { ?s hus:contentText ?t } }",
        "has the words 'We agree.', its spans have",
    ),
    "a cue that its span has not": (
        "DELETE { GRAPH ?g { ?s hus:cue 'said' } } INSERT { GRAPH ?g { ?s hus:cue 'admitted' } }"
        " WHERE { GRAPH ?g { ?s hus:cue 'said' } }",
        "has the words 'admitted', its spans have 'said'",
    ),
    "a statement that lost the span of its words": (
        "DELETE WHERE { GRAPH ?g { ?s hus:cueSpan ?c } }",
        "its spans have ''",
    ),
    "something without a name": (
        "INSERT { GRAPH ?g { ?s hus:rule [] } } WHERE { GRAPH ?g { ?s hus:cue ?c } }",
        "which is neither a name nor a value",
    ),
    "a triple told of": (
        "INSERT { GRAPH ?g { ?s hus:rule <<( ?s hus:cue ?c )>> } } WHERE { GRAPH ?g { ?s hus:cue ?c } }",
        "which is neither a name nor a value",
    ),
    "a licence of nothing": (
        "INSERT { GRAPH ?g { ?s hus:licenses 'Ana likes bridges' } } WHERE { GRAPH ?g { ?s hus:cue ?c } }",
        "licenses 'Ana likes bridges', which is no triple",
    ),
    "a day that is none": (
        "DELETE { GRAPH ?g { ?s hus:saidEarliest ?d } }"
        " INSERT { GRAPH ?g { ?s hus:saidEarliest '2024-02-30'^^xsd:date } }"
        " WHERE { GRAPH ?g { ?s hus:saidEarliest ?d } }",
        "saidEarliest",
    ),
    "no text": ("DELETE WHERE { GRAPH ?g { ?s nif:isString ?t } }", "has no text"),
    "a statement without modality": (
        "DELETE WHERE { GRAPH ?g { ?s hus:modality ?m } }",
        "has 0 values, should have at least 1",
    ),
    "a triple in two graphs": (
        "INSERT { GRAPH g:curation { ?s ?p ?o } } WHERE { GRAPH g:edges { ?s ?p ?o } }",
        "stands in two graphs",
    ),
    "a triple in the graphs of two articles": (
        "INSERT { GRAPH <" + BASE + "graph/article/a1> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o . ?s hus:cue ?c } }",
        "stands in two graphs",
    ),
    "a term of the ontology in an article": (
        "INSERT { GRAPH <" + BASE + "graph/article/a1> { ?s ?p ?o } } WHERE { GRAPH g:ontology { ?s ?p ?o } }",
        "stands in two graphs",
    ),
    "an entity without name": (
        "DELETE WHERE { GRAPH g:entities { e:Q777 skos:prefLabel ?n } }",
        "prefLabel has 0 values, should have at least 1",
    ),
    "an edge that nothing licenses": (
        "INSERT DATA { GRAPH g:edges { e:Q777 hus:opposes e:Q777 } }",
        "among the edges, which nothing licenses",
    ),
    "an edge whose side is another one": (
        "DELETE { GRAPH ?g { ?s hus:stance hus:For } } INSERT { GRAPH ?g { ?s hus:stance hus:Against } }"
        " WHERE { GRAPH ?g { ?s hus:stance hus:For } }",
        "is an edge that no statement shows",
    ),
    "an edge that no statement shows": (
        "DELETE { GRAPH ?g { ?s hus:negated false } } INSERT { GRAPH ?g { ?s hus:negated true } }"
        " WHERE { GRAPH ?g { ?s hus:negated false } }",
        "is an edge that no statement shows",
    ),
    "an edge that is missing": (
        "DELETE WHERE { GRAPH g:edges { ?s hus:signed ?o } }",
        "lacks",
    ),
    "a name that nothing licenses": (
        "INSERT DATA { GRAPH g:entities { e:Q777 skos:altLabel 'Nobody'@en } }",
        "among the entities, which nothing licenses",
    ),
    "an entity that is not described": (
        "DELETE WHERE { GRAPH g:entities { e:Q777 ?p ?o } }",
        "is referred to and not described",
    ),
    "a graph of no article": (
        "INSERT DATA { GRAPH <" + BASE + "graph/article/x> { e:x hus:cue 'said' } }",
        "holds no article",
    ),
    "a graph with a name of ours": (
        "INSERT DATA { GRAPH <https://w3id.org/hustings/id/graph/more> { e:x hus:cue 'said' } }",
        "is no graph of the store",
    ),
}


@pytest.fixture
def engine():
    return Store()


@pytest.fixture
def store(engine):
    store = OxigraphStore(Engine(engine), BASE)
    store.put(make_annotation("a1"))
    store.put(make_annotation("b 2/é"))
    return store


def test_what_we_write_is_sound(store):
    assert list(verify(store)) == []
    assert list(verify(memory_store())) == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found(engine, store, damage):
    update, message = DAMAGES[damage]
    before = len(engine)
    engine.update(PREFIXES + update)

    problems = list(verify(store))
    assert any(message in problem.what for problem in problems), (before, problems)


def test_problems_come_while_the_articles_go_by(engine, store):
    engine.update(PREFIXES + DAMAGES["no text"][0])
    seen = []

    problems = verify(store, lambda ids: (seen.append(one) or one for one in ids))

    assert seen == []
    assert next(problems).what == "has no text"
    assert seen == ["a1"]
    assert len(list(problems)) > 0
    assert seen == ["a1", "b 2/é"]


def test_what_is_wrong_with_an_entity_is_said_once_however_many_articles_name_it(engine, store):
    engine.update(PREFIXES + "INSERT DATA { GRAPH g:entities { e:Q777 hus:about 'a bridge' } }")

    assert sum("about a bridge is no IRI" in problem.what for problem in verify(store)) == 1


def test_a_problem_is_a_line_that_says_where():
    assert str(Problem("https://a.example/x", "has no text")) == "https://a.example/x: has no text"


def test_one_article_can_be_checked_alone(engine, store):
    engine.update(PREFIXES + f"DELETE WHERE {{ GRAPH <{BASE}graph/article/a1> {{ ?s nif:isString ?t }} }}")

    whole, damaged = "b 2/é", "a1"
    quads = {name: list(store.quads(article_graph(name, BASE).value)) for name in (whole, damaged)}

    assert list(verify_article(store, damaged, quads[damaged]))
    assert list(verify_article(store, whole, quads[whole])) == []


def test_graphs_that_users_have_made_are_no_problem(engine, store):
    engine.update(
        "INSERT DATA { <http://a.example/x> <http://a.example/p> 1 . GRAPH <http://a.example/g> { <x:a> <x:b> 1 } }"
    )

    assert list(verify(store)) == []
