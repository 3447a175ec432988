import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.build import (
    Annotator,
    BuildReport,
    Built,
    Skipped,
    Unchanged,
    build,
    make_annotator,
    make_fingerprint,
)
from graph.errors import InvalidModel, ModelUnavailable, StoreError, UnreadableArticle
from graph.model import FactScope
from graph.settings import Settings
from graph.store.opening import memory_store, open_store
from tests.factory import TEXT, make_annotation, make_article

ROOT = Path(__file__).resolve().parents[1]
MANY = [f"a{number:02}" for number in range(12)]


class Watched:
    """A store that counts how often it is flushed."""

    def __init__(self):
        self.store, self.flushed = memory_store(), 0

    def __getattr__(self, name):
        return getattr(self.store, name)

    def flush(self):
        self.flushed += 1


def annotate(article):
    if article.id == "bad":
        raise InvalidModel("a statement\nneeds content")
    if article.id == "worse":
        raise ZeroDivisionError("division by zero")
    return replace(make_annotation(article.id), article=article)


def annotate_or_die(article):
    """Kills its process over one article always, over another the first time, and says who it was."""
    mark = Path(os.environ["HUSTINGS_TEST_MARK"])
    if article.id == "deadly" or (article.id == "unlucky" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return annotate(article)


def annotate_slowly(article):
    """Says which process it is, then takes its time."""
    (Path(os.environ["HUSTINGS_TEST_MARK"]) / str(os.getpid())).touch()
    time.sleep(60)
    return annotate(article)


def annotate_in_a_moment(article):
    time.sleep(0.1)
    return annotate(article)


def fingerprint(article):
    return f"{len(article.text)} {article.published}"


def articles(*ids):
    return [make_article(article_id) for article_id in ids]


def outcomes_of(found, store, annotator=annotate, **options):
    """What a build says of each article, in the order in which it says so."""
    outcomes = []
    build(found, store, annotator, done=outcomes.append, **options)
    return outcomes


def quads_after(found, **options):
    store = memory_store()
    report = build(found, store, annotate, **options)
    return sorted(map(str, store.quads())), report


def test_articles_go_in_with_what_was_found():
    store, outcomes = memory_store(), []
    report = build(articles("a1", "b2"), store, annotate, done=outcomes.append)

    assert store.articles() == ["a1", "b2"]
    assert outcomes == [Built("a1", 3, 1), Built("b2", 3, 1)]
    assert report == BuildReport(built=2, statements=6, facts=2)


@pytest.mark.parametrize("workers", [0, 2])
def test_a_bad_article_is_reported_in_a_line_and_the_rest_goes_in(workers):
    store = memory_store()
    unread = UnreadableArticle("c.txt: is empty")
    found = [*articles("a1", "bad"), unread, *articles("worse", "b2")]
    outcomes = outcomes_of(found, store, workers=workers)

    assert store.articles() == ["a1", "b2"]
    assert sorted((one for one in outcomes if isinstance(one, Skipped)), key=str) == [
        Skipped("bad", "a statement needs content"),
        Skipped("worse", "ZeroDivisionError: division by zero"),
        Skipped(None, "c.txt: is empty"),
    ]


def test_building_again_changes_not_one_quad():
    store = memory_store()
    build(articles("a1", "b2"), store, annotate)
    before = list(store.quads())
    build(articles("b2", "a1"), store, annotate)

    assert list(store.quads()) == before


@pytest.mark.parametrize(("length", "flushed"), [(100, 1), (60_000, 3)])
def test_the_store_is_flushed_now_and_then_and_at_the_end(length, flushed):
    store = Watched()
    build((replace(a, text=a.text.ljust(length)) for a in articles("a1", "b2", "c3", "d4")), store, annotate)

    assert store.flushed == flushed


@pytest.mark.parametrize("workers", [0, 2])
def test_a_store_that_cannot_be_written_ends_the_build(monkeypatch, workers):
    store, tried = Watched(), []

    def put(annotation, *, settle):
        tried.append(annotation)
        raise StoreError("no space left on device")

    monkeypatch.setattr(store.store, "put", put)
    with pytest.raises(StoreError):
        build(articles("a1", "b2"), store, annotate, workers=workers)
    assert (len(tried), store.flushed) == (1, 1)


def test_what_was_found_can_be_shown():
    shown = []
    build(articles("a1", "bad"), memory_store(), annotate, show=shown.append)

    assert [annotation.article.id for annotation in shown] == ["a1"]


# --- processes


@pytest.mark.parametrize("workers", [0, 1, 2, 3])
def test_any_number_of_processes_and_any_order_give_the_same_quads(workers):
    shuffled = random.Random(workers).sample(MANY, len(MANY))

    assert quads_after(articles(*shuffled), workers=workers) == quads_after(articles(*MANY))


@given(st.permutations(MANY[:5]))
def test_any_order_gives_the_same_quads(ids):
    assert quads_after(articles(*ids)) == quads_after(articles(*MANY[:5]))


def test_a_process_that_dies_gets_its_article_once_more(monkeypatch, tmp_path):
    monkeypatch.setenv("HUSTINGS_TEST_MARK", str(tmp_path / "mark"))
    store = memory_store()
    outcomes = outcomes_of(articles("a1", "unlucky", "b2", "c3"), store, annotate_or_die, workers=1)

    assert [one.article for one in outcomes if isinstance(one, Built)] == ["a1", "unlucky", "b2", "c3"]


def test_an_article_that_kills_its_process_costs_a_line(monkeypatch, tmp_path):
    monkeypatch.setenv("HUSTINGS_TEST_MARK", str(tmp_path / "mark"))
    store = memory_store()
    outcomes = outcomes_of(articles("a1", "deadly", "b2", "c3"), store, annotate_or_die, workers=2)

    (skipped,) = (one for one in outcomes if isinstance(one, Skipped))
    assert (skipped.article, store.articles()) == ("deadly", ["a1", "b2", "c3"])
    assert "ended twice (signal SIGKILL)" in skipped.reason


@pytest.mark.parametrize("workers", [0, 2])
def test_a_pipeline_that_is_not_installed_ends_the_build(workers):
    with pytest.raises(ModelUnavailable, match=r"'no_such_pipeline' is not installed"):
        build(articles("a1", "b2"), memory_store(), Annotator("no_such_pipeline"), workers=workers)


def test_an_error_while_reading_ends_the_build():
    def broken():
        yield from articles("a1", "b2", "c3")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        build(broken(), memory_store(), annotate, workers=2)


PROGRAM = """
import sys
from pathlib import Path
from graph.build import build
from graph.store.opening import open_store
from tests import test_build
_, folder, annotate, *ids = sys.argv
with open_store(Path(folder), write=True) as store:
    build(
        test_build.articles(*ids), store, getattr(test_build, annotate), workers=2,
        fingerprint=test_build.fingerprint, done=lambda outcome: print(outcome, flush=True),
    )
"""


def started(store, annotator, *ids, **environment):
    """A process that builds, and says of each article what became of it."""
    command = [sys.executable, "-c", PROGRAM, str(store), annotator.__name__, *ids]
    variables = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_processes_end_with_the_one_that_started_them(tmp_path, how):
    marks = tmp_path / "marks"
    marks.mkdir()
    with started(tmp_path / "store", annotate_slowly, "a1", "b2", HUSTINGS_TEST_MARK=str(marks)) as parent:
        wait_for(lambda: len(list(marks.iterdir())) == 2)
        parent.send_signal(how)
        parent.wait(10)

    wait_for(lambda: not any(is_running(int(mark.name)) for mark in marks.iterdir()), seconds=10)


@pytest.mark.slow
@pytest.mark.parametrize("killed_after", [1, 5])
def test_a_build_that_was_killed_goes_on_where_it_stopped(tmp_path, killed_after):
    with started(tmp_path / "store", annotate_in_a_moment, *MANY) as cut_off:
        said = [cut_off.stdout.readline() for _ in range(killed_after)]
        cut_off.kill()
    with started(tmp_path / "store", annotate_in_a_moment, *MANY) as gone_on:
        outcomes = gone_on.stdout.read()

    with open_store(tmp_path / "store") as store:
        quads = sorted(map(str, store.quads()))
    assert all(line.startswith("Built(") for line in said)
    assert outcomes.count("Unchanged(") >= killed_after
    assert outcomes.count("(article=") == len(MANY)
    assert quads == quads_after(articles(*MANY), fingerprint=fingerprint)[0]


def wait_for(holds, seconds=60):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "took too long"
        time.sleep(0.02)


def is_running(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


# --- what has not changed


def test_an_article_that_has_not_changed_is_left_as_it_is():
    store = memory_store()
    build(articles("a1", "b2"), store, annotate, fingerprint=fingerprint)
    before = sorted(map(str, store.quads()))

    outcomes = outcomes_of(articles("a1", "b2"), store, fingerprint=fingerprint)

    assert outcomes == [Unchanged("a1"), Unchanged("b2")]
    assert sorted(map(str, store.quads())) == before


@pytest.mark.parametrize(
    "change", [{"text": TEXT + " "}, {"published": date(2024, 3, 14)}], ids=lambda change: next(iter(change))
)
def test_an_article_that_has_changed_is_built_again(change):
    store = memory_store()
    build(articles("a1", "b2"), store, annotate, fingerprint=fingerprint)
    changed = [replace(make_article("a1"), **change), make_article("b2")]

    assert outcomes_of(changed, store, fingerprint=fingerprint) == [Built("a1", 3, 1), Unchanged("b2")]


def test_all_is_built_again_when_asked_for():
    store = memory_store()
    build(articles("a1"), store, annotate, fingerprint=fingerprint)

    assert outcomes_of(articles("a1"), store, fingerprint=fingerprint, again=True) == [Built("a1", 3, 1)]


def test_an_article_that_was_taken_out_is_built_again():
    store = memory_store()
    build(articles("a1", "b2"), store, annotate, fingerprint=fingerprint)
    store.delete("a1")

    assert store.fingerprint("a1") is None
    assert isinstance(outcomes_of(articles("a1"), store, fingerprint=fingerprint)[0], Built)


def test_the_fingerprint_is_of_everything_known_of_an_article(tmp_path):
    of = make_fingerprint(Settings().model)
    article = make_article("a1")
    others = [
        replace(article, **change)
        for change in (
            {"id": "a2"},
            {"text": TEXT + " "},
            {"published": None},
            {"title": "T"},
            {"publisher": "P"},
            {"url": "http://a.example"},
            {"language": "en-GB"},
        )
    ]

    assert len({of(article), *map(of, others)}) == 1 + len(others)
    assert of(article) == make_fingerprint(Settings().model)(article)


def test_the_fingerprint_is_of_everything_that_reads_an_article(tmp_path):
    own = tmp_path / "own"
    (own / "0001").mkdir(parents=True)
    (own / "current").write_text("1\n")
    table = own / "0001" / "persons.csv"
    table.write_text("qid,name\nQ1,Ada\n")
    article, model = make_article("a1"), Settings().model
    kinds = [
        make_fingerprint(model)(article),
        make_fingerprint(model, learned=False)(article),
        make_fingerprint(model, stance_min=0.9)(article),
        make_fingerprint(model, facts=FactScope.ALL)(article),
        make_fingerprint("another_model")(article),
        make_fingerprint(str(tmp_path))(article),
        make_fingerprint(model, own)(article),
    ]
    table.write_text("qid,name\nQ1,Bea\n")
    kinds.append(make_fingerprint(model, own)(article))

    assert len(set(kinds)) == len(kinds)


# --- with the model


@pytest.mark.slow
@pytest.mark.model
def test_what_processes_find_is_what_this_one_finds(tmp_path):
    annotator = make_annotator(Settings().model)
    found = [replace(make_article(article_id), text=TEXT) for article_id in ("a1", "b2", "c3")]
    dumps = []
    for workers in (0, 2):
        with open_store(tmp_path / str(workers), write=True) as store:
            build(found, store, annotator, workers=workers, fingerprint=make_fingerprint(Settings().model))
            dumps.append(sorted(map(str, store.quads())))

    assert dumps[0] == dumps[1]
