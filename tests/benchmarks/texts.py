"""Read the texts of a benchmark: a folder of text files, JSON Lines, or GAP's tables."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path


def read_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Id and text of each article, in the order of the file or of the names; nothing else is read from it."""
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            with file.open(encoding="utf-8", newline="") as stream:
                yield file.stem, stream.read()
    else:
        with path.open(encoding="utf-8") as lines:
            yield from ((row["id"], row["text"]) for row in map(json.loads, lines))


def read_gap(path: Path) -> Iterator[tuple[str, str]]:
    """Id and snippet of each row of the tables gap-*.tsv in a folder."""
    for file in sorted(path.glob("gap-*.tsv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield row["ID"], row["Text"]
