"""What an article tells of who and what its entities are: the clues that the resolution over all articles goes by.

They are read of what extraction gave, before any decision.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from graph.linking.context import count_countries
from graph.linking.gazetteer import load_gazetteer
from graph.linking.roles import load_roles
from graph.model import EntityType
from graph.rdf.identifiers import LOCAL_TYPES, name_iri
from graph.rdf.sharing import from_licence
from graph.rdf.vocabulary import DCTERMS, ENTITY_CLASS, HUS, ITSRDF, NIF, RDF, SCHEMA, SKOS
from graph.resolution import Clue, Setting
from graph.resolution.body_names import is_owned
from graph.resolution.keys import keys_of

_LINKED = re.compile(r"entity/(Q\d+)$")
_ORDER = list(EntityType)
_TYPES = {node: kind for kind, node in ENTITY_CLASS.items()}
_DOMINANT, _ENOUGH = 0.6, 2.0  # share, and number, of an article's words for countries that one must have
_DESCRIBED = (f"<{RDF.type.value}>", f"<{SKOS.prefLabel.value}>")
_READ = [
    term.value
    for term in (
        DCTERMS.identifier,
        SCHEMA.datePublished,
        SCHEMA.publisher,
        NIF.isString,
        NIF.anchorOf,
        ITSRDF.taIdentRef,
        HUS.mentionKind,
        HUS.licenses,
    )
]
_NOT_NAMED = LOCAL_TYPES - {EntityType.GROUP}


@dataclass(slots=True)
class _Found:
    """What is read of one entity."""

    types: set[EntityType] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    nouns: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)


def article_clues(quads: Iterable[Quad], base: str) -> list[Clue]:
    """The clues of an article's own quads as extraction gave them, sorted by entity; entities without the base."""
    return _Article(quads, base).clues()


def clue_rows(clues: Iterable[Clue], base: str) -> Iterator[dict[str, object]]:
    """The clues as rows, each with its keys."""
    listed = list(clues)
    keys = keys_of(listed)
    for clue in listed:
        yield {
            "entity": clue.entity.removeprefix(base),
            "type": clue.type.value,
            "label": clue.label,
            "wikidata": clue.wikidata,
            "names": json.dumps(clue.names, ensure_ascii=False),
            "nouns": json.dumps(clue.nouns, ensure_ascii=False),
            "masculine": clue.masculine,
            "feminine": clue.feminine,
            "shared": int(clue.shared),
            "known": clue.key or None,
            "keys": sorted(keys[clue.entity]),
        }


class _Article:
    """The quads of one article, read once."""

    def __init__(self, quads: Iterable[Quad], base: str) -> None:
        self._base = base
        self._read: dict[str, list[Quad]] = {predicate: [] for predicate in _READ}
        for quad in quads:
            if (found := self._read.get(quad.predicate.value)) is not None:
                found.append(quad)
        self._name = next((_text(quad.object) for quad in self._of(DCTERMS.identifier)), "")
        text = next((_text(quad.object) for quad in self._of(NIF.isString)), "")
        published = next((_text(quad.object) for quad in self._of(SCHEMA.datePublished)), None)
        outlet = next((_text(quad.object) for quad in self._of(SCHEMA.publisher)), None)
        self._setting = Setting(to_day(published), outlet, main_country(text))

    def clues(self) -> list[Clue]:
        """What it tells of each entity that has a name."""
        found, genders = self._described(), load_roles().genders
        words = {quad.subject: _text(quad.object) for quad in self._of(NIF.anchorOf)}
        kinds = {quad.subject: quad.object for quad in self._of(HUS.mentionKind)}
        for quad in self._of(ITSRDF.taIdentRef):
            one, text, kind = found[_iri(quad.object)], words.get(quad.subject, ""), kinds.get(quad.subject)
            if text and kind == HUS.Name:
                one.names[text] += 1
            elif text and kind == HUS.Nominal:
                one.nouns.add(text)
            elif text:
                one.genders[genders.get(text.casefold(), "")] += 1
        return [clue for entity, one in sorted(found.items()) if (clue := self._clue(entity, one))]

    def _of(self, predicate: NamedNode) -> list[Quad]:
        return self._read[predicate.value]

    def _described(self) -> dict[str, _Found]:
        found = {_iri(quad.object): _Found() for quad in self._of(ITSRDF.taIdentRef)}
        for quad in self._of(HUS.licenses):
            text = _text(quad.object)
            if not any(predicate in text for predicate in _DESCRIBED):
                continue
            triple = from_licence(text)
            one = found.get(_iri(triple.subject))
            if one is not None and triple.predicate == SKOS.prefLabel:
                one.labels.add(_text(triple.object))
            elif one is not None and isinstance(triple.object, NamedNode) and triple.object in _TYPES:
                one.types.add(_TYPES[triple.object])
        return found

    def _clue(self, entity: str, one: _Found) -> Clue | None:
        linked = _LINKED.search(entity)
        if not one.types or not one.labels:
            return None
        # As in the shared graph: the first of the types, the fullest label that is not in capitals.
        kind = min(one.types, key=_ORDER.index)
        label = min(one.labels, key=lambda text: (text.isupper(), -len(text), text))
        if kind in _NOT_NAMED or not (one.names or linked or is_owned(label)):
            return None
        return Clue(
            entity.removeprefix(self._base),
            self._name,
            kind,
            label,
            linked[1] if linked else None,
            tuple(sorted(one.names.items())),
            tuple(sorted(one.nouns)),
            one.genders["m"],
            one.genders["f"],
            bool(linked) or entity == name_iri(kind, label, self._base).value,
            self._setting,
        )


def to_day(published: str | None) -> int | None:
    """The proleptic ordinal of an ISO date; None where it is none."""
    try:
        return date.fromisoformat(published).toordinal() if published else None
    except ValueError:
        return None


def main_country(text: str) -> str | None:
    """The ISO code of the country that most of a text is about; None where it is about none or several."""
    counts = count_countries(text, load_gazetteer())
    best = max(sorted(counts), key=lambda country: counts[country], default="")
    total = sum(counts.values())
    return best if total >= _ENOUGH and counts[best] >= _DOMINANT * total else None


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""
