"""What the project says of itself is true and complete."""

import ast
import inspect
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions

from graph import errors
from graph.cli.app import app
from graph.cli.reporting import DEBUG_VARIABLE
from graph.export.formats import FORMATS
from graph.settings import Settings, variable
from graph.store.oxigraph import OxigraphStore

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
COMMANDS = [command.callback.__name__ for command in app.registered_commands if command.callback]
ERRORS = [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if cls.__module__ == errors.__name__]
SETTINGS = [field.name for field in fields(Settings)]


def requirement_name(requirement: str) -> str:
    return re.split(r"[<>=!~ \[]", requirement)[0].lower()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_and_explains_itself(command: str) -> None:
    callback = next(c.callback for c in app.registered_commands if c.callback and c.callback.__name__ == command)

    assert f"hustings {command} " in README
    assert callback.__doc__


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_in_the_readme_with_its_default(setting: str) -> None:
    line = next(line for line in README.splitlines() if f"| `{variable(setting)}` |" in line)
    default = getattr(Settings(), setting)

    shown = line.split("|")[2].strip(" `")
    assert shown == (
        f"{default:g}"
        if isinstance(default, float)
        else str(default) or ("https://w3id.org/hustings/id/" if setting == "base" else "")
    )


def test_the_readme_knows_no_other_settings() -> None:
    known = {*map(variable, SETTINGS), DEBUG_VARIABLE}

    assert set(re.findall(r"HUSTINGS_[A-Z_]+", README)) == known


def test_every_export_format_is_in_the_readme() -> None:
    assert ", ".join(f"`{name}`" for name in FORMATS) in README


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_stands_in_the_tree_and_says_what_it_is(error: type[Exception]) -> None:
    assert errors.__doc__ is not None
    assert re.search(rf"^ .*\b{error.__name__}\b", errors.__doc__, re.MULTILINE)
    assert error.__doc__


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w./-]+/[\w./-]*|[A-Z]+\.md|LICENSE)`", README))))
def test_every_path_in_the_readme_exists(path: str) -> None:
    if not path.startswith(("/", ".")):
        assert (ROOT / path).exists()


def test_dependencies_are_what_the_code_imports() -> None:
    """The model is a dependency too: its name is a setting."""
    declared = {requirement_name(requirement) for requirement in PROJECT["project"]["dependencies"]}

    assert declared == imported_packages() | {Settings().model.replace("_", "-")}


def imported_packages() -> set[str]:
    """What our packages import that is neither ours nor Python's; training has an extra of its own."""
    ours = ("graph", "api", "ontology", "seeds")
    files = [path for folder in ours for path in (ROOT / folder).rglob("*.py") if "training" not in path.parts]
    modules = {module for path in files for module in imported_modules(path)}
    return modules - set(ours) - set(sys.stdlib_module_names)


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_locks_hold_every_dependency_with_hashes() -> None:
    for file, extras in (("requirements.lock", []), ("requirements-dev.lock", ["dev"])):
        lock = (ROOT / file).read_text(encoding="utf-8")
        wanted = list(PROJECT["project"]["dependencies"])
        for extra in extras:
            wanted += PROJECT["project"]["optional-dependencies"][extra]
        pinned = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
        assert {requirement_name(requirement) for requirement in wanted} <= pinned
        assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\w)", lock.strip()))


def test_tests_run_on_the_versions_that_users_get() -> None:
    runtime, development = (
        set(re.findall(r"^(\S+==[^\s;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )

    assert runtime <= development


def readme_queries() -> list[str]:
    return re.findall(r"```sparql\n(.*?)```", README, re.DOTALL)


def answer(store: OxigraphStore, query: str) -> list[tuple[object, ...]]:
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    return [tuple(row) for row in rows]


@pytest.mark.model
def test_the_readme_says_who_opposes_the_proposal(seed_store: OxigraphStore) -> None:
    rows = answer(seed_store, readme_queries()[0])

    sentences: dict[str, list[str]] = {}
    for who, sentence in rows:
        assert isinstance(who, Literal)
        assert isinstance(sentence, Literal)
        sentences.setdefault(who.value, []).append(sentence.value)
    assert {who.rsplit(maxsplit=1)[-1] for who in sentences} == {"Trudeau", "Fraser"}
    assert any("simplistic solution" in sentence for sentence in sentences["Justin Trudeau"])


@pytest.mark.model
def test_the_readme_says_when_the_agreement_was_signed(seed_store: OxigraphStore) -> None:
    rows = answer(seed_store, readme_queries()[1])

    year = Literal("2002", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYear"))
    assert [when for _, when in rows] == [year]
    assert "Safe-Third-Country-Agreement".casefold() in str(rows[0][0]).casefold()
