"""Words for countries, their parts and their people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.linking.indexes import split_cell
from graph.linking.records import Place, Region


def regions_by_word(places: Iterable[Place], demonyms: Iterable[Sequence[str]]) -> dict[str, tuple[Region, ...]]:
    """Return what countries and parts of them each word means, as it is written, abbreviations too.

    `demonyms` has a row for each country: its code and the words for its people.
    """
    found: dict[str, dict[Region, None]] = defaultdict(dict)
    for place in places:
        if place.kind != "city":
            region = (place.country, place.qid if place.kind == "subdivision" else None)
            for name in (place.name, *place.aliases, *place.abbreviations):
                found[name.removeprefix("the ")][region] = None
        for name in place.abbreviations if place.kind == "city" else ():  # a city that is a region: "D.C."
            found[name][place.country, place.qid] = None
    for country, words in demonyms:
        for word in split_cell(words):
            found[word][country, None] = None
            found[word + "s"][country, None] = None
    return {word: tuple(regions) for word, regions in found.items()}
