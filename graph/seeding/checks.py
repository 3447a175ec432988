"""What a value may be: ids, dates, genders; each check tells in one line what is wrong."""

import re
from datetime import date

from graph.errors import InvalidSeeds

_QID = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)$")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T00:00:00(?:\.0+)?Z?)?$")
_GENDERS = {
    **dict.fromkeys(("m", "male", "man", "q6581097", "q2449503"), "m"),
    **dict.fromkeys(("f", "female", "woman", "q6581072", "q1052281"), "f"),
}


def to_qid(text: str) -> str:
    """The id in a Wikidata IRI, or the id itself; empty where it is none."""
    match = _QID.match(text.strip())
    return match[1] if match else ""


def to_day(text: str, where: str) -> str:
    """A year, month or day as ISO writes it; a first of January with a time is what Wikidata writes for a year."""
    plain = text.strip().removeprefix("+")
    if not plain or plain.startswith(("_:", "t")) or "/.well-known/genid/" in plain:  # "unknown value"
        return ""
    match = _DAY.match(plain)
    if match is None:
        raise InvalidSeeds(f"{where}: {text!r} is no date; write 2024-03-13, 2024-03 or 2024")
    year, month, day = match.groups()
    if month == "00":
        month = day = None
    if day == "00":
        day = None
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise InvalidSeeds(f"{where}: {text!r} is no date ({error})") from error
    return "-".join(part for part in (year, month, day) if part)


def to_gender(text: str) -> str:
    """m, f, or empty for what the gazetteer has no letter for."""
    return _GENDERS.get((to_qid(text) or text).strip().lower(), "")


def check_order(start: str, end: str, where: str) -> None:
    """InvalidSeeds where something ends before it begins, as far as both dates tell."""
    size = min(len(start), len(end))
    if size and end[:size] < start[:size]:
        raise InvalidSeeds(f"{where}: it ends on {end}, before it begins on {start}")


def to_cell(values: object) -> str:
    """Several values in one cell, each once; the sign that separates them does not occur in one."""
    if isinstance(values, str):
        return values
    listed = values if isinstance(values, list | tuple) else []
    return "|".join(dict.fromkeys(text for value in listed if (text := clean(str(value)))))


def clean(text: str) -> str:
    """A name in one line, without the sign that separates values."""
    return " ".join(text.replace("|", " ").split())
