"""Networks from the command line and over HTTP, read back by others."""

import csv
import io
import json
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.cli import networks as command
from graph.cli import run
from graph.export.formats import FORMATS, NETWORKS, network_format
from graph.store.opening import open_store
from tests.networks.conftest import ARTICLES, make_report

GEXF = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def client(quarrel):
    with TestClient(create_app(quarrel), base_url="http://localhost") as made:
        yield made


@pytest.fixture
def hustings(tmp_path, monkeypatch, capsys):
    """Run a command in a folder with a store of the quarrel; exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    with open_store(Path("store"), write=True) as made:
        for id, told in ARTICLES.items():
            made.put(make_report(id, *told))

    def run_command(*arguments):
        code = run(arguments)
        return code, *capsys.readouterr()

    return run_command


def weights_of(network):
    label = {node: values["label"] for node, values in network.nodes(data=True)}
    return {tuple(sorted((label[one], label[other]))): v["weight"] for one, other, v in network.edges(data=True)}


SUBTRACT = {("Ada Berg", "Bram Loof"): -1, ("Ada Berg", "Chiyo Mori"): 1, ("Bram Loof", "Chiyo Mori"): -1}


def test_the_command_knows_every_format():
    assert (*NETWORKS, "csv") == command.FORMATS


def test_graphml_is_read_back_without_direction(hustings):
    code, out, _ = hustings("network", "subtract", "--out", "network.graphml")

    read = nx.read_graphml("network.graphml")
    assert (code, out) == (0, "3 nodes and 3 edges written to network.graphml\n")
    assert (read.is_directed(), weights_of(read)) == (False, SUBTRACT)


def test_node_link_json_over_http_is_read_back(client):
    read = nx.node_link_graph(client.get("/networks/subtract").json(), edges="links")

    assert (read.is_directed(), weights_of(read)) == (False, SUBTRACT)
    assert all(values["statements"] and values["sentence"] for *_, values in read.edges(data=True))


def test_cytoscape_json_is_read_back(hustings):
    _, out, _ = hustings("network", "subtract", "--format", "cytoscape")

    assert weights_of(nx.cytoscape_graph(json.loads(out))) == SUBTRACT


def test_gexf_has_windows_as_lifetimes(hustings):
    _, out, _ = hustings("network", "actor-target", "--format", "gexf", "--window", "2w")

    graph = ET.fromstring(out).find(f"{GEXF}graph")
    edges = list(graph.iter(f"{GEXF}edge"))
    assert (graph.get("defaultedgetype"), graph.get("mode")) == ("directed", "dynamic")
    assert {edge.get("start") for edge in edges} == {"2024-01-02", "2024-01-30"}
    assert all(float(edge.get("weight")) in (-1, 0, 1) for edge in edges)


def test_dot_and_csv_have_no_direction(hustings):
    _, dot, _ = hustings("network", "subtract", "--format", "dot")
    _, table, _ = hustings("network", "subtract", "--format", "csv")

    assert dot.startswith("graph hustings {")
    assert "--" in dot
    assert "->" not in dot
    assert {row["Type"] for row in csv.DictReader(io.StringIO(table))} == {"Undirected"}


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.gexf", "gexf"),
        ("a.GraphML", "graphml"),
        ("a.json", "node-link"),
        ("a.cyjs", "cytoscape"),
        ("a.dot", "dot"),
        ("a.csv", "csv"),
        ("a.zip", "csv"),
        ("a", "graphml"),
        (None, "graphml"),
    ],
)
def test_the_ending_says_the_format(name, format):
    assert network_format(name) == format


@pytest.mark.parametrize(("name", "files"), [("made", ["edges.csv", "nodes.csv"]), ("made.zip", None)])
def test_csv_is_two_tables_or_an_archive(hustings, name, files):
    hustings("network", "conflict", "--format", "csv", "--out", name)

    found = sorted(path.name for path in Path(name).iterdir()) if files else zipfile.ZipFile(name).namelist()
    assert sorted(found) == ["edges.csv", "nodes.csv"]


def test_options_of_the_command_reach_the_sums(hustings):
    arguments = (
        "network conflict --normalise dna-cosine --duplicates acrossrange --format node-link"
        " --from 2024-01-01 --to 2024-01-31 --exclude Q103"
    )
    _, out, _ = hustings(*arguments.split())

    # Ada 2 statements, Bram 3: contrary on the bridge once, on the ferry once.
    assert weights_of(nx.node_link_graph(json.loads(out), edges="links")) == {("Ada Berg", "Bram Loof"): 2 / 6}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ("alliance", "no kind 'alliance'; there are actor-target, congruence"),
        ("conflict --normalise zscore", "no normalisation 'zscore'; there are none, average"),
        ("conflict --normalise prominence", "conflict cannot be normalised by prominence; it can by none"),
        ("conflict --duplicates decade", "no period of duplicates 'decade'"),
        ("conflict --window 5y", "a window of 5 years is longer than the 35 days"),
        ("conflict --step 5d", "a step without a window"),
        ("conflict --format pajek", "no format of networks 'pajek'"),
        ("conflict --evidence act", "nothing to make a network of conflict of: nothing in the store passes"),
        ("quotes", "nothing to make a network of quotes of: the store holds none"),
        ("conflict --actor Nobody", "no actor named 'Nobody'"),
    ],
)
def test_what_cannot_be_computed_is_one_line(hustings, arguments, complaint):
    code, out, err = hustings("network", *arguments.split())

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert complaint in err


@pytest.mark.parametrize("format", [*NETWORKS, "csv"])
@pytest.mark.parametrize("kind", ["actor-target", "congruence", "shared", "co-mention"])
def test_every_network_is_a_file(client, kind, format):
    response = client.get(f"/networks/{kind}", params={"format": format, "isolates": True})

    assert response.status_code == 200
    assert response.headers["content-type"].startswith(FORMATS[format].media_type)
    assert f"hustings-{kind}.{FORMATS[format].extension}" in response.headers["content-disposition"]
    assert response.content


def test_parameters_of_the_address_reach_the_sums(client):
    asked = {
        "count": "total",
        "normalise": "activity",
        "duplicates": "year",
        "from": "2024-01-01",
        "to": "2024-01-31",
        "target_type": ["Issue", "Proposal"],
        "actor": ["Bram Loof"],
        "stance": "opposes",
    }
    read = nx.node_link_graph(client.get("/networks/actor-target", params=asked).json(), edges="links")

    assert weights_of(read) == {("Bram Loof", "the bridge"): 1}


@pytest.mark.parametrize(
    ("address", "status", "complaint"),
    [
        ("alliance", 404, "there are actor-target"),
        ("subtract?format=pajek", 404, "node-link"),
        ("subtract?normalise=zscore", 422, "activity-product"),
        ("subtract?normalise=activity", 400, "cannot be normalised by"),
        ("subtract?window=9y", 400, "longer than"),
        ("subtract?window=soon", 400, "no length of time"),
        ("subtract?from=2024-02-01&to=2024-01-01", 400, "before it starts"),
        ("subtract?min_weight=nan", 422, "min_weight"),
        ("subtract?actor=Nobody", 400, "no actor named"),
        ("quotes", 400, "the store holds none"),
    ],
)
def test_what_cannot_be_computed_is_a_problem(client, address, status, complaint):
    response = client.get(f"/networks/{address}")

    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, complaint in response.json()["detail"]) == (status, True)
