"""Public bodies and laws by their names, and what those of a country are called at home: "Labor Department"."""

from collections.abc import Callable, Iterator, Mapping

from graph.linking.indexes import records_by_name, split_cell
from graph.linking.names import fold
from graph.linking.records import Body, Region

Rows = Callable[[str], Iterator[list[str]]]  # the rows of a table by its name

_LONGEST_LAND = 3  # words of a country's name at either end of a body's


def bodies_by_name(rows: Rows, regions: Mapping[str, tuple[Region, ...]]) -> dict[str, tuple[Body, ...]]:
    """Return departments, agencies, parliaments and international bodies by each of their names."""
    world = {fold(name): fold(main) for main, names in rows("international") for name in (main, *split_cell(names))}
    bodies = [
        Body(
            qid,
            name,
            split_cell(short),
            (*split_cell(aliases), *names_at_home(name, country, regions)),
            country,
            fold(name) in world,
        )
        for qid, name, short, aliases, country in rows("bodies")
    ]
    bodies += [
        Body(qid, name, split_cell(short), split_cell(aliases), country, international=False, legislature=True)
        for qid, name, short, aliases, country in rows("legislatures")
    ]
    everywhere = [
        Body(qid, name, split_cell(short), split_cell(aliases), "", international=True)
        for qid, name, short, aliases in rows("world_bodies")
    ]
    found = records_by_name((body, (body.name, *body.aliases, *body.acronyms)) for body in bodies)
    # "UN" and "WHO" mean the international bodies, whatever else bears the letters.
    for name, main in world.items():
        found[name] = tuple(body for body in found.get(main, ()) if body.international)
    return found | records_by_name((body, (body.name, *body.aliases, *body.acronyms)) for body in everywhere)


def laws_by_name(rows: Rows) -> dict[str, tuple[Body, ...]]:
    """Return constitutions, laws and agreements by each of their names; a short one holds in their country."""
    laws = [
        Body(qid, name, split_cell(short), split_cell(aliases), country, international=not country, legislature=True)
        for qid, name, short, aliases, country in rows("laws")
    ]
    return records_by_name((law, (law.name, *law.aliases, *law.acronyms)) for law in laws)


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
