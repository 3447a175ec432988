"""Are two spellings one person's name? Measured on pairs of names with the answer.

The table has the columns schema, name1, name2, is_match; rows of people count (that of nomenklatura, MIT, for one).
"""

import csv
from pathlib import Path

from graph.linking.comparing import SAME, compare_names


def report(data: Path) -> str:
    """Precision, recall and F1 of the comparer at its threshold, with the pairs that it gets wrong."""
    with data.open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["schema"] == "Person"]
    answers = [(compare_names(row["name1"], row["name2"]) >= SAME, row["is_match"] == "true", row) for row in rows]
    right = sum(said and true for said, true, _ in answers)
    said, true = sum(said for said, _, _ in answers), sum(true for _, true, _ in answers)
    precision, recall = right / max(said, 1), right / max(true, 1)
    f1 = 2 * right / max(said + true, 1)
    wrong = [f"  {row['name1']} | {row['name2']}: {row['is_match']}" for said, true, row in answers if said != true]
    return "\n".join([f"{len(rows)} pairs: P {precision:.3f}, R {recall:.3f}, F1 {f1:.3f}; wrong:", *wrong])
