"""Files of others as a batch: Popolo, results of Wikidata queries, FollowTheMoney, and tables in our own form."""

import csv
import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from graph.errors import InvalidSeeds
from graph.linking.gazetteer import Gazetteer
from graph.seeding.batch import Batch
from graph.seeding.follow_the_money import read_entities
from graph.seeding.own import read_table
from graph.seeding.popolo import read_popolo
from graph.seeding.wikidata import looks_like_results, read_results

MAX_BYTES = 500_000_000


def read_file(path: Path, gazetteer: Gazetteer, *, country: str = "", as_of: str = "") -> Batch:
    """What the file holds; InvalidSeeds in one line where it cannot be used."""
    if country and country not in gazetteer.country_ids:
        raise InvalidSeeds(f"{country!r} is no country; write its two letters, such as CA")
    batch = Batch(country, as_of)
    try:
        _reader(path, _text(path))(batch, gazetteer)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise InvalidSeeds(f"{path}: not in the form that it seems to have ({error}); see seeds/README.md") from error
    if batch.is_empty():
        without = f"{batch.left_out} records have no Wikidata id" if batch.left_out else "it has no records"
        raise InvalidSeeds(f"{path}: nothing to import: {without}")
    return batch


def _reader(path: Path, text: str) -> Callable[[Batch, Gazetteer], None]:
    """What reads the text, by what it begins with."""
    start = text.lstrip()[:1]
    if not start:
        raise InvalidSeeds(f"{path}: empty; give a file with people, offices, parties, bodies or places")
    if start == "[" or (start == "{" and not _is_lines(text)):
        data = _json(text, str(path))
        if isinstance(data, dict) and "persons" in data:
            return lambda batch, _: read_popolo(data, batch, str(path))
        results = _results(data)
        if results is None:
            raise InvalidSeeds(f"{path}: JSON that is neither Popolo (persons) nor a query result (head and results)")
        return lambda batch, known: read_results(results, batch, known, str(path))
    if start == "{":
        return lambda batch, known: read_entities(_lines(text, str(path)), batch, known)
    header, records = _table(text, str(path))
    if looks_like_results(header):
        rows = [dict(zip(header, cells, strict=False)) for _, cells in records]
        return lambda batch, known: read_results(rows, batch, known, str(path))
    return lambda batch, known: read_table(path, header, records, batch, known)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InvalidSeeds(f"{path}: larger than {MAX_BYTES // 1_000_000} MB; import it in parts")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidSeeds(f"{path}: cannot be read ({error.strerror}); give a file") from error
    except UnicodeDecodeError as error:
        raise InvalidSeeds(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def _is_lines(text: str) -> bool:
    """Whether each line is an object of its own."""
    first = text.lstrip().partition("\n")[0]
    try:
        return isinstance(json.loads(first), dict) and "schema" in json.loads(first)
    except ValueError:
        return False


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidSeeds(f"{where}: no JSON ({error}); nothing was imported") from error


def _lines(text: str, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            data = _json(line, f"{where} line {number}")
            if not isinstance(data, dict):
                raise InvalidSeeds(f"{where} line {number}: not an object with id, schema and properties")
            yield f"{where} line {number}", data


def _results(data: Any) -> list[dict[str, str]] | None:
    """The rows of a query result: as SPARQL writes it, or as a list of flat objects."""
    if isinstance(data, dict) and isinstance(data.get("results"), dict):
        bindings = data["results"].get("bindings", [])
        return [{name: str(term["value"]) for name, term in row.items()} for row in bindings]
    if isinstance(data, list) and all(isinstance(row, dict) for row in data):
        return [{name: str(value) for name, value in row.items() if value is not None} for row in data]
    return None


def _table(text: str, where: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header and rows of a CSV, each with the number of its line."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        records = [(reader.line_num, cells) for cells in reader if any(cells)]
    except csv.Error as error:
        raise InvalidSeeds(f"{where} line {reader.line_num}: no CSV ({error})") from error
    for number, cells in records:
        if len(cells) != len(header):
            raise InvalidSeeds(f"{where} line {number}: {len(cells)} cells, the header has {len(header)}")
    return header, records
