"""What the bodies of a country are called at home: "Department of Labor", "Labor Department"."""

from collections.abc import Mapping

from graph.linking.records import Region

_LONGEST_LAND = 3  # words of a country's name at either end of a body's


def names_at_home(name: str, country: str, regions: Mapping[str, tuple[Region, ...]]) -> tuple[str, ...]:
    """Return a national body's short names: of "United States Department of Labor" the last words, and turned.

    `regions` says what countries the words of a name mean.
    """
    words = name.split()
    home = (country, None)
    forms = [name]
    for cut in range(1, min(len(words), _LONGEST_LAND + 1)):
        if home in regions.get(" ".join(words[:cut]), ()):
            forms.append(" ".join(words[cut:]))
        if words[-cut - 1] in ("of", "the") and home in regions.get(" ".join(words[-cut:]), ()):
            forms.append(" ".join(words[:-cut]).removesuffix(" the").removesuffix(" of"))
    turned = [f"{field} Department" for form in forms if (field := _field_of(form))]
    return tuple(form for form in (*forms[1:], *turned) if form and form[0].isupper())


def _field_of(name: str) -> str:
    """Return what a department is for; empty for other bodies."""
    return name.removeprefix("Department of ") if name.startswith("Department of ") and "," not in name else ""
