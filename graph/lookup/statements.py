"""Statements and facts: by source, target, stance and article, the latest first."""

from urllib.parse import unquote

from graph.errors import UnknownIri
from graph.lookup.articles import to_summary
from graph.lookup.rows import Row, day, number, ref, text, to_iri
from graph.lookup.views import EvidenceView, FactView, Page, Part, Ref, SideView, StatementView
from graph.model import Evidence, Modality, Stance, StatementKind, Strength
from graph.store.base import Iri, Store
from graph.store.index.shown import parts_of, sentences_of, sides_of
from graph.store.index.stances import ANY, SideFilter

_SENTENCE = "sentence"


def find_statements(
    store: Store,
    *,
    source: Iri | None = None,
    target: Iri | None = None,
    sides: SideFilter = ANY,
    article: Iri | None = None,
    asserted: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> Page[StatementView]:
    """The statements that have all that is asked for; all statements, where nothing is.

    With a target or `sides`: those that take such a side, which stands as an edge. `asserted` leaves out those that are
    denied or only possible.
    """
    rows, total = store.reader.statements(
        source=source,
        target=target,
        sides=sides,
        article=_article_name(store, article) if article is not None else None,
        asserted=asserted,
        limit=limit,
        offset=offset,
    )
    return Page(tuple(to_statement(row, store) for row in rows), total, offset)


def statements_by(store: Store, entity: Iri, *, limit: int | None = None, offset: int = 0) -> Page[StatementView]:
    """What the entity is reported to have said."""
    return find_statements(store, source=entity, limit=limit, offset=offset)


def statements_about(store: Store, entity: Iri, *, limit: int | None = None, offset: int = 0) -> Page[StatementView]:
    """What others said for or against the entity, or with its name in their words."""
    rows, total = store.reader.statements_about(entity, limit, offset)
    return Page(tuple(to_statement(row, store) for row in rows), total, offset)


def find_statement(store: Store, statement: Iri) -> StatementView:
    """The statement with this name; UnknownIri where the store has none."""
    article, _, key = statement.removeprefix(f"{store.base}statement/").partition("/")
    row = store.reader.statement(unquote(article), key)
    if row is None:
        raise UnknownIri(statement)
    return to_statement(row, store)


def facts_of(
    store: Store, entity: Iri | None = None, *, article: Iri | None = None, limit: int | None = None, offset: int = 0
) -> Page[FactView]:
    """The facts that have the entity as subject or object, or that it is the authority for; all of an article's."""
    name = _article_name(store, article) if article is not None else None
    rows, total = store.reader.facts(entity, article=name, limit=limit, offset=offset)
    return Page(tuple(_fact(row, store) for row in rows), total, offset)


def find_evidence(
    store: Store,
    *,
    source: Iri | None = None,
    target: Iri | None = None,
    sides: SideFilter = ANY,
    article: Iri | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Page[EvidenceView]:
    """The statements and acts that show who is for or against whom, one for each side, the latest first."""
    name = _article_name(store, article) if article is not None else None
    rows, total = store.reader.evidence(
        source=source, target=target, sides=sides, article=name, limit=limit, offset=offset
    )
    return Page(tuple(_evidence(side, shown, store) for side, shown in rows), total, offset)


def _evidence(side: Row, shown: Row, store: Store) -> EvidenceView:
    said = side["statement"] is not None
    return EvidenceView(
        source=Ref(to_iri(side["source_iri"], store.base), str(side["source_label"])),
        side=SideView(
            stance=Stance(side["stance"]),
            target=Ref(to_iri(side["target_iri"], store.base), str(side["target_label"])),
            strength=Strength(side["strength"]),
            confidence=number(side, "confidence"),
            by=text(side, "rule"),
            words=text(side, "words"),
            stands=True,
        ),
        evidence=Evidence.STATEMENT if said else Evidence.ACT,
        statement=to_statement(shown, store) if said else None,
        fact=None if said else _fact(shown, store),
    )


def _sides(row: Row, base: str) -> tuple[SideView, ...]:
    return tuple(
        SideView(
            Stance(side.stance),
            Ref(to_iri(side.target, base), side.label),
            Strength(side.strength),
            side.confidence,
            side.rule,
            side.words,
            side.stands,
        )
        for side in sides_of(row)
    )


def _article_name(store: Store, article: Iri) -> str:
    return unquote(article.removeprefix(f"{store.base}article/"))


def to_statement(row: Row, store: Store) -> StatementView:
    """The statement that a row of the read model tells of."""
    base = store.base
    sentences, parts = _shown(row)
    return StatementView(
        iri=Iri(store.reader.made_iri("statement", str(row["article_name"]), str(row["key"]))),
        article=to_summary(row, base),
        ordinal=int(number(row, "ordinal")),
        source=ref(row, "source", base),
        cue=text(row, "cue"),
        content=text(row, "content") or "",
        kind=StatementKind(row["kind"]),
        stance=Stance(row["stance"]) if row["stance"] is not None else None,
        target=ref(row, "target", base),
        stances=_sides(row, base),
        negated=bool(row["negated"]),
        modality=Modality(row["modality"]),
        said_earliest=day(row, "said_earliest"),
        said_latest=day(row, "said_latest"),
        said_text=text(row, "said_text"),
        reported_via=ref(row, "via", base),
        on_behalf_of=ref(row, "behalf", base),
        confidence=number(row, "confidence"),
        by=text(row, "rule"),
        sentences=sentences,
        parts=parts,
    )


def _fact(row: Row, store: Store) -> FactView:
    base, article = store.base, str(row["article_name"])
    sentences, parts = _shown(row)
    subject, object_ = ref(row, "subject", base), ref(row, "object", base)
    statement = text(row, "in_statement")
    return FactView(
        iri=Iri(store.reader.made_iri("fact", article, str(row["key"]))),
        article=to_summary(row, base),
        ordinal=int(number(row, "ordinal")),
        subject=subject,
        subject_text=text(row, "subject_text") or (subject.label if subject else ""),
        predicate=to_iri(row["predicate"], base),
        predicate_text=text(row, "predicate_text") or "",
        object=object_,
        object_text=object_.label if object_ else text(row, "object_text") or "",
        datatype=text(row, "datatype"),
        earliest=day(row, "earliest"),
        latest=day(row, "latest"),
        time_text=text(row, "time_text"),
        according_to=ref(row, "according", base),
        statement=Iri(store.reader.made_iri("statement", article, statement)) if statement else None,
        stances=_sides(row, base),
        negated=bool(row["negated"]),
        modality=Modality(row["modality"]),
        confidence=number(row, "confidence"),
        by=text(row, "rule"),
        sentences=sentences,
        parts=parts,
    )


def _shown(row: Row) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The sentences that show a statement or fact, and the pieces in them that carry each role."""
    sentences = tuple(Part(_SENTENCE, *sentence) for sentence in sentences_of(row))
    return sentences, tuple(Part(*part) for part in parts_of(row))
