"""The example queries that pages offer: one file each in `api/examples`, the first comment its title."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"


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


def _read(path: Path) -> Example:
    title, _, query = path.read_text(encoding="utf-8").partition("\n")
    return Example(path.stem, title.removeprefix("#").strip(), query)
