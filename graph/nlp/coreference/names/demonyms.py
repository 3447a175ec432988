"""Words for countries and their people made one: "the French president" is "the president of France"."""

import csv
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

_LONGEST = 4  # words of a country's name


def with_lands(words: Sequence[str]) -> list[str]:
    """The words, lower case, with the code of a country in the place of its name and of the word for its people."""
    known, made, place = _codes(), [], 0
    while place < len(words):
        size, code = next(
            (
                (size, code)
                for size in range(min(_LONGEST, len(words) - place), 0, -1)
                if (code := known.get(tuple(words[place : place + size])))
            ),
            (1, words[place]),
        )
        made.append(code)
        place += size
    return made


@lru_cache(maxsize=1)
def _codes() -> dict[tuple[str, ...], str]:
    """Codes by the words that mean one country only, as they stand and as the parser's lemmas have them."""
    found: dict[tuple[str, ...], set[str]] = {}
    for code, name in _names():
        words = tuple(name.lower().removeprefix("the ").split())
        for form in {words, (*words[:-1], words[-1].removesuffix("s"))}:
            found.setdefault(form, set()).add(code)
    return {words: codes.pop() for words, codes in found.items() if len(codes) == 1}


def _names() -> Iterator[tuple[str, str]]:
    for row in _rows("countries"):
        yield row["iso2"], row["name"]
    for row in _rows("country_names"):
        yield from ((row["country"], name) for name in (row["label"], *row["names"].split("|")) if name)
    for row in _rows("demonyms"):
        yield from ((row["country"], word) for word in row["words"].split("|"))


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (files("seeds") / "entities" / f"{table}.csv").open("r", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
