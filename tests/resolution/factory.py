"""Clues by hand: one entity of one article, with the words that mean it."""

from graph.model import EntityType
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.rdf.identifiers import name_iri, slug
from graph.resolution import Clue, Setting, resolve


def clue(
    label,
    article="a1",
    kind=EntityType.PERSON,
    *,
    names=(),
    wikidata=None,
    nouns=(),
    he=0,
    she=0,
    local=None,
    day=None,
    country=None,
    times=1,
):
    """An entity under the IRI that it gets in a store: by id, by full name, or, where `local`, its article's own."""
    alone = len(label.split()) == 1 if local is None else local
    if wikidata:
        entity = f"{BASE}entity/{wikidata}"
    elif alone:
        entity = f"{BASE}entity/{slug(label)}-{article}"
    else:
        entity = name_iri(kind, label, BASE).value
    texts = {label: times, **dict(names)}
    return Clue(
        entity,
        article,
        kind,
        label,
        wikidata,
        tuple(sorted(texts.items())),
        tuple(nouns),
        he,
        she,
        bool(wikidata) or not alone,
        Setting(day, None, country),
    )


def company_of(clues):
    """Who stands beside whom."""
    found = {}
    for one in clues:
        if one.key and one.type not in (EntityType.PLACE, EntityType.PARTY):
            found.setdefault(one.article, set()).add(one.key)
    return {article: frozenset(keys) for article, keys in found.items()}


def resolved(*clues, told=None):
    """The resolution of these clues."""
    return resolve(clues, company_of(clues), *([told] if told else []))


def groups(*clues, told=None):
    """Which clues are one after all merges: lists of "label in article", sorted."""
    names = resolved(*clues, told=told).curation
    found = {}
    for one in clues:
        name = names.name(one.entity, f"{BASE}article/{one.article}")
        found.setdefault(name, []).append(f"{one.label} in {one.article}")
    return sorted(sorted(members) for members in found.values())
