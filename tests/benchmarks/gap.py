"""Predict whom GAP's ambiguous pronouns mean, in the format of its scorer."""

from pathlib import Path

from tests.benchmarks.coref import write_clusters
from tests.benchmarks.texts import read_gap, read_texts


def predict(data_path: Path, out_path: Path) -> None:
    """Write clusters for GAP's folder of tables, or for a folder of text files or JSON Lines of id and text."""
    is_gap = data_path.is_dir() and any(data_path.glob("gap-*.tsv"))
    write_clusters(read_gap(data_path) if is_gap else read_texts(data_path), out_path)
