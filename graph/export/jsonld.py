"""JSON-LD with the ontology's context in the document, so that a reader needs no network.

Written here and not by a library: there are no blank nodes, every name is short where the context has one, and values
that the context's types do not fit are spelt out.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

import ontology
from graph.export.network import Filters
from graph.export.rdf import selected_quads
from graph.rdf.vocabulary import RDF, XSD
from graph.store.base import Store


def write_jsonld(store: Store, filters: Filters) -> Iterator[bytes]:
    """All quads, or those of an article, in their named graphs; the context is part of the document."""
    yield f'{{"@context": {json.dumps(_context(), ensure_ascii=False)},\n"@graph": ['.encode()
    for number, (graph, quads) in enumerate(_by_graph(selected_quads(store, filters))):
        nodes = ",\n".join(json.dumps(node, ensure_ascii=False) for node in to_nodes(quads))
        yield f'{"," if number else ""}\n{{{json.dumps("id")}: {json.dumps(graph)}, "@graph": [\n{nodes}]}}'.encode()
    yield b"\n]}\n"


def to_jsonld(triples: Iterable[Triple]) -> dict[str, Any]:
    """Triples as one JSON-LD document with its context."""
    return {"@context": _context(), "@graph": list(to_nodes(triples))}


def to_nodes(statements: Iterable[Triple | Quad]) -> Iterator[dict[str, Any]]:
    """The subjects as JSON-LD nodes, in order of first appearance, with the names of the context."""
    nodes: dict[str, dict[str, list[Any]]] = {}
    for one in statements:
        node = nodes.setdefault(_iri(one.subject), {})
        key, value = _entry(one.predicate, one.object)
        node.setdefault(key, []).append(value)
    for name, properties in nodes.items():
        yield {"id": name} | {key: values if len(values) > 1 else values[0] for key, values in properties.items()}


def _entry(predicate: NamedNode, value: object) -> tuple[str, Any]:
    """The key of a property and its value, as short as the context allows."""
    if predicate == RDF.type:
        return "type", _terms().get(_iri(value), (_iri(value), None))[0]
    name, coercion = _terms().get(predicate.value, (predicate.value, {}))
    coercion = coercion or {}
    if not isinstance(value, Literal):
        return name, _reference(_iri(value), coercion.get("@type"))
    return name, _literal(value, coercion)


def _reference(iri: str, coercion: str | None) -> Any:
    if coercion == "@vocab" and iri in _terms():
        return _terms()[iri][0]
    return iri if coercion == "@id" else {"@id": iri}


def _literal(value: Literal, coercion: dict[str, str]) -> Any:
    if value.language is not None:
        plain = coercion.get("@language") == value.language
        return value.value if plain else {"@value": value.value, "@language": value.language}
    kind = coercion.get("@type")
    if value.datatype == XSD.string:
        return {"@value": value.value} if kind or "@language" in coercion else value.value
    return (
        value.value if _expand(kind) == value.datatype.value else {"@value": value.value, "@type": value.datatype.value}
    )


@cache
def _context() -> dict[str, Any]:
    entries: dict[str, Any] = ontology.context()["@context"]
    return entries


@cache
def _terms() -> dict[str, tuple[str, dict[str, str]]]:
    """IRI → its name in the context, and how the context reads its values."""
    return {
        _expand(entry["@id"]): (name, entry)
        for name, entry in _context().items()
        if isinstance(entry, dict) and not entry.get("@prefix")
    }


def _expand(short: str | None) -> str:
    prefix, _, local = (short or "").partition(":")
    entry = _context().get(prefix)
    return entry["@id"] + local if isinstance(entry, dict) else short or ""


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _by_graph(quads: Iterable[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(_iri(quad.graph_name), []).append(quad)
    return iter(graphs.items())
