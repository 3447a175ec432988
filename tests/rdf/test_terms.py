import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.errors import InvalidModel
from graph.rdf import terms
from graph.rdf.vocabulary import HUS, XSD


def stored(literal):
    store, node = Store(), NamedNode("http://example.org/")
    store.add(Quad(node, node, literal))
    return next(iter(store)).object


@pytest.mark.parametrize(
    ("value", "expected"), [(0.83, "0.83"), (1.0, "1"), (0.0, "0"), (0.12345, "0.1235"), (0.1 + 0.2, "0.3")]
)
def test_a_decimal_has_four_places_at_most(value, expected):
    assert terms.decimal(value).value == expected


@given(st.floats(0, 1))
def test_a_decimal_is_stored_as_it_is_written(value):
    assert stored(terms.decimal(value)) == terms.decimal(value)


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("2002", "gYear", Literal("2002", datatype=XSD.gYear)),
        ("007", "integer", Literal("7", datatype=XSD.integer)),
        ("1.50", "decimal", Literal("1.5", datatype=XSD.decimal)),
        ("2002-05-01", "date", Literal("2002-05-01", datatype=XSD.date)),
        ("in May", "string", Literal("in May")),
        ("in May", None, Literal("in May")),
    ],
)
def test_a_literal_is_written_as_the_store_writes_it(text, datatype, expected):
    assert terms.typed(text, datatype) == expected == stored(expected)


def test_an_unknown_datatype_is_refused():
    with pytest.raises(InvalidModel, match="no XSD type 'year'"):
        terms.typed("2002", "year")


def test_labels_have_a_language_and_single_spaces():
    assert terms.words("Fjord\n  Bridge ") == Literal("Fjord Bridge", language="en")


def test_a_name_that_the_vocabulary_lacks_raises():
    with pytest.raises(AttributeError, match="has no term 'staement'"):
        _ = HUS.staement
