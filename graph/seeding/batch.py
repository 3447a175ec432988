"""What a file holds, in the form of the gazetteer's tables, before it is compared with what is there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from graph.errors import InvalidSeeds
from graph.linking.tables import TABLES, Cells
from graph.seeding.checks import check_order, clean, to_cell, to_day, to_gender, to_qid


@dataclass(slots=True)
class Batch:
    """Rows by table and key. Values of one thing that a file spreads over several records are gathered."""

    country: str = ""  # for people and offices of which the file does not say it
    as_of: str = ""  # the day on which the file was true
    rows: dict[str, dict[Cells, dict[str, str]]] = field(default_factory=dict)
    left_out: int = 0  # records without a Wikidata id

    def person(self, qid: str, name: str, where: str, **more: object) -> None:
        """Take in somebody."""
        born, died = (to_day(str(more.get(key) or ""), where) for key in ("born", "died"))
        check_order(born, died, where)
        countries = to_cell(more.get("countries")) or self.country
        row = {"qid": qid, "name": clean(name), "aliases": to_cell(more.get("aliases")), "born": born, "died": died}
        row |= {"gender": to_gender(str(more.get("gender") or "")), "countries": countries}
        self.add("persons", row | {"parties": to_cell(more.get("parties"))}, where)

    def party(self, qid: str, name: str, where: str, *, aliases: object = (), countries: str = "") -> None:
        """Take in a party."""
        row = {"qid": qid, "name": clean(name), "aliases": to_cell(aliases), "countries": countries or self.country}
        self.add("parties", row, where)

    def office(
        self, person: str, title: str, where: str, *, jurisdiction: str = "", position: str = "", **days: str
    ) -> None:
        """Take in an office that somebody held."""
        start, end, as_of = (to_day(days.get(key, ""), where) for key in ("start", "end", "as_of"))
        check_order(start, end, where)
        title = clean(title)
        if not title:
            raise InvalidSeeds(f"{where}: an office needs a title")
        number = position_id(title, jurisdiction)
        self.add("positions", {"id": number, "qid": position, "title": title, "jurisdiction": jurisdiction}, where)
        row = {"person": person, "position": number, "start": start, "end": end, "as_of": as_of or self.as_of}
        self.add("offices", row, where)

    def add(self, table: str, row: dict[str, str], where: str, *, once: bool = False) -> None:
        """Take in a row; `once`: a second one with its key is an error, not more about the same."""
        form = TABLES[table]
        full = {column: row.get(column, "") for column in form.columns}
        missing = [column for column in form.required if not full[column]]
        if missing:
            raise InvalidSeeds(f"{where}: no {missing[0]}; a row of {table} needs {', '.join(form.required)}")
        if "qid" in form.key and not to_qid(full["qid"]):
            raise InvalidSeeds(f"{where}: {full['qid']!r} is no Wikidata id; write Q and a number")
        rows = self.rows.setdefault(table, {})
        key = tuple(full[column] for column in form.key)
        if key in rows and once:
            raise InvalidSeeds(f"{where}: {' '.join(key)} stands twice in {table}")
        rows[key] = gather(rows[key], full, form.several) if key in rows else full

    def is_empty(self) -> bool:
        """Whether nothing was found that can be taken in."""
        return not any(self.rows.values())


def gather(one: dict[str, str], more: dict[str, str], several: Iterable[str]) -> dict[str, str]:
    """Both rows in one: lists united, what was empty filled, another name kept as an alias."""
    made = {column: one[column] or more[column] for column in one}
    for column in several:
        made[column] = to_cell([*one[column].split("|"), *more[column].split("|")])
    if "aliases" in one and more.get("name") and more["name"] != one["name"]:
        made["aliases"] = to_cell([*made["aliases"].split("|"), more["name"]])
    for column in ("start", "end", "born", "died"):
        if column in one and more[column].startswith(one[column]):
            made[column] = more[column]  # the fuller date
    if "as_of" in one:
        made["as_of"] = max(one["as_of"], more["as_of"])
    return made


def position_id(title: str, jurisdiction: str) -> str:
    """The id of an office that we do not know: made from title and place, so that every import gives the same."""
    return f"x{sha256(f'{title.casefold()} {jurisdiction}'.encode()).hexdigest()[:10]}"
