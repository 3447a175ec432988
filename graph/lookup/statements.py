"""Statements and facts: by source, target, stance and article, the latest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.errors import UnknownIri
from graph.lookup.articles import summaries
from graph.lookup.rows import KINDS, MODALITIES, STANCES, day, hus, iri, number, ref, text
from graph.lookup.views import ArticleSummary, FactView, Page, Part, StatementView, to_page
from graph.model import Stance
from graph.rdf.vocabulary import HUS, PROV, RDF, STANCE
from graph.store.base import Iri, Row, Store

_STATEMENT, _FACT = hus("Statement"), hus("Fact")
_SENTENCE = "sentence"
# What readers call the roles that spans have in the graph.
_ROLES = {
    HUS.sourceSpan.value: "source",
    HUS.cueSpan.value: "cue",
    HUS.content.value: "content",
    HUS.targetSpan.value: "target",
    HUS.stanceTrigger.value: "stance",
    HUS.negationTrigger.value: "negation",
    HUS.modalityTrigger.value: "modality",
    HUS.saidSpan.value: "time",
    HUS.timeSpan.value: "time",
    HUS.subjectSpan.value: "subject",
    HUS.predicateSpan.value: "predicate",
    HUS.objectSpan.value: "object",
    HUS.evidence.value: _SENTENCE,
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a statement or fact stands among others: the latest article first, then in the order of the text."""

    published: date | None
    article: Iri
    ordinal: int
    made: Iri

    def key(self) -> tuple[int, str, int, str]:
        newest_first = -self.published.toordinal() if self.published else 0
        return newest_first, self.article, self.ordinal, self.made


def find_statements(
    store: Store,
    *,
    source: Iri | None = None,
    target: Iri | None = None,
    stance: Stance | None = None,
    article: Iri | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Page[StatementView]:
    """The statements that have all that is asked for; all statements, where nothing is."""
    asked = (
        (HUS.source.value, source),
        (HUS.target.value, target),
        (HUS.stance.value, Iri(STANCE[stance].value) if stance else None),
        (PROV.wasDerivedFrom.value, article),
    )
    places = set(_places(store, _STATEMENT, RDF.type.value, _STATEMENT)) if not any(v for _, v in asked) else None
    for name, value in asked:
        if value is not None:
            found = set(_places(store, _STATEMENT, name, value))
            places = found if places is None else places & found
    return _statements(store, places or (), limit, offset)


def statements_by(store: Store, entity: Iri, *, limit: int | None = None, offset: int = 0) -> Page[StatementView]:
    """What the entity is reported to have said."""
    return find_statements(store, source=entity, limit=limit, offset=offset)


def statements_about(store: Store, entity: Iri, *, limit: int | None = None, offset: int = 0) -> Page[StatementView]:
    """What others said for or against the entity, or with its name in their words."""
    own = set(_places(store, _STATEMENT, HUS.source.value, entity))
    aimed = set(_places(store, _STATEMENT, HUS.target.value, entity))
    named = set(_to_places(store.select("lookup_statements_mentioning", entity=entity)))
    return _statements(store, (aimed | named) - own, limit, offset)


def find_statement(store: Store, statement: Iri) -> StatementView:
    """The statement with this name; UnknownIri where the store has none."""
    rows = store.select("lookup_statement", statement=statement)
    if not rows:
        raise UnknownIri(statement)
    return _statement(store, rows[0], summaries(store, iri(rows[0], "article")))


def facts_of(
    store: Store, entity: Iri | None = None, *, article: Iri | None = None, limit: int | None = None, offset: int = 0
) -> Page[FactView]:
    """The facts that have the entity as subject or object, or that it is the authority for; all of an article's."""
    if entity is not None:
        roles = (RDF.subject.value, RDF.object.value, HUS.accordingTo.value)
        places = {place for role in roles for place in _places(store, _FACT, role, entity)}
    else:
        places = set(_places(store, _FACT, RDF.type.value, _FACT))
    wanted = (place for place in places if article is None or place.article == article)
    page = to_page(_sorted(wanted), limit, offset)
    articles = _articles_of(store, page.items)
    rows = (row for place in page.items for row in store.select("lookup_fact", fact=place.made)[:1])
    return Page(tuple(_fact(store, row, articles) for row in rows), page.total, offset)


def _places(store: Store, kind: Iri, name: str, value: Iri) -> Iterator[_Place]:
    return _to_places(store.select("lookup_made_by", kind=kind, property=Iri(name), value=value))


def _to_places(rows: Iterable[Row]) -> Iterator[_Place]:
    for row in rows:
        yield _Place(day(row, "published"), iri(row, "article"), int(number(row, "ordinal")), iri(row, "made"))


def _sorted(places: Iterable[_Place]) -> list[_Place]:
    return sorted(places, key=_Place.key)


def _statements(store: Store, places: Iterable[_Place], limit: int | None, offset: int) -> Page[StatementView]:
    page = to_page(_sorted(places), limit, offset)
    articles = _articles_of(store, page.items)
    rows = (row for place in page.items for row in store.select("lookup_statement", statement=place.made)[:1])
    return Page(tuple(_statement(store, row, articles) for row in rows), page.total, offset)


def _articles_of(store: Store, places: Iterable[_Place]) -> dict[Iri, ArticleSummary]:
    names = sorted({place.article for place in places})
    return {name: summary for article in names for name, summary in summaries(store, article).items()}


def _statement(store: Store, row: Row, articles: dict[Iri, ArticleSummary]) -> StatementView:
    name = iri(row, "statement")
    sentences, parts = _parts(store, name)
    return StatementView(
        iri=name,
        article=articles[iri(row, "article")],
        ordinal=int(number(row, "ordinal")),
        source=ref(row, "source"),
        cue=text(row, "cue"),
        content=text(row, "content") or "",
        kind=KINDS[str(row["kind"])],
        stance=STANCES.get(str(row["stance"])),
        target=ref(row, "target"),
        negated=bool(row["negated"]),
        modality=MODALITIES[str(row["modality"])],
        said_earliest=day(row, "saidEarliest"),
        said_latest=day(row, "saidLatest"),
        said_text=text(row, "saidText"),
        reported_via=ref(row, "via"),
        confidence=number(row, "confidence"),
        by=text(row, "rule"),
        sentences=sentences,
        parts=parts,
    )


def _fact(store: Store, row: Row, articles: dict[Iri, ArticleSummary]) -> FactView:
    name = iri(row, "fact")
    sentences, parts = _parts(store, name)
    subject, object_ = ref(row, "subject"), ref(row, "object")
    return FactView(
        iri=name,
        article=articles[iri(row, "article")],
        ordinal=int(number(row, "ordinal")),
        subject=subject,
        subject_text=_words(parts, "subject") or text(row, "subjectText") or (subject.label if subject else ""),
        predicate=iri(row, "predicate"),
        predicate_text=text(row, "predicateText") or "",
        object=object_,
        object_text=object_.label if object_ else text(row, "objectText") or text(row, "object") or "",
        datatype=text(row, "datatype") or None,
        earliest=day(row, "earliest"),
        latest=day(row, "latest"),
        time_text=text(row, "timeText"),
        according_to=ref(row, "according"),
        statement=iri(row, "inStatement") if row["inStatement"] is not None else None,
        negated=bool(row["negated"]),
        modality=MODALITIES[str(row["modality"])],
        confidence=number(row, "confidence"),
        by=text(row, "rule"),
        sentences=sentences,
        parts=parts,
    )


def _words(parts: Iterable[Part], role: str) -> str:
    return " … ".join(part.text for part in parts if part.role == role)


def _parts(store: Store, made: Iri) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The sentences that show a statement or fact, and the pieces in them that carry each role."""
    rows = store.select("lookup_spans", made=made)
    parts = [
        Part(_ROLES[str(row["role"])], int(number(row, "begin")), int(number(row, "end")), text(row, "text") or "")
        for row in rows
        if str(row["role"]) in _ROLES
    ]
    return tuple(p for p in parts if p.role == _SENTENCE), tuple(p for p in parts if p.role != _SENTENCE)
