"""Every command over a corpus, in one process, with annotations made by hand in place of the model's."""

import csv
import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest

from api.routers.examples import EXAMPLES
from graph.cli import run
from graph.cli.answers import EXPORTS
from graph.store.opening import open_store
from graph.verify import verify
from tests.corpus import make_corpus, write_corpus
from tests.corpus.articles import ARTICLES, LONG_SPEECH, ODD_IDS, QUIET, change
from tests.test_cli import one_line

VARGA, IBANEZ = "Q990001", "Q990002"


@pytest.fixture(scope="module")
def annotate():
    """The annotation of an article of the corpus, as it was first or after it was changed, by its text."""
    known = {one.article.text: one for made in make_corpus() for one in (made, change(made))}
    return lambda article: known[article.text]


@pytest.fixture
def hustings(hustings, monkeypatch, annotate):
    """Commands whose annotator knows the corpus."""
    monkeypatch.setattr("graph.build.make_annotator", lambda *_, **__: annotate)
    return hustings


@pytest.fixture(scope="module")
def whole(tmp_path_factory, annotate):
    """A folder with the articles and a store of them, made once by the command."""
    folder = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setattr("graph.build.make_annotator", lambda *_, **__: annotate)
        write_corpus(make_corpus(), Path("articles"))
        assert run(["build", "articles", "--workers", "0"]) == 0
    return folder


@pytest.fixture
def built(hustings, whole, tmp_path):
    """The command, in a copy of that folder."""
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    return hustings


def dumped(hustings, name="all.nq", store="store"):
    assert hustings("dump", name, "--store", store).code == 0
    return set(Path(name).read_text(encoding="utf-8").splitlines())


def totals(store="store"):
    with open_store(Path(store)) as opened:
        return opened.reader.totals()


def entity(label, store="store"):
    """The last part of the IRI of the one entity with this label."""
    with open_store(Path(store)) as opened:
        (found,) = {row["iri"] for row in opened.reader.entities() if row["label"] == label}
    return found.rpartition("entity/")[2]


def test_build_counts_what_it_built(built, corpus):
    again = built("build", "articles", "--store", "other").out

    statements, facts = sum(len(one.statements) for one in corpus), sum(len(one.facts) for one in corpus)
    assert again.startswith(f"{ARTICLES} articles built in other: {statements} statements, {facts} facts; ")


def test_build_counts_the_entities_of_the_store(built):
    done = built("build", "articles", "--store", "other")

    assert f"{totals('other')['entities']} entities" in done.out


def test_the_order_of_articles_and_building_again_change_nothing(built, corpus, tmp_path):
    first = dumped(built)
    for number, annotation in enumerate(reversed(corpus)):
        write_corpus([annotation], tmp_path / "one by one" / f"{number:02}")
    built("build", "articles", "articles", "--store", "other")
    built("build", "articles")
    assert built("build", "one by one", "--store", "third").code == 0

    assert dumped(built) == first
    assert dumped(built, "other.nq", "other") == first
    assert dumped(built, "third.nq", "third") == first


def test_a_changed_text_takes_the_place_of_the_old_one(built, corpus):
    write_corpus(map(change, corpus), Path("articles"))
    assert built("build", "articles").code == 0
    assert built("build", "articles", "--store", "fresh").code == 0

    assert dumped(built) == dumped(built, "fresh.nq", "fresh")
    assert totals()["statements"] != sum(len(one.statements) for one in corpus)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ilse varga", "Ilse Varga"),
        ("varga", "Varga"),
        ("jose ibanez", "José Ibáñez"),
        ("ilse vagra", "Ilse Varga"),
        ("ember acc", "Ember Accord"),
    ],
)
def test_lookup_finds(built, name, shown):
    done = built("lookup", name)

    assert (done.code, done.err) == (0, "")
    assert shown in done.out


def test_lookup_of_nobody_says_so(built):
    assert "no entity named 'nobody'" in one_line(built("lookup", "nobody").err)


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.rq")), ids=lambda path: path.stem)
@pytest.mark.parametrize("format", ["table", "csv", "json"])
def test_queries_are_answered(built, example, format):
    done = built("query", example, "--format", format)

    assert (done.code, done.err) == (0, "")
    assert len(done.out.splitlines()) > 2 or json.loads(done.out)["results"]["bindings"]


def test_every_export_is_written(built):
    for name in EXPORTS:
        done = built("export", name, "--out", f"out.{name}")
        assert (done.code, done.err) == (0, ""), done
        assert Path(f"out.{name}").stat().st_size > 1000

    counted = totals()["entities"]
    assert nx.read_graphml("out.graphml").number_of_nodes() == counted
    assert len(ElementTree.parse("out.gexf").findall(".//{*}node")) == counted
    assert len(json.loads(Path("out.cytoscape").read_text(encoding="utf-8"))["elements"]["nodes"]) == counted
    assert len(list(ox.parse(path="out.trig", format=ox.RdfFormat.TRIG))) > 10_000
    with Path("out.statements").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == totals()["statements"] + 1


def test_a_csv_export_is_a_table_a_folder_or_an_archive(built):
    for name in ("edges.csv", "network", "network.zip"):
        done = built("export", "csv", "--out", name)
        assert (done.code, done.err) == (0, ""), done

    nodes, edges = Path("network/nodes.csv").read_bytes(), Path("network/edges.csv").read_bytes()
    assert len(list(csv.reader(io.StringIO(nodes.decode(), newline="")))) == totals()["entities"] + 1
    assert Path("edges.csv").read_bytes() == edges
    with zipfile.ZipFile("network.zip") as files:
        assert (files.read("nodes.csv"), files.read("edges.csv")) == (nodes, edges)


def test_verify_finds_nothing(built):
    done = built("verify")

    assert (done.code, done.err) == (0, "")
    assert done.out == f"store is sound: {ARTICLES} articles\n"


def test_index_made_again_is_the_same(built):
    before = totals()
    done = built("index")

    assert done.out == f"store indexed: {ARTICLES} articles\n"
    assert totals() == before


@pytest.mark.parametrize("name", ["all.nq", "all.trig.gz"])
def test_a_dump_is_loaded_again(built, name):
    first = dumped(built)
    assert built("dump", name).code == 0
    assert built("load", name, "--store", "copy").code == 0

    assert dumped(built, "copy.nq", "copy") == first
    assert totals("copy") == totals()
    assert "--replace" in one_line(built("load", name, "--store", "copy").err)


def test_what_is_deleted_leaves_nothing_behind(built, corpus):
    gone = [QUIET, LONG_SPEECH, *ODD_IDS.values()]
    done = built("delete", *gone, "not there")
    rest = [one for one in corpus if one.article.id not in gone]
    write_corpus(rest, Path("rest"))
    built("build", "rest", "--store", "fresh")

    assert done.code == 1
    assert done.out == f"{len(gone)} articles deleted from store\n"
    assert dumped(built) == dumped(built, "fresh.nq", "fresh")
    assert totals() == totals("fresh")


def test_a_merge_and_its_end(built):
    assert built("entities", "resolve").code == 0
    before, counted = dumped(built), totals()
    tomas = entity("Tomas Varga")
    done = built("entities", "merge", tomas, VARGA, "--reason", "the same <person> & name")
    merged = totals()

    assert re.search(r"merged into Q990001: \d+ articles changed in store", done.out)
    # Not only one less: bare names that either might have borne are now the one's.
    assert merged == counted | {"entities": merged["entities"]}
    assert merged["entities"] < counted["entities"]
    with open_store(Path("store")) as store:
        assert not list(verify(store))
    assert "the same <person> & name" in built("entities", "list").out
    assert built("entities", "split", tomas, "--reason", "two after all").code == 0
    assert totals() == counted
    assert {line for line in dumped(built) if "graph/curation>" not in line} == before


def test_a_split_and_its_end(built):
    assert built("entities", "resolve").code == 0
    before, counted = dumped(built), totals()
    assert built("entities", "split", IBANEZ, "--reason", "two men").code == 0
    assert totals()["entities"] > counted["entities"]
    assert built("entities", "split", IBANEZ, "--undo", "--reason", "one man").code == 0

    assert totals() == counted
    assert {line for line in dumped(built) if "graph/curation>" not in line} == before


def test_suspects_are_listed(built):
    done = built("entities", "list", "--suspect")

    assert (done.code, done.err) == (0, "")
    assert "Varga" in done.out


def test_seeds_are_imported_and_taken_back(built):
    tagged = [{"id": "p1", "name": "Tomas Varga", "identifiers": [{"scheme": "wikidata", "identifier": "Q990003"}]}]
    Path("people.json").write_text(json.dumps({"persons": tagged}), encoding="utf-8")
    preview = built("seeds", "import", "people.json", "--country", "CA", "--preview")
    done = built("seeds", "import", "people.json", "--country", "CA")

    assert (preview.code, done.code) == (0, 0)
    assert "nothing was changed" in preview.out
    assert "Tomas Varga" in done.out
    assert "people.json" in built("seeds", "list").out
    assert built("seeds", "import", "--undo").out == "import 1 of people.json taken back\n"


def test_extract_prints_each_article(built, corpus):
    done = built("extract", "articles")
    lines = [json.loads(line) for line in done.out.splitlines()]

    assert [len(line["statements"]) for line in lines] == [len(one.statements) for one in corpus]


@pytest.mark.slow
@pytest.mark.model
def test_the_model_reads_the_texts_and_the_store_is_sound(tmp_path, monkeypatch, capsys):
    write_corpus(make_corpus(), tmp_path / "articles")
    monkeypatch.chdir(tmp_path)

    assert run(["build", "articles", "--workers", "0"]) == 0
    first = re.match(r"60 articles built in store: (\d+) statements, (\d+) facts", capsys.readouterr().out)
    assert first
    assert int(first.group(1)) > 150
    with open_store(Path("store")) as store:
        assert not list(verify(store))
        assert store.reader.totals()["articles"] == ARTICLES
