"""The ontology's files, and what is derived from them: the JSON-LD context and the table of terms.

`hustings.ttl` defines the terms, `shapes.ttl` the rules (SHACL), `competency/*.rq` the questions that the graph must
answer. `python -m ontology` makes the derived files again; a test does the same and compares.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

NAMESPACE = "https://w3id.org/hustings/ontology#"
SHORT = {
    NAMESPACE: "hus",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://www.w3.org/2001/XMLSchema#": "xsd",
    "http://www.w3.org/2002/07/owl#": "owl",
    "http://www.w3.org/2004/02/skos/core#": "skos",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schema.org/": "schema",
    "http://www.w3.org/ns/prov#": "prov",
    "http://www.w3.org/ns/org#": "org",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "sem",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#": "nif",
    "http://www.w3.org/2005/11/its/rdf#": "itsrdf",
    "http://www.wikidata.org/entity/": "wd",
}
# The properties of other vocabularies in our data: (short name of the term, JSON-LD type of its values).
FOREIGN = (
    ("dcterms:date", "xsd:date"),
    ("dcterms:identifier", None),
    ("dcterms:isReplacedBy", "@id"),
    ("dcterms:language", None),
    ("dcterms:title", None),
    ("itsrdf:taConfidence", "xsd:decimal"),
    ("itsrdf:taIdentRef", "@id"),
    ("nif:anchorOf", None),
    ("nif:beginIndex", "xsd:integer"),
    ("nif:endIndex", "xsd:integer"),
    ("nif:isString", None),
    ("nif:referenceContext", "@id"),
    ("prov:wasDerivedFrom", "@id"),
    ("prov:wasGeneratedBy", "@id"),
    ("schema:datePublished", "xsd:date"),
    ("schema:publisher", None),
    ("schema:url", "xsd:anyURI"),
    ("skos:exactMatch", "@id"),
)
CLASS, CONCEPT, SCHEME, RELATION = "class", "concept", "scheme", "relation"
_KINDS = {
    "owl:Class": CLASS,
    "owl:ObjectProperty": "property",
    "owl:DatatypeProperty": "property",
    "owl:AnnotationProperty": "property",
    "rdf:Property": RELATION,
    "skos:Concept": CONCEPT,
    "skos:ConceptScheme": SCHEME,
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of ours with what hustings.ttl says of it."""

    name: str
    kind: str  # class, property, relation, concept or scheme
    label: str
    comment: str
    example: str
    range: str | None = None  # short name: "xsd:date", "hus:Span"
    plover: str | None = None


def read(name: str) -> str:
    """The text of one of the ontology's files."""
    return files("ontology").joinpath(name).read_text(encoding="utf-8")


@cache
def triples() -> tuple[Triple, ...]:
    """What hustings.ttl says."""
    quads = parse(read("hustings.ttl").encode(), format=RdfFormat.TURTLE)
    return tuple(Triple(quad.subject, quad.predicate, quad.object) for quad in quads)


def terms() -> list[Term]:
    """Every term of ours, in the order of the file."""
    said: dict[str, dict[str, list[str]]] = {}
    for triple in triples():
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(NAMESPACE):
            of_term = said.setdefault(triple.subject.value.removeprefix(NAMESPACE), {})
            of_term.setdefault(_short(triple.predicate), []).append(_short(triple.object))
    return [_to_term(name, values) for name, values in said.items()]


def competency_questions() -> list[str]:
    """The names of the query files in competency/, sorted."""
    folder = files("ontology").joinpath("competency")
    return sorted(entry.name.removesuffix(".rq") for entry in folder.iterdir() if entry.name.endswith(".rq"))


def context() -> dict[str, Any]:
    """The JSON-LD context: our names without prefix, those of others under their local names."""
    entries: dict[str, Any] = {"@version": 1.1, "@vocab": NAMESPACE, "id": "@id", "type": "@type"}
    entries |= {short: {"@id": iri, "@prefix": True} for iri, short in SHORT.items()}
    entries |= {name.partition(":")[2]: _entry(name, kind) for name, kind in FOREIGN}
    entries |= {"subject": _entry("rdf:subject", "@id"), "predicate": _entry("rdf:predicate", "@vocab")}
    entries |= {"object": {"@id": "rdf:object"}}
    entries |= {label: {"@id": f"skos:{label}", "@language": "en"} for label in ("prefLabel", "altLabel")}
    entries |= {term.name: _entry(f"hus:{term.name}", _coercion(term)) for term in terms() if term.kind != SCHEME}
    return {"@context": entries}


def context_text() -> str:
    """The context as it stands in context.jsonld."""
    return json.dumps(context(), indent=2, ensure_ascii=False) + "\n"


def table() -> str:
    """All terms as Markdown tables, one a kind."""
    sections = (("Classes", CLASS), ("Properties", "property"), ("Core relations", RELATION), ("Concepts", CONCEPT))
    return "\n".join(_section(title, [t for t in terms() if t.kind == kind]) for title, kind in sections)


def readme_text() -> str:
    """The README with its table of terms made again."""
    before, start, rest = read("README.md").partition("<!-- terms -->\n")
    _, end, after = rest.partition("<!-- /terms -->")
    return f"{before}{start}{table()}{end}{after}"


def _section(title: str, rows: list[Term]) -> str:
    lines = (f"| `{t.name}` | {t.range or t.plover or ''} | {t.comment} | {t.example} |" for t in rows)
    value = {"Properties": "value", "Core relations": "PLOVER type"}.get(title, "")
    return "\n".join((f"### {title}", "", f"| term | {value} | meaning | example |", "|---|---|---|---|", *lines, ""))


def _to_term(name: str, values: dict[str, list[str]]) -> Term:
    kinds = [_KINDS[kind] for kind in values["rdf:type"] if kind in _KINDS]
    label, comment, example = (values[key][0] for key in ("rdfs:label", "rdfs:comment", "skos:example"))
    range_, plover = (next(iter(values.get(key, ())), None) for key in ("rdfs:range", "hus:ploverType"))
    return Term(name, kinds[0], label, comment, example, range_, plover)


def _coercion(term: Term) -> str | None:
    if term.range == "skos:Concept":
        return "@vocab"
    if term.range is None or term.range == "xsd:string":
        return None
    return term.range if term.range.startswith("xsd:") else "@id"


def _entry(name: str, kind: str | None) -> dict[str, str]:
    return {"@id": name, "@type": kind} if kind else {"@id": name}


def _short(term: object) -> str:
    if isinstance(term, Literal):
        return term.value
    iri = term.value if isinstance(term, NamedNode) else str(term)
    short = ((prefix, iri.removeprefix(space)) for space, prefix in SHORT.items() if iri.startswith(space))
    return next((f"{prefix}:{local}" for prefix, local in short), iri)
