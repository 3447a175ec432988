"""What tests share: hypothesis without a clock, and commands run without the model."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import settings

from graph.build import build, make_annotator
from graph.cli import run
from graph.model import Annotation, Article
from graph.settings import Settings
from graph.store.opening import memory_store
from graph.store.oxigraph import OxigraphStore
from graph.text import read_articles
from tests.factory import TEXT, make_annotation

settings.register_profile("any machine", deadline=None)  # how long an example takes depends on the machine
settings.register_profile("the same each time", deadline=None, derandomize=True)
settings.load_profile("the same each time" if os.environ.get("CI") else "any machine")


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


RunCommand = Callable[..., Outcome]


def annotate_by_hand(article: Article) -> Annotation:
    """The factory's annotation of an article that has the factory's text."""
    return replace(make_annotation(article.id), article=article)


@pytest.fixture
def hustings(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> RunCommand:
    """Run a command in an empty folder, with annotations made by hand in place of the model's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("graph.build.make_annotator", lambda *_, **__: annotate_by_hand)
    monkeypatch.setenv("HUSTINGS_WORKERS", "0")  # what replaces the model is known in this process alone

    def run_command(*arguments: str | Path) -> Outcome:
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run_command


@pytest.fixture
def coast(tmp_path: Path) -> Path:
    """A folder with two articles of the factory's text, the first with a sidecar."""
    folder = tmp_path / "coast"
    (folder / "later").mkdir(parents=True)
    (folder / "bridge.txt").write_text(TEXT, encoding="utf-8")
    (folder / "bridge.toml").write_text('published = 2024-03-13\npublisher = "The Coast Courier"\n', encoding="utf-8")
    (folder / "later" / "pact.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def seed_store() -> Iterator[OxigraphStore]:
    """A store in memory with the example article, as the model reads it."""
    articles = Path(__file__).resolve().parents[1] / "seeds" / "articles"
    with memory_store() as store:
        report = build(read_articles([articles]), store, make_annotator(Settings().model))
        assert not report.skipped
        yield store
