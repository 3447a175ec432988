"""The SPARQL 1.1 Service Description of a store, with VoID: graphs, counts, vocabularies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from graph.rdf.vocabulary import DCTERMS, HUS, PREFIXES, RDF, SD, VOID
from graph.store.base import Store

LISTED = 1000  # graphs: a collection of a hundred thousand articles would make a description of 40 MB
_RESULTS = (
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV"
    " Turtle N-Triples RDF_XML JSON-LD TriG N-Quads"
)
_READ = "Turtle N-Triples RDF_XML JSON-LD"
_FORMATS = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class Offer:
    """Where a store is served, and whether it takes updates."""

    endpoint: str
    graphs: str
    updates: bool


def describe_service(store: Store, offer: Offer, sizes: Mapping[str, int], media_type: str) -> bytes:
    """The description as RDF; `sizes` has the number of triples of named graphs, or is empty where it is not known."""
    triples = _service(store, offer, sizes)
    rdf_format = RdfFormat.from_media_type(media_type)
    if rdf_format is None:
        raise ValueError(f"no RDF format {media_type}")
    prefixes = None if rdf_format == RdfFormat.RDF_XML else PREFIXES | {"sd": SD.iri, "void": VOID.iri}
    return serialize(triples, format=rdf_format, prefixes=prefixes) or b""


def _service(store: Store, offer: Offer, sizes: Mapping[str, int]) -> Iterator[Triple]:
    service, dataset = NamedNode(offer.endpoint), NamedNode(offer.endpoint + "#dataset")
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, service)
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    if offer.updates:
        yield Triple(service, SD.supportedLanguage, SD.SPARQL11Update)
        yield from (Triple(service, SD.inputFormat, NamedNode(_FORMATS + name)) for name in _READ.split())
    yield from (Triple(service, SD.resultFormat, NamedNode(_FORMATS + name)) for name in _RESULTS.split())
    yield Triple(service, SD.feature, SD.UnionDefaultGraph)
    yield Triple(service, SD.defaultDataset, dataset)
    yield from _dataset(store, dataset, offer, sizes)


def _dataset(store: Store, dataset: NamedNode, offer: Offer, sizes: Mapping[str, int]) -> Iterator[Triple]:
    totals = store.reader.totals()
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, RDF.type, VOID.Dataset)
    yield Triple(dataset, DCTERMS.title, Literal("Hustings: who said what about what", language="en"))
    yield Triple(dataset, VOID.sparqlEndpoint, NamedNode(offer.endpoint))
    yield Triple(dataset, VOID.uriSpace, Literal(store.base))
    yield from (Triple(dataset, VOID.vocabulary, NamedNode(iri)) for iri in sorted(set(PREFIXES.values())))
    for name, total in (
        ("Article", "articles"),
        ("Statement", "statements"),
        ("Fact", "facts"),
        ("Entity", "entities"),
    ):
        yield from _partition(dataset, HUS[name], totals[total], BlankNode(name.lower()))
    default = BlankNode("default")
    yield Triple(dataset, SD.defaultGraph, default)
    yield Triple(default, RDF.type, SD.Graph)
    if sizes:
        number = Literal(sum(sizes.values()))
        yield Triple(default, VOID.triples, number)
        yield Triple(dataset, VOID.triples, number)
    for place, graph in enumerate(sorted(sizes or store.graphs())[:LISTED]):
        yield from _named_graph(dataset, graph, sizes.get(graph), place)


def _partition(dataset: NamedNode, kind: NamedNode, number: int, part: BlankNode) -> Iterator[Triple]:
    yield Triple(dataset, VOID.classPartition, part)
    yield Triple(part, VOID["class"], kind)
    yield Triple(part, VOID.entities, Literal(number))


def _named_graph(dataset: NamedNode, name: str, size: int | None, number: int) -> Iterator[Triple]:
    entry, graph = BlankNode(f"name{number}"), BlankNode(f"graph{number}")
    yield Triple(dataset, SD.namedGraph, entry)
    yield Triple(entry, RDF.type, SD.NamedGraph)
    yield Triple(entry, SD.name, NamedNode(name))
    yield Triple(entry, SD.graph, graph)
    yield Triple(graph, RDF.type, SD.Graph)
    if size is not None:
        yield Triple(graph, VOID.triples, Literal(size))
