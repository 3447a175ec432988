"""Names of countries, of their parts and of larger towns, as the gazetteer has them."""

import csv
from functools import lru_cache
from importlib.resources import files

_TABLES = {
    "countries": ("name",),
    "country_names": ("label",),
    "subdivisions": ("name",),
    "cities": ("name", "aliases"),
}
_BESIDE = {"countries": "capital", "country_names": "names", "subdivisions": "aliases", "cities": "admin1"}


@lru_cache(maxsize=1)
def load_places() -> frozenset[str]:
    """Return the names, case folded."""
    return frozenset(
        name.strip().casefold()
        for table, columns in _TABLES.items()
        for row in csv.DictReader((files("seeds") / "entities" / f"{table}.csv").read_text("utf-8").splitlines())
        for column in (*columns, _BESIDE[table])
        for name in row[column].split("|")
        if name.strip()
    )
