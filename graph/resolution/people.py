"""People of full name in several articles: which are one, and which only bear one name."""

from collections.abc import Iterable, Iterator, Sequence

from graph.resolution.clusters import Link
from graph.resolution.person_names import PersonName, is_initial, may_be_one
from graph.resolution.units import Unit
from graph.resolution.words import load_words

# How sure a name makes it that two are one, where nothing contradicts.
_SAME, _AMONG, _FULLER, _FORM, _INITIAL = 0.97, 0.92, 0.95, 0.9, 0.7
_FORMS = 12  # of one name that are compared with each other
_COMPANY, _MUCH_COMPANY = 2, 5  # little known, and any, whom two must have in common where their trades differ


def link_full_names(units: Iterable[Unit]) -> Iterator[Link]:
    """Yield pairs that bear one name, or one that is short for the other's, where that can only be one person's."""
    by_surname: dict[str, list[Unit]] = {}
    for unit in units:
        for last in sorted({name.last for name in unit.full_names}):
            by_surname.setdefault(last, []).append(unit)
    for last, bearers in sorted(by_surname.items()):
        if len(bearers) > 1:
            by_name: dict[PersonName, list[Unit]] = {}
            for unit in bearers:
                for name in unit.full_names:
                    if name.last == last:
                        by_name.setdefault(name, []).append(unit)
            for name, same in sorted(by_name.items()):
                yield from _same_name(name, same)
            yield from _other_forms(by_name)


def differ(one: Unit, other: Unit) -> str:
    """Return why two can hardly be one person; empty where they can."""
    if one.wikidata and other.wikidata and one.wikidata != other.wikidata:
        return "two Wikidata ids"
    if _titled_otherwise(one, other):
        return "a man and a woman"
    why = one.roles.contradiction(other.roles)
    if why and not one.roles.clashing_place(other.roles) and _same_company(one, other):
        return ""  # who is named in the same company may well have two trades
    return why


def _titled_otherwise(one: Unit, other: Unit) -> bool:
    """Whether titles say that one is a man and the other a woman; pronouns are too often somebody else's."""
    (man, woman), (other_man, other_woman) = one.titled, other.titled
    return bool(
        (man and other_woman and not woman and not other_man) or (woman and other_man and not man and not other_woman)
    )


def _same_company(one: Unit, other: Unit) -> bool:
    return len(one.little_known & other.little_known) >= _COMPANY or len(one.around & other.around) >= _MUCH_COMPANY


def in_common(one: Unit, other: Unit) -> str:
    """Return what speaks for two being one besides the name; empty where nothing does."""
    if role := one.roles.agreement(other.roles):
        return f"both are {role}"
    if both := sorted(one.around & other.around):
        return f"both with {both[0]}" + (f" and {len(both) - 1} others" if len(both) > 1 else "")
    return ""


def _same_name(name: PersonName, same: Sequence[Unit]) -> Iterator[Link]:
    """Those with one and the same full name: joined where at most one of them is linked."""
    if len(same) < 2:
        return
    linked = [unit for unit in same if unit.wikidata or unit.part]
    others = [unit for unit in same if not (unit.wikidata or unit.part)]
    if len(linked) > 1:
        yield from _among(name, linked, others)
        return
    head = linked[0] if linked else min(others, key=lambda unit: (not unit.shared, -len(unit.articles), unit.iri))
    for unit in others:
        if unit is head or differ(head, unit):
            continue
        common = in_common(head, unit)
        if unit.shared or unit.roles.agreement(head.roles) or len(unit.around & head.around) >= _COMPANY:
            reason = f"the same name, {written(name)}" + (f"; {common}" if common else "")
            yield Link(unit.iri, head.iri, _SAME, "full name", reason)


def _among(name: PersonName, linked: Sequence[Unit], others: Sequence[Unit]) -> Iterator[Link]:
    """Those without an id to the one of several namesakes with one whom roles and company speak for."""
    for unit in others:
        weighed = sorted(((_closeness(unit, one), one.iri, one) for one in linked), reverse=True)
        (best, _, head), (second, *_) = weighed[:2]
        if best >= 2 and best >= 2 * second:
            yield Link(unit.iri, head.iri, _AMONG, "namesakes", f"{written(name)}; {in_common(unit, head)}")


def _closeness(one: Unit, other: Unit) -> int:
    if differ(one, other):
        return 0
    return len(one.around & other.around) + 3 * bool(one.roles.agreement(other.roles))


def _other_forms(by_name: dict[PersonName, list[Unit]]) -> Iterator[Link]:
    """Those whose names can be one person's forms of a name, and no two persons' of this surname."""
    buckets: dict[str, list[PersonName]] = {}
    for name in sorted(by_name):
        for form in {name.first, *load_words().given.get(name.first, ()), name.first[0]}:
            buckets.setdefault(form, []).append(name)
    for name in sorted(by_name):
        near = {other for other in buckets.get(name.first, ()) if other != name and may_be_one(name, other)}
        if not is_initial(name.first):
            near |= {o for o in buckets.get(name.first[0], ()) if o.first == name.first[0] and may_be_one(name, o)}
        if near and len(near) <= _FORMS and _are_one(near):
            for other in sorted(near):
                yield from _forms(name, other, by_name)


def _are_one(names: set[PersonName]) -> bool:
    """Whether each of the names may be the same person's as each other one."""
    listed = sorted(names)
    return all(may_be_one(one, other) for place, one in enumerate(listed) for other in listed[place + 1 :])


def _forms(name: PersonName, other: PersonName, by_name: dict[PersonName, list[Unit]]) -> Iterator[Link]:
    """One unit of each name; those of one name are joined by it."""
    if {unit.iri for unit in by_name[name]} & {unit.iri for unit in by_name[other]}:
        return
    one, two = (min(by_name[n], key=lambda unit: (unit.wikidata is None, unit.iri)) for n in (name, other))
    common = in_common(one, two)
    if differ(one, two):
        return
    if name.first == other.first:
        score = _FULLER
    elif not common:
        return
    elif is_initial(name.first) or is_initial(other.first):
        score = _FORM if _same_company(one, two) else _INITIAL
    else:
        score = _FORM
    reason = f"{written(name)} and {written(other)} are forms of one name" + (f"; {common}" if common else "")
    yield Link(one.iri, two.iri, score, "form of a name", reason)


def written(name: PersonName) -> str:
    """The name as people would write it, but for accents and hyphens."""
    words = [part.title() for part in (name.first, *name.middle, name.last, name.generation) if part]
    return " ".join(f"{word}." if len(word) == 1 else word for word in words)
