"""Example queries, one file each, the first comment what it answers: those that pages offer, and the ontology's."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.errors import InvalidQuery

EXAMPLES = Path(__file__).parents[1] / "examples"
COMPETENCY = Path(__file__).parents[2] / "ontology" / "competency"


@dataclass(frozen=True, slots=True)
class Example:
    """A query with what it asks, in words."""

    name: str
    title: str
    query: str


@cache
def read_examples() -> tuple[Example, ...]:
    """All examples, in the order of their file names."""
    return tuple(_read(path) for path in sorted(EXAMPLES.glob("*.rq")))


@cache
def all_examples() -> tuple[Example, ...]:
    """The examples of the pages, then the questions that the ontology is there to answer."""
    return (*read_examples(), *(_read(path) for path in sorted(COMPETENCY.glob("*.rq"))))


def find_example(name: str) -> Example:
    """The example of this name, with or without the number at its beginning; InvalidQuery where there is none."""
    for example in all_examples():
        if name in (example.name, example.name.lstrip("0123456789_")):
            return example
    raise InvalidQuery(f"no example {name}; `hustings query --example list` shows all")


def _read(path: Path) -> Example:
    title, _, query = path.read_text(encoding="utf-8").partition("\n")
    return Example(path.stem, title.removeprefix("#").strip(), query)
