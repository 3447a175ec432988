"""What the guard refuses, and what it must let through."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidQuery
from graph.store.guard import QueryForm, check_query, tokenize

CALL = "<http://localhost:1/> {}"

HARMLESS = [
    'SELECT * { ?s ?p "SERVICE <http://x> {}" }',
    "SELECT * { ?s ?p 'it\\'s SERVICE' }",
    'SELECT * { ?s ?p """a "SERVICE" LOAD """ }',
    "SELECT * { ?s ?p '''a 'SERVICE' LOAD\n ''' }",
    "SELECT * { ?s ?p <http://example.org/SERVICE/LOAD> }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://x> {}",
    "# LOAD <x>\nSELECT * { ?s ?p ?o }",
    "SELECT ?SERVICE $load { ?SERVICE ?p $load }",
    "PREFIX service: <http://example.org/> SELECT * { ?s service:load service:x }",
    "PREFIX service: <http://example.org/> SELECT * { GRAPH service:x { ?s ?p ?o } }",
    "PREFIX ex: <http://example.org/> SELECT * { ?s ex:SERVICE ex:a.load }",
    "PREFIX ex: <http://example.org/> SELECT * { ?s ex:a\\#SERVICE ?o }",
    "SELECT * { ?s ?p 'x'@en-service }",
    "SELECT * { _:service ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
]

REFUSED = [
    "SELECT * { SERVICE " + CALL + " }",
    "SELECT * { service silent " + CALL + " }",
    "SELECT * { ?s ?p true" + "SERVICE" + CALL + " }",
    "SELECT * { ?s ?p 1SERVICE" + CALL + " }",
    "PREFIX : <http://localhost:1/> SELECT * { SERVICE:x{} }",
    "PREFIX : <http://localhost:1/> SELECT * { SERVICE:x # a comment\n {} }",
    "PREFIX : <http://localhost:1/> SELECT * { serviceSILENT:x {} }",
    "SELECT * { SERVICE?x{} }",
    "SELECT * { ?s ?p <http://x/\\u00e9#> SERVICE " + CALL + " }",
    "PREFIX ex: <http://e/> SELECT * { ?s ?p ex:a\\# SERVICE " + CALL + " }",
    "PREFIX ex: <http://e/> SELECT * { ?s ?p ex:a\\' SERVICE " + CALL + " ?s ?p ex:b\\' }",
    "SELECT * { ?s ?p '' SERVICE " + CALL + " ?s ?p '' }",
    'SELECT * { ?s ?p "\\\\" SERVICE ' + CALL + ' ?s ?p "" }',
    "SELECT * { ?s ?p 'open SERVICE " + CALL + " }",
    "LOAD <http://localhost:1/>",
    "LOAD SILENT <http://localhost:1/> INTO GRAPH <x:g>",
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "PREFIX ex: <http://e/> # note\n DELETE WHERE { ?s ?p ?o }",
    "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "clear all",
    "DROP GRAPH <x:g>",
    "CREATE GRAPH <x:g>",
    "ADD <x:g> TO <x:h>",
    "MOVE <x:g> TO <x:h>",
    "COPY <x:g> TO <x:h>",
    "",
    "hello",
    "PREFIX ex: <http://e/>",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_is_harmless(query):
    checked = check_query(query)

    pyoxigraph.Store().query(checked.text)  # the engine reads it too
    assert checked.form is QueryForm.SELECT


@pytest.mark.parametrize("query", REFUSED)
def test_what_fetches_or_writes_is_refused(query):
    with pytest.raises(InvalidQuery):
        check_query(query)


def test_an_iri_with_a_quote_cannot_hide_what_follows():
    query = "SELECT * { BIND(1 AS ?a) FILTER(?a<?b&&'>'='') SERVICE " + CALL + " FILTER(''='') }"

    checked = check_query(query)  # by the grammar an IRI and a string, so the word is in a string

    with pytest.raises(SyntaxError):
        pyoxigraph.Store().query(checked.text)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("ask {}", QueryForm.ASK),
        ("BASE <http://e/> PREFIX select: <http://s/> CONSTRUCT WHERE { ?s ?p ?o }", QueryForm.CONSTRUCT),
        ("# SELECT\nDESCRIBE <http://e/a>", QueryForm.DESCRIBE),
        ("SELECT(1 AS ?insert){}", QueryForm.SELECT),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(query, form):
    assert check_query(query).form is form


def test_an_escaped_iri_means_the_same():
    store = pyoxigraph.Store()
    checked = check_query("SELECT (<http://example.org/it's#x> AS ?iri) {}")

    rows = list(store.query(checked.text))

    assert [row["iri"].value for row in rows] == ["http://example.org/it's#x"]


def _cased(word: str) -> st.SearchStrategy[str]:
    return st.tuples(*[st.sampled_from((c.lower(), c.upper())) for c in word]).map("".join)


words = st.sampled_from(["SERVICE", "LOAD"]).flatmap(_cased)
filler = st.text(st.characters(codec="utf-8", exclude_characters="'\"\\<>{}|^`#"), max_size=12)
wrapped = st.builds(
    lambda shape, before, word, after: shape.format(f"{before} {word} {after}"),
    st.sampled_from(["'''{}'''", '"""{}"""', "'''it's {}'''"]),
    filler,
    words,
    filler,
)
plain = st.builds(
    lambda shape, word: shape.format(word),
    st.sampled_from(["'{}'", '"a{}"', "<http://example.org/{}#it's>", "?{}", "$x{}", "# {} <x> {{}}\n 1", "'x'@{}"]),
    words,
)


@given(st.lists(st.one_of(wrapped, plain), min_size=1, max_size=5))
def test_the_word_in_strings_iris_comments_and_variables_passes(objects):
    query = "SELECT * { ?s ?p " + " , ".join(objects) + " }"

    assert check_query(query).form is QueryForm.SELECT


@given(st.lists(st.one_of(wrapped, plain), max_size=4), words, st.sampled_from([" ", "\n", "\t", "#c\n", ""]))
def test_every_casing_of_a_bare_one_is_refused(objects, word, space):
    query = "SELECT * { ?s ?p " + " , ".join([*objects, "1"]) + f" . {word}{space}<http://localhost:1/> {{}} }}"

    with pytest.raises(InvalidQuery):
        check_query(query)


@given(st.text(max_size=60))
def test_the_pieces_joined_are_the_query(query):
    assert "".join(token.text for token in tokenize(query)) == query
