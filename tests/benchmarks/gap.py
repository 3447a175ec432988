"""Predict whom GAP's ambiguous pronouns mean, in the format of its scorer."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.coref import write_clusters
from tests.benchmarks.inputs import Text, read_texts


def predict(data_path: Path, out_path: Path) -> None:
    """Write clusters for GAP's folder of tables, or for a folder of text files or JSON Lines of id and text."""
    is_gap = data_path.is_dir() and any(data_path.glob("gap-*.tsv"))
    write_clusters(_read_gap(data_path) if is_gap else read_texts(data_path), out_path)


def _read_gap(path: Path) -> Iterator[Text]:
    """The snippets of the tables gap-*.tsv in a folder."""
    for file in sorted(path.glob("gap-*.tsv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Text(row["ID"], row["Text"])
