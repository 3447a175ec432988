"""What the benchmarks read and write: texts in, predictions out as JSON Lines."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a system may see: nothing of its gold."""

    id: str
    text: str
    published: date | None = None


def read_texts(path: Path) -> Iterator[Text]:
    """The `.txt` files of a folder (or of its `text` folder) by name, or the objects of a JSON Lines file in order."""
    if path.is_dir():
        folder = path / "text" if (path / "text").is_dir() else path
        for file in sorted(folder.glob("*.txt")):
            with file.open(encoding="utf-8", newline="") as opened:
                yield Text(file.stem, opened.read())
        return
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            row = json.loads(line)
            yield Text(row["id"], row["text"], _date(row.get("date")))


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
