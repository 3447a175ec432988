import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest

from graph.annotation import load_schema
from graph.cli.answers import EXPORTS
from graph.cli.articles import Format
from graph.errors import StoreBusy
from graph.export.formats import FORMATS
from graph.model import Annotation, Article
from graph.settings import STANCE_MIN
from tests.conftest import RunCommand, annotate_by_hand
from tests.factory import TEXT

WHO_OPPOSES = """
PREFIX hus: <https://w3id.org/hustings/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?who ?what { ?source hus:opposes ?target . ?source skos:prefLabel ?who . ?target skos:prefLabel ?what }
"""
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one_line(err: str) -> str:
    """The single line that a command printed on standard error, without its prefix."""
    assert err.startswith("hustings: ")
    assert err.count("\n") == 1
    return err.removeprefix("hustings: ").rstrip("\n")


def dumped(hustings: RunCommand, store: str = "store") -> list[str]:
    assert hustings("dump", "all.nq", "--store", store).code == 0
    return sorted(Path("all.nq").read_text(encoding="utf-8").splitlines())


# --- build, extract, delete


def test_build_fills_a_store_and_sums_up(hustings: RunCommand, coast: Path) -> None:
    done = hustings("build", coast)

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "2 articles built in store: 6 statements, 2 facts; 0 unchanged; 0 failed; it holds 2 articles, 6 entities\n"
    )


def test_building_twice_changes_nothing(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)
    first = dumped(hustings)

    again = hustings("build", coast)

    assert dumped(hustings) == first
    assert again.out.startswith("0 articles built in store:")
    assert again.out.endswith("; 2 unchanged; 0 failed; it holds 2 articles, 6 entities\n")


def test_what_has_changed_is_built_again(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)

    assert hustings("build", coast, "--again").out.startswith("2 articles built in store:")
    assert "; 1 unchanged; 0 failed; " in hustings("build", coast, "--published", "2024-03-13").out


@pytest.mark.parametrize("workers", ["-1", "many", "257"])
def test_a_number_of_workers_that_cannot_be_is_refused(hustings: RunCommand, coast: Path, workers: str) -> None:
    done = hustings("build", coast, "--workers", workers)

    assert done.code == 2
    assert "workers" in one_line(done.err)


def _read_terminal(descriptor: int) -> bytes:
    """What stands in a terminal; nothing once nobody writes to it any more."""
    try:
        return os.read(descriptor, 65_536)
    except OSError:
        return b""


@pytest.mark.slow
@pytest.mark.model
def test_build_shows_on_a_terminal_how_far_it_is(coast: Path, tmp_path: Path) -> None:
    write(coast / "empty.txt", "")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "graph", "build", str(coast), "--store", str(tmp_path / "store")]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read_terminal(ours), b"")).decode()
    os.close(ours)

    assert process.returncode == 1
    assert "2 articles built in " in shown
    assert "3/3" in shown
    assert "a second" in shown
    assert f"hustings: {coast / 'empty.txt'}: empty; an article needs text\r\n" in shown


def test_one_bad_article_is_reported_and_the_rest_built(hustings: RunCommand, coast: Path) -> None:
    write(coast / "empty.txt", "")

    done = hustings("build", coast)

    assert done.code == 1
    assert one_line(done.err) == f"{coast / 'empty.txt'}: empty; an article needs text"
    assert done.out.startswith("2 articles built in store")


def test_a_defect_in_one_article_does_not_stop_the_rest(
    hustings: RunCommand, coast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def annotate(article: Article) -> Annotation:
        if article.id == "bridge":
            raise RuntimeError("out of\nideas")
        return annotate_by_hand(article)

    monkeypatch.setattr("graph.build.make_annotator", lambda *_, **__: annotate)

    built, extracted = hustings("build", coast), hustings("extract", coast)

    assert built.code == extracted.code == 1
    assert one_line(built.err) == "bridge: RuntimeError: out of ideas"
    assert one_line(extracted.err).startswith("bridge: RuntimeError: out of ideas; this is a defect of Hustings")
    assert [json.loads(line)["id"] for line in extracted.out.splitlines()] == ["pact"]


def test_where_nothing_can_be_read_no_store_is_made(hustings: RunCommand, tmp_path: Path) -> None:
    assert hustings("build", "missing.txt").code == 2
    assert not (tmp_path / "store").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe as Unix has it, a name that is not UTF-8")
@pytest.mark.parametrize("command", ["build", "extract"])
def test_what_cannot_be_read_is_a_line_each_and_nothing_waits(
    hustings: RunCommand, tmp_path: Path, command: str
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path / os.fsdecode(b"caf\xe9.txt"), TEXT)
    write(tmp_path / "half.txt", TEXT)
    write(tmp_path / "half.json", '{"title": "\\ud800"}')

    done = hustings(command, tmp_path)

    assert (done.code, done.out) == (2, "")
    assert [line.rpartition("/")[2] for line in done.err.splitlines()] == [
        "caf\ufffd.txt: its name is not UTF-8 (U+DCE9); rename it, or give an id in a sidecar",
        "half.json: title has U+D800, half a character, which no file can hold; write it out",
        "pipe.txt: is a pipe, not an article; save the text in a file and give that",
    ]
    assert not (tmp_path / "store").exists()


def test_build_shows_what_it_found(hustings: RunCommand, coast: Path) -> None:
    done = hustings("build", coast / "bridge.txt", "--show")

    assert "bridge · The Coast Courier · 2024-03-13: statements (3)" in done.out
    for cell in ("Maria Oliveira", "rejected", "opposes → ", "2024-03-12", "was first signed in", "1998"):
        assert cell in done.out


def test_extract_prints_an_object_a_line_in_the_order_given(hustings: RunCommand, coast: Path) -> None:
    done = hustings("extract", coast / "later", coast / "bridge.txt")

    objects = [json.loads(line) for line in done.out.splitlines()]
    assert (done.code, done.err) == (0, "")
    assert [found["id"] for found in objects] == ["pact", "bridge"]
    for found in objects:
        jsonschema.validate(found, load_schema())
    assert objects[1]["entities"][1]["iri"] == "https://w3id.org/hustings/id/entity/Q777"


def test_the_date_of_publication_comes_from_option_or_sidecar(hustings: RunCommand, coast: Path) -> None:
    def dates(*options: str) -> list[str | None]:
        printed = hustings("extract", coast, *options).out
        return [json.loads(line)["published"] for line in printed.splitlines()]

    assert dates() == ["2024-03-13", None]
    assert dates("--published", "2024-04-01") == ["2024-04-01", "2024-04-01"]


def test_extract_prints_tables_too(hustings: RunCommand, coast: Path) -> None:
    done = hustings("extract", coast, "--format", Format.TABLE)

    assert done.code == 0
    assert done.out.count(": statements (3)") == done.out.count(": facts (1)") == 2


def test_words_of_an_article_neither_format_nor_steer_the_terminal(hustings: RunCommand, coast: Path) -> None:
    text = TEXT.replace("every village", "[red]\x1b[2Jage").replace("Dahl praised", "Dahl prais\x07d")
    write(coast / "bridge.txt", text)

    done = hustings("extract", coast / "bridge.txt", "--format", "table")

    assert "[red]" in done.out
    assert not {"\x1b", "\x07"} & set(done.out)


def test_delete_takes_articles_out(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast / "later")
    only_one = dumped(hustings)
    hustings("build", coast)

    done = hustings("delete", "bridge")

    assert (done.code, done.out) == (0, "1 article deleted from store\n")
    assert dumped(hustings) == only_one


@pytest.mark.parametrize(("articles", "code"), [(["nobody"], 2), (["nobody", "bridge"], 1)])
def test_deleting_what_is_not_there_is_reported(
    hustings: RunCommand, coast: Path, articles: list[str], code: int
) -> None:
    hustings("build", coast)

    done = hustings("delete", *articles)

    assert done.code == code
    assert one_line(done.err).startswith("no article 'nobody' in store")


# --- lookup, query, export


def test_lookup_tells_what_somebody_said_and_what_was_said(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)

    done = hustings("lookup", "oliveria")

    assert done.code == 0
    for title in ("entities named oliveria (1)", "statements by Maria Oliveira (4)", "facts about Maria Oliveira (0)"):
        assert title in done.out


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (["rejected"], 0, "statements with rejected ("),
        (["hurt*", "--source", "oliveira", "--latest"], 0, "statements with hurt* ("),
        (["rejected", "--source", "henrik dahl"], 1, "no statement with 'rejected'"),
        (["rejected", "--since", "2100-01-01"], 1, "no statement with 'rejected'"),
        (["rejected", "--source", "Xyzzy"], 2, "nothing named Xyzzy in the store"),
        (['"rejected'], 2, "a quotation mark is missing"),
    ],
)
def test_search_finds_statements_by_their_words(
    hustings: RunCommand, coast: Path, asked: list[str], code: int, told: str
) -> None:
    hustings("build", coast)

    done = hustings("search", *asked)

    assert done.code == code
    assert told in done.out + done.err


def test_lookup_tells_of_stances_how_often_and_where_they_were_found(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)

    done = hustings("lookup", "henrik dahl")

    title = done.out.index("stances of Henrik Dahl (1)")
    (line,) = (
        line for line in done.out[title:].splitlines() if "Dahl" in line and "supports → " in line and "1.00" in line
    )
    assert line.split("Pact")[1].split()[:5] == ["2", "0", "2", "0", "explicit"]


@pytest.mark.parametrize(
    ("given", "variable", "expected"), [((), None, STANCE_MIN), ((), "0.7", 0.7), (("--stance-min", "0.9"), "0.7", 0.9)]
)
@pytest.mark.parametrize("command", ["build", "extract"])
def test_an_option_or_the_environment_says_how_sure_an_edge_must_be(
    hustings: RunCommand,
    coast: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    given: tuple[str, ...],
    variable: str | None,
    expected: float,
) -> None:
    asked: list[float] = []
    monkeypatch.setattr(
        "graph.build.make_annotator", lambda *_, **rest: asked.append(rest["stance_min"]) or annotate_by_hand
    )
    if variable:
        monkeypatch.setenv("HUSTINGS_STANCE_MIN", variable)

    assert hustings(command, coast / "bridge.txt", *given).code == 0
    assert asked == [expected]


def test_an_export_has_the_stances_that_are_asked_for(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)

    assert ",opposes," in hustings("export", "csv", "--strength", "explicit", "--min-confidence", "0.9").out
    assert ",opposes," not in hustings("export", "csv", "--evidence", "act").out
    assert hustings("export", "csv", "--min-confidence", "2").code == 2


def test_lookup_says_that_nobody_has_the_name(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)

    done = hustings("lookup", "Xyzzy")

    assert done.code == 1
    assert one_line(done.err) == "no entity named 'Xyzzy' in store; try a part of the name"


@pytest.mark.parametrize(
    ("query", "format", "expected"),
    [
        (WHO_OPPOSES, "csv", "who,what\r\nMaria Oliveira,Henrik Dahl’s plan to close the Fjord Bridge\r\n"),
        ("ASK { ?s ?p ?o }", "table", "true\n"),
        ("ASK { ?s ?p ?o }", "csv", "true"),
        ("CONSTRUCT WHERE { ?s <http://www.w3.org/2004/02/skos/core#exactMatch> ?o }", "csv", "/Q777> .\n"),
        ("CONSTRUCT WHERE { ?s <http://www.w3.org/2004/02/skos/core#exactMatch> ?o }", "json", '"@id"'),
    ],
)
def test_query_answers_in_the_format_asked_for(
    hustings: RunCommand, coast: Path, query: str, format: str, expected: str
) -> None:
    hustings("build", coast / "bridge.txt")

    done = hustings("query", write(coast / "q.rq", query), "--format", format)

    assert (done.code, done.err) == (0, "")
    assert expected in done.out


def test_query_shows_rows_as_a_table_with_short_names(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast / "bridge.txt")

    done = hustings("query", write(coast / "q.rq", "SELECT ?what ?no { ?s a ?what } ORDER BY ?what LIMIT 1"))

    assert done.code == 0
    assert "rows (1)" in done.out
    assert ":" in done.out
    assert "http" not in done.out


def test_query_reads_standard_input(hustings: RunCommand, coast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hustings("build", coast)
    monkeypatch.setattr(sys, "stdin", io.StringIO(WHO_OPPOSES))

    assert "Maria Oliveira" in hustings("query", "-", "--format", "json").out


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { ?s ?p", "SPARQL"),
        ("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("LOAD <http://localhost:1/>", "LOAD is refused"),
        (b"\xff", "not UTF-8 at byte 0"),
    ],
)
def test_what_a_query_may_not_do_is_refused(hustings: RunCommand, coast: Path, query: str | bytes, words: str) -> None:
    hustings("build", coast)

    done = hustings("query", write(coast / "q.rq", query))

    assert done.code == 2
    assert words in one_line(done.err)


@pytest.mark.slow
def test_a_query_that_runs_away_is_stopped(hustings: RunCommand, coast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hustings("build", coast)
    monkeypatch.setenv("HUSTINGS_QUERY_TIMEOUT", "0.3")

    done = hustings("query", write(coast / "q.rq", RUNAWAY))

    assert done.code == 2
    assert one_line(done.err) == "the query took longer than 0.3 seconds and was stopped; ask with a LIMIT"


def test_the_command_knows_every_export_format() -> None:
    assert tuple(FORMATS) == EXPORTS


@pytest.mark.parametrize("format", EXPORTS)
def test_export_writes_a_file_or_standard_output(hustings: RunCommand, coast: Path, format: str) -> None:
    hustings("build", coast)

    done = hustings("export", format, "--out", "network.file")

    size = Path("network.file").stat().st_size
    assert (done.code, done.out) == (0, f"{size:,} bytes of {format} written to network.file\n")
    assert size > 100


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("edges.csv", ["edges.csv"]),
        ("edges.CSV.txt", ["edges.CSV.txt"]),
        ("network", ["network/edges.csv", "network/nodes.csv"]),
        ("of.2024/", ["of.2024/edges.csv", "of.2024/nodes.csv"]),
        ("there.csv", ["there.csv/edges.csv", "there.csv/nodes.csv"]),
    ],
)
def test_the_name_says_how_a_csv_export_is_laid_out(
    hustings: RunCommand, coast: Path, name: str, files: list[str]
) -> None:
    hustings("build", coast)
    Path("there.csv").mkdir()

    done = hustings("export", "csv", "--out", name)
    printed = hustings("export", "csv")

    size = sum(Path(file).stat().st_size for file in files)
    assert (done.code, done.out) == (0, f"{size:,} bytes of csv written to {name}\n")
    assert Path(files[0]).read_bytes().decode() == printed.out
    assert sorted(str(path) for path in Path(files[0]).parent.glob("*.csv")) == files or len(files) == 1


def test_a_zip_has_both_tables(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)
    hustings("export", "csv", "--out", "network.zip")
    hustings("export", "csv", "--out", "network")

    with zipfile.ZipFile("network.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {path.name: path.read_bytes() for path in Path("network").iterdir()}


def test_a_folder_takes_no_file_s_place(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)
    Path("network").write_text("mine")

    done = hustings("export", "csv", "--out", "network")

    assert (done.code, one_line(done.err)) == (2, "cannot write network: a file stands there; name a folder")
    assert Path("network").read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no /dev/null here")
def test_a_device_gets_the_edges(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)

    printed = hustings("export", "csv").out
    done = hustings("export", "csv", "--out", "/dev/null")

    assert done.code == 0
    assert done.out == f"{len(printed.encode()):,} bytes of csv written to /dev/null\n"


def test_export_writes_a_part(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)

    whole = hustings("export", "statements").out.splitlines()
    of_article = hustings("export", "statements", "--article", "bridge").out.splitlines()
    of_type = hustings("export", "statements", "--type", "Agreement").out.splitlines()

    assert len(whole) > len(of_article) > 1
    assert [line for line in whole if "Coastal Fishing Pact," in line] == of_type[1:] != []


def test_export_to_standard_output_is_the_file(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)
    hustings("export", "graphml", "--out", "network.graphml")

    assert hustings("export", "graphml").out == Path("network.graphml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["pdf"], "no export format 'pdf'; there are graphml"), (["dot", "--out", "no/such/folder"], "cannot write")],
)
def test_what_cannot_be_exported_is_refused(
    hustings: RunCommand, coast: Path, arguments: list[str], words: str
) -> None:
    hustings("build", coast)

    done = hustings("export", *arguments)

    assert done.code == 2
    assert words in one_line(done.err)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "command",
    [["export", "gexf", "--out", "/dev/full"], ["export", "turtle", "--out", "/dev/full"], ["dump", "full.nq"]],
)
def test_a_full_device_is_one_line_and_stays_what_it_is(
    hustings: RunCommand, coast: Path, tmp_path: Path, command: list[str]
) -> None:
    hustings("build", coast)
    (tmp_path / "full.nq").symlink_to("/dev/full")

    done = hustings(*command)

    assert (done.code, done.out) == (2, "")
    assert "no space left on device; free some space, or name a file elsewhere" in one_line(done.err)
    assert Path("/dev/full").is_char_device()
    assert (tmp_path / "full.nq").is_symlink()


# --- verify, dump, load


def test_verify_says_that_a_store_is_sound(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)

    done = hustings("verify")

    assert (done.code, done.out, done.err) == (0, "store is sound: 2 articles\n", "")


def test_verify_says_what_is_wrong(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast / "bridge.txt")
    dump = "\n".join(dumped(hustings)).replace("village", "hamlet", 1)
    hustings("load", write(coast / "changed.nq", dump), "--store", "changed", "--no-check")

    done = hustings("verify", "--store", "changed")

    assert done.code == 1
    assert done.err.endswith("in changed; build the articles again, or load a good dump\n")


@pytest.mark.parametrize("name", ["all.nq", "all.trig.gz"])
def test_what_was_dumped_can_be_loaded(hustings: RunCommand, coast: Path, name: str) -> None:
    hustings("build", coast)
    hustings("dump", name)

    done = hustings("load", name, "--store", "other")

    assert done.code == 0
    assert dumped(hustings, "other") == dumped(hustings)


UNSOUND = {
    "a quote that its text has not": (r"village", "hamlet", "the text has"),
    "words that their spans have not": (
        r'contentText> "[^"]*"',
        'contentText> "We agree."',
        "has the words 'We agree.'",
    ),
    "a day that is none": (r'(saidEarliest>) "[^"]*"', r'\1 "2024-02-30"', "saidEarliest"),
    "an edge that nothing licenses": (r"(?m)^.* .*licenses> .*opposes.*\n", "", "which nothing licenses"),
    "an edge that is missing": (r"(?m)^\S+ \S+opposes> .*graph/edges> \.\n", "", "lacks"),
    "a statement of no kind": (r"(?m)^.*#kind> .*\n", "", "kind has 0 values"),
    "an entity that is not described": (
        r"(?m)^.*entity/Q777> .*graph/entities> \.\n",
        "",
        "is referred to and not described",
    ),
}


@pytest.mark.parametrize("what", UNSOUND)
@pytest.mark.parametrize("there", [False, True])
def test_an_unsound_dump_is_not_taken_in(
    hustings: RunCommand, coast: Path, tmp_path: Path, what: str, there: bool
) -> None:
    pattern, instead, words = UNSOUND[what]
    hustings("build", coast, "--store", "good")
    before = dumped(hustings, "good")
    dump = re.sub(pattern, instead, Path("all.nq").read_text(encoding="utf-8"))
    write(tmp_path / "unsound.nq", dump)
    store = "good" if there else "new"

    done = hustings("load", "unsound.nq", "--replace", "--store", store)

    *problems, last = done.err.splitlines()
    assert done.code == 2
    assert any(words in problem for problem in problems), done.err
    assert re.search(r"cannot load unsound\.nq: [\d,]+ problems? in it; nothing was changed; .*--no-check$", last)
    assert len(problems) <= 20
    assert dumped(hustings, "good") == before
    assert hustings("verify", "--store", "good").code == 0
    assert not (tmp_path / "new").exists()


def test_what_was_not_checked_is_said(hustings: RunCommand, coast: Path, tmp_path: Path) -> None:
    hustings("build", coast)
    dumped(hustings)
    write(tmp_path / "unsound.nq", (tmp_path / "all.nq").read_text(encoding="utf-8").replace("village", "hamlet"))

    done = hustings("load", "unsound.nq", "--no-check", "--store", "my store")

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1] == (
        "not checked: quotes against texts, dates, shapes, licences and edges;"
        " to do so: hustings verify --store 'my store'"
    )
    assert hustings("verify", "--store", "my store").code == 1


@pytest.mark.parametrize(
    ("name", "content"), [("bad.nq", "<a> <b>"), ("bad.txt", ""), ("bad.nq.gz", "no gzip"), ("missing.nq", None)]
)
def test_what_is_no_dump_leaves_no_store_behind(
    hustings: RunCommand, tmp_path: Path, name: str, content: str | None
) -> None:
    if content is not None:
        write(tmp_path / name, content)

    done = hustings("load", name)

    assert done.code == 2
    assert name in one_line(done.err)
    assert not (tmp_path / "store").exists()


def test_load_replaces_articles_only_when_told_to(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast / "later")
    hustings("dump", "pact.nq")
    hustings("build", coast)
    before = dumped(hustings)

    refused = hustings("load", "pact.nq")

    assert refused.code == 2
    assert "--replace" in one_line(refused.err)
    assert dumped(hustings) == before
    assert hustings("load", "pact.nq", "--replace").code == 0
    assert len(dumped(hustings)) < len(before)


# --- errors


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fly"], "No such command 'fly'"),
        (["extract"], "Missing argument"),
        (["extract", "x", "--loud"], "No such option"),
        (["extract", "x", "--format", "xml"], "Invalid value"),
        (["extract", "coast", "--published", "Wednesday"], "'Wednesday' is not a date; write it as 2023-02-22"),
        (["extract", "missing.txt"], "missing.txt: no such file"),
        (["build", "nothing"], "nothing: no .txt file in this folder"),
        (["lookup", "x"], "no store at store; make one with: hustings build"),
        (["delete", "x"], "no store at store"),
        (["verify", "--store", "coast"], "coast is not a store"),
        (["build", "coast", "--store", "coast"], "coast is not a store and not empty"),
        (["build", "coast", "--store", "coast/bridge.txt"], "coast/bridge.txt"),
        (["query", "missing.rq"], "missing.rq: cannot be read"),
        (["serve", "--port", "70000"], "Invalid value"),
    ],
)
def test_every_mistake_is_one_line_and_changes_nothing(
    hustings: RunCommand, coast: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "nothing").mkdir()

    done = hustings(*arguments)

    assert done.code == 2
    assert words in one_line(done.err)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["coast", "nothing"]


def test_a_store_of_a_later_version_is_refused(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)
    described = json.loads(Path("store/store.json").read_text(encoding="utf-8"))
    write(Path("store/store.json"), json.dumps(described | {"format": 99}))

    done = hustings("build", coast)

    assert done.code == 2
    assert "format 99" in one_line(done.err)


def test_a_store_that_another_process_writes_is_busy(
    hustings: RunCommand, coast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise StoreBusy("the store store is in use by another process; try again when it has finished")

    monkeypatch.setattr("graph.store.opening.open_store", busy)

    done = hustings("build", coast)

    assert done.code == 2
    assert "in use by another process" in one_line(done.err)


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("HUSTINGS_QUERY_TIMEOUT", "long", "HUSTINGS_QUERY_TIMEOUT is 'long'; it must be a number"),
        ("HUSTINGS_PORT", "-1", "HUSTINGS_PORT must lie between"),
        ("HUSTINGS_BASE", "my graph", "HUSTINGS_BASE must be an http(s) IRI"),
    ],
)
def test_a_setting_that_cannot_be_is_one_line(
    hustings: RunCommand, coast: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    monkeypatch.setenv(variable, value)

    done = hustings("build", coast)

    assert done.code == 2
    assert words in one_line(done.err)


def test_a_defect_is_one_line_unless_debugging(
    hustings: RunCommand, coast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("graph.lookup.find_entities", fail)
    hustings("build", coast)

    plain = hustings("lookup", "x")
    monkeypatch.setenv("HUSTINGS_DEBUG", "1")
    debugged = hustings("lookup", "x")

    assert plain.code == debugged.code == 1
    assert one_line(plain.err).startswith("RuntimeError: no such luck; this is a defect")
    assert "Traceback" in debugged.err


def test_ctrl_c_is_one_line(hustings: RunCommand, coast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(article: Article) -> Annotation:
        raise KeyboardInterrupt

    monkeypatch.setattr("graph.build.make_annotator", lambda *_, **__: interrupt)

    for command in ("extract", "build"):
        done = hustings(command, coast)
        assert (done.code, one_line(done.err)) == (130, "stopped")


def test_commands_and_options_explain_themselves(hustings: RunCommand) -> None:
    done = hustings()

    assert done.code == 0
    assert "Usage: hustings" in done.out
    assert hustings("--version").out == "hustings 0.1.0\n"


# --- as a process


def started(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "graph", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error(hustings: RunCommand, coast: Path) -> None:
    hustings("build", coast)
    process = started("query", "-", "--format", "csv", stdin=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdin is not None
    process.stdout.close()

    process.stdin.write(b"SELECT * { ?s ?p ?o }")
    process.stdin.close()

    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


@pytest.mark.slow
def test_help_loads_neither_model_nor_store() -> None:
    program = (
        "import sys; from graph.cli import run; run(['--help']);"
        "heavy = {'spacy', 'pyoxigraph', 'fastapi', 'py3langid', 'networkx'};"
        "print(*sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=os.environ)

    assert done.stderr == b"\n"
