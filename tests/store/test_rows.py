"""Rows are counted as the engine writes them, however the answer is cut into chunks."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.rows import MARKS, RowCounter

FORMATS = sorted(MARKS)
texts = st.lists(st.text(alphabet='a"\\\n\r\t{},<>:é', max_size=8), max_size=6)


def serialized(values, media_type):
    rows = " ".join(f"({ox.Literal(value)} UNDEF)" for value in values)
    results = ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {rows} }} }}")
    return results.serialize(format=ox.QueryResultsFormat.from_media_type(media_type))


@pytest.mark.parametrize("media_type", FORMATS)
@given(values=texts, size=st.integers(1, 40))
def test_the_count_is_the_number_of_rows(media_type, values, size):
    answer = serialized(values, media_type)
    counter = RowCounter(media_type)

    count = 0
    for start in range(0, len(answer), size):
        count = counter.add(answer[start : start + size])

    assert count == max(len(values), 1 if "json" in media_type else 0)


def test_formats_without_rows_count_none():
    assert RowCounter("text/turtle").add(b"<a> <b> <c> .\n") == 0
