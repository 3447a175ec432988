"""Every network format is read back by a reader that is not ours, whatever strings the network holds."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.export.cytoscape import write_cytoscape
from graph.export.dot import write_dot
from graph.export.gexf import write_gexf
from graph.export.graphml import write_graphml
from graph.export.nodelink import write_nodelink
from graph.export.table import safe, write_csv
from graph.export.tables import clean, to_tables

GEXF = "{http://gexf.net/1.3}"
WRITERS = [write_graphml, write_gexf, write_cytoscape, write_nodelink, write_dot, write_csv]

strings = st.text(st.characters(), max_size=12)
# networkx's readers hand attributes on as keyword arguments, so these names break them, not the files.
TAKEN = {"self", "node_for_adding", "u_for_edge", "v_for_edge", "key"}
values = st.one_of(
    st.none(),
    strings,
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.lists(st.one_of(strings, st.none()), max_size=3),
    st.frozensets(strings, max_size=3),
)
attributes = st.dictionaries(
    st.one_of(
        st.sampled_from(["label", "weight", "start", "id", "relation"]), strings.filter(lambda s: s not in TAKEN)
    ),
    values,
)


@st.composite
def networks(draw):
    """Small networks with any strings as names and any values as attributes."""
    names = draw(st.lists(strings.map(clean), min_size=1, max_size=4, unique=True))
    network = nx.MultiDiGraph()
    for name in names:
        network.add_node(name)
        network.nodes[name].update(draw(attributes))
    for source, target in draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=4)):
        key = network.add_edge(source, target)
        network.edges[source, target, key].update(draw(attributes))
    return network


def make_network():
    """Two people and a pact; edges with and without dates, one to itself."""
    network = nx.MultiDiGraph()
    network.add_node("http://e/a", label='Ana "La Voz" & <Co>', type="Person", mentions=3, wikidata=None)
    network.add_node("http://e/b", label="=SUM(A1)", type="Person", mentions=1, wikidata="Q1")
    network.add_node("http://e/c", label="Pact\x00\x0b", type="Agreement", mentions=1)
    network.add_edge(
        "http://e/a", "http://e/c", "opposes", relation="opposes", weight=2, start="2024-01-02", end="2024-01-03",
        statements=["http://s/1", "http://s/2"], sentence='She said: "No."\nAnd\tleft\\.',
    )  # fmt: skip
    network.add_edge("http://e/a", "http://e/c", "signed", relation="signed", weight=1, earliest=date(1998, 1, 1))
    network.add_edge("http://e/b", "http://e/b", "supports", relation="supports", weight=1, sentence=None)
    return network


def text_of(writer, network):
    return "".join(writer(to_tables(network)))


def ends(network):
    return sorted((s, t) for s, t in network.edges())


@given(networks())
def test_graphml_is_read_back(network):
    text = text_of(write_graphml, network)

    ElementTree.fromstring(text.encode())
    read = nx.parse_graphml(text, force_multigraph=True)
    assert (sorted(read), ends(read)) == (sorted(network), ends(network))


@given(networks())
def test_gexf_is_valid_xml_with_all_nodes_and_edges(network):
    root = ElementTree.fromstring(text_of(write_gexf, network).encode())

    nodes = [node.get("id") for node in root.iter(f"{GEXF}node")]
    edges = [(edge.get("source"), edge.get("target")) for edge in root.iter(f"{GEXF}edge")]
    ids = [edge.get("id") for edge in root.iter(f"{GEXF}edge")]
    assert (sorted(nodes), sorted(edges)) == (sorted(network), ends(network))
    assert len(set(ids)) == len(ids)


@given(networks())
def test_cytoscape_json_is_read_back(network):
    text = text_of(write_cytoscape, network)

    text.encode()
    read = nx.cytoscape_graph(json.loads(text))
    assert (sorted(read), ends(read)) == (sorted(network), ends(network))


@given(networks())
def test_node_link_json_is_read_back(network):
    text = text_of(write_nodelink, network)

    text.encode()
    read = nx.node_link_graph(json.loads(text), edges="links")
    assert (sorted(read), ends(read)) == (sorted(network), ends(network))


def read_dot(text):
    """Nodes and edges of a DOT text, by the grammar of its quoted strings."""
    string = r'"((?:[^"\\]|\\.)*)"'
    attributes = rf"\[(?:{string}={string}(?:, )?)*\];"
    plain = {"n": "\n"}
    nodes, edges = [], []
    for line in text.split("\n")[1:-2]:
        if found := re.fullmatch(rf"  {string} -> {string} {attributes}", line):
            edges.append(found.groups()[:2])
        elif found := re.fullmatch(rf"  {string} {attributes}", line):
            nodes.append(found.group(1))
        else:
            raise AssertionError(f"no node and no edge: {line!r}")
    unescape = lambda s: re.sub(r"\\(.)", lambda m: plain.get(m.group(1), m.group(1)), s)  # noqa: E731
    return [unescape(n) for n in nodes], [(unescape(s), unescape(t)) for s, t in edges]


@given(networks())
def test_dot_is_read_back(network):
    lines = lambda s: s.replace("\r\n", "\n").replace("\r", "\n")  # noqa: E731

    nodes, edges = read_dot(text_of(write_dot, network))

    assert sorted(nodes) == sorted(map(lines, network))
    assert sorted(edges) == sorted((lines(s), lines(t)) for s, t in network.edges())


def read_csv(content):
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return {
            name: list(csv.DictReader(io.StringIO(files.read(name).decode(), newline=""), strict=True))
            for name in files.namelist()
        }


@given(networks())
def test_csv_is_read_back(network):
    tables = read_csv(b"".join(write_csv(to_tables(network))))

    assert sorted(row["Id"] for row in tables["nodes.csv"]) == sorted(map(safe, network))
    assert [(r["Source"], r["Target"]) for r in tables["edges.csv"]] == [
        (safe(edge.source), safe(edge.target)) for edge in to_tables(network).edges
    ]


def test_an_attribute_named_like_a_column_has_a_column_of_its_own():
    network = nx.MultiDiGraph()
    network.add_node("a", label="A", Id="other", id="third")

    (row,) = read_csv(b"".join(write_csv(to_tables(network))))["nodes.csv"]

    assert row["Id"] == "a"
    assert {"other", "third"} <= set(row.values())


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell):
    network = nx.MultiDiGraph()
    network.add_node(cell, label=cell, note=cell, **{cell: cell})

    tables = read_csv(b"".join(write_csv(to_tables(network))))

    (row,) = tables["nodes.csv"]
    assert not [text for text in [*row, *row.values()] if text.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_network_gives_the_same_bytes_in_whatever_order_it_was_made(writer):
    network = make_network()
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(network.nodes(data=True))))
    other.add_edges_from(reversed(list(network.edges(keys=True, data=True))))

    assert list(writer(to_tables(network))) == list(writer(to_tables(other)))


@pytest.mark.parametrize("writer", WRITERS)
def test_an_empty_network_is_written(writer):
    assert list(writer(to_tables(nx.MultiDiGraph())))


def test_gexf_edges_live_as_long_as_their_dates_say():
    root = ElementTree.fromstring(text_of(write_gexf, make_network()).encode())

    edges = {edge.get("kind"): (edge.get("start"), edge.get("end")) for edge in root.iter(f"{GEXF}edge")}
    assert root.find(f"{GEXF}graph").get("mode") == "dynamic"
    assert edges == {"opposes": ("2024-01-02", "2024-01-03"), "signed": (None, None), "supports": (None, None)}


def test_networkx_reads_the_gexf():
    read = nx.read_gexf(io.BytesIO(text_of(write_gexf, make_network()).encode()), version="1.3")

    assert read.nodes["http://e/a"]["label"] == 'Ana "La Voz" & <Co>'
    assert ends(read) == ends(make_network())


def test_what_a_row_says_is_kept():
    read = nx.parse_graphml(text_of(write_graphml, make_network()), force_multigraph=True)

    (opposes,) = [v for *_, v in read.edges(data=True) if v["relation"] == "opposes"]
    assert opposes["sentence"] == 'She said: "No."\nAnd\tleft\\.'
    assert opposes["statements"] == "http://s/1 ; http://s/2"
    assert opposes["weight"] == 2
    assert read.nodes["http://e/c"]["label"] == "Pact"
