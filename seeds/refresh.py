"""Makes the tables of seeds/entities from a folder of source tables: `python -m seeds.refresh FOLDER`.

What each source table holds, its licence and its date stand in sources.toml. Tables written by hand (demonyms,
country names, party names and words, metonyms, international bodies) are not touched.
"""

import argparse
import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Row = dict[str, str]
Table = tuple[tuple[str, ...], Sequence[tuple[str, ...]]]  # header, rows

# Who left office, and what was dissolved, before this year is not in today's news.
OLDEST = "1990"
NO_PARTY = {"independent politician"}
OUT = Path(__file__).resolve().parent / "entities"


def read_table(folder: Path, name: str) -> list[Row]:
    """The rows of one source table."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_table(path: Path, table: Table) -> None:
    """Nothing: the table stands in the file, sorted by its first columns, UTF-8, one line feed a row."""
    header, rows = table
    ordered = sorted(set(rows), key=_by_number)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(ordered)


def to_offices(offices: Iterable[Row], persons: set[str]) -> tuple[Table, Table]:
    """Positions (title and jurisdiction, numbered) and who held each of them, from when to when."""
    rows = [row for row in offices if row["person"] in persons and (not row["end"] or row["end"] >= OLDEST)]
    keys = {(row["position_qid"], row["title"], row["jurisdiction_qid"]) for row in rows}
    number = {key: str(place) for place, key in enumerate(sorted(keys, key=_by_number), start=1)}
    held = [
        (
            row["person"],
            number[row["position_qid"], row["title"], row["jurisdiction_qid"]],
            row["start"],
            row["end"],
            row["as_of"],
        )
        for row in rows
    ]
    positions = [(place, *key) for key, place in number.items()]
    return (("id", "qid", "title", "jurisdiction"), positions), (("person", "position", "start", "end", "as_of"), held)


def to_persons(persons: Iterable[Row], holders: set[str]) -> Table:
    """Everybody who held an office."""
    header = ("qid", "name", "aliases", "gender", "born", "died", "countries", "parties")
    rows = [
        (
            row["qid"],
            row["name"],
            _names(row["name"], row["aliases"], _untitled(row["enwiki"])),
            row["gender"],
            row["born"],
            row["died"],
            row["countries"],
            row["parties"],
        )
        for row in persons
        if row["qid"] in holders
    ]
    return header, rows


def to_parties(parties: Iterable[Row], iso2: dict[str, str]) -> Table:
    """Parties that were there after 1990, one row each, with the countries they stand in."""
    found: dict[str, list[Row]] = {}
    for row in parties:
        if row["name"] in NO_PARTY or row["country_iso3"] not in iso2:
            continue
        if not row["dissolved"] or row["dissolved"] >= OLDEST:
            found.setdefault(row["qid"], []).append(row)
    header = ("qid", "name", "acronyms", "aliases", "countries", "founded", "dissolved")
    return header, [_to_party(rows, iso2) for rows in found.values()]


def _to_party(rows: list[Row], iso2: dict[str, str]) -> tuple[str, ...]:
    first = rows[0]
    native = (re.sub(r" \([^)]*\)$", "", row["native"]) for row in rows)
    # A branch, "Labor (Queensland Branch)", is not called by the name of the whole.
    titles = (_untitled(row["enwiki"]) for row in rows if not row["name"].endswith(")"))
    return (
        first["qid"],
        first["name"],
        _names("", *(row["short"] for row in rows)),
        _names(first["name"], *native, *(row["name"] for row in rows), *titles),
        "|".join(sorted({iso2[row["country_iso3"]] for row in rows})),
        min(row["founded"] for row in rows),
        max(row["dissolved"] for row in rows),
    )


def to_countries(countries: Iterable[Row]) -> Table:
    """Countries and territories."""
    header = ("qid", "iso2", "iso3", "name", "aliases", "capital")
    return header, [
        (
            row["qid"],
            row["iso2"],
            row["iso3"],
            row["name"],
            _names(row["name"], row["official"], row["aliases"]),
            row["capital"],
        )
        for row in countries
    ]


def to_subdivisions(subdivisions: Iterable[Row], iso2: dict[str, str]) -> Table:
    """Provinces, states and the like."""
    header = ("qid", "code", "name", "aliases", "abbreviations", "country", "type")
    return header, [
        (
            row["qid"],
            row["iso3166_2"],
            row["name"],
            _names(row["name"], row["french"], row["aliases"]),
            _names("", row["abbrev"], row["postal"]),
            iso2.get(row["country"], row["country"]),
            row["type"].lower(),
        )
        for row in subdivisions
    ]


def to_cities(cities: Iterable[Row], places: set[str]) -> Table:
    """Capitals and large cities; a name that is a country's is not one of a city's other names."""
    header = ("qid", "name", "aliases", "country", "admin1", "capital", "population")
    return header, [
        (
            row["qid"],
            row["name"],
            _without(places, _names(row["name"], row["french"], row["aliases"])),
            row["country_iso2"] if row["country_iso2"].isalpha() else "",
            row["admin1"],
            row["capital"],
            row["population"],
        )
        for row in cities
    ]


def to_bodies(bodies: Iterable[Row], places: set[str]) -> Table:
    """Departments, agencies, parliaments; a name that is a country's is not one of a body's names."""
    header = ("qid", "name", "acronyms", "aliases", "country")
    return header, [
        (
            row["qid"],
            _untitled(row["name"]),
            _names("", row["acronyms"]),
            _without(places, _names(row["name"], row["aliases"], row["french"], _untitled(row["enwiki"]))),
            row["country_iso2"],
        )
        for row in bodies
        if row["status"] != "inactive"
    ]


def refresh(source: Path, out: Path = OUT) -> None:
    """Nothing: all tables made from the folder of source tables are written to the other one."""
    countries = read_table(source, "countries")
    persons = read_table(source, "persons")
    iso2 = {row["iso3"]: row["iso2"] for row in countries}
    named = {name: row["iso2"] for row in countries for name in (row["name"], row["official"]) if name}
    places = {name.lower() for name in named}
    positions, offices = to_offices(read_table(source, "offices"), {row["qid"] for row in persons})
    holders = {row[0] for row in offices[1]}
    makers: dict[str, Callable[[], Table]] = {
        "positions": lambda: positions,
        "offices": lambda: offices,
        "persons": lambda: to_persons(persons, holders),
        "parties": lambda: to_parties(read_table(source, "parties"), iso2),
        "countries": lambda: to_countries(countries),
        "subdivisions": lambda: to_subdivisions(read_table(source, "subdivisions"), named),
        "cities": lambda: to_cities(read_table(source, "cities"), places),
        "bodies": lambda: to_bodies(read_table(source, "government_bodies"), places),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, make in makers.items():
        write_table(out / f"{name}.csv", make())


def _names(main: str, *others: str) -> str:
    """Other names than the main one, each once, in the order given, if the Latin alphabet can write them."""
    names = dict.fromkeys(name.strip() for other in others for name in other.split("|"))
    return "|".join(name for name in names if name and name != main and _is_latin(name))


def _without(places: set[str], names: str) -> str:
    return "|".join(name for name in names.split("|") if name.lower() not in places)


def _untitled(title: str) -> str:
    """A Wikipedia title without its anchor and without the words in brackets that tell namesakes apart."""
    return re.sub(r" \([^)]*\)$", "", title.partition("#")[0])


def _is_latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(char, "") for char in name if char.isalpha())


def _by_number(row: tuple[str, ...]) -> list[tuple[int, str]]:
    """Q9 before Q10."""
    return [(int(re.sub(r"\D", "", cell) or 0) if i == 0 else 0, cell) for i, cell in enumerate(row)]


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the command."""
    parser = argparse.ArgumentParser(prog="python -m seeds.refresh", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with the source tables")
    parser.add_argument("--out", type=Path, default=OUT, help="where the tables go (default: %(default)s)")
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"{given.folder} is not a folder")
    refresh(given.folder, given.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
