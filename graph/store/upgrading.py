"""Bring a store that an earlier version of Hustings wrote to this one: a step for each format, then what is derived.

A step changes what the files say of themselves; the graph of the ontology and the read model are made again after all
steps. Whatever stops it on the way, the same command goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from graph.store.description import FORMAT, Description, read_description, write_description
from graph.store.home import Home, open_home
from graph.store.index.derivation import Progress
from graph.store.opening import open_store, reindex

Step = Callable[[Home], None]
# From which format → what makes the next one of it. A new format joins here, with a store of the last one in the tests.
STEPS: dict[int, Step] = {}


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What was done: the format before and now, the articles, and whether the graph of the ontology has changed."""

    before: int
    now: int
    articles: int


def upgrade(path: Path, progress: Progress = iter, steps: dict[int, Step] | None = None) -> Upgraded:
    """Bring a store to this version; StoreBusy while it is in use, StoreTooNew where it is of a later version."""
    before = read_description(path)
    known = STEPS if steps is None else steps
    home = open_home(path, base=before.base)
    try:
        description: Description = home.description
        while description.format < FORMAT:
            known[description.format](home)
            description = replace(home.description, format=description.format + 1)
            write_description(path, description)
            home.description = description
    finally:
        home.release()
    articles = reindex(path, progress)
    with open_store(path, write=True) as store:  # brings the graph of the ontology to this version
        store.compact()
    return Upgraded(before.format, description.format, articles)
