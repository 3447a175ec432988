"""Answers as CSV."""

import csv
import io

from pyoxigraph import Store

from graph.store.comma_separated import to_csv

ODD = 'a "quoted", word\nand a second line'


def rows(query):
    return list(csv.reader(io.StringIO(b"".join(to_csv(Store().query(query))).decode(), newline="")))


def test_what_has_a_comma_a_quote_or_a_line_end_is_one_value():
    literal = ODD.replace('"', '\\"').replace("\n", "\\n")

    found = rows(f'SELECT ?iri ?text ?none {{ BIND(<http://x.org/a#char=3,9> AS ?iri) BIND("{literal}" AS ?text) }}')

    assert found == [["iri", "text", "none"], ["http://x.org/a#char=3,9", ODD, ""]]


def test_blank_nodes_are_told_from_words():
    assert rows("SELECT ?node { BIND(BNODE() AS ?node) }")[1][0].startswith("_:")


def test_many_rows_come_whole_and_in_order():
    values = " ".join(map(str, range(1000)))

    assert rows(f"SELECT ?n {{ VALUES ?n {{ {values} }} }}") == [["n"], *([str(n)] for n in range(1000))]
