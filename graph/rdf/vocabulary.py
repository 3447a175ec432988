"""The terms that Hustings writes, in Python: ours, which `ontology/hustings.ttl` defines, and those of others.

`HUS.Statement`, `PROV.wasDerivedFrom`: a name that is not listed here raises, so that a slip never becomes a triple.
The terms are pyoxigraph's, which the store takes as they are and which serialise to every format.
"""

from pyoxigraph import NamedNode

from graph.model import EntityType, MentionKind, Modality, Stance, StatementKind, Strength


class Namespace:
    """The terms of one vocabulary, by name."""

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self._terms = {name: NamedNode(iri + name) for name in names.split()}

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self._terms[name]
        except KeyError:
            raise AttributeError(f"<{self.iri}> has no term {name!r}; add it to the vocabulary") from None

    __getitem__ = __getattr__

    def __contains__(self, name: str) -> bool:
        return name in self._terms

    @property
    def names(self) -> frozenset[str]:
        """The names of all terms."""
        return frozenset(self._terms)


# Relations between entities that facts and stances may state; every other predicate is an open relation.
CORE = (
    "supports opposes says proposes criticizes holdsOffice memberOf affiliatedWith represents leads spouseOf locatedIn"
    " partyTo signed inForce appointed votedFor votedAgainst resigned authorOf proposedBy"
    " heldOffice candidateForOffice childOf parentOf siblingOf relatedTo elected voted enacted met accusedInCourt"
    " accusedOf funded published figure"
)
CLASSES = (
    "Article Span Mention Statement Fact StanceTaking Run Candidate Decision OpenRelation Quantity Entity"
    " Person Party Organization Place Agreement Proposal Policy Issue Event Group Work Other"
)
PROPERTIES = (
    "textSha256 fingerprint licenses"
    " original mentionKind source sourceSpan cue cueSpan content contentText kind takes mayTake stance target"
    " targetSpan stanceTrigger strength"
    " negated negationTrigger modality modalityTrigger saidEarliest saidLatest saidText"
    " saidSpan reportedVia confidence rule evidence ordinal reviewStatus subjectSpan objectSpan predicateText"
    " predicateSpan eventEarliest eventLatest timeText timeSpan accordingTo inStatement action about"
    " addressee candidateFor score reason decidedOn into verdict software pipeline ploverType"
    " status withWhom inPlace charge sum recipient inOffice tally"
    " event participant subjectQuantity objectQuantity amount unit counted qualifier"
)
CONCEPTS = (
    "MentionKinds Name Nominal Pronoun StatementKinds Direct Indirect Mixed Stances For Against"
    " Strengths Explicit Implied"
    " Modalities Asserted Presupposed Possible Obligation Intended Conditional Question"
    " ReviewStatuses Unreviewed Accepted Rejected Corrected"
    " Verdicts Merged Unmerged TakenApart PutTogether"
)

HUS = Namespace("https://w3id.org/hustings/ontology#", f"{CLASSES} {CORE} {PROPERTIES} {CONCEPTS}")
RDF = Namespace(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement Property subject predicate object langString"
)
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label")
XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    "string boolean integer decimal double date dateTime time gYear gYearMonth gMonthDay duration anyURI",
)
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#", "prefLabel altLabel exactMatch")
DCTERMS = Namespace("http://purl.org/dc/terms/", "identifier title language date isReplacedBy")
PROV = Namespace("http://www.w3.org/ns/prov#", "wasDerivedFrom wasGeneratedBy")
SCHEMA = Namespace("http://schema.org/", "NewsArticle datePublished publisher url")
NIF = Namespace(
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "String isString referenceContext beginIndex endIndex anchorOf",
)
ITSRDF = Namespace("http://www.w3.org/2005/11/its/rdf#", "taIdentRef taConfidence")
WIKIDATA = "http://www.wikidata.org/entity/"

PREFIXES = {
    "hus": HUS.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "xsd": XSD.iri,
    "skos": SKOS.iri,
    "dcterms": DCTERMS.iri,
    "prov": PROV.iri,
    "schema": SCHEMA.iri,
    "nif": NIF.iri,
    "itsrdf": ITSRDF.iri,
    "wd": WIKIDATA,
}

ENTITY_CLASS = {kind: HUS[kind.value] for kind in EntityType}
MENTION_KIND = {kind: HUS[kind.value.capitalize()] for kind in MentionKind}
STATEMENT_KIND = {kind: HUS[kind.value.capitalize()] for kind in StatementKind}
MODALITY = {mood: HUS[mood.value.capitalize()] for mood in Modality}
STANCE = {Stance.SUPPORTS: HUS.For, Stance.OPPOSES: HUS.Against}
STRENGTH = {strength: HUS[strength.value.capitalize()] for strength in Strength}
STANCE_PREDICATE = {Stance.SUPPORTS: HUS.supports, Stance.OPPOSES: HUS.opposes}
CORE_NAMES = frozenset(CORE.split())
LABELS = frozenset({SKOS.prefLabel, SKOS.altLabel})
# The event types of PLOVER 2021 under which relations fall; the ontology says the same of each (hus:ploverType).
PLOVER = {
    "accusedInCourt": "ACCUSE",
    "accusedOf": "ACCUSE",
    "funded": "AID",
    "met": "CONSULT",
    "opposes": "REJECT",
    "partyTo": "AGREE",
    "resigned": "RETREAT",
    "signed": "AGREE",
    "supports": "SUPPORT",
    "votedAgainst": "REJECT",
    "votedFor": "SUPPORT",
}
ROLES = frozenset(
    ["withWhom", "inPlace", "charge", "sum", "recipient", "inOffice", "tally"]
)  # of participants beside the two ends
WORDED = frozenset({"sum", "tally"})  # of these, those that are words and no things
