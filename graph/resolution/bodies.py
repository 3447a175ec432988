"""Bodies, laws, agreements, works, places: by the whole name, by a shorter one, by the first letters."""

import re
from collections.abc import Iterable, Iterator, Sequence

from graph.linking.names import fold
from graph.model import EntityType
from graph.resolution.body_names import acronyms, is_acronym, is_shared, plain_name
from graph.resolution.clusters import Link
from graph.resolution.families import family
from graph.resolution.people import in_common
from graph.resolution.short_names import Bearer, Bearers, link_short
from graph.resolution.units import Unit
from graph.resolution.words import load_words

_SAME, _ACROSS = 0.97, 0.92
_MARKS = re.compile(r"['’:/–—]|-")
_MINORITY = 3  # times as often must the one type be given as the other, where a person and a body bear one name


def link_whole_names(units: Iterable[Unit]) -> Iterator[Link]:
    """Yield pairs that bear one whole name which is one thing's alone."""
    by_name: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.main_name and not is_shared(unit.main_name):
            by_name.setdefault(unit.main_name, []).append(unit)
    for _, same in sorted(by_name.items()):
        if len(same) > 1:
            yield from _same_name(same)


def _same_name(same: Sequence[Unit]) -> Iterator[Link]:
    linked = [unit for unit in same if unit.wikidata]
    if len(linked) > 1 or any(unit.part for unit in same):
        return  # namesakes
    head = min(same, key=lambda unit: (not unit.wikidata, -len(unit.articles), -unit.mentions, unit.iri))
    for unit in same:
        if unit is not head and _may_be_one(unit, head):
            score = _SAME if family(unit.type) == family(head.type) else _ACROSS
            common = in_common(unit, head)
            reason = f"the same name, {head.usual}" + (f"; {common}" if common else "")
            yield Link(unit.iri, head.iri, score, "whole name", reason)


def _may_be_one(one: Unit, other: Unit) -> bool:
    kinds = {family(one.type), family(other.type)}
    words = len(one.main_name.split())
    if len(kinds) > 1 and "place" in kinds:
        return words > 1 and "person" not in kinds
    if len(kinds) > 1 and "person" in kinds:
        few, many = sorted((one.mentions, other.mentions))
        return words == 1 or (_MINORITY * few <= many and bool(one.around & other.around))
    if kinds == {"person"}:
        return False  # people have rules of their own
    return kinds == {"body"} or not (one.countries and other.countries) or bool(one.countries & other.countries)


def link_short_names(units: Iterable[Unit]) -> Iterator[Link]:
    """Yield each short name with the body that it most probably means."""
    wholes = [unit for unit in units if unit.main_name]
    by_key = _by_key(wholes)
    parts = _Parts(wholes)
    for one in wholes:
        if (
            one.wikidata
            or len(one.main_name.split()) > _LONGEST_SHORT
            or (one.type is EntityType.PERSON and one.full_names)
        ):
            continue
        found = {bearer.unit.iri: bearer for bearer in by_key.get(one.main_name, ()) if _longer(bearer.unit, one)}
        if is_acronym(one.label):
            for bearer in by_key.get(f"={fold(one.label).replace(' ', '')}", ()):
                found.setdefault(bearer.unit.iri, bearer)
        for bearer in () if one.type is EntityType.PERSON else parts.bearers(one):
            found.setdefault(bearer.unit.iri, bearer)
        fitting = [bearer for bearer in found.values() if _fits(one, bearer.unit)]
        if fitting:
            yield from link_short(one, Bearers(fitting), shared=is_shared(one.main_name))


_LONGEST_SHORT = 4


def _by_key(wholes: Iterable[Unit]) -> dict[str, list[Bearer]]:
    """What each name may mean, and, after "=", each acronym."""
    found: dict[str, list[Bearer]] = {}
    for whole in wholes:
        if whole.type is EntityType.PERSON:
            continue
        for name in whole.plain_names:
            found.setdefault(name, []).append(Bearer(whole, name, whole.called(name, plain_name)))
        for letters in sorted({a for text in whole.texts for a in acronyms(text)}):
            found.setdefault(f"={letters}", []).append(Bearer(whole, letters, {}, bonus="acronym"))
    return found


def _longer(bearer: Unit, short: Unit) -> bool:
    return bool(bearer.wikidata) or len(bearer.main_name) > len(short.main_name)


def _fits(short: Unit, bearer: Unit) -> bool:
    if short.iri == bearer.iri:
        return False
    kinds = {family(short.type), family(bearer.type)}
    return len(kinds) == 1 or "place" not in kinds


class _Parts:
    """Long names by the words that they begin and end with, article by article."""

    def __init__(self, wholes: Iterable[Unit]) -> None:
        self._found: dict[tuple[str, str], dict[str, tuple[Unit, str]]] = {}
        for whole in wholes:
            for clue in whole.clues if whole.type is not EntityType.PERSON else ():
                words = plain_name(clue.label).split()
                for word in {words[0], words[-1]} if len(words) > 1 else ():
                    self._found.setdefault((clue.article, word), {})[whole.iri] = whole, clue.label

    def bearers(self, short: Unit) -> Iterator[Bearer]:
        """Those in the articles of a short name whose name it may be the beginning or the end of."""
        for clue in short.clues:
            words = plain_name(clue.label).split()
            for word in dict.fromkeys((words[0], words[-1])):
                for whole, label in self._found.get((clue.article, word), {}).values():
                    if is_part(clue.label, label) and (_says_little(short) or 2 * whole.mentions >= short.mentions):
                        yield Bearer(whole, short.main_name, {}, bonus="part")


def _says_little(short: Unit) -> bool:
    """True if a name is hardly one by itself: longer ones are what it stands for, however seldom they are given."""
    return " " not in short.main_name or is_shared(short.main_name)


def is_part(short: str, long: str) -> bool:
    """Whether a name is the beginning of another, but for words such as "university", or its last words."""
    words, all_words = plain_name(short).split(), plain_name(long).split()
    size = len(words)
    if not words or size >= len(all_words):
        return False
    if all_words[:size] == words:
        return all(word in load_words().heads for word in all_words[size:])
    if all_words[-size:] != words or _MARKS.search(long):  # "Pagliano's Fifth Amendment", "Post-ABC News"
        return False
    return size > 1 or words[0] in load_words().ends
